/** What a simulation finds: sums of plain numbers, so that pieces of it can be added up. */

export interface Side {
  /** Requests that the policy lets through, and those that it refuses. */
  readonly accepted: number;
  readonly refused: number;
  /** Of those let through: a person decides. */
  readonly review: number;
  /** Minor units given back: money, points and store credit without its bonus. */
  readonly given: number;
  readonly bonus: number;
  /** Return postage that the shop bears, and what customers bear of postage, lost sets and shipping. */
  readonly postage: number;
  readonly deducted: number;
}
const EMPTY_SIDE: Side = { accepted: 0, refused: 0, review: 0, given: 0, bonus: 0, postage: 0, deducted: 0 };

export interface Group {
  readonly requests: number;
  readonly refused: number;
  /** Change of what customers get, minor units. */
  readonly change: number;
}

export interface Outcome {
  readonly orders: number;
  readonly requests: number;
  /** As it was under the policy of each order, and as it would be. */
  readonly before: Side;
  readonly after: Side;
  /** Rule → how many it refuses. */
  readonly rules: Readonly<Record<string, number>>;
  readonly prefectures: Readonly<Record<string, Group>>;
  readonly tiers: Readonly<Record<string, Group>>;
  readonly segments: Readonly<Record<string, Group>>;
  readonly categories: Readonly<Record<string, Group>>;
  /** Days between arrival and request → requests, and those refused. */
  readonly days: Readonly<Record<string, { readonly requests: number; readonly refused: number }>>;
  /** Month → given back before and after. */
  readonly months: Readonly<Record<string, { readonly before: number; readonly after: number }>>;
  /** Some of the orders that would end otherwise, the dearest first. */
  readonly examples: readonly Example[];
}

export interface Example {
  readonly order: string;
  readonly at: string;
  readonly rule: string;
  readonly ja: string;
  readonly en: string;
  readonly before: number;
  readonly after: number;
}

export const NO_OUTCOME: Outcome = {
  orders: 0,
  requests: 0,
  before: EMPTY_SIDE,
  after: EMPTY_SIDE,
  rules: {},
  prefectures: {},
  tiers: {},
  segments: {},
  categories: {},
  days: {},
  months: {},
  examples: [],
};

/** One request under one policy. */
export interface Judged {
  readonly ok: boolean;
  readonly review: boolean;
  readonly given: number;
  readonly bonus: number;
  readonly postage: number;
  readonly deducted: number;
  readonly rule: string;
  readonly ja: string;
  readonly en: string;
}
export interface Compared {
  readonly order: string;
  readonly at: Date;
  readonly month: string;
  readonly prefecture: string;
  readonly tier: string;
  readonly segments: readonly string[];
  readonly category: string;
  /** Days since arrival; null where it is not known. */
  readonly days: number | null;
  readonly before: Judged;
  readonly after: Judged;
}

const addSide = (side: Side, judged: Judged): Side => ({
  accepted: side.accepted + (judged.ok ? 1 : 0),
  refused: side.refused + (judged.ok ? 0 : 1),
  review: side.review + (judged.ok && judged.review ? 1 : 0),
  given: side.given + judged.given,
  bonus: side.bonus + judged.bonus,
  postage: side.postage + judged.postage,
  deducted: side.deducted + judged.deducted,
});

const addGroup = (groups: Readonly<Record<string, Group>>, names: readonly string[], one: Compared) => {
  const made: Record<string, Group> = { ...groups };
  for (const name of names) {
    const before = made[name] ?? { requests: 0, refused: 0, change: 0 };
    made[name] = {
      requests: before.requests + 1,
      refused: before.refused + (one.before.ok && !one.after.ok ? 1 : 0),
      change: before.change + one.after.given + one.after.bonus - one.before.given - one.before.bonus,
    };
  }
  return made;
};

const MOST_EXAMPLES = 30;
const bucket = (days: number): string => (days > 60 ? "61" : String(Math.max(0, days)));

export const addRequest = (to: Outcome, one: Compared): Outcome => {
  const days = one.days === null ? null : bucket(one.days);
  const day = days === null ? null : (to.days[days] ?? { requests: 0, refused: 0 });
  const month = to.months[one.month] ?? { before: 0, after: 0 };
  const changed =
    one.before.ok !== one.after.ok || one.before.given + one.before.bonus !== one.after.given + one.after.bonus;
  const example: Example = {
    order: one.order,
    at: one.at.toISOString(),
    rule: one.after.rule,
    ja: one.after.ja,
    en: one.after.en,
    before: one.before.given + one.before.bonus,
    after: one.after.given + one.after.bonus,
  };
  const gap = (each: Example) => Math.abs(each.after - each.before);
  return {
    ...to,
    requests: to.requests + 1,
    before: addSide(to.before, one.before),
    after: addSide(to.after, one.after),
    rules: one.after.ok ? to.rules : { ...to.rules, [one.after.rule]: (to.rules[one.after.rule] ?? 0) + 1 },
    prefectures: addGroup(to.prefectures, [one.prefecture || "?"], one),
    tiers: addGroup(to.tiers, [one.tier || "?"], one),
    segments: addGroup(to.segments, one.segments, one),
    categories: addGroup(to.categories, [one.category || "?"], one),
    days:
      days === null || day === null
        ? to.days
        : {
            ...to.days,
            [days]: { requests: day.requests + 1, refused: day.refused + (one.after.ok ? 0 : 1) },
          },
    months: {
      ...to.months,
      [one.month]: { before: month.before + one.before.given, after: month.after + one.after.given },
    },
    examples: changed
      ? [...to.examples, example].toSorted((a, b) => gap(b) - gap(a)).slice(0, MOST_EXAMPLES)
      : to.examples,
  };
};
