/** What was paid for each piece of an order, to the yen: discounts, coupons, points and shipping divided with nothing left over. */
import type { Order } from "#orders/model";
import type { Policy } from "./policy.ts";

export interface Sold {
  readonly line: number;
  readonly product: string;
  readonly variant: string;
  readonly category: string;
  readonly quantity: number;
  /** Paid for all pieces together, tax included, after every discount; points count as paid. */
  readonly paid: number;
  /** What a set discount took off these pieces; 0 where none stands. */
  readonly setShare: number;
  /** The set discount's place in `sets`, or -1. */
  readonly set: number;
  /** Basis points of tax. */
  readonly rate: number;
}

export interface Captured {
  readonly lines: readonly Sold[];
  readonly shipping: number;
  readonly fee: number;
  /** Rate of shipping and fees. */
  readonly serviceRate: number;
  /** Money and points together are all that was paid. */
  readonly money: number;
  readonly points: number;
  readonly pointsEarned: number;
  /** Shipping was free because of the amount. */
  readonly freeFrom: number | null;
  readonly freeFee: number;
  /** Pieces that must stay for each set discount. */
  readonly sets: readonly { readonly least: number }[];
}

/**
 * Divides `amount` by weight with nothing left over: each gets its share rounded down, and what is left goes yen by yen to
 * the largest remainders, the first of equals first.
 */
export const divide = (amount: number, weights: readonly number[]): number[] => {
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  if (weights.length === 0) return [];
  if (whole <= 0)
    return divide(
      amount,
      weights.map(() => 1),
    );
  const total = BigInt(whole);
  const shares = weights.map((weight, i) => {
    const product = BigInt(amount) * BigInt(weight);
    return { i, share: Number(product / total), rest: product % total };
  });
  const parts = shares.map((each) => each.share);
  let left = amount - parts.reduce((sum, part) => sum + part, 0);
  const order = shares.toSorted((a, b) => (a.rest === b.rest ? a.i - b.i : a.rest > b.rest ? -1 : 1));
  for (const { i } of order) {
    if (left <= 0) break;
    parts[i] = (parts[i] ?? 0) + 1;
    left--;
  }
  return parts;
};

/** Takes as much of `amount` off each as its weight says, never below 0; gives what stays of each. */
const takeOff = (from: readonly number[], amount: number, weights: readonly number[]): number[] => {
  const possible = Math.min(
    amount,
    from.reduce((sum, each, i) => sum + ((weights[i] ?? 0) > 0 ? each : 0), 0),
  );
  const parts = divide(possible, weights);
  const rest = from.map((each, i) => each - (parts[i] ?? 0));
  // A share larger than its line is divided once more among those that have something left.
  const over = rest.reduce((sum, each) => sum - Math.min(0, each), 0);
  const clean = rest.map((each) => Math.max(0, each));
  return over > 0
    ? takeOff(
        clean,
        over,
        clean.map((each, i) => ((weights[i] ?? 0) > 0 ? each : 0)),
      )
    : clean;
};

const isWhole = (quantity: number): boolean => Number.isInteger(quantity) && quantity > 0;

/** R1–R5: see SPEC.md. Orders of kind "return" have nothing to come back. */
export const capturedOf = (order: Order, policy: Policy): Captured => {
  const { terms } = order;
  const bought = order.products.filter((line) => line.total >= 0 && line.quantity > 0);
  const listed = bought.map((line) => line.total);
  const off = order.discount ?? 0;
  const ownOff = terms.discounts.reduce((sum, each) => sum + (each.products.length > 0 ? each.amount : 0), 0);
  const setOf = (code: string) => policy.sets.findIndex((set) => set.coupon === code);
  const shares = bought.map(() => 0);
  const sets = bought.map(() => -1);
  let left: number[] = [...listed];
  const lose = (amount: number, code: string, weights: readonly number[]) => {
    const after = takeOff(left, amount, weights);
    const set = setOf(code);
    if (set >= 0)
      for (const [i, each] of after.entries()) {
        const lost = (left[i] ?? 0) - each;
        if (lost <= 0) continue;
        shares[i] = (shares[i] ?? 0) + lost;
        sets[i] = set;
      }
    left = after;
  };
  // Coupons that are for some products only, then what is off the whole order.
  for (const each of terms.discounts)
    if (each.products.length > 0)
      lose(
        each.amount,
        each.code,
        bought.map((line, i) =>
          each.products.includes(line.product) || each.products.includes(line.variant) ? (left[i] ?? 0) : 0,
        ),
      );
  lose(Math.max(0, off - ownOff), order.coupon, left);

  const paid = Math.max(0, order.total);
  const services = (order.shipping ?? 0) + terms.fee;
  const named = left.reduce((sum, each) => sum + each, 0) + services;
  // Some shops state the total before points, some after. The lines tell which.
  const points = Math.min(terms.pointsUsed, named);
  const before = points > 0 && Math.abs(paid - named) < Math.abs(paid + points - named);
  const money = before ? paid - Math.min(points, paid) : paid;
  const all = money + points;
  const shipping = Math.min(order.shipping ?? 0, all);
  const fee = Math.min(terms.fee, all - shipping);
  // Whatever the lines do not explain (tax on top, a discount nobody named) is divided by what they cost.
  const goods = divide(all - shipping - fee, left);
  const rateOf = (line: (typeof bought)[number]): number =>
    line.taxRate ??
    (policy.tax.reduced.includes(line.category) || policy.tax.reduced.includes(line.product)
      ? 800
      : policy.tax.standard);
  const { freeFrom, fee: freeFee } = policy.shipping;
  const worth = goods.reduce((sum, each) => sum + each, 0);
  const free = freeFrom !== null && shipping === 0 && worth >= freeFrom && order.channel !== "store";
  return {
    lines: bought.map((line, i) => ({
      line: line.line,
      product: line.product,
      variant: line.variant,
      category: line.category,
      quantity: isWhole(line.quantity) ? line.quantity : 1,
      paid: goods[i] ?? 0,
      setShare: shares[i] ?? 0,
      set: sets[i] ?? -1,
      rate: rateOf(line),
    })),
    shipping,
    fee,
    serviceRate: policy.tax.standard,
    money,
    points,
    pointsEarned: Math.max(0, terms.pointsEarned),
    freeFrom: free ? freeFrom : null,
    freeFee: free ? freeFee : 0,
    sets: policy.sets.map(({ least }) => ({ least })),
  };
};
