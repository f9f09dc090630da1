/**
 * What comes back of an order's money, exact to the yen. One function of *all* that came back so far: a return is worth the
 * difference that it makes, so that two returns give what one would (R7). The rules are numbered in SPEC.md.
 */
import type { Captured, Sold } from "./captured.ts";
import type { Policy } from "./policy.ts";

/** Pieces of a line that are given up: at the buyer's wish, because shop or goods failed, or for something else in exchange. */
export interface GivenUp {
  readonly line: number;
  readonly buyer: number;
  readonly shop: number;
  readonly exchanged: number;
}

export type Terms = Pick<Policy, "outward" | "restocking" | "points">;

export interface Reckoning {
  /** Line → what its pieces that came back for money are worth, before a lost set discount. */
  readonly goods: ReadonlyMap<number, number>;
  /** Line → what a lost set discount takes off that. */
  readonly setLost: ReadonlyMap<number, number>;
  /** Line → worth of the exchanged pieces. */
  readonly exchanged: ReadonlyMap<number, number>;
  readonly shipping: number;
  readonly fee: number;
  /** Free shipping that what is kept no longer earns. */
  readonly clawback: number;
  readonly restocking: number;
  /** Everything given back for money, points included. */
  readonly value: number;
  readonly points: number;
  readonly money: number;
  readonly pointsRevoked: number;
  /** Basis points → consideration given back at that rate, tax included, before what is charged for. */
  readonly rates: ReadonlyMap<number, number>;
}

const sum = (numbers: Iterable<number>): number => {
  let all = 0;
  for (const each of numbers) all += each;
  return all;
};
const portion = (amount: number, part: number, whole: number): number =>
  whole <= 0 ? 0 : Number((BigInt(amount) * BigInt(part)) / BigInt(whole));

/** R3: the first `pieces` of a line are worth this; all of them exactly what was paid. */
export const worthOf = (sold: Pick<Sold, "paid" | "quantity">, pieces: number): number =>
  portion(sold.paid, Math.min(pieces, sold.quantity), sold.quantity);

interface Counted {
  readonly sold: Sold;
  readonly buyer: number;
  readonly shop: number;
  readonly exchanged: number;
}

const counted = (captured: Captured, given: readonly GivenUp[]): Counted[] =>
  captured.lines.map((sold) => {
    const here = given.filter((each) => each.line === sold.line);
    const shop = Math.min(sold.quantity, sum(here.map((each) => each.shop)));
    const buyer = Math.min(sold.quantity - shop, sum(here.map((each) => each.buyer)));
    const exchanged = Math.max(0, Math.min(sold.quantity - shop - buyer, sum(here.map((each) => each.exchanged))));
    return { sold, buyer, shop, exchanged };
  });

/** Worth of what the buyer gave up by wish; failed pieces are counted behind them. */
const wished = ({ sold, buyer }: Counted): number => worthOf(sold, buyer);

/**
 * R5: what the pieces of one set are worth. While enough is kept, what was paid for them. After that, what was paid for the
 * set less what the kept pieces cost without it; but never less than the dearest pieces that could have come back before.
 */
const worthOfSet = (members: readonly Counted[], least: number): number => {
  const plain = sum(members.map(wished));
  const pieces = sum(members.map((each) => each.sold.quantity));
  const kept = pieces - sum(members.map((each) => each.buyer));
  if (kept >= least) return plain;
  const keptShare = sum(members.map(({ sold, buyer }) => sold.setShare - portion(sold.setShare, buyer, sold.quantity)));
  const each = members.flatMap((member) => {
    const { sold, buyer } = member;
    return Array.from({ length: buyer }, (_, i) => worthOf(sold, i + 1) - worthOf(sold, i));
  });
  const free = Math.max(0, pieces - least);
  const dearest = sum(each.toSorted((a, b) => b - a).slice(0, free));
  return Math.max(dearest, plain - keptShare, 0);
};

/** Divides what a lost set takes among the pieces that came back, by their worth. */
const spread = (lost: number, members: readonly Counted[], into: Map<number, number>): void => {
  const whole = sum(members.map(wished));
  let done = 0;
  let seen = 0;
  for (const member of members) {
    const mine = wished(member);
    seen += mine;
    const until = portion(lost, seen, whole);
    if (until > done) into.set(member.sold.line, (into.get(member.sold.line) ?? 0) + until - done);
    done = until;
  }
};

/** All that is owed for what came back so far. */
export const reckon = (captured: Captured, given: readonly GivenUp[], terms: Terms): Reckoning => {
  const lines = counted(captured, given);
  const goods = new Map<number, number>();
  const exchanged = new Map<number, number>();
  for (const each of lines) {
    const back = worthOf(each.sold, each.shop + each.buyer);
    if (each.shop + each.buyer > 0) goods.set(each.sold.line, back);
    if (each.exchanged > 0)
      exchanged.set(each.sold.line, worthOf(each.sold, each.shop + each.buyer + each.exchanged) - back);
  }
  const setLost = new Map<number, number>();
  let lost = 0;
  for (const [i, { least }] of captured.sets.entries()) {
    const members = lines.filter((each) => each.sold.set === i);
    const gap = sum(members.map(wished)) - worthOfSet(members, least);
    spread(gap, members, setLost);
    lost += gap;
  }
  const byWish = sum(lines.map(wished)) - lost;
  const failed = sum(lines.map(({ sold, buyer, shop }) => worthOf(sold, buyer + shop) - worthOf(sold, buyer)));
  const worth = sum(captured.lines.map((each) => each.paid));

  // R6: never more than what is missing from the threshold, so that returning more never gives less.
  const missing = captured.freeFrom === null ? 0 : Math.max(0, captured.freeFrom - (worth - byWish));
  const clawback = Math.min(captured.freeFee, missing);
  const restocking = portion(byWish - clawback, terms.restocking, 10_000);
  const all = lines.length > 0 && lines.every((each) => each.buyer + each.shop >= each.sold.quantity);
  const ours = lines.every((each) => each.shop >= each.sold.quantity);
  const outward = all && (terms.outward === "always" || (terms.outward === "shop_fault" && ours));
  const shipping = outward ? captured.shipping : 0;
  const fee = outward ? captured.fee : 0;

  const value = byWish + failed + shipping + fee - clawback - restocking;
  const whole = captured.money + captured.points;
  const points =
    terms.points === "points_first"
      ? Math.min(captured.points, value)
      : terms.points === "money_first"
        ? Math.max(0, value - captured.money)
        : portion(value, captured.points, whole);
  const rates = new Map<number, number>();
  const put = (rate: number, amount: number) => {
    if (amount !== 0) rates.set(rate, (rates.get(rate) ?? 0) + amount);
  };
  for (const { sold } of lines) put(sold.rate, (goods.get(sold.line) ?? 0) - (setLost.get(sold.line) ?? 0));
  put(captured.serviceRate, shipping + fee);
  return {
    goods,
    setLost,
    exchanged,
    shipping,
    fee,
    clawback,
    restocking,
    value,
    points,
    money: value - points,
    pointsRevoked: portion(captured.pointsEarned, byWish + failed, worth),
    rates,
  };
};

const NOTHING: Reckoning = {
  goods: new Map(),
  setLost: new Map(),
  exchanged: new Map(),
  shipping: 0,
  fee: 0,
  clawback: 0,
  restocking: 0,
  value: 0,
  points: 0,
  money: 0,
  pointsRevoked: 0,
  rates: new Map(),
};

export interface Quote {
  readonly goods: readonly { readonly line: number; readonly amount: number; readonly rate: number }[];
  readonly exchanged: readonly { readonly line: number; readonly amount: number; readonly rate: number }[];
  readonly setLost: number;
  readonly shipping: number;
  readonly fee: number;
  readonly clawback: number;
  readonly restocking: number;
  /** Return postage that the buyer bears; never more than there is to give. */
  readonly postage: number;
  /** Money and points after everything. */
  readonly money: number;
  readonly points: number;
  readonly pointsRevoked: number;
  readonly rates: readonly { readonly rate: number; readonly amount: number }[];
  /** Charged for against it, at `serviceRate`. */
  readonly charges: number;
  readonly serviceRate: number;
}

const moved = (after: ReadonlyMap<number, number>, before: ReadonlyMap<number, number>): Map<number, number> => {
  const keys = [...new Set([...after.keys(), ...before.keys()])].sort((a, b) => a - b);
  return new Map(
    keys.flatMap((key) => {
      const by = (after.get(key) ?? 0) - (before.get(key) ?? 0);
      return by === 0 ? [] : [[key, by] as const];
    }),
  );
};

/** R11: postage is taken off what there is to give, money before points, never more. */
export const bear = (of: Quote, postage: number): Quote => {
  const borne = Math.min(postage, of.money + of.points);
  const fromMoney = Math.min(borne, Math.max(0, of.money));
  return {
    ...of,
    postage: borne,
    money: of.money - fromMoney,
    points: of.points - (borne - fromMoney),
    charges: of.charges + borne,
  };
};

/** R7: a return is worth the difference that it makes to what came back before it. */
export const quote = (
  captured: Captured,
  before: readonly GivenUp[],
  now: readonly GivenUp[],
  terms: Terms,
  postage: number,
): Quote => {
  const from = before.length === 0 ? NOTHING : reckon(captured, before, terms);
  const to = reckon(captured, [...before, ...now], terms);
  const rateOf = new Map(captured.lines.map((each) => [each.line, each.rate]));
  const listed = (amounts: ReadonlyMap<number, number>) =>
    [...amounts].map(([line, amount]) => ({ line, amount, rate: rateOf.get(line) ?? captured.serviceRate }));
  const clawback = to.clawback - from.clawback;
  const restocking = to.restocking - from.restocking;
  const plain: Quote = {
    goods: listed(moved(to.goods, from.goods)),
    exchanged: listed(moved(to.exchanged, from.exchanged)),
    setLost: sum(to.setLost.values()) - sum(from.setLost.values()),
    shipping: to.shipping - from.shipping,
    fee: to.fee - from.fee,
    clawback,
    restocking,
    postage: 0,
    money: to.money - from.money,
    points: to.points - from.points,
    pointsRevoked: to.pointsRevoked - from.pointsRevoked,
    rates: [...moved(to.rates, from.rates)].map(([rate, amount]) => ({ rate, amount })),
    charges: clawback + restocking,
    serviceRate: captured.serviceRate,
  };
  return bear(plain, postage);
};
