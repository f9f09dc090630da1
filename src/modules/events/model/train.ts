/** Which reactions travel together through the log, and how far the next stretch goes. */
import type { Reaction } from "#kernel/log";

/** A place in reading order. Positions alone are not enough: transactions commit out of order. */
export interface Place {
  readonly xid: string;
  readonly position: number;
}

export const isBefore = (a: Place, b: Place): boolean => {
  const [x, y] = [BigInt(a.xid), BigInt(b.xid)];
  return x === y ? a.position < b.position : x < y;
};

const follows = (reactions: readonly Reaction[]) => {
  const names = new Set(reactions.map(({ name }) => name));
  return new Map(reactions.map((each) => [each.name, (each.after ?? []).filter((name) => names.has(name))]));
};

/** Each behind all that it follows; otherwise as given. Refuses a circle. */
export const inOrder = (reactions: readonly Reaction[]): Reaction[] => {
  const after = follows(reactions);
  const sorted: Reaction[] = [];
  const waiting = new Set(reactions);
  while (waiting.size > 0) {
    const done = new Set(sorted.map(({ name }) => name));
    const next = [...waiting].find((each) => after.get(each.name)?.every((name) => done.has(name)));
    if (!next)
      throw new Error(`reactions follow each other in a circle: ${[...waiting].map((w) => w.name).join(", ")}`);
    waiting.delete(next);
    sorted.push(next);
  }
  return sorted;
};

/** Those that go on while some rest: neither one that rests nor one that follows it, at however many removes. In order. */
export const without = (train: readonly Reaction[], resting: ReadonlySet<string>): Reaction[] => {
  if (resting.size === 0) return [...train];
  const after = follows(train);
  const held = new Set<string>();
  for (const { name } of train)
    if (resting.has(name) || after.get(name)?.some((other) => held.has(other))) held.add(name);
  return train.filter(({ name }) => !held.has(name));
};

export interface Stretch {
  readonly from: Place;
  readonly end: Place;
  /** Those that stand at `from`. */
  readonly names: ReadonlySet<string>;
}

/**
 * The stretch that lies before those who are furthest behind: up to where the next ones stand, so that they go on together
 * from there, or to the last place that may be read. Null: nobody has anything to read.
 */
export const nextStretch = (cursors: ReadonlyMap<string, Place>, last: Place): Stretch | null => {
  const places = [...cursors.values()].toSorted((a, b) => (isBefore(a, b) ? -1 : isBefore(b, a) ? 1 : 0));
  const [from] = places;
  if (!from) return null;
  const next = places.find((place) => isBefore(from, place));
  const end = next && isBefore(next, last) ? next : last;
  if (!isBefore(from, end)) return null;
  return { from, end, names: new Set([...cursors].filter(([, at]) => !isBefore(from, at)).map(([name]) => name)) };
};
