/** The tax note of a return (適格返還請求書): what was given back, by rate, with one rounding per rate. */

export interface NoteItem {
  readonly name: string;
  readonly quantity: number;
  readonly amount: number;
  /** Basis points. */
  readonly rate: number;
  /** Where they were not sold with the order, but later, in exchange for goods of another rate. */
  readonly bought?: string;
}

export interface Totals {
  readonly totals: readonly { readonly rate: number; readonly amount: number; readonly tax: number }[];
  readonly total: number;
}

export interface Note extends Totals {
  readonly issuer: { readonly name: string; readonly registration: string; readonly address: string };
  readonly order: string;
  readonly returned: string;
  readonly bought: string;
  readonly currency: string;
  readonly items: readonly NoteItem[];
  /** What an exchange sold anew (X10): beside what was given back, not part of it. */
  readonly sold: Totals & { readonly items: readonly NoteItem[] };
  /** Charged against it: services of the shop, not part of what is given back. */
  readonly charges: { readonly amount: number; readonly tax: number; readonly rate: number };
  /** Below ¥10,000 with tax the law asks for no note. */
  readonly required: boolean;
}

export const REDUCED = 800;
const EXEMPT_BELOW = 10_000;
type Rounding = "floor" | "round" | "ceil";

/** The tax in an amount that includes it, rounded once. */
export const taxIn = (amount: number, rate: number, rounding: Rounding): number => {
  const over = BigInt(amount) * BigInt(rate);
  const under = BigInt(10_000 + rate);
  const down = over / under;
  const rest = over % under;
  const up = rounding === "ceil" ? rest > 0n : rounding === "round" ? rest * 2n >= under : false;
  return Number(down + (up ? 1n : 0n));
};

/** Per rate the total and its tax, rounded once. */
const totalsOf = (items: readonly NoteItem[], rounding: Rounding): Totals => {
  const rates = [...new Set(items.map((item) => item.rate))].sort((a, b) => a - b);
  const totals = rates.map((rate) => {
    const amount = items.filter((item) => item.rate === rate).reduce((sum, item) => sum + item.amount, 0);
    return { rate, amount, tax: taxIn(amount, rate, rounding) };
  });
  return { totals, total: totals.reduce((sum, each) => sum + each.amount, 0) };
};

/** R9. `items` with their set discounts already taken off. Items at the reduced rate bear a mark. */
export const noteOf = (given: {
  readonly seller: { name: string; registration: string; address: string; rounding: Rounding };
  readonly order: string;
  readonly bought: Date;
  readonly returned: Date;
  readonly currency: string;
  readonly items: readonly NoteItem[];
  readonly sold?: readonly NoteItem[];
  readonly charges: { amount: number; rate: number };
}): Note => {
  const { name, registration, address, rounding } = given.seller;
  const returned = totalsOf(given.items, rounding);
  const sold = given.sold ?? [];
  return {
    issuer: { name, registration, address },
    order: given.order,
    bought: given.bought.toISOString(),
    returned: given.returned.toISOString(),
    currency: given.currency,
    items: given.items,
    ...returned,
    sold: { items: sold, ...totalsOf(sold, rounding) },
    charges: { ...given.charges, tax: taxIn(given.charges.amount, given.charges.rate, rounding) },
    required: returned.total >= EXEMPT_BELOW,
  };
};
