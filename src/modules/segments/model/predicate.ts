import { z } from "zod";
import { IDENTITY_KINDS } from "#kernel/identity";
import { Day, Path, TraitTest, ValueTest } from "./test.ts";

/**
 * The time in which events and orders count. `last`: rolling, n × 60 minutes or n × 24 hours back from now. `calendar`: the current day, week (from
 * Monday) or month of the brand's zone and the n−1 before it. `between`: whole days of the brand's zone, both included.
 */
export const Window = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("ever") }),
  z.object({ kind: z.literal("last"), n: z.int().min(1).max(3660), unit: z.enum(["hours", "days"]) }),
  z.object({ kind: z.literal("calendar"), n: z.int().min(1).max(120), unit: z.enum(["day", "week", "month"]) }),
  z
    .object({ kind: z.literal("between"), from: Day.optional(), to: Day.optional() })
    .refine((w) => !w.from || !w.to || w.from <= w.to, "The first day must not be after the last."),
]);
export type Window = z.infer<typeof Window>;

export const Count = z.object({ op: z.enum(["at_least", "at_most", "exactly"]), n: z.int().min(0).max(10_000) });
export type Count = z.infer<typeof Count>;

const Score = z
  .tuple([z.int().min(1).max(5), z.int().min(1).max(5)])
  .refine(([from, to]) => from <= to, "The lower score comes first.");
const Name = z.string().min(1).max(200);
const Where = z.array(z.object({ path: Path, test: ValueTest })).max(10);

const TraitLeaf = z.object({ kind: z.literal("trait"), name: Name, path: Path.optional(), test: TraitTest });
const EventLeaf = z
  .object({
    kind: z.literal("event"),
    /** The event's name; for page and screen the page's name. */
    name: Name.optional(),
    /** Default: any type that bears this name. Without a name: every event of this type. */
    type: z.enum(["track", "fact", "page", "screen"]).optional(),
    where: Where.optional(),
    count: Count,
    within: Window,
  })
  .refine((leaf) => leaf.name ?? (leaf.type === "page" || leaf.type === "screen"), "Name the event.");
const OrderCountLeaf = z.object({ kind: z.literal("order_count"), count: Count, within: Window });
const OrderValueLeaf = z.object({
  kind: z.literal("order_value"),
  measure: z.enum(["sum", "average"]),
  op: z.enum(["at_least", "at_most"]),
  /** In minor units of the currency. */
  amount: z.int().min(0),
  currency: z.string().regex(/^[A-Z]{3}$/),
  within: Window,
});
const OrderRecencyLeaf = z.object({
  kind: z.literal("order_recency"),
  op: z.enum(["within", "over"]),
  days: z.int().min(1).max(3660),
});
const RfmLeaf = z
  .object({ kind: z.literal("rfm"), r: Score.optional(), f: Score.optional(), m: Score.optional() })
  .refine((leaf) => leaf.r ?? leaf.f ?? leaf.m, "Choose at least one of R, F and M.");
const IdentityLeaf = z.object({ kind: z.literal("identity"), has: z.enum(IDENTITY_KINDS) });
const SegmentLeaf = z.object({ kind: z.literal("segment"), segment: z.uuid() });

export type TraitLeaf = z.infer<typeof TraitLeaf>;
export type EventLeaf = z.infer<typeof EventLeaf>;
export type OrderCountLeaf = z.infer<typeof OrderCountLeaf>;
export type OrderValueLeaf = z.infer<typeof OrderValueLeaf>;
export type OrderRecencyLeaf = z.infer<typeof OrderRecencyLeaf>;
export type RfmLeaf = z.infer<typeof RfmLeaf>;
export type IdentityLeaf = z.infer<typeof IdentityLeaf>;
export type SegmentLeaf = z.infer<typeof SegmentLeaf>;
export type Leaf =
  | TraitLeaf
  | EventLeaf
  | OrderCountLeaf
  | OrderValueLeaf
  | OrderRecencyLeaf
  | RfmLeaf
  | IdentityLeaf
  | SegmentLeaf;
export interface Group {
  kind: "and" | "or";
  of: Predicate[];
}
export interface Not {
  kind: "not";
  of: Predicate;
}
export type Predicate = Leaf | Group | Not;

/** Enough for people; small enough that one evaluation stays cheap. */
export const MOST_LEVELS = 6;
export const MOST_LEAVES = 40;

const Node: z.ZodType<Predicate, Predicate> = z.lazy(() => Any);
const Any = z
  .discriminatedUnion("kind", [
    z.object({ kind: z.enum(["and", "or"]), of: z.array(Node).min(1).max(MOST_LEAVES) }),
    z.object({ kind: z.literal("not"), of: Node }),
    TraitLeaf,
    EventLeaf,
    OrderCountLeaf,
    OrderValueLeaf,
    OrderRecencyLeaf,
    RfmLeaf,
    IdentityLeaf,
    SegmentLeaf,
  ])
  .meta({ id: "Predicate" });

const children = (value: unknown): unknown[] => {
  const of = (value as { of?: unknown } | null)?.of;
  return Array.isArray(of) ? of : of === undefined ? [] : [of];
};

/** Levels and leaves of what may not even be a predicate yet; stops counting where it is too much. */
const tooLarge = (value: unknown): boolean => {
  let leaves = 0;
  let level = [value];
  for (let depth = 0; level.length > 0; depth++) {
    const next = level.map(children);
    leaves += next.filter((of) => of.length === 0).length;
    if (depth >= MOST_LEVELS || leaves > MOST_LEAVES) return true;
    level = next.flat();
  }
  return false;
};

/** Who is meant: a tree of conditions joined by and, or, not. */
export const Predicate: z.ZodType<Predicate, Predicate> = z.preprocess((value, context) => {
  if (!tooLarge(value)) return value;
  context.addIssue({
    code: "custom",
    message: `A predicate has at most ${MOST_LEVELS} levels and ${MOST_LEAVES} conditions.`,
  });
  return z.NEVER;
}, Any) as unknown as z.ZodType<Predicate, Predicate>;
