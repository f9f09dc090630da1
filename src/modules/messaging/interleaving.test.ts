/** Crashes, lost answers, refusals and repeats in random order, against the simulators: what must hold whatever happens. */
import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, expect, test } from "vitest";
import { tables } from "#kernel/database";
import { writeSetting } from "#kernel/settings";
import { testDatabase } from "../../../test/database.ts";
import { testBrand } from "../../../test/messaging.ts";
import { handOff } from "./actions/handoff.ts";
import { channelNamed } from "./channels/index.ts";
import { requestMessages } from "./index.ts";

const database = await testDatabase();
const NOON = new Date("2026-11-21T03:00:00Z");
const HOUR = 3_600_000;
const brand = await testBrand(database, NOON);
afterAll(() => brand.stop());
const rows = tables("messaging")(database.db);
const DAILY = 4;
const WEEKLY = 9;
await writeSetting(brand.ctx(), "messaging", { dailyBudget: DAILY, weeklyBudget: WEEKLY });
type Person = Awaited<ReturnType<typeof brand.customer>>;
let people: Person[] = [];
/** Three people that nobody wrote to yet, at the next noon. */
const newPeople = async () => {
  const day = 24 * HOUR;
  brand.set(new Date((Math.floor(brand.now().getTime() / day) + 1) * day + 3 * HOUR));
  people = [await brand.customer(), await brand.customer({ line: false }), await brand.customer({ email: false })];
};

const command = fc.oneof(
  { weight: 8, arbitrary: fc.record({ do: fc.constant("ask" as const), who: fc.nat(2), repeat: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("run" as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("wait" as const), hours: fc.constantFrom(0.01, 1, 9, 26) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("die" as const),
      channel: fc.constantFrom("line" as const, "email" as const),
      sent: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("break" as const),
      fault: fc.constantFrom(
        "loseReply",
        "failBefore",
        "failAfter",
        "rateLimited",
        "tempfail",
        "dropAfterData",
        "quota",
      ),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("mend" as const) }) },
);
type Command = typeof command extends fc.Arbitrary<infer T> ? T : never;

const mend = async () => {
  Object.assign(brand.line.faults, { loseReply: 0, failBefore: 0, failAfter: 0, rateLimited: 0 });
  Object.assign(brand.mail.faults, { tempfail: 0, dropAfterData: 0 });
  brand.line.state.quota = null;
  await rows.deleteFrom("messaging.channel").execute();
};
const breakIt = (fault: string) => {
  if (fault === "quota") brand.line.state.quota = 0;
  else if (fault in brand.line.faults) Object.assign(brand.line.faults, { [fault]: 0.6 });
  else Object.assign(brand.mail.faults, { [fault]: 0.6 });
};
/** A process that ends in the middle of its hand-offs, before or after the provider took them; another finds the leases ended. */
const die = async (name: "line" | "email", sent: boolean) => {
  const channel = channelNamed(name);
  const dying = {
    ...channel,
    deliver: async (...given: Parameters<typeof channel.deliver>) => {
      if (sent) await channel.deliver(...given);
      throw new Error("killed");
    },
  };
  await handOff(brand.ctx(), dying).catch(() => {});
  await sql`update messaging.send set leased_until = clock_timestamp() - interval '1 second' where leased_until is not null`.execute(
    rows,
  );
};

let keys: string[] = [];
const obey = async (given: Command): Promise<void> => {
  switch (given.do) {
    case "ask": {
      const who = people[given.who] ?? people[0];
      if (!who) return;
      const key = given.repeat ? (keys.at(-1) ?? randomUUID()) : randomUUID();
      keys.push(key);
      const wish = {
        profile: who.profile,
        subject: who.subject,
        template: "news",
        channels: ["line", "email"] as const,
        class: "marketing" as const,
        purpose: "newsletter",
        decision: randomUUID(),
        key,
        reason: "property",
      };
      // Two processes ask at the same moment.
      await Promise.all([requestMessages(brand.ctx(), [wish]), requestMessages(brand.ctx(), [wish])]);
      return;
    }
    case "run":
      return brand.settle();
    case "wait":
      return brand.goTo(new Date(brand.now().getTime() + given.hours * HOUR));
    case "die":
      return die(given.channel, given.sent);
    case "break":
      return breakIt(given.fault);
    case "mend":
      return mend();
  }
};

const overBudget = async () => {
  const found = await sql<{ over: string }>`
    select s.subject || ' ' || s.counted_at as over from messaging.send s
    where s.counted_at is not null and (
      (select count(*) from messaging.send o where o.subject = s.subject and o.counted_at is not null
        and o.counted_at <= s.counted_at and (o.counted_at at time zone 'Asia/Tokyo')::date = (s.counted_at at time zone 'Asia/Tokyo')::date) > ${DAILY}
      or (select count(*) from messaging.send o where o.subject = s.subject and o.counted_at <= s.counted_at
        and o.counted_at > s.counted_at - interval '7 days') > ${WEEKLY})`.execute(rows);
  return found.rows;
};

test("whatever breaks: at most one message per send, unknown never sent again, budgets kept, nothing left waiting", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(command, { minLength: 12, maxLength: 30 }), async (commands) => {
      keys = [];
      await newPeople();
      for (const each of commands) await obey(each);
      await mend();
      await brand.settle();
      const lost = await rows.selectFrom("messaging.send").select("id").where("state", "=", "unknown").execute();
      const shownBefore = brand.mail.mails.length;
      for (let day = 0; day < 5; day++) await brand.goTo(new Date(brand.now().getTime() + 24 * HOUR));

      const sends = await rows.selectFrom("messaging.send").selectAll().execute();
      expect(sends.filter((s) => ["deferred", "claimed", "handed_off"].includes(s.state))).toEqual([]);
      expect([...brand.line.counters().byRetryKey.values()].filter((times) => times > 1)).toEqual([]);
      const mailed = brand.mail.mails.map((mail) => mail.messageId.slice(1, 37));
      expect(mailed.filter((id, i) => mailed.indexOf(id) < i)).toEqual([]);
      const later = brand.mail.mails.slice(shownBefore).map((mail) => mail.messageId.slice(1, 37));
      expect(lost.filter(({ id }) => later.includes(id))).toEqual([]);
      // What a person sees on the phone is what the ledger knows, give or take what is unknown.
      for (const who of people) {
        const seen = brand.line.counters().byUser.get(who.line) ?? 0;
        const own = sends.filter((s) => s.channel === "line" && s.address === `line:${who.line}`);
        const sure = own.filter((s) => s.state === "accepted").length;
        const unsure = own.filter((s) => s.state === "unknown").length;
        expect([seen >= sure, seen <= sure + unsure]).toEqual([true, true]);
      }
      expect(await overBudget()).toEqual([]);
    }),
    { numRuns: 12, endOnFailure: true },
  );
}, 400_000);
