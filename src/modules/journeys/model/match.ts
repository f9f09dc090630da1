import { z } from "zod";
import type { Properties } from "#kernel/log";

export const OPERATORS = [
  "is",
  "is_not",
  "more",
  "at_least",
  "less",
  "at_most",
  "contains",
  "exists",
  "absent",
] as const;

/** What a property must be: a plain value, or the value that the run knows under a path such as `event.order_id`. */
const Value = z.union([z.string(), z.number(), z.boolean(), z.object({ run: z.string().min(1) })]);

/** One condition on a property. `property` is a path into an event's properties, or for a branch into the run's data. */
export const Condition = z.object({
  property: z.string().max(200),
  op: z.enum(OPERATORS),
  value: Value.optional(),
});
export type Condition = z.infer<typeof Condition>;

/** An event of this name for which every condition holds. */
export const EventMatch = z.object({ name: z.string().max(200), where: z.array(Condition).max(20).default([]) });
export type EventMatch = z.infer<typeof EventMatch>;

/** An event as journeys see it. */
export interface Happening {
  readonly position: number;
  readonly name: string;
  readonly at: Date;
  readonly properties: Properties;
}

/** What a run remembers: what started it, the event it last waited for, its decisions by node. Conditions point into it. */
export interface RunData {
  /** Name of the event that started it. */
  readonly trigger: string;
  readonly event: Properties;
  readonly awaited: Properties;
  readonly decisions: Readonly<Record<string, string>>;
}

type Scalar = string | number | boolean;
const isScalar = (value: unknown): value is Scalar =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean";

/** The plain values under a path of names with dots. An array on the way means each of its elements. */
export const valuesAt = (value: unknown, path: string): Scalar[] => {
  let here: unknown[] = [value];
  for (const part of path.split("."))
    here = here.flatMap((each) =>
      typeof each === "object" && each !== null && Object.hasOwn(each, part)
        ? [(each as Record<string, unknown>)[part]].flat()
        : [],
    );
  return here.filter(isScalar);
};

// Senders differ on whether an order number is text or a number.
const same = (a: Scalar, b: Scalar) => String(a) === String(b);

/** Numbers as numbers, also where one side was sent as text; anything else as text. */
const compare = (a: Scalar, b: Scalar): number => {
  const [x, y] = a === "" || b === "" ? [Number.NaN, Number.NaN] : [Number(a), Number(b)];
  if (!Number.isNaN(x) && !Number.isNaN(y)) return x - y;
  return String(a) < String(b) ? -1 : same(a, b) ? 0 : 1;
};

const holds = (condition: Condition, subject: unknown, data: RunData): boolean => {
  const found = valuesAt(subject, condition.property);
  const { value } = condition;
  const wanted = value === undefined ? [] : typeof value === "object" ? valuesAt(data, value.run) : [value];
  const some = (test: (a: Scalar, b: Scalar) => boolean) => found.some((a) => wanted.some((b) => test(a, b)));
  switch (condition.op) {
    case "is":
      return some(same);
    case "is_not":
      return !some(same);
    case "more":
      return some((a, b) => compare(a, b) > 0);
    case "at_least":
      return some((a, b) => compare(a, b) >= 0);
    case "less":
      return some((a, b) => compare(a, b) < 0);
    case "at_most":
      return some((a, b) => compare(a, b) <= 0);
    case "contains":
      return some((a, b) => String(a).includes(String(b)));
    case "exists":
      return found.length > 0;
    case "absent":
      return found.length === 0;
  }
};

export const NO_DATA: RunData = { trigger: "", event: {}, awaited: {}, decisions: {} };

/** Whether the event is the one looked for; `data` answers conditions that point into the run. */
export const matchesEvent = (match: EventMatch, happening: Happening, data: RunData = NO_DATA): boolean =>
  match.name === happening.name && match.where.every((condition) => holds(condition, happening.properties, data));

/** Whether every condition holds on what the run itself knows. */
export const matchesRun = (where: readonly Condition[], data: RunData): boolean =>
  where.every((condition) => holds(condition, data, data));
