import { z } from "zod";
import { OUTCOMES, PLACES } from "../../model/promise/types.ts";

const text = z.coerce.string().max(60).optional().catch(undefined);

export const PromiseFilters = z.object({
  days: z.coerce.number().int().min(7).max(730).default(90).catch(90),
  carrier: text,
  prefecture: text,
});

export const LedgerFilters = z.object({
  place: z.enum(PLACES).optional().catch(undefined),
  outcome: z.enum(OUTCOMES).optional().catch(undefined),
  carrier: text,
  prefecture: text,
  order: text,
});
