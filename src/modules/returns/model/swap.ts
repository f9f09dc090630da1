/**
 * What an exchange is for the consumption tax. Goods that go for goods of the same rate stay sold: only a difference in money is
 * given back or sold on top. Goods that go for goods of another rate are given back at the one (対価の返還等) and sold anew at
 * the other (X10).
 */
import type { NoteItem } from "./note.ts";

export interface Pair {
  readonly old: NoteItem;
  readonly anew: NoteItem;
}

/** By rate, what was sold beyond what was given back is exactly what the goods are worth now less what they were worth. */
export const swapOf = (pairs: readonly Pair[]): { readonly returned: NoteItem[]; readonly sold: NoteItem[] } => {
  const across = pairs.filter(({ old, anew }) => old.rate !== anew.rate);
  const within = pairs.filter(({ old, anew }) => old.rate === anew.rate);
  const differences = [...new Set(within.map(({ old }) => old.rate))].map((rate): NoteItem => {
    const here = within.filter(({ old }) => old.rate === rate);
    const amount = here.reduce((sum, { old, anew }) => sum + anew.amount - old.amount, 0);
    const names = [...new Set(here.map(({ old }) => old.name))].join("・");
    return { name: `${names}(交換の差額)`, quantity: 1, amount, rate };
  });
  const at = pairs[0]?.anew.bought;
  return {
    returned: [
      ...across.map(({ old }) => old),
      ...differences.map((each) => ({ ...each, amount: -each.amount })),
    ].filter((each) => each.amount > 0),
    sold: [
      ...across.map(({ anew }) => anew),
      ...differences.map((each) => ({ ...each, ...(at !== undefined && { bought: at }) })),
    ].filter((each) => each.amount > 0),
  };
};
