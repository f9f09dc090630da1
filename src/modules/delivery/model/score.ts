/** Figures of carriers and lanes, with honest denominators and intervals. Pure. Rules P30 to P32. */

const Z = 1.96;

/** Wilson's interval of a share. */
export const shareOf = (hits: number, of: number) => {
  if (of === 0) return { of, hits, share: null, low: null, high: null };
  const p = hits / of;
  const spread = (Z * Math.sqrt((p * (1 - p)) / of + (Z * Z) / (4 * of * of))) / (1 + (Z * Z) / of);
  const centre = (p + (Z * Z) / (2 * of)) / (1 + (Z * Z) / of);
  return { of, hits, share: p, low: Math.max(0, centre - spread), high: Math.min(1, centre + spread) };
};

/** Parcels that took, or have been under way for, so many days. */
export interface Spell {
  readonly days: number;
  readonly delivered: boolean;
  readonly count: number;
}

/**
 * The median of days to delivery where some parcels have not arrived: those count as "longer than now" (Kaplan-Meier), else
 * the slowest would be left out and every carrier look fast. Its interval is where the 95 % band crosses one half.
 */
export const medianDays = (spells: readonly Spell[]) => {
  const days = [...new Set(spells.map((spell) => spell.days))].toSorted((x, y) => x - y);
  let left = spells.reduce((sum, spell) => sum + spell.count, 0);
  let survival = 1;
  let variance = 0;
  let median: number | null = null;
  let low: number | null = null;
  let high: number | null = null;
  for (const day of days) {
    const on = spells.filter((spell) => spell.days === day);
    const arrived = on.filter((spell) => spell.delivered).reduce((sum, spell) => sum + spell.count, 0);
    const all = on.reduce((sum, spell) => sum + spell.count, 0);
    if (arrived > 0 && left > 0) {
      survival *= 1 - arrived / left;
      if (left > arrived) variance += arrived / (left * (left - arrived));
      if (median === null && survival <= 0.5) median = day;
      // The log-log band stays between 0 and 1.
      const inside = survival > 0 && survival < 1;
      const width = inside ? (Z * Math.sqrt(variance)) / Math.log(survival) : 0;
      if (low === null && survival ** Math.exp(-width) <= 0.5) low = day;
      if (high === null && survival ** Math.exp(width) <= 0.5) high = day;
    }
    left -= all;
  }
  const sorted = [low, high].filter((value): value is number => value !== null).toSorted((x, y) => x - y);
  return { median, low: sorted[0] ?? null, high: sorted.length > 1 ? (sorted[1] ?? null) : null };
};

/** Below this many parcels a figure is not compared. */
export const ENOUGH = 30;
