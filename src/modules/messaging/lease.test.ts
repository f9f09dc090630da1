/** Slow mail servers, processes that stop for a while, and others that look at their rows: against the real mail sink. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeEach, expect, test, vi } from "vitest";
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
const PATIENCE = { timeout: 20_000, interval: 50 };

beforeEach(async () => {
  brand.mail.faults.answerAfter = null;
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
/** From now on the mail server answers nobody; the call that it gives back lets it answer. */
const holdAnswers = (): (() => void) => {
  const { promise, resolve } = Promise.withResolvers<void>();
  brand.mail.faults.answerAfter = promise;
  return resolve;
};
const arrived = (to: Person) => vi.waitFor(() => expect(brand.mail.to(to.email)).toHaveLength(1), PATIENCE);
/** Another process looks for work, again and again, until this send has come to stand so. */
const othersLookUntil = (send: string, stands: readonly string[]) =>
  vi.waitFor(async () => {
    await handOff(brand.ctx(), mail);
    expect(await ledger(send)).toEqual(stands);
  }, PATIENCE);
const leasedUntil = async (send: string): Promise<number> => {
  const { rows } = await database.pool.query<{ at: Date }>(
    "select leased_until as at from messaging.send where id = $1",
    [send],
  );
  return rows[0]?.at.getTime() ?? 0;
};

test(
  "M16 a living process keeps its lease through a conversation that is longer than the lease",
  { timeout: 60_000 },
  async () => {
    const to = await brand.customer();
    const send = await ask(to);
    const release = holdAnswers();
    const lease: Lease = { seconds: 3, renewMs: 100, longestCallMs: 60_000 };
    const sending = handOff(brand.ctx(), mail, lease);
    await arrived(to);
    const first = await leasedUntil(send);
    // Others look all the while, and find it leased, until the first lease would have been over.
    await vi.waitFor(async () => {
      await handOff(brand.ctx(), mail);
      expect(await leasedUntil(send)).toBeGreaterThan(first + lease.seconds * 1_000);
    }, PATIENCE);
    release();
    await sending;
    expect(await ledger(send)).toEqual(["accepted", "accepted"]);
    const { transitions } = await messagingHandlers.message(brand.ctx(), { params: { id: send } });
    expect(transitions.map((t) => t.to)).toEqual(["handed_off", "accepted"]);
    expect(brand.mail.to(to.email)).toHaveLength(1);
  },
);

test("M16 a process that does not renew loses its rows as unknown; its late answer is evidence, and nothing goes twice", async () => {
  const to = await brand.customer();
  const send = await ask(to);
  const release = holdAnswers();
  const asleep = handOff(brand.ctx(), mail, { seconds: 0.3, renewMs: NEVER, longestCallMs: NEVER });
  await arrived(to);
  await othersLookUntil(send, ["unknown", "process_ended_without_answer"]);
  release();
  await asleep;
  await othersLookUntil(send, ["accepted", "accepted"]);
  expect(brand.mail.to(to.email)).toHaveLength(1);
});

test("M16 a call that never ends is not renewed for ever", async () => {
  const to = await brand.customer();
  const send = await ask(to);
  const release = holdAnswers();
  const hanging = handOff(brand.ctx(), mail, { seconds: 0.4, renewMs: 50, longestCallMs: 300 });
  await arrived(to);
  await othersLookUntil(send, ["unknown", "process_ended_without_answer"]);
  expect(brand.mail.to(to.email)).toHaveLength(1);
  release();
  await hanging;
});

test.each([
  ["nobody looked: it goes later, once", false, 1, "accepted"],
  ["another process judged it: it stays unknown and unsent", true, 0, "unknown"],
] as const)(
  "M16 what waits behind a lease that ran out is not begun; %s",
  { timeout: 60_000 },
  async (_, looked, mails, state) => {
    // One a second: the turn of the last comes seconds after its lease, so that others surely look before it.
    await writeSetting(brand.ctx(), "messaging", { pace: { line: 20, email: 1 } });
    const people = [await brand.customer(), await brand.customer(), await brand.customer(), await brand.customer()];
    const sends: string[] = [];
    for (const to of people) sends.push(await ask(to));
    const asleep = handOff(brand.ctx(), mail, { seconds: 0.5, renewMs: NEVER, longestCallMs: NEVER });
    const standing = () => Promise.all(sends.map(async (send, i) => ({ i, stands: await ledger(send) })));
    const late = async () => {
      const wanted = looked ? ["unknown", "process_ended_without_answer"] : ["handed_off", "lease_ran_out"];
      return (await standing()).filter(({ stands }) => stands.join() === wanted.join()).map(({ i }) => i);
    };
    if (looked)
      await vi.waitFor(async () => {
        await handOff(brand.ctx(), mail);
        if ((await late()).length === 0) throw new Error("not yet");
      }, PATIENCE);
    await asleep;
    const those = await late();
    expect(those.length).toBeGreaterThan(0);
    const went = (i: number) => brand.mail.to(people[i]?.email ?? "").length;
    expect(those.map(went)).toEqual(those.map(() => 0));
    await brand.goTo(new Date(brand.now().getTime() + 60_000));
    expect(await Promise.all(those.map(async (i) => (await ledger(sends[i] ?? ""))[0]))).toEqual(
      those.map(() => state),
    );
    expect(those.map(went)).toEqual(those.map(() => mails));
    // Where the test before used this second up, the first one's turn may lie behind the lease as well.
    expect(Math.max(...people.map((_, i) => went(i)))).toBeLessThanOrEqual(1);
  },
);
