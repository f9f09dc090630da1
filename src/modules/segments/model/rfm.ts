import { z } from "zod";

const Cuts = z.tuple([z.int().min(0), z.int().min(0), z.int().min(0), z.int().min(0)]);
const rising = (cuts: readonly number[]) => cuts.every((cut, i) => i === 0 || cut > (cuts[i - 1] ?? 0));

/** Days in which orders count towards F and M. R looks at the last order ever. */
export const RFM_DAYS = 365;

/**
 * Where scores begin. Fixed numbers, fitted to the quintiles of all buyers when somebody asks for it, so that one profile
 * alone can be scored and gives the same as all together. R: under r[0] days since the last order is 5, under r[1] is 4 …
 * F and M: from f[0] on is 2, from f[1] on is 3 …
 */
export const RfmCuts = z.object({
  r: Cuts.refine(rising, "Cuts must rise.").default([30, 90, 180, 365]),
  f: Cuts.refine(rising, "Cuts must rise.").default([2, 3, 5, 10]),
  /** In minor units of `currency`. */
  m: Cuts.refine(rising, "Cuts must rise.").default([5_000, 15_000, 30_000, 80_000]),
  fittedAt: z.iso.datetime().nullable().default(null),
});
export type RfmCuts = z.infer<typeof RfmCuts>;
