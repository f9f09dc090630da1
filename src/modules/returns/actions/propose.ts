/** What a wish would mean: an answer for each item and what would be given back, before anybody confirms. */
import { Problem } from "#kernel/errors";
import { type Again, inChain, shareOf } from "../model/chain.ts";
import { type Answer, judge } from "../model/eligible.ts";
import { type Ahead, aheadOf } from "../model/instant.ts";
import { type Method, type Resolution, RESOLUTIONS } from "../model/policy.ts";
import { REASONS } from "../model/reasons.ts";
import { quote, worthOf } from "../model/refund.ts";
import type { Wish, WishItem } from "../model/wish.ts";
import type { StoredItem } from "../store/returns.ts";
import {
  againPieces,
  counts,
  givenUp,
  piecesOf,
  type Return,
  returnedPieces,
  type Situation,
  type Terms,
} from "./situation.ts";

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
  readonly security: "hold" | "debt" | null;
  /** Why the new goods do not go out first, where that is offered to some. */
  readonly notAhead: Extract<Ahead, { ok: false }>["why"];
  /** What the customer owes if the old goods never come, minor units. */
  readonly secured: number;
}

/** Answers are about all pieces of a line that this wish names, with those that came back before. */
const answers = (of: Situation, wish: Wish, now: Date): readonly (WishItem & { answer: Answer })[] => {
  const named = new Map<number, number>();
  return wish.items.map((item) => {
    const line = of.lines.find((each) => each.line === item.line);
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
        sale: line?.sale ?? false,
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

/** E6: who takes a return for somebody may go beyond the policy, but not beyond what was bought and is still there. */
export const bounded = (of: Situation, proposal: Pick<Proposal, "items">): void => {
  const faults = proposal.items.flatMap(({ line, answer }, n) => {
    if (!of.lines.some((each) => each.line === line))
      return [{ at: `items.${n}.line`, message: "The order has no such line." }];
    return answer.rule === "already" || answer.rule === "too_many"
      ? [{ at: `items.${n}.quantity`, message: answer.why.en }]
      : [];
  });
  if (faults.length > 0)
    throw new Problem("conflict", "These pieces are not there to come back: see which and why.", { faults });
};

const CASH = ["cod", "konbini", "bank", "cash"];

const payoutOf = (of: Situation, wish: Wish, method: Method): Proposal["payout"] => {
  if (wish.gift) return "giver";
  const { payment } = of.order.terms;
  if (method === "store" && payment === "cash") return "cash";
  return CASH.includes(payment) ? "bank" : "original";
};

type Taken = Pick<Return, "items" | "resolution" | "instant">;

/** Pieces of this return that had been sent in exchange, behind those that came back before. */
const againOf = (of: Situation, mine: Taken, others: readonly Taken[]): Again[] =>
  mine.items.flatMap((item) => {
    const line = of.lines.find((each) => each.line === item.line);
    const root = of.lines.find((each) => each.line === item.root);
    if (!line || !root || item.root === null) return [];
    const before = againPieces(others, item.line);
    const part = (amount: number) => shareOf(amount, before, piecesOf(mine, item), line.quantity);
    const extra = part(line.extra);
    return [
      { line: line.line, root: root.line, rate: line.rate, rootRate: root.rate, share: part(line.paid) - extra, extra },
    ];
  });

/** What of the order's money and points the other returns and the shop left. */
const leftFor = (of: Situation, others: readonly Pick<Return, "quote" | "final">[]) => {
  const given = others.map((each) => each.final ?? each.quote);
  const sum = (amounts: readonly number[]) => amounts.reduce((all, each) => all + each, 0);
  return {
    money: of.captured.money + of.collected - of.toldAmount - sum(given.map((each) => each.money)),
    points: of.captured.points - sum(given.map((each) => each.points)),
  };
};

/** Reckons what the given pieces are worth now, behind the returns before them. */
export const termsOf = (
  of: Situation,
  mine: Taken,
  others: readonly (Taken & Pick<Return, "quote" | "final">)[],
  more: { postage: number; bonus: number },
): Terms => {
  const before = [...of.told, ...others.flatMap(givenUp)];
  const exchange = mine.resolution.startsWith("exchange");
  const again = againOf(of, mine, others);
  const left = leftFor(of, others);
  const chained = of.lines.some((line) => line.root !== line.line);
  const plain = quote(of.captured, before, givenUp(mine), of.policy, chained ? 0 : more.postage);
  const reckoned = chained ? inChain(plain, exchange ? [] : again, left, more.postage) : plain;
  const exchanged = exchange
    ? [...reckoned.exchanged, ...again.map(({ line, rate, share, extra }) => ({ line, rate, amount: share + extra }))]
    : reckoned.exchanged;
  const share = (amount: number) => Math.floor((amount * more.bonus) / 10_000);
  const even = mine.resolution === "exchange_variant";
  const other = mine.resolution === "exchange_product";
  const old = exchanged.reduce((sum, each) => sum + each.amount, 0);
  const replacement = even
    ? old
    : mine.items.reduce((sum, item) => sum + (item.exchange?.price ?? 0) * piecesOf(mine, item), 0);
  const bonus = mine.resolution === "credit" ? share(reckoned.money) : other ? share(old) : 0;
  // What the new goods leave over goes back, in points where there is no money left; a bonus is for spending and does not.
  const over = other ? Math.max(0, old - replacement) : 0;
  const inMoney = Math.min(over, Math.max(0, left.money - reckoned.money));
  return {
    ...reckoned,
    exchanged,
    money: reckoned.money + inMoney,
    points: reckoned.points + Math.min(over - inMoney, Math.max(0, left.points - reckoned.points)),
    bonus: other ? Math.min(bonus, Math.max(0, replacement - old)) : bonus,
    replacement,
    toPay: other ? Math.max(0, replacement - old - bonus) : 0,
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
  const rootOf = (line: number) => of.lines.find((each) => each.line === line && each.root !== line)?.root ?? null;
  const mine = {
    resolution,
    instant: false,
    items: items.map((item, n): StoredItem => ({
      n,
      line: item.line,
      root: rootOf(item.line),
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
  const { approveUpTo } = of.policy;
  const ahead = aheadOf(of.policy, {
    resolution,
    value,
    limits: items.map((item) => item.answer.instant),
    payment: of.order.terms.payment,
    gift: wish.gift,
    open: of.ahead,
    waits: !wish.instant,
    keep,
  });
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
    instant: ahead.ok,
    security: ahead.ok ? ahead.security : null,
    notAhead: ahead.ok ? null : ahead.why,
    secured: Math.max(0, terms.replacement - terms.toPay),
  };
};
