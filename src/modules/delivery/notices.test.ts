import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { append, intake } from "#events";
import type { Ctx } from "#kernel/context";
import { readConfig } from "#kernel/config";
import { system } from "#kernel/context";
import { writeSetting } from "#kernel/settings";
import { deliveryStarters } from "#journeys/model";
import { testCtx, testDatabase } from "../../../test/database.ts";
import { startEngine } from "../../../test/engine.ts";
import { READY } from "../templates/model/ready.ts";
import { saveContent } from "./actions/content.ts";
import { startNotices } from "./actions/setup.ts";
import { Content, lessonsFor, shownContent } from "./model/content.ts";
import { CAUSES, decideRemedy, RemedyPolicy } from "./model/remedy.ts";

const database = await testDatabase();
const NOW = new Date("2026-11-21T03:00:00Z");
const LINE = { accessToken: "t", channelSecret: "s", apiBase: "http://127.0.0.1:9" };
const config = { ...readConfig({}), secret: "a-secret-for-tests-only", line: LINE, publicUrl: "https://brand.jp" };
const engine = await startEngine(database, NOW, { config });
const ctx = (): Ctx => testCtx(database, { now: engine.ctx().now, config, actor: system("test") });

let made = 0;
const customer = async () => {
  const n = ++made;
  const line = `U${randomUUID().replaceAll("-", "")}`;
  const event = {
    type: "identify",
    messageId: randomUUID(),
    userId: `c${n}`,
    traits: { name: "山田 花子", lastName: "山田" },
  };
  await intake(ctx(), {
    source: "test",
    events: [{ ...event, context: { externalIds: [{ id: line, type: "line" }] } }],
  });
  await engine.settle();
  return { subject: `user:c${n}`, line };
};
const parcelFact = (name: string, subject: string, more: object = {}) => {
  const parcel = randomUUID();
  const properties = {
    order: `o-${parcel.slice(0, 8)}`,
    parcel,
    shipment: "s",
    carrier: "yamato",
    service: "",
    number: "444413758703",
    method: "carrier",
    place: "",
    state: "in_transit",
    reason: "",
    stateAt: NOW.toISOString(),
    holdUntil: null,
    promisedBy: null,
    tracking: "https://brand.jp/t/x",
    notice: `${name}:${parcel}`,
    ...more,
  };
  return { name, subject, key: randomUUID(), properties };
};
const sent = async (subject: string) => {
  const found = await database.pool.query<{ template: string; class: string; verdict: string }>(
    "select template, class, why as verdict from messaging.send where subject = $1 order by requested_at, template",
    [subject],
  );
  return found.rows.map((row) => row.template);
};

await startNotices(
  ctx(),
  deliveryStarters.map((starter) => starter.key),
);

describe("notices", () => {
  const CASES: readonly (readonly [string, object, string])[] = [
    ["parcel.shipped", { promisedBy: "2026-11-23T14:59:59Z" }, "delivery_shipped"],
    ["parcel.out_for_delivery", {}, "delivery_today"],
    ["parcel.attempt_failed", { reason: "absent", holdUntil: "2026-11-28T14:59:59Z" }, "delivery_absent"],
    ["parcel.attempt_failed", { reason: "moved" }, "delivery_address"],
    ["parcel.held", {}, "delivery_held"],
    ["parcel.hold_ending", { holdUntil: "2026-11-28T14:59:59Z" }, "delivery_hold_ending"],
    ["parcel.delayed", {}, "delivery_delayed"],
    ["parcel.investigating", {}, "delivery_investigating"],
    ["parcel.lost", {}, "delivery_lost"],
    ["parcel.damaged", {}, "delivery_damaged"],
    ["parcel.returning", {}, "delivery_returning"],
    ["parcel.delivered", { reason: "unattended", stale: false }, "delivery_delivered"],
  ];
  test("N1 every piece of news has its own words, told once however often it comes", async () => {
    const told: { readonly fact: ReturnType<typeof parcelFact>; readonly template: string }[] = [];
    for (const [name, more, template] of CASES) {
      const { subject } = await customer();
      told.push({ fact: parcelFact(name, subject, more), template });
    }
    await append(
      ctx(),
      told.map(({ fact }) => fact),
    );
    await engine.settle();
    await append(
      ctx(),
      told.flatMap(({ fact }) => [fact, { ...fact, key: randomUUID() }]),
    );
    await engine.settle();
    for (const { fact, template } of told)
      expect([fact.name, ...(await sent(fact.subject))]).toEqual([fact.name, template]);
  });

  test("N2 a second absence is told anew", async () => {
    const { subject } = await customer();
    const first = parcelFact("parcel.attempt_failed", subject, { reason: "absent" });
    const second = { ...first, key: randomUUID(), properties: { ...first.properties, notice: "another" } };
    await append(ctx(), [first]);
    await engine.settle();
    await append(ctx(), [second]);
    await engine.settle();
    expect(await sent(subject)).toEqual(["delivery_absent", "delivery_absent"]);
  });

  test("N3 all of them are service messages, and their words carry no promotion", async () => {
    const steps = deliveryStarters.flatMap(({ definition }) => Object.values(definition.ja.nodes));
    const messages = steps.filter((step) => step.kind === "message");
    expect(messages.length).toBeGreaterThan(15);
    for (const step of messages) {
      expect(step.class).toBe("transactional");
      expect(step.purpose).toBe("service");
      const draft = READY.get(step.template)?.("ja");
      expect(draft?.class).toBe("transactional");
      for (const body of draft?.bodies ?? []) {
        const words = [body.subject, body.alternative, body.source].join(" ");
        expect(words).not.toMatch(/セール|お得|キャンペーン|おすすめ|新商品|OFF|sale\b|% off|recommend|shop now/iu);
        // The only ways out are the tracking page and the page of a claim.
        expect(
          words.match(/"uri": "[^"]*"|href="[^"]*"/g)?.every((link) => /event\.properties\.(tracking|page)/.test(link)),
        ).toBe(true);
      }
    }
    const found = await database.pool.query("select distinct class from messaging.send");
    expect(found.rows).toEqual([{ class: "transactional" }]);
  });

  test("N4 starting them again makes nothing twice", async () => {
    const before = await database.pool.query("select count(*)::int as n from journeys.journey");
    const items = await startNotices(ctx(), ["delivery_way", "delivery_absent"]);
    const after = await database.pool.query("select count(*)::int as n from journeys.journey");
    expect(after.rows).toEqual(before.rows);
    expect(items.every((item) => item.journey?.status === "live")).toBe(true);
  });
});

describe("lessons", () => {
  const lesson = (more: object) => Content.parse({ kind: "lesson", titleJa: "使い方", ...more });
  const about = { products: ["oil"], categories: ["ヘアオイル"], occasions: ["gift"], states: ["delivered"], days: 0 };
  test("D5 D6 the closest words of each day are chosen, in their order, and none that was meant for others", () => {
    const all = [
      lesson({ titleJa: "誰にでも", afterDays: 2 }),
      lesson({ titleJa: "椿油", products: ["oil"], afterDays: 2 }),
      lesson({ titleJa: "シャツ", categories: ["シャツ"], afterDays: 2 }),
      lesson({ titleJa: "贈り物", occasions: ["gift"], afterDays: 14 }),
      lesson({ titleJa: "休み", active: false, afterDays: 1 }),
      lesson({ titleJa: "ヘアオイル", categories: ["ヘアオイル"], afterDays: 30 }),
      lesson({ titleJa: "あと", afterDays: 60 }),
    ];
    expect(lessonsFor(all, about).map((one) => one.titleJa)).toEqual(["椿油", "贈り物", "ヘアオイル"]);
    expect(shownContent(all, about).map((one) => one.titleJa)).toEqual([]);
    expect(shownContent(all, { ...about, days: 14 }).map((one) => one.titleJa)).toEqual(["椿油", "贈り物", "誰にでも"]);
  });

  test("N5 what has arrived is explained in steps at ten in the morning, and a problem ends it", async () => {
    await saveContent(
      ctx(),
      lesson({ titleJa: "椿油の使い方", bodyJa: "濡れた髪に2滴。", products: ["oil"], afterDays: 2 }),
    );
    await saveContent(ctx(), lesson({ titleJa: "椿油の保存", products: ["oil"], afterDays: 14 }));
    const { subject } = await customer();
    const delivered = parcelFact("parcel.delivered", subject, { state: "delivered", stale: false });
    const { order, parcel } = delivered.properties;
    const products = [{ product_id: "oil", name: "椿油", category: "ヘアオイル", quantity: 1, price: 3850 }];
    const buy = { type: "track", event: "Order Completed", userId: subject.slice(5), messageId: randomUUID() };
    await intake(ctx(), {
      source: "test",
      events: [{ ...buy, properties: { order_id: order, total: 3850, products } }],
    });
    await engine.settle();
    await database.pool.query(
      `insert into delivery.shipment (id, "order", origin, source, created_at) values ($1, $1, '', 'test', $2)`,
      [order, NOW],
    );
    await database.pool.query(
      `insert into delivery.parcel (id, shipment, "order", subject, carrier, service, number, method, created_at, state, state_at, delivered_at)
       values ($1, $2, $2, $3, 'yamato', '', '', 'carrier', $4, 'delivered', $4, $4)`,
      [parcel, order, subject, NOW],
    );
    await append(ctx(), [delivered]);
    await engine.settle();
    expect(await sent(subject)).toEqual(["delivery_delivered"]);
    await engine.goTo(new Date("2026-11-23T00:59:00Z"));
    expect(await sent(subject)).toEqual(["delivery_delivered"]);
    await engine.goTo(new Date("2026-11-23T03:01:00Z"));
    await engine.goTo(new Date("2026-11-24T01:01:00Z"));
    expect(await sent(subject)).toEqual(["delivery_delivered", "delivery_lesson_first"]);
    const problem = { order, parcel, problem: "damaged", note: "" };
    await append(ctx(), [{ name: "delivery.problem_reported", subject, key: randomUUID(), properties: problem }]);
    await engine.settle();
    await engine.goTo(new Date("2026-12-20T03:00:00Z"));
    // No further lesson; but what the claim still needs is asked.
    expect((await sent(subject)).toSorted()).toEqual([
      "delivery_claim_asked",
      "delivery_delivered",
      "delivery_lesson_first",
    ]);
  });
});

describe("remedies", () => {
  const rule = fc.record({
    gives: fc.constantFrom("message", "points", "coupon", "shipping"),
    amount: fc.integer({ min: 0, max: 3_000 }),
  });
  const policy = fc
    .record({
      late: rule,
      lost: rule,
      damaged: rule,
      monthlyBudget: fc.integer({ min: 0, max: 8_000 }),
      customerCap: fc.integer({ min: 0, max: 4_000 }),
    })
    .map((given) => RemedyPolicy.parse(given));
  const trouble = fc.record({
    cause: fc.constantFrom(...CAUSES),
    order: fc.integer({ min: 0, max: 12 }),
    customer: fc.integer({ min: 0, max: 4 }),
    shipping: fc.option(fc.integer({ min: 0, max: 1_500 })),
  });

  test("R1 R2 R3 whatever happens, budget and cap are never exceeded, an order is paid for once, and each trouble is answered", () => {
    fc.assert(
      fc.property(policy, fc.array(trouble, { maxLength: 80 }), (rules, troubles) => {
        let spent = 0;
        const onCustomer = new Map<number, number>();
        const onOrder = new Map<number, number>();
        for (const { cause, order, customer: who, shipping } of troubles) {
          const decided = decideRemedy(rules, {
            cause,
            shipping,
            spent,
            spentOnCustomer: onCustomer.get(who) ?? 0,
            earlier: onOrder.get(order) ?? 0,
          });
          expect(decided.amount === 0).toBe(decided.gives === "message");
          expect(decided.amount === 0 || (onOrder.get(order) ?? 0) === 0).toBe(true);
          spent += decided.amount;
          onCustomer.set(who, (onCustomer.get(who) ?? 0) + decided.amount);
          onOrder.set(order, (onOrder.get(order) ?? 0) + decided.amount);
          expect(spent).toBeLessThanOrEqual(rules.monthlyBudget);
          expect(onCustomer.get(who)).toBeLessThanOrEqual(rules.customerCap);
        }
      }),
    );
  });

  test("R3 the ledger keeps to the budget over batches and repeats, and every late order has a decision", async () => {
    const giving = { late: { gives: "coupon", amount: 500 }, monthlyBudget: 1_200, customerCap: 500 };
    await writeSetting(ctx(), "delivery.remedy", RemedyPolicy.parse(giving));
    const people = [await customer(), await customer(), await customer(), await customer()];
    const late = people.map(({ subject }) => parcelFact("parcel.delayed", subject));
    const again = parcelFact("parcel.delayed", people[0]?.subject ?? "");
    await append(ctx(), late.slice(0, 2));
    await engine.settle();
    await append(ctx(), [...late.map((fact) => ({ ...fact, key: randomUUID() })), again]);
    await engine.settle();
    const kept = await database.pool.query<{
      order: string;
      gives: string;
      amount: number;
      reason: string;
      code: string;
    }>(
      `select "order", gives, amount, reason, code from delivery.remedy where cause = 'late' and "order" = any($1) order by at, reason`,
      [[...late, again].map((fact) => fact.properties.order)],
    );
    expect(kept.rows).toHaveLength(5);
    expect(kept.rows.map((row) => row.reason).toSorted((a, b) => (a < b ? -1 : 1))).toEqual([
      "budget",
      "budget",
      "customer_cap",
      "policy",
      "policy",
    ]);
    expect(kept.rows.reduce((sum, row) => sum + row.amount, 0)).toBe(1_000);
    const codes = kept.rows.filter((row) => row.code !== "").map((row) => row.code);
    expect(new Set(codes).size).toBe(2);
    expect(await sent(people[0]?.subject ?? "")).toContain("delivery_apology");
    expect(await sent(people[3]?.subject ?? "")).not.toContain("delivery_apology");
  });
});

test("L1 a tap on LINE is an answer only from the person whose parcel it was, once it has arrived", async () => {
  const [mine, other] = [await customer(), await customer()];
  const id = randomUUID();
  await database.pool.query(
    `insert into delivery.shipment (id, "order", origin, source, created_at) values ('tap', 'tap', '', 'test', $1)`,
    [NOW],
  );
  await database.pool.query(
    `insert into delivery.parcel (id, shipment, "order", subject, carrier, service, number, method, created_at, state, state_at, delivered_at)
     values ($1, 'tap', 'tap', $2, 'yamato', '', '', 'carrier', $3, 'delivered', $3, $3)`,
    [id, mine.subject, NOW],
  );
  const tap = (line: string, data: string) => ({
    name: "line.postback",
    subject: `line:${line}`,
    key: randomUUID(),
    properties: { data },
  });
  await append(ctx(), [
    tap(other.line, `feeling=bad&parcel=${id}&send=x`),
    tap(mine.line, `feeling=awful&parcel=${id}`),
    tap(mine.line, `feeling=good&parcel=${randomUUID()}`),
    tap(mine.line, `feeling=good&parcel=${id}&send=x`),
  ]);
  await engine.settle();
  const felt = await database.pool.query("select feeling from delivery.feeling where parcel = $1", [id]);
  expect(felt.rows).toEqual([{ feeling: "good" }]);
});
