import { z } from "zod";

/** Where a value lies in properties or in a structured trait: `products.category`. An array on the way means any of its elements. */
export const Path = z
  .string()
  .max(200)
  .regex(/^[\p{L}\p{N}_$ -]{1,60}(\.[\p{L}\p{N}_$ -]{1,60}){0,7}$/u, "A path is names with dots between: products.sku");

const Scalar = z.union([z.string().max(500), z.number(), z.boolean()]);
export type Scalar = z.infer<typeof Scalar>;
export const Day = z.iso
  .date("A day is written 2026-11-21.")
  .refine((day) => day >= "1900-01-01" && day < "2200-01-01");
const Days = z.int().min(1).max(3660);

const valueTests = [
  z.object({ op: z.enum(["equals", "not_equals"]), value: Scalar }),
  z.object({ op: z.enum(["contains", "not_contains"]), value: z.string().min(1).max(500) }),
  z.object({ op: z.enum(["in", "not_in"]), values: z.array(Scalar).min(1).max(200) }),
  z.object({ op: z.enum(["exists", "absent"]) }),
  z.object({ op: z.enum(["gt", "gte", "lt", "lte"]), value: z.number() }),
  z.object({ op: z.literal("between"), from: z.number(), to: z.number() }),
  z.object({ op: z.enum(["before", "since"]), date: Day }),
] as const;

/** What is asked of one value. Negative words are the exact opposite of the positive ones, so an absent value is "not equal". */
export const ValueTest = z.discriminatedUnion("op", valueTests);
export type ValueTest = z.infer<typeof ValueTest>;

/** Traits may also be compared with now: these are the tests whose answer changes by time alone. */
export const TraitTest = z.discriminatedUnion("op", [
  ...valueTests,
  z.object({ op: z.enum(["within_last", "within_next", "older_than"]), days: Days }),
  z.object({ op: z.literal("anniversary"), days: z.int().min(0).max(60) }),
]);
export type TraitTest = z.infer<typeof TraitTest>;

const OPPOSITE = { not_equals: "equals", not_contains: "contains", not_in: "in", absent: "exists" } as const;

/** The positive test behind a negative one, so that "any value" and "no value" are exact opposites. */
export const positive = (test: TraitTest): { test: TraitTest; negated: boolean } =>
  test.op in OPPOSITE
    ? { test: { ...test, op: OPPOSITE[test.op as keyof typeof OPPOSITE] } as TraitTest, negated: true }
    : { test, negated: false };
