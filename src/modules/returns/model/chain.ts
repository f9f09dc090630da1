/**
 * Goods that were sent in exchange and come back themselves. They stand for the goods that were bought first: when they come
 * back for money, those are given up at last, so that one reckoning of the bought goods holds for the whole chain (X1). What
 * was paid on top or given back at an exchange is `extra`; what an order gives back is bounded by what it captured.
 */
import { divide } from "./captured.ts";
import { bear, type Quote } from "./refund.ts";

/** A share of an amount, rounded towards zero; the shares of consecutive pieces add up to exactly the amount. */
export const shareOf = (amount: number, before: number, pieces: number, all: number): number => {
  const until = (n: number) => Number((BigInt(amount) * BigInt(Math.min(n, all))) / BigInt(Math.max(1, all)));
  return until(before + pieces) - until(before);
};

/** Pieces of one replacement line that come back. */
export interface Again {
  readonly line: number;
  readonly root: number;
  readonly rate: number;
  readonly rootRate: number;
  /** Share of what was paid for the bought goods, and what is beyond it. */
  readonly share: number;
  readonly extra: number;
}

/** What of the captured money and points nobody has been given. */
export interface Left {
  readonly money: number;
  readonly points: number;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, each) => all + each, 0);

const moveGoods = (goods: Quote["goods"], again: readonly Again[]): Quote["goods"] => {
  const amounts = new Map(goods.map((each) => [each.line, { ...each }]));
  for (const each of again) {
    const root = amounts.get(each.root);
    const rest = (root?.amount ?? 0) - each.share;
    // A yen that rounding left over goes with the piece, unless bought pieces of the line come back as well.
    const alone = Math.abs(rest) <= 1;
    if (root) {
      if (alone) amounts.delete(each.root);
      else amounts.set(each.root, { ...root, amount: rest });
    }
    const amount = each.share + each.extra + (alone ? rest : 0);
    amounts.set(each.line, { line: each.line, amount, rate: each.rate });
  }
  return [...amounts.values()];
};

const moveRates = (rates: Quote["rates"], again: readonly Again[]): Quote["rates"] => {
  const amounts = new Map(rates.map(({ rate, amount }) => [rate, amount]));
  const put = (rate: number, by: number) => amounts.set(rate, (amounts.get(rate) ?? 0) + by);
  for (const each of again) {
    put(each.rootRate, -each.share);
    put(each.rate, each.share + each.extra);
  }
  return [...amounts].filter(([, amount]) => amount !== 0).map(([rate, amount]) => ({ rate, amount }));
};

/** X1 X2: the quote of a return in a chain. `base` is the quote of the bought goods, without postage. */
export const inChain = (base: Quote, again: readonly Again[], left: Left, postage: number): Quote => {
  const worth = Math.max(0, base.money + base.points + sum(again.map((each) => each.extra)));
  // By its share first; what one kind has not got left comes in the other.
  const wanted = Math.min(Math.max(0, base.points), worth);
  const points = Math.max(0, Math.min(Math.max(wanted, worth - left.money), left.points, worth));
  const money = Math.max(0, Math.min(worth - points, left.money));
  return bear(
    {
      ...base,
      // Bought goods that stop being exchanged show as less than nothing: they are given up now.
      exchanged: base.exchanged.filter((each) => each.amount > 0),
      goods: moveGoods(base.goods, again),
      rates: moveRates(base.rates, again),
      money,
      points,
    },
    postage,
  );
};

/** X3: what was paid for each of the new goods: everything that was paid for the old ones, by what the new ones cost. */
export const paidForNew = (
  old: number,
  more: { readonly over: number; readonly toPay: number },
  prices: readonly number[],
): number[] => divide(old - more.over + more.toPay, prices);
