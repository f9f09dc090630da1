/** What a mapping is: how the rows of one or more files become events. Plain data; no I/O; runs in the browser too. */
import { z } from "zod";
import type { Json } from "#kernel/log";

/** One value of a row: text from CSV, anything from JSON lines. */
export type Cell = Json | undefined;

export type Expression =
  | { column: string; nth?: number | undefined; of?: string | undefined; optional?: boolean | undefined }
  | { position: number; of?: string | undefined }
  | { value: string | number | boolean | null }
  | { join: Expression[]; with?: string | undefined }
  | { date: Expression; format: string; zone: string }
  | { number: Expression; decimal: "." | "," }
  | { lookup: Expression; in: Record<string, string>; else?: Expression | undefined }
  | { when: Condition; give: Expression; else?: Expression | undefined }
  | { sum: Expression; times?: Expression | undefined; over?: string | undefined };

export interface Condition {
  test: Expression;
  is?: string[] | undefined;
  starts?: string | undefined;
  empty?: boolean | undefined;
  below?: number | undefined;
  not?: boolean | undefined;
  and?: Condition[] | undefined;
}

const Name = z.string().min(1).max(200);
const Part = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, "A part's name is lower-case letters, digits and _.");
const Zone = z.string().refine((zone) => {
  try {
    return Boolean(new Intl.DateTimeFormat("en", { timeZone: zone }));
  } catch {
    return false;
  }
}, "This is no IANA time zone, such as Asia/Tokyo.");

export const Expression: z.ZodType<Expression> = z
  .lazy(() =>
    z.union([
      z.strictObject({
        column: Name,
        nth: z.number().int().min(1).max(100).optional(),
        of: Part.optional(),
        optional: z.boolean().optional(),
      }),
      z.strictObject({ position: z.number().int().min(1).max(2_000), of: Part.optional() }),
      z.strictObject({ value: z.union([z.string().max(2_000), z.number(), z.boolean(), z.null()]) }),
      z.strictObject({ join: z.array(Expression).min(1).max(20), with: z.string().max(20).optional() }),
      z.strictObject({ date: Expression, format: z.string().min(3).max(60), zone: Zone.default("Asia/Tokyo") }),
      z.strictObject({ number: Expression, decimal: z.enum([".", ","]).default(".") }),
      z.strictObject({ lookup: Expression, in: z.record(z.string(), z.string()), else: Expression.optional() }),
      z.strictObject({ when: Condition, give: Expression, else: Expression.optional() }),
      z.strictObject({ sum: Expression, times: Expression.optional(), over: Part.optional() }),
    ]),
  )
  .meta({ id: "MappingExpression" }) as z.ZodType<Expression>;

export const Condition: z.ZodType<Condition> = z
  .lazy(() =>
    z.strictObject({
      test: Expression,
      is: z.array(z.string()).min(1).max(200).optional(),
      starts: z.string().min(1).optional(),
      empty: z.boolean().optional(),
      below: z.number().optional(),
      not: z.boolean().optional(),
      and: z.array(Condition).max(10).optional(),
    }),
  )
  .meta({ id: "MappingCondition" }) as z.ZodType<Condition>;

const Fields = z.record(Name, Expression);

/** One event for each group of rows, or for each joined row of the part `each`. */
export const Target = z.strictObject({
  /** `identify`, or the name of a track event: `Order Completed`. `*` takes the row itself as a whole event. */
  event: Name,
  each: Part.optional(),
  when: Condition.optional(),
  /** How the event names its person. All empty: it names nobody. */
  who: z
    .strictObject({
      user: Expression.optional(),
      email: Expression.optional(),
      phone: Expression.optional(),
      line: Expression.optional(),
      card: Expression.optional(),
      anon: Expression.optional(),
    })
    .default({}),
  /** When it happened. Without it: when the import was made. */
  at: Expression.optional(),
  /** Traits of an identify, properties of a track. A dot in the name makes an object: `address.city`. */
  fields: Fields.default({}),
  /** Lists within the properties: `products`, one entry for each row of the group or of a joined part. */
  lists: z
    .array(z.strictObject({ into: Name, over: Part.optional(), when: Condition.optional(), fields: Fields }))
    .max(5)
    .default([]),
});
export type Target = z.infer<typeof Target>;

export const Step = z.strictObject({
  /** The part whose rows lead. */
  root: Part,
  /** Rows with an equal value belong together, wherever they stand in the file. Without it each row stands alone. */
  group: Expression.optional(),
  joins: z
    .array(
      z.strictObject({
        part: Part,
        /** The value in the joined part … */
        key: Expression,
        /** … that equals this one in `from` (the root unless named). */
        on: Expression,
        from: Part.optional(),
      }),
    )
    .max(10)
    .default([]),
  events: z.array(Target).min(1).max(20),
});
export type Step = z.infer<typeof Step>;

export const Definition = z
  .strictObject({
    parts: z
      .array(
        z.strictObject({
          name: Part,
          /** A piece of the file's name by which this part's file is recognised. */
          file: z.string().max(100).optional(),
          /** False where the first line already is data; then columns are named by position. */
          header: z.boolean().default(true),
        }),
      )
      .min(1)
      .max(12)
      .default([{ name: "rows", header: true }]),
    steps: z.array(Step).min(1).max(12),
  })
  .meta({ id: "MappingDefinition" });
export type Definition = z.infer<typeof Definition>;

export const MappingId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,49}$/, "A mapping's id is lower-case letters, digits and hyphens, 50 at most.");

/** A mapping by name. Built-in ones come with the product and cannot be changed, only copied. */
export interface Mapping {
  readonly id: string;
  readonly name: string;
  readonly builtIn: boolean;
  readonly definition: Definition;
}

export const FORMATS = ["csv", "jsonl"] as const;
export const ENCODINGS = ["utf-8", "cp932"] as const;
export type Encoding = (typeof ENCODINGS)[number];
export const DELIMITERS = [",", "\t", ";", "|"] as const;

/** How one file is read. */
export const Reading = z.object({
  format: z.enum(FORMATS),
  encoding: z.enum(ENCODINGS),
  delimiter: z.enum(DELIMITERS),
});
export type Reading = z.infer<typeof Reading>;

export const STATES = ["queued", "running", "done", "failed", "cancelled"] as const;
export type State = (typeof STATES)[number];

/** What may follow what: `failed` and `cancelled` can be resumed, `done` is final. */
export const FOLLOWS: Readonly<Record<State, readonly State[]>> = {
  queued: ["running", "cancelled", "failed"],
  running: ["queued", "done", "failed", "cancelled"],
  failed: ["queued"],
  cancelled: ["queued"],
  done: [],
};

export const Counts = z.object({
  /** Rows read, header lines not counted. */
  rows: z.number().int(),
  /** Rows that could not become an event, and rows of the same order as such a row. */
  faults: z.number().int(),
  groups: z.number().int(),
  /** Events made; then what the log said to them. */
  events: z.number().int(),
  accepted: z.number().int(),
  duplicates: z.number().int(),
  quarantined: z.number().int(),
});
export type Counts = z.infer<typeof Counts>;
export const NO_COUNTS: Counts = {
  rows: 0,
  faults: 0,
  groups: 0,
  events: 0,
  accepted: 0,
  duplicates: 0,
  quarantined: 0,
};

/** Rows under one key, at most. More is a mapping by the wrong column, or a file of one key. */
export const MOST_ROWS_PER_KEY = 5_000;
/** Bytes of one row, at most. More is a quote that was never closed, or no table at all. */
export const MOST_ROW_BYTES = 1_000_000;
/** Faulty rows after which an import stops: the mapping does not fit the file. */
export const MOST_FAULTS = 100_000;
