import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Asked, type Circumstances, FAILURES, judge } from "./model/eligible.ts";
import { awaits, dueAt, isDue, possible, START, type State, step } from "./model/machine.ts";
import { CONDITIONS, LEGAL, Policy } from "./model/policy.ts";
import { RETURN_REASONS } from "./model/reasons.ts";
import { tierIn } from "./model/tier.ts";
import { arrivalsOf, endOf } from "./model/window.ts";

const TOKYO = "Asia/Tokyo";
const at = (text: string) => new Date(`${text}+09:00`);
const arrived = at("2026-11-10T18:30:00");
const asked = (more: Partial<Asked> = {}): Asked => ({
  line: 1,
  product: "shirt",
  variant: "shirt-M",
  category: "シャツ",
  quantity: 1,
  paid: 14_300,
  sale: false,
  reason: "size_small",
  condition: "unused",
  ...more,
});
const here = (now: string, more: Partial<Circumstances> = {}): Circumstances => ({
  now: at(now),
  zone: TOKYO,
  channel: "web",
  tier: "",
  coupon: "",
  gift: false,
  arrivals: [{ line: 1, quantity: 1, at: arrived, basis: "item" }],
  returned: 0,
  ...more,
});
const policy = (draft: object = {}) => Policy.parse(draft);

describe("eligibility", () => {
  test("E1 where no policy was shown the law gives eight days, the day of receipt being the first", () => {
    expect(judge(LEGAL, asked(), here("2026-11-17T23:59:59"))).toMatchObject({
      eligible: true,
      rule: "law",
      postage: "buyer",
      resolutions: ["refund"],
    });
    const over = judge(LEGAL, asked(), here("2026-11-18T00:00:00"));
    expect(over).toMatchObject({ eligible: false, rule: "law_over" });
    expect(over.why.ja).toContain("11月17日");
  });

  test("E2 the window ends with the last day in the brand's zone; grace days are accepted in silence", () => {
    const strict = policy({ days: 14, grace: 0 });
    expect(judge(strict, asked(), here("2026-11-24T23:59:59")).eligible).toBe(true);
    expect(judge(strict, asked(), here("2026-11-25T00:00:00"))).toMatchObject({ eligible: false, rule: "window_over" });
    const kind = judge(policy({ days: 14, grace: 2 }), asked(), here("2026-11-26T23:00:00"));
    expect(kind.eligible).toBe(true);
    expect(kind.why.ja).toContain("11月24日");
    expect(endOf(arrived, 14, false, TOKYO)).toEqual(at("2026-11-25T00:00:00"));
  });

  test("E2 it counts per item from its own parcel, else from the order's delivery, its shipment or the purchase", () => {
    const line = { line: 1, quantity: 2 };
    const known = {
      items: [{ line: 1, quantity: 2, at: arrived }],
      orderAt: at("2026-11-01T00:00:00"),
      deliveredAt: at("2026-11-05T00:00:00"),
      shippedAt: at("2026-11-03T00:00:00"),
      inStore: false,
      now: at("2026-11-12T00:00:00"),
    };
    const basis = (more: object) => arrivalsOf(line, { ...known, ...more }, 3).map((each) => [each.basis, each.at]);
    expect(basis({})).toEqual([["item", arrived]]);
    expect(basis({ items: [] })).toEqual([["order", known.deliveredAt]]);
    expect(basis({ items: [], deliveredAt: null })).toEqual([["shipment", at("2026-11-06T00:00:00")]]);
    expect(basis({ items: [], deliveredAt: null, shippedAt: null })).toEqual([["none", null]]);
    expect(basis({ inStore: true })).toEqual([["store", known.orderAt]]);
    // One of two pieces is still under way: its window has not begun.
    const half = { items: [{ line: 1, quantity: 1, at: null }], deliveredAt: null };
    expect(basis(half)).toEqual([
      ["item", known.now],
      ["none", null],
    ]);
    expect(
      judge(
        policy(),
        asked(),
        here("2026-11-12T00:00:00", { arrivals: [{ line: 1, quantity: 1, at: null, basis: "none" }] }),
      ).rule,
    ).toBe("not_arrived");
  });

  test("E8 a tier is read under each name that loyalty programmes give it, in any spelling, the first that says something", () => {
    for (const name of ["tier", "rank", "loyalty_tier", "loyalty_rank", "membership_tier"])
      expect(tierIn({ name: "佐藤 美咲", points: 120, [name]: "gold" })).toBe("gold");
    for (const name of ["loyaltyTier", "Loyalty Tier", "loyalty-tier", "LOYALTY_TIER", "Rank"])
      expect(tierIn({ [name]: " gold " })).toBe("gold");
    expect(tierIn({ loyalty_tier: "silver", rank: "", tier: null })).toBe("silver");
    expect(tierIn({ loyalty_tier: "silver", tier: "gold" })).toBe("gold");
    expect(tierIn({ "Loyalty Tier": "silver", loyalty_tier: "gold" })).toBe("gold");
    expect(tierIn({ rank: 3 })).toBe("3");
    for (const traits of [{}, { tier: ["gold"] }, { tier: { name: "gold" } }, { frontier: "gold" }])
      expect(tierIn(traits)).toBe("");
  });

  test("E3 field by field the first rule counts that matches and says something", () => {
    const words = { ja: "理由", en: "why" };
    const used = policy({
      days: 14,
      rules: [
        { id: "gold", words, when: { tiers: ["gold"] }, gives: { days: 60, postage: "shop" } },
        { id: "sale", words, when: { sale: true }, gives: { days: 7, resolutions: ["exchange_variant"] } },
        { id: "wear", words, when: { categories: ["肌着"] }, gives: { final: true } },
        { id: "store", words, when: { channels: ["store"] }, gives: { days: 30 } },
        { id: "dear", words, when: { from: 30_000 }, gives: { review: true } },
        { id: "worn", words, when: { categories: ["靴"] }, gives: { accepts: ["unused"] } },
      ],
    });
    const late = "2026-12-20T12:00:00";
    expect(judge(used, asked(), here(late, { tier: "gold" }))).toMatchObject({
      eligible: true,
      rule: "gold",
      postage: "shop",
    });
    expect(judge(used, asked({ sale: true }), here(late, { tier: "gold" }))).toMatchObject({
      rule: "gold",
      resolutions: ["exchange_variant"],
    });
    expect(judge(used, asked({ sale: true }), here("2026-11-20T12:00:00"))).toMatchObject({
      eligible: false,
      rule: "sale",
    });
    expect(judge(used, asked({ category: "肌着" }), here("2026-11-12T00:00:00"))).toMatchObject({
      eligible: false,
      rule: "wear",
      why: words,
    });
    expect(judge(used, asked(), here("2026-12-01T00:00:00", { channel: "store" }))).toMatchObject({
      eligible: true,
      rule: "store",
    });
    expect(judge(used, asked({ paid: 38_500 }), here("2026-11-12T00:00:00")).review).toBe(true);
    expect(judge(used, asked({ category: "靴", condition: "opened" }), here("2026-11-12T00:00:00"))).toMatchObject({
      rule: "worn",
      eligible: false,
    });
  });

  const anyPolicy = fc
    .record({
      shown: fc.boolean(),
      days: fc.integer({ min: 0, max: 60 }),
      final: fc.boolean(),
      accepts: fc.subarray([...CONDITIONS]),
      postage: fc.constantFrom("buyer" as const, "shop" as const),
      defectDays: fc.integer({ min: 0, max: 400 }),
    })
    .map(({ final, ...rest }) =>
      policy({
        ...rest,
        rules: [{ id: "all", words: { ja: "あ", en: "a" }, when: {}, gives: { final, accepts: rest.accepts } }],
      }),
    );

  test("E4 goods that fail are never refused and never cost the buyer anything, whatever the policy says", () => {
    fc.assert(
      fc.property(
        anyPolicy,
        fc.constantFrom(...FAILURES),
        fc.constantFrom(...CONDITIONS),
        fc.integer({ min: 0, max: 3_000 }),
        (used, reason, condition, days) => {
          const now = new Date(arrived.getTime() + days * 86_400_000);
          const answer = judge(used, asked({ reason, condition }), { ...here("2026-11-12T00:00:00"), now });
          expect(answer).toMatchObject({ eligible: true, postage: "shop", fault: "shop" });
          expect(answer.resolutions).toContain("refund");
          expect(answer.review || days <= Math.max(used.days, used.defectDays) + 1).toBe(true);
        },
      ),
    );
  });

  test("E5 every answer names its rule and says why in both languages", () => {
    fc.assert(
      fc.property(
        anyPolicy,
        fc.constantFrom(...RETURN_REASONS),
        fc.constantFrom(...CONDITIONS),
        fc.integer({ min: -1, max: 500 }),
        fc.integer({ min: 0, max: 2 }),
        (used, reason, condition, days, returned) => {
          const arrivals = [{ line: 1, quantity: 1, at: days < 0 ? null : arrived, basis: "item" as const }];
          const now = new Date(arrived.getTime() + days * 86_400_000);
          const answer = judge(used, asked({ reason, condition }), {
            ...here("2026-11-12T00:00:00"),
            now,
            arrivals,
            returned,
          });
          expect(answer.rule).not.toBe("");
          expect(answer.why.ja).not.toBe("");
          expect(answer.why.en).not.toBe("");
          expect(returned > 0 && answer.eligible && !answer.review).toBe(false);
        },
      ),
    );
  });

  test("E5 no two rules go by one name", () => {
    const rule = (id: string) => ({ id, words: { ja: "", en: "" }, when: {}, gives: { days: 30 } });
    expect(Policy.safeParse({ rules: [rule("sale"), rule("gifts")] }).success).toBe(true);
    expect(Policy.safeParse({ rules: [rule("sale"), rule("sale")] }).error?.issues).toMatchObject([
      { path: ["rules"], message: "Each rule needs a name of its own." },
    ]);
  });

  test("E6 pieces that came back cannot come back again", () => {
    const two = { arrivals: [{ line: 1, quantity: 2, at: arrived, basis: "item" as const }] };
    expect(judge(policy(), asked(), here("2026-11-12T00:00:00", { ...two, returned: 1 }))).toMatchObject({
      eligible: true,
      pieces: 1,
    });
    expect(judge(policy(), asked({ quantity: 2 }), here("2026-11-12T00:00:00", { ...two, returned: 1 })).eligible).toBe(
      false,
    );
    expect(judge(policy(), asked(), here("2026-11-12T00:00:00", { ...two, returned: 2 })).rule).toBe("already");
    expect(
      judge(policy(), asked({ reason: "defective" }), here("2026-11-12T00:00:00", { ...two, returned: 2 })).rule,
    ).toBe("already");
  });

  test("E6 more pieces than there are cannot come back, whatever failed, and the answer says how many can", () => {
    const one = { arrivals: [{ line: 1, quantity: 1, at: arrived, basis: "item" as const }] };
    for (const reason of ["not_needed", "defective"] as const)
      expect(judge(policy(), asked({ quantity: 50, reason }), here("2026-11-12T00:00:00", one))).toMatchObject({
        eligible: false,
        rule: "too_many",
        why: { ja: "この商品で返品・交換いただけるのは1点までです。" },
      });
    // One of two is still under way: nothing is over yet, and it is not said so.
    const some = {
      arrivals: [
        { line: 1, quantity: 1, at: arrived, basis: "item" as const },
        { line: 1, quantity: 1, at: null, basis: "none" as const },
      ],
    };
    expect(judge(policy(), asked({ quantity: 2 }), here("2026-11-12T00:00:00", some)).rule).toBe("too_many");
  });

  test("E7 a gift is never offered store credit, which would tell its price", () => {
    for (const reason of RETURN_REASONS)
      expect(judge(policy(), asked({ reason }), here("2026-11-12T00:00:00", { gift: true })).resolutions).not.toContain(
        "credit",
      );
  });
});

describe("the three machines", () => {
  const run = (state: State, ...inputs: readonly (readonly ["approval" | "logistics" | "money", string])[]): State =>
    inputs.reduce((now, [machine, input]) => {
      const taken = step(now, machine, input as never);
      if (!taken.ok) throw new Error(`${machine}.${input}: ${taken.reason}`);
      return taken.state;
    }, state);

  test("M1 a return runs from request to close, and waits for the right person on its way", () => {
    const approved = run(START, ["approval", "approve"]);
    expect([awaits(START), awaits(approved)]).toEqual(["decision", "shipment"]);
    const received = run(approved, ["logistics", "ship"], ["logistics", "receive"]);
    expect(awaits(received)).toBe("inspection");
    const inspected = run(received, ["logistics", "inspect"]);
    expect(isDue(inspected, "inspected")).toBe(true);
    const due = run(inspected, ["money", "owe"]);
    expect(awaits(due)).toBe("payment");
    const done = run(due, ["money", "settle"], ["logistics", "dispose"], ["approval", "close"]);
    expect(done).toEqual({ approval: "closed", logistics: "settled", money: "settled" });
    expect(possible(done)).toEqual([]);
    expect(dueAt("decision", at("2026-11-10T00:00:00"), policy())).toEqual(at("2026-11-12T00:00:00"));
  });

  test("M1 what is not in the tables is refused with its reason", () => {
    expect(step(START, "logistics", "ship")).toEqual({ ok: false, from: "awaiting", reason: "not_approved" });
    expect(step(START, "approval", "close")).toMatchObject({ ok: false, reason: "not_from_here" });
    const under = run(START, ["approval", "approve"], ["logistics", "ship"]);
    expect(step(under, "approval", "cancel")).toMatchObject({ ok: false, reason: "on_its_way" });
    expect(step(under, "approval", "close")).toMatchObject({ ok: false, reason: "money_open" });
  });

  test("M2 in no order of inputs is money paid before approval, twice, or after a void", () => {
    const inputs = [
      ...["approve", "decline", "cancel", "expire", "appeal", "close", "reopen"].map(
        (input) => ["approval", input] as const,
      ),
      ...["ship", "receive", "inspect", "dispose", "keep", "lose", "stop"].map(
        (input) => ["logistics", input] as const,
      ),
      ...["hold", "relax", "advance", "miss", "late", "release", "capture", "waive"].map(
        (input) => ["money", input] as const,
      ),
      ...["ask", "inform", "owe", "send", "fail", "settle", "void", "reopen"].map((input) => ["money", input] as const),
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...inputs), { maxLength: 40 }), (tried) => {
        let state = START;
        const paid: { approved: boolean; from: string }[] = [];
        const charged: string[] = [];
        let approved = false;
        for (const [machine, input] of tried) {
          const taken = step(state, machine, input as never);
          if (!taken.ok) continue;
          if (machine === "approval" && input === "approve") approved = true;
          if (machine === "money" && ["settle", "release"].includes(input)) paid.push({ approved, from: state.money });
          if (machine === "money" && input === "capture") charged.push(`${state.money} ${state.logistics}`);
          state = taken.state;
        }
        expect(paid.length).toBeLessThanOrEqual(1);
        // A charge needs new goods that went out, and old ones that are not here to be looked at.
        expect(charged.filter((each) => !/^(ahead|unreturned) (?!received)/.test(each))).toEqual([]);
        expect(paid.filter((each) => !each.approved || ["settled", "void", "captured"].includes(each.from))).toEqual(
          [],
        );
      }),
      { numRuns: 2_000 },
    );
  });
});
