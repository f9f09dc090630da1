/** What a wish would mean: an answer for each item and what would be given back, before anybody confirms. */
import { z } from "zod";
import { worthOf, quote } from "../model/refund.ts";
import { type Answer, judge } from "../model/eligible.ts";
import { CONDITIONS, type Method, METHODS, RESOLUTIONS, type Resolution } from "../model/policy.ts";
import { REASONS, RETURN_REASONS } from "../model/reasons.ts";
import { counts, givenUp, returnedPieces, type Situation, type Terms } from "./situation.ts";

export const WishItem = z.object({
  line: z.number().int(),
  quantity: z.number().int().min(1).max(1000),
  reason: z.enum(RETURN_REASONS),
  condition: z.enum(CONDITIONS).default("unused"),
  comment: z.string().max(1000).default(""),
  photos: z.array(z.uuid()).max(6).default([]),
  exchange: z
    .object({
      product: z.string().max(200),
      variant: z.string().max(200),
      name: z.string().max(300),
      price: z.number().int().min(0),
    })
    .nullable()
    .default(null),
});
export type WishItem = z.infer<typeof WishItem>;

export const Wish = z.object({
  items: z.array(WishItem).min(1).max(100),
  resolution: z.enum(RESOLUTIONS).default("refund"),
  method: z.enum(METHODS).default("own"),
  store: z.string().max(100).default(""),
  gift: z.boolean().default(false),
});
export type Wish = z.infer<typeof Wish>;

export interface Proposal {
  readonly items: readonly (WishItem & { readonly answer: Answer })[];
  readonly eligible: boolean;
  /** What may be chosen for all items together. */
  readonly resolutions: readonly Resolution[];
  readonly methods: readonly Method[];
  readonly resolution: Resolution;
  readonly method: Method;
  readonly postage: "buyer" | "shop";
  readonly labelFee: number;
  /** Nothing has to be sent back. */
  readonly keep: boolean;
  /** Somebody looks at it before it is approved. */
  readonly review: boolean;
  readonly terms: Terms;
  /** How money goes back: as it came, or to a bank account where it came in cash. */
  readonly payout: "original" | "bank" | "cash" | "giver";
  readonly instant: boolean;
}

/** Answers are about all pieces of a line that this wish names, with those that came back before. */
const answers = (of: Situation, wish: Wish, now: Date): readonly (WishItem & { answer: Answer })[] => {
  const named = new Map<number, number>();
  return wish.items.map((item) => {
    const line = of.captured.lines.find((each) => each.line === item.line);
    const bought = of.order.products.find((each) => each.line === item.line);
    const before = returnedPieces(of, item.line) + (named.get(item.line) ?? 0);
    named.set(item.line, (named.get(item.line) ?? 0) + item.quantity);
    const paid = line ? worthOf(line, item.quantity) : 0;
    const answer = judge(
      of.policy,
      {
        line: item.line,
        product: line?.product ?? "",
        variant: line?.variant ?? "",
        category: line?.category ?? "",
        quantity: item.quantity,
        paid,
        sale: (bought?.discount ?? 0) > 0,
        reason: item.reason,
        condition: item.condition,
      },
      {
        now,
        zone: of.zone,
        channel: of.order.channel,
        tier: of.tier,
        coupon: of.order.coupon,
        gift: wish.gift || of.order.terms.gift,
        arrivals: of.arrivals.get(item.line) ?? [],
        returned: before,
      },
    );
    return { ...item, answer };
  });
};

const CASH = ["cod", "konbini", "bank", "cash"];

const payoutOf = (of: Situation, wish: Wish, method: Method): Proposal["payout"] => {
  if (wish.gift) return "giver";
  const { payment } = of.order.terms;
  if (method === "store" && payment === "cash") return "cash";
  return CASH.includes(payment) ? "bank" : "original";
};

/** Reckons what the given pieces are worth now, behind the returns before them. */
export const termsOf = (
  of: Situation,
  mine: { readonly items: Parameters<typeof givenUp>[0]["items"]; readonly resolution: string },
  others: readonly Parameters<typeof givenUp>[0][],
  more: { postage: number; bonus: number },
): Terms => {
  const given = givenUp(mine);
  const reckoned = quote(of.captured, [...of.told, ...others.flatMap(givenUp)], given, of.policy, more.postage);
  const share = (amount: number) => Math.floor((amount * more.bonus) / 10_000);
  const even = mine.resolution === "exchange_variant";
  const old = reckoned.exchanged.reduce((sum, each) => sum + each.amount, 0);
  const replacement = even
    ? old
    : mine.items.reduce((sum, item) => sum + (item.exchange?.price ?? 0) * (item.accepted ?? item.quantity), 0);
  const bonus =
    mine.resolution === "credit" ? share(reckoned.money) : mine.resolution === "exchange_product" ? share(old) : 0;
  const spendable = old + bonus;
  // What the new goods leave over goes back; a bonus is for spending and does not.
  const over = mine.resolution === "exchange_product" ? Math.max(0, old - replacement) : 0;
  return {
    ...reckoned,
    money: reckoned.money + over,
    bonus: mine.resolution === "exchange_product" ? Math.min(bonus, Math.max(0, replacement - old)) : bonus,
    replacement,
    toPay: mine.resolution === "exchange_product" ? Math.max(0, replacement - spendable) : 0,
  };
};

export const propose = (of: Situation, wish: Wish, now: Date): Proposal => {
  const items = answers(of, wish, now);
  const eligible = items.every((item) => item.answer.eligible);
  const common = RESOLUTIONS.filter((each) => items.every((item) => item.answer.resolutions.includes(each)));
  const resolutions: readonly Resolution[] = common.length > 0 ? common : ["refund"];
  const resolution = resolutions.includes(wish.resolution) ? wish.resolution : (resolutions[0] ?? "refund");
  const method = of.policy.methods.includes(wish.method) ? wish.method : (of.policy.methods[0] ?? "own");
  const keep = eligible && items.every((item) => item.answer.keep);
  const postage = items.every((item) => item.answer.postage === "shop") ? "shop" : "buyer";
  const labelFee = of.policy.label.areas[of.prefecture] ?? of.policy.label.fee;
  const charged =
    !keep && postage === "buyer" && ["label", "qr", "dropoff"].includes(method) && resolution !== "exchange_variant";
  const bonus = Math.min(...items.map((item) => item.answer.bonus), 10_000);
  const mine = {
    resolution,
    items: items.map((item, n) => ({
      n,
      line: item.line,
      product: "",
      variant: "",
      name: "",
      category: "",
      quantity: item.quantity,
      reason: item.reason,
      fault: REASONS[item.reason].fault,
      comment: "",
      condition: item.condition,
      rule: item.answer.rule,
      resolution,
      exchange: item.exchange,
      taxRate: 0,
      amount: 0,
      accepted: null,
      grade: null,
      disposition: null,
      finding: "",
    })),
  };
  const terms = termsOf(of, mine, of.returns.filter(counts), { postage: charged ? labelFee : 0, bonus });
  const value = [...terms.goods, ...terms.exchanged].reduce((sum, each) => sum + each.amount, 0);
  const { approveUpTo, instant } = of.policy;
  return {
    items,
    eligible,
    resolutions,
    methods: of.policy.methods,
    resolution,
    method,
    postage,
    labelFee: charged ? labelFee : 0,
    keep,
    review: items.some((item) => item.answer.review) || approveUpTo === null || value > approveUpTo,
    terms,
    payout: payoutOf(of, wish, method),
    instant:
      instant !== null && value <= instant && resolution.startsWith("exchange") && of.order.terms.payment === "card",
  };
};
