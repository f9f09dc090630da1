/** From a walk that was refitted to what is kept of it: plain data by key. */
import type { Fitted } from "./fit.ts";
import type { Served } from "./served.ts";
import { LEVELS } from "./tables.ts";
import type { Walk } from "./walk.ts";

const PLACES = 1e5;
const short = (value: number): number => Math.round(value * PLACES) / PLACES;

/** Days whose speed is kept: longer than any parcel that is still promised is under way. */
const REMEMBERED = 120;

/** What is kept of a walk that was refitted. */
export const servedOf = (walk: Walk, fitted: Fitted): Served => {
  const { plan, data } = walk;
  const effects = plan.factors.map(({ name }, f) => [
    name,
    Object.fromEntries((data.keys[f] ?? []).map((key, i) => [key, short(fitted.effects.of[f]?.[i] ?? 0)])),
  ]);
  const chain = plan.chain.map((name) => plan.factors.findIndex((factor) => factor.name === name));
  const seen: Record<string, number>[] = [];
  for (const f of chain) {
    const counts = new Int32Array(data.keys[f]?.length ?? 0);
    for (let i = 0; i < data.ends.length; i++) {
      const code = data.codes[f]?.[i] ?? 0;
      if ((data.ends[i] ?? 0) < fitted.today) counts[code] = (counts[code] ?? 0) + 1;
    }
    const known = (data.keys[f] ?? []).flatMap((key, i): [string, number][] => (counts[i] ? [[key, counts[i]]] : []));
    seen.push(Object.fromEntries(known));
  }
  const byKey = chain.map((f, level) =>
    Object.fromEntries(
      (data.keys[f] ?? []).map((key, i) => [
        key,
        [...(fitted.tables[level + 1]?.slice(i * LEVELS.length, (i + 1) * LEVELS.length) ?? [])].map(short),
      ]),
    ),
  );
  const first = Math.max(fitted.speed.first, fitted.today - REMEMBERED);
  return {
    today: fitted.today,
    pace: [...fitted.pace].map(short),
    level: short(fitted.effects.level),
    speed: {
      first,
      of: fitted.speed.of.slice(first - fitted.speed.first).map(short),
      ahead: short(fitted.speed.ahead),
    },
    effects: Object.fromEntries(effects) as Served["effects"],
    tables: [[...(fitted.tables[0] ?? [])].map(short), byKey],
    calibration: Object.fromEntries(walk.calibration),
    price: walk.price,
    paces: walk.paces.map(short),
    seen,
    known: fitted.known,
    open: fitted.open,
  };
};
