/** Slow mail servers, processes that stop for a while, and others that look at their rows: against the real mail sink. */
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeEach, expect, test } from "vitest";
import { writeSetting } from "#kernel/settings";
import { testDatabase } from "../../../test/database.ts";
import { testBrand } from "../../../test/messaging.ts";
import { handOff } from "./actions/handoff.ts";
import type { Lease } from "./actions/lease.ts";
import { channelNamed } from "./channels/index.ts";
import { requestMessage } from "./index.ts";
import { messagingHandlers } from "./routes.ts";

const database = await testDatabase();
const brand = await testBrand(database, new Date("2026-11-21T03:00:00Z"));
afterAll(() => brand.stop());
const mail = channelNamed("email");
const NEVER = 3_600_000;

beforeEach(async () => {
  brand.mail.faults.answerAfterMs = 0;
  await writeSetting(brand.ctx(), "messaging", {});
});

type Person = Awaited<ReturnType<typeof brand.customer>>;
const ask = async (to: Person) => {
  const { send } = await requestMessage(brand.ctx(), {
    profile: to.profile,
    subject: to.subject,
    template: "news",
    channels: ["email"],
    class: "transactional",
    purpose: "service",
    decision: randomUUID(),
    key: randomUUID(),
    reason: "test",
  });
  return send;
};
const ledger = async (id: string) => {
  const { state, why } = await messagingHandlers.message(brand.ctx(), { params: { id } });
  return [state, why];
};
/** Another process that looks for work again and again, until this work is done. */
const othersLookDuring = async (work: Promise<unknown>): Promise<void> => {
  let done = false;
  const end = work.finally(() => (done = true));
  while (!done) {
    await handOff(brand.ctx(), mail);
    await sleep(50);
  }
  await end;
};

test("M16 a living process keeps its lease through a conversation that is longer than the lease", async () => {
  const to = await brand.customer();
  const send = await ask(to);
  brand.mail.faults.answerAfterMs = 2_000;
  const lease: Lease = { seconds: 0.8, renewMs: 100, longestCallMs: 60_000 };
  await othersLookDuring(handOff(brand.ctx(), mail, lease));
  expect(await ledger(send)).toEqual(["accepted", "accepted"]);
  const { transitions } = await messagingHandlers.message(brand.ctx(), { params: { id: send } });
  expect(transitions.map((t) => t.to)).toEqual(["handed_off", "accepted"]);
  expect(brand.mail.to(to.email)).toHaveLength(1);
});

test("M16 a process that does not renew loses its rows as unknown; its late answer is evidence, and nothing goes twice", async () => {
  const to = await brand.customer();
  const send = await ask(to);
  brand.mail.faults.answerAfterMs = 1_500;
  const asleep = handOff(brand.ctx(), mail, { seconds: 0.3, renewMs: NEVER, longestCallMs: NEVER });
  await sleep(800);
  await handOff(brand.ctx(), mail);
  expect(await ledger(send)).toEqual(["unknown", "process_ended_without_answer"]);
  await othersLookDuring(asleep);
  expect(await ledger(send)).toEqual(["accepted", "accepted"]);
  expect(brand.mail.to(to.email)).toHaveLength(1);
});

test("M16 a call that never ends is not renewed for ever", async () => {
  const to = await brand.customer();
  const send = await ask(to);
  brand.mail.faults.answerAfterMs = 2_500;
  const hanging = handOff(brand.ctx(), mail, { seconds: 0.4, renewMs: 50, longestCallMs: 300 });
  await sleep(1_500);
  await handOff(brand.ctx(), mail);
  expect((await ledger(send))[0]).toBe("unknown");
  await hanging;
});

test.each([
  ["nobody looked: it goes later, once", false, 1, "accepted"],
  ["another process judged it: it stays unknown and unsent", true, 0, "unknown"],
] as const)("M16 what waits behind a lease that ran out is not begun; %s", async (_, looked, mails, state) => {
  // One a second: the second one's turn comes after its lease. What ran before has used this second up.
  await sleep(1_100);
  await writeSetting(brand.ctx(), "messaging", { pace: { line: 20, email: 1 } });
  const people = [await brand.customer(), await brand.customer()];
  const sends = [await ask(people[0] as Person), await ask(people[1] as Person)];
  const asleep = handOff(brand.ctx(), mail, { seconds: 0.5, renewMs: NEVER, longestCallMs: NEVER });
  await sleep(700);
  if (looked) await handOff(brand.ctx(), mail);
  await asleep;
  const order = people.map((to, i) => ({ send: sends[i] ?? "", went: brand.mail.to(to.email).length }));
  const late = order.find((one) => one.went === 0);
  expect(order.filter((one) => one.went === 1)).toHaveLength(1);
  expect(await ledger(late?.send ?? "")).toEqual(
    looked ? ["unknown", "process_ended_without_answer"] : ["handed_off", "lease_ran_out"],
  );
  await brand.goTo(new Date(brand.now().getTime() + 60_000));
  expect((await ledger(late?.send ?? ""))[0]).toBe(state);
  expect(people.map((to) => brand.mail.to(to.email).length).toSorted((a, b) => a - b)).toEqual([mails, 1]);
});
