/** A brand that can send, for tests: LINE simulator, mail sink, a customer, two templates, and the workers that serve them. */
import { randomUUID } from "node:crypto";
import { append, intake, reactionWorkers } from "#events";
import { readConfig } from "#kernel/config";
import { type Ctx, system } from "#kernel/context";
import type { Properties } from "#kernel/log";
import { settle } from "#kernel/runner";
import { writeSetting } from "#kernel/settings";
import type { Worker } from "#kernel/worker";
import { consentModule } from "#consent";
import { messagingModule } from "#messaging";
import { profilesModule, profilesOf } from "#profiles";
import { startLineSimulator } from "../dev/line/index.ts";
import { startMailSink } from "../dev/mail/index.ts";
import { saveTemplate } from "../src/modules/templates/actions/save.ts";
import { Draft } from "../src/modules/templates/model/shape.ts";
import { type TestDatabase, testCtx } from "./database.ts";

const SECRET = "channel-secret";
const SENDER = {
  name: "髪と布",
  address: "news@kamitonuno.jp",
  formalName: "株式会社髪と布",
  postalAddress: "東京都台東区谷中1-2-3",
  contact: "03-1234-5678",
};
const MJML = `<mjml><mj-body><mj-section><mj-column><mj-text>{{ profile.name }} 様 <a href="https://shop.kamitonuno.jp/a">ひとつ</a>
<a href="https://shop.kamitonuno.jp/b">ふたつ</a> {{ brand.company }} {{ brand.address }} <a href="{{ unsubscribe_url }}">配信停止</a></mj-text></mj-column></mj-section></mj-body></mjml>`;

export const testBrand = async (database: TestDatabase, start: Date) => {
  let now = start;
  const line = await startLineSimulator({ channelSecret: SECRET, now: () => now });
  const mail = await startMailSink({ now: () => now });
  const config = {
    ...readConfig({}),
    secret: "a-secret-for-tests-only",
    smtpUrl: mail.url,
    line: { accessToken: "token", channelSecret: SECRET, apiBase: line.url },
  };
  const ctx = (name = "test"): Ctx => testCtx(database, { now, config, actor: system(name) });
  const modules = [profilesModule, consentModule, messagingModule];
  const workers: Worker[] = [
    ...reactionWorkers(modules.flatMap((module) => module.reactions ?? [])),
    ...modules.flatMap((module) => module.workers ?? []),
  ];
  const run = () => settle(workers, ctx);
  await writeSetting(ctx(), "sender", SENDER);
  const body = { language: "ja", subject: null, alternative: null };
  const draft = (bodies: object[], kind: string) => Draft.parse({ name: "試験", class: kind, bodies });
  const flex = JSON.stringify({
    type: "bubble",
    body: {
      type: "box",
      layout: "vertical",
      contents: [
        { type: "text", text: "{{ profile.name }} 様" },
        { type: "button", action: { type: "uri", label: "見る", uri: "https://shop.kamitonuno.jp/a" } },
        { type: "button", action: { type: "postback", label: "よかった", data: "answer=5" } },
      ],
    },
  });
  const bodies = [
    { ...body, channel: "line", format: "flex", source: flex, alternative: "お知らせ" },
    { ...body, channel: "email", format: "mjml", subject: "{{ profile.name }} 様へ", source: MJML },
  ];
  await saveTemplate(ctx(), "news", draft(bodies, "marketing"), { create: true });

  let made = 0;
  /** Somebody with a mail address and a LINE account, who agreed to both. */
  const customer = async (more: { traits?: Properties; email?: boolean; line?: boolean } = {}) => {
    const n = ++made;
    const email = `c${n}.${randomUUID().slice(0, 6)}@yanaka-mail.jp`;
    const lineId = `U${randomUUID().replaceAll("-", "")}`;
    const wantsMail = more.email ?? true;
    const wantsLine = more.line ?? true;
    const at = new Date(now.getTime() - 86_400_000).toISOString();
    const traits = { name: `客 ${n}`, ...(wantsMail && { email, email_opt_in: true }), ...more.traits };
    const context = wantsLine ? { externalIds: [{ id: lineId, type: "line" }] } : {};
    await intake(ctx(), {
      source: "test",
      events: [{ type: "identify", messageId: randomUUID(), userId: `u${lineId}`, traits, timestamp: at, context }],
    });
    if (wantsLine) {
      const follow = { name: "line.followed", subject: `line:${lineId}`, properties: { unblocked: false } };
      await append(ctx(), [{ ...follow, key: randomUUID(), at: new Date(at) }]);
      line.followed([{ id: lineId, at: new Date(at), displayName: `客 ${n}` }]);
    }
    await run();
    const subject = `user:u${lineId}`;
    const profile = (await profilesOf(ctx(), [subject])).get(subject);
    if (profile === undefined) throw new Error("The customer did not become a profile.");
    return { profile, subject, email, line: lineId };
  };
  return {
    line,
    mail,
    workers,
    ctx,
    customer,
    settle: run,
    /** Moves the clock without running anything. */
    set: (at: Date) => {
      now = at;
    },
    /** Moves the clock and runs what follows. */
    goTo: async (at: Date) => {
      now = at;
      await run();
    },
    now: () => now,
    secret: SECRET,
    stop: async () => {
      await line.stop();
      await mail.stop();
    },
  };
};
