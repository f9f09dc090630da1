/** Tracked links, unsubscribe, and the two doors that LINE and mail servers knock at. */
import type { Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { html } from "hono/html";
import { brandOf } from "#kernel/admin";
import { Problem } from "#kernel/errors";
import { customerPage, inOtherLanguage, type Language, languageOf } from "#kernel/html";
import { verify } from "#kernel/links";
import type { Serving } from "#kernel/module";
import { allows } from "#kernel/roles";
import { recordClick } from "./actions/clicks.ts";
import { takeLineWebhook } from "./actions/line-webhook.ts";
import { takeMail } from "./actions/mail-feedback.ts";
import { clickTarget } from "./actions/render.ts";
import { unsubscribe } from "./actions/unsubscribe.ts";

const WORDS = {
  leave: ["配信停止", "Unsubscribe"],
  ask: [
    "お知らせの配信を停止します。よろしければボタンを押してください。ご注文・お届けのご連絡は引き続きお送りします。",
    "Press the button to stop our news. Notices about your orders and deliveries will still reach you.",
  ],
  button: ["配信を停止する", "Unsubscribe"],
  done: ["配信を停止しました", "You are unsubscribed"],
  doneWhy: [
    "今後、お知らせはお送りしません。これまでお読みいただき、ありがとうございました。",
    "We will send you no more news. Thank you for having read it.",
  ],
  gone: ["このリンクは使えません", "This link no longer works"],
  goneWhy: ["有効期限が切れているか、アドレスが途中で切れています。", "It has expired or was cut off on its way."],
} as const;
const say = (language: Language, word: keyof typeof WORDS): string => WORDS[word][language === "ja" ? 0 : 1];
const PRIVATE = { "cache-control": "no-store", "x-robots-tag": "noindex", "referrer-policy": "no-referrer" };

const page = async (
  c: Context,
  serving: Serving,
  title: keyof typeof WORDS,
  text: keyof typeof WORDS,
  more = false,
) => {
  const ctx = serving.publicCtx();
  const language = languageOf(c.req.raw, (await brandOf(ctx)).language);
  const body = html`<h1>${say(language, title)}</h1>
    <p>${say(language, text)}</p>
    ${more ? html`<form method="post"><button>${say(language, "button")}</button></form>` : ""}`;
  return c.html(
    customerPage(ctx, { language, title: say(language, title), body, footer: inOtherLanguage(language) }),
    title === "gone" ? 410 : 200,
    PRIVATE,
  );
};

const serveLinks = (app: Hono, serving: Serving): void => {
  // Hono answers HEAD through GET.
  app.get("/l/:token", async (c) => {
    const ctx = serving.publicCtx();
    const claim = verify(ctx, "click", c.req.param("token"));
    const { send, url } = clickTarget(claim.ok ? claim.audience : "");
    // An old link still leads where it led: only what nobody signed leads nowhere.
    if (!claim.ok || !/^https?:\/\//u.test(url)) return page(c, serving, "gone", "goneWhy");
    const { headers } = c.req.raw;
    const purpose = ["purpose", "sec-purpose", "x-purpose", "x-moz"].map((name) => headers.get(name) ?? "").join(" ");
    try {
      await recordClick(
        ctx,
        { send, url },
        {
          method: c.req.raw.method,
          userAgent: headers.get("user-agent") ?? "",
          purpose,
          byHand: headers.get("sec-fetch-user") === "?1",
        },
      );
    } catch (error) {
      // The customer wants to get there, whatever becomes of our count.
      ctx.log.error({ err: error }, "a click was not recorded");
    }
    return c.body(null, 302, { location: url, ...PRIVATE });
  });

  app.get("/u/:token", (c) => {
    const claim = verify(serving.publicCtx(), "unsubscribe", c.req.param("token"));
    return claim.ok ? page(c, serving, "leave", "ask", true) : page(c, serving, "gone", "goneWhy");
  });
  app.post("/u/:token", async (c) => {
    const ctx = serving.publicCtx();
    const claim = verify(ctx, "unsubscribe", c.req.param("token"));
    if (!claim.ok) return page(c, serving, "gone", "goneWhy");
    const form = await c.req.parseBody().catch(() => ({}) as Record<string, unknown>);
    const oneClick = "List-Unsubscribe" in form;
    await unsubscribe(ctx, claim.audience, oneClick ? "one-click" : "unsubscribe page");
    // RFC 8058: a program asked. No page, no cookie, no redirect.
    return oneClick ? c.text("Unsubscribed.", 200, PRIVATE) : page(c, serving, "done", "doneWhy");
  });
};

const limit = (bytes: number) =>
  bodyLimit({
    maxSize: bytes,
    onError: () => {
      throw new Problem("too_large", "The body is too large for this address.");
    },
  });

const serveHooks = (app: Hono, serving: Serving): void => {
  app.post("/hooks/line", limit(2 * 1024 * 1024), async (c) => {
    const body = new Uint8Array(await c.req.arrayBuffer());
    await takeLineWebhook(serving.publicCtx(), body, c.req.header("x-line-signature") ?? null);
    return c.text("OK");
  });
  // A mail server pipes what arrives at the return path here, with an API key as bearer token.
  app.post("/hooks/mail", limit(10 * 1024 * 1024), async (c) => {
    const ctx = await serving.ctx(c.req.raw);
    if (ctx.actor.role === null) throw new Problem("unauthorized", "Send an API key as a bearer token.");
    if (!allows(ctx.actor.role, "marketer")) throw new Problem("forbidden", "This needs the role marketer.");
    return c.json(await takeMail(ctx, Buffer.from(await c.req.arrayBuffer())));
  });
};

export const servePages = (app: Hono, serving: Serving): void => {
  serveLinks(app, serving);
  serveHooks(app, serving);
};
