/** SIGKILL of a process in the middle of an SMTP conversation: the message is unknown within seconds, and never sent again. */
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, expect, test } from "vitest";
import { type MailSink, startMailSink } from "../dev/mail/index.ts";
import { freePort, KEYS, openFolder, type Product, removeFolder, startProduct } from "./process.ts";

const home = openFolder();
const port = await freePort();
let sink: MailSink | null = null;
let product: Product | null = null;
afterAll(async () => {
  await product?.stop();
  await sink?.stop();
  removeFolder(home);
});

const call = async (method: string, path: string, body?: object): Promise<Record<string, unknown>> => {
  const headers = { authorization: `Bearer ${KEYS.ENGAWA_API_KEY}`, "content-type": "application/json" };
  const init = body === undefined ? { method, headers } : { method, headers, body: JSON.stringify(body) };
  const response = await fetch(`http://127.0.0.1:${port}${path}`, init);
  const answer = (await response.json().catch(() => ({}))) as Record<string, unknown>;
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${JSON.stringify(answer)}`);
  return answer;
};
/** Milliseconds until `is` holds. */
const until = async (is: () => boolean | Promise<boolean>): Promise<number> => {
  const began = performance.now();
  while (!(await is())) await sleep(100);
  return performance.now() - began;
};

test("M16 a mail worker that is killed leaves its message unknown within half a minute, sent once", async () => {
  sink = await startMailSink();
  const env = { SMTP_URL: sink.url };
  product = await startProduct({ home, port, env });
  const sender = { name: "髪と布", address: "news@kamitonuno.jp" };
  await call("PUT", "/api/messaging/sender", sender);
  const words = { channel: "email", language: "ja", format: "mjml", subject: "ご注文", source: MJML };
  await call("POST", "/api/templates", { key: "slow", name: "Slow", class: "transactional", bodies: [words] });
  sink.faults.answerAfterMs = 40_000;
  const asked = { template: "slow", channel: "email", to: "c@yanaka-mail.jp" };
  const id = String((await call("POST", "/api/messages/test", asked))["send"]);
  const { mails } = sink;
  await until(() => mails.length === 1);
  // Longer than its lease: it lives, so the message is still under way.
  await sleep(22_000);
  expect((await call("GET", `/api/messages/${id}`))["state"]).toBe("handed_off");
  await product.kill();
  sink.faults.answerAfterMs = 0;
  product = await startProduct({ home, port, env });
  const state = async () => (await call("GET", `/api/messages/${id}`))["state"];
  const waited = await until(async () => (await state()) !== "handed_off");
  console.log(`unknown ${(waited / 1000).toFixed(1)} s after the next start`);
  expect(await state()).toBe("unknown");
  expect(waited).toBeLessThan(30_000);
  await sleep(6_000);
  expect(mails).toHaveLength(1);
}, 180_000);

const MJML =
  "<mjml><mj-body><mj-section><mj-column><mj-text>ありがとう</mj-text></mj-column></mj-section></mj-body></mjml>";
