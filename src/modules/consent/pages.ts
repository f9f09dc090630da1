import type { Hono } from "hono";
import { html } from "hono/html";
import { recordConsent } from "./actions.ts";
import { ADDRESS_KIND, CHANNELS, type Channel, consentFor } from "./model.ts";
import { statesOf } from "./store.ts";
import { brandOf } from "#kernel/admin";
import type { Ctx } from "#kernel/context";
import { customerPage, type Html, inOtherLanguage, type Language, languageOf } from "#kernel/html";
import { sign, verify } from "#kernel/links";
import type { Serving } from "#kernel/module";
import { identitiesOf, subjectOf } from "#profiles";

const WORDS = {
  title: ["配信設定", "Your message settings"],
  intro: [
    "お知らせをお届けする方法をお選びください。ご注文・お届けに関する大切なご連絡は、設定にかかわらずお送りします。",
    "Choose how we may send you news. Notices about your orders and deliveries are sent whatever you choose.",
  ],
  save: ["この内容で保存する", "Save"],
  saved: ["保存しました。ただちに反映されます。", "Saved. It counts from now on."],
  gone: ["このリンクは使えません", "This link no longer works"],
  goneWhy: [
    "有効期限が切れているか、アドレスが途中で切れています。最新のメッセージのリンクからお試しください。",
    "It has expired or was cut off. Please use the link in our latest message.",
  ],
  nothing: ["お届け先が登録されていません。", "We have no address of yours to write to."],
  line: ["LINEでお知らせを受け取る", "Receive news on LINE"],
  email: ["メールでお知らせを受け取る", "Receive news by e-mail"],
  sms: ["SMSでお知らせを受け取る", "Receive news by SMS"],
  push: ["プッシュ通知でお知らせを受け取る", "Receive push notifications"],
} as const;
type Word = keyof typeof WORDS;
const say = (language: Language, word: Word): string => WORDS[word][language === "ja" ? 0 : 1];

const STYLE =
  ".done{margin:1rem 0;padding:.75rem 1rem;border-left:4px solid var(--accent);background:color-mix(in srgb,var(--accent) 10%,var(--ground))}form button{margin-top:1.5rem}";
const SCOPE = "preferences";
const LIFE_MS = 400 * 86_400_000;

/** The address of a customer's preference page. */
export const preferencePage = (ctx: Ctx, profile: string): string =>
  `${ctx.config.publicUrl}/p/${sign(ctx, { scope: SCOPE, audience: profile, expiresAt: new Date(ctx.now.getTime() + LIFE_MS) })}`;

const own = async (ctx: Ctx, profile: string) => {
  const identities = (await identitiesOf(ctx, [profile])).get(profile) ?? [];
  const states = await statesOf(
    ctx,
    identities.map((i) => i.key),
  );
  return CHANNELS.filter((channel) => identities.some((i) => i.kind === ADDRESS_KIND[channel])).map((channel) => ({
    channel,
    granted: consentFor(states, channel, "*") === "granted",
  }));
};

const form = (language: Language, channels: readonly { channel: Channel; granted: boolean }[], saved: boolean): Html =>
  html`<h1>${say(language, "title")}</h1>
    ${saved ? html`<p class="done" role="status">${say(language, "saved")}</p>` : ""}
    <p class="soft">${say(language, "intro")}</p>
    ${
      channels.length === 0
        ? html`<p>${say(language, "nothing")}</p>`
        : html`<form method="post">
            ${channels.map(
              ({ channel, granted }) =>
                html`<label class="row"
                  ><input
                    type="checkbox"
                    name="${channel}"
                    ${granted ? "checked" : ""}
                  />${say(language, channel)}</label
                >`,
            )}
            <button>${say(language, "save")}</button>
          </form>`
    }`;

/** GET shows, POST changes (law 9). */
export const servePreferences = (app: Hono, serving: Serving): void => {
  app.on(["GET", "POST"], "/p/:token", async (c) => {
    const ctx = serving.publicCtx();
    const language = languageOf(c.req.raw, (await brandOf(ctx)).language);
    const claim = verify(ctx, SCOPE, c.req.param("token"));
    const footer = inOtherLanguage(language);
    const headers = { "cache-control": "no-store", "x-robots-tag": "noindex" };
    if (!claim.ok) {
      const body = html`<h1>${say(language, "gone")}</h1>
        <p>${say(language, "goneWhy")}</p>`;
      return c.html(customerPage(ctx, { language, title: say(language, "gone"), body, footer }), 410, headers);
    }
    const profile = claim.audience;
    let saved = false;
    if (c.req.method === "POST") {
      const ticked = await c.req.parseBody();
      const subject = (await subjectOf(ctx, [profile])).get(profile);
      const changed = (await own(ctx, profile)).filter(({ channel, granted }) => granted !== channel in ticked);
      if (subject !== undefined && changed.length > 0)
        await recordConsent(
          ctx,
          changed.map(({ channel, granted }) => ({
            subject,
            channel,
            purpose: "*",
            state: granted ? "withdrawn" : "granted",
            place: "preference page",
            wording: say(language, channel),
            key: `preferences:${profile}:${channel}:${ctx.now.toISOString()}`,
          })),
        );
      saved = true;
    }
    const body = form(language, await own(ctx, profile), saved);
    return c.html(
      customerPage(ctx, { language, title: say(language, "title"), body, footer, style: STYLE }),
      200,
      headers,
    );
  });
};
