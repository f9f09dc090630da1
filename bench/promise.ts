/**
 * Delivery promises on Olist's deliveries, or on a CSV of the same columns (`--data FILE`): walking forward day by day, always
 * with what was known then, tested on the last fifth in time (or on an earlier one, `--fifth 4`). Beside them Olist's own dates
 * and a plain table by pair of states.
 */
import { monitorEventLoopDelay, performance } from "node:perf_hooks";
import { setImmediate } from "node:timers/promises";
import { learnApart } from "../src/modules/delivery/actions/promise/lesson.ts";
import { codeDeliveries } from "../src/modules/delivery/model/promise/fit.ts";
import type { Remembered } from "../src/modules/delivery/model/promise/learn.ts";
import type { Predicted } from "../src/modules/delivery/model/promise/predict.ts";
import { ask, openWalk, refit, type Walk } from "../src/modules/delivery/model/promise/walk.ts";
import { type Case, featuresOf, planOf, readCases } from "./promise/cases.ts";

interface Options {
  readonly quick: boolean;
  readonly say: (line: string) => void;
}
type Figures = Record<string, number>;

const OLIST = new URL("../../shared/data/olist/deliveries.csv.gz", import.meta.url).pathname;
/** Deliveries handed over at a time, as the product reads them. */
const PAGE = 2_000;
/** With --quick: a million take most of a minute. */
const QUICK_COUNT = 200_000;

const asked = (option: string): string | undefined => {
  const at = process.argv.indexOf(option);
  return at >= 0 ? (process.argv[at + 1] ?? "") : undefined;
};

/** Which of the five fifths is tested: the first has none before it to learn from. */
const fifthAsked = (): number => {
  const fifth = Number(asked("--fifth") ?? 5);
  if (![2, 3, 4, 5].includes(fifth)) throw new Error("--fifth takes 2, 3, 4 or 5.");
  return fifth;
};

interface Score {
  readonly mae_days: number;
  readonly on_time: number;
  readonly mean_promise_days: number;
  readonly coverage_80: number;
}
const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / Math.max(values.length, 1);

const scoreOf = (cases: readonly Case[], promises: readonly Predicted[]): Score => {
  const of = (value: (each: Case, promise: Predicted) => number) =>
    mean(cases.flatMap((each, i) => (promises[i] ? [value(each, promises[i])] : [])));
  return {
    mae_days: of(({ end }, p) => Math.abs(end - p.point)),
    on_time: of(({ end }, p) => Number(end <= p.by)),
    mean_promise_days: of(({ start }, p) => p.by - start),
    coverage_80: of(({ end }, p) => Number(end >= p.earliest && end <= p.latest)),
  };
};

/** Quantiles of the days by lane over the last 60 days' orders that have arrived, refitted weekly; below 20 of all lanes. */
const plainTable = (cases: readonly Case[], tested: readonly Case[]): Predicted[] => {
  const laneOf = ({ row }: Case) => `${row["seller_state"]}>${row["customer_state"]}`;
  let until = Number.NEGATIVE_INFINITY;
  let lanes = new Map<string, number[]>();
  return tested.map((each) => {
    if (each.start >= until) {
      const today = each.start;
      until = today + 7;
      lanes = new Map();
      for (const known of cases)
        if (known.end < today && known.start >= today - 60)
          for (const key of ["", laneOf(known)]) {
            const days = lanes.get(key);
            if (days) days.push(known.end - known.start);
            else lanes.set(key, [known.end - known.start]);
          }
      for (const days of lanes.values()) days.sort((a, b) => a - b);
    }
    const own = lanes.get(laneOf(each)) ?? [];
    const days = own.length >= 20 ? own : (lanes.get("") ?? [0]);
    const at = (level: number) => each.start + (days[Math.min(Math.ceil(level * days.length), days.length) - 1] ?? 0);
    return { earliest: at(0.1), point: at(0.5), latest: at(0.9), by: at(0.95) };
  });
};

/** Walks a fifth ahead, so that calibration stands when the tested fifth begins. */
const walkThrough = (walk: Walk, cases: readonly Case[], from: number): Predicted[] => {
  const promises: Predicted[] = [];
  let i = Math.max(0, from - (cases.length - from));
  while (i < cases.length) {
    const today = cases[i]?.start ?? 0;
    refit(walk, today);
    for (; i < cases.length && cases[i]?.start === today; i++) {
      const promise = ask(walk, i);
      if (i >= from) promises.push(promise);
    }
  }
  return promises;
};

const sayStates = (say: Options["say"], tested: readonly Case[], promises: readonly Predicted[]): Figures => {
  const states = Map.groupBy(
    tested.map((each, i) => ({ each, promise: promises[i] })),
    ({ each }) => each.row["customer_state"] ?? "",
  );
  let [large, within] = [0, 0];
  say("state  parcels  on time  80 % range  (0.8 ± its 95 % sampling error)");
  for (const [state, of] of [...states].toSorted((a, b) => b[1].length - a[1].length)) {
    const share = (hit: (each: Case, p: Predicted) => boolean) =>
      mean(of.map(({ each, promise }) => Number(promise !== undefined && hit(each, promise))));
    const covered = share(({ end }, p) => end >= p.earliest && end <= p.latest);
    const error = 1.96 * Math.sqrt(0.16 / of.length);
    const inside = Math.abs(covered - 0.8) <= error;
    if (of.length >= 100) {
      large++;
      within += Number(inside);
    }
    const kept = share(({ end }, p) => end <= p.by).toFixed(3);
    const verdict = of.length < 100 ? "few" : inside ? "within" : "OUTSIDE";
    say(
      `${state.padEnd(6)} ${String(of.length).padStart(7)}    ${kept}       ${covered.toFixed(3)}  ± ${error.toFixed(3)} ${verdict}`,
    );
  }
  return { states_over_100: large, states_within_error: within };
};

const pad = (part: number): string => String(part).padStart(2, "0");

/**
 * A million deliveries drawn from the real ones, over a year, learned from as the product does at night, in a thread of its own:
 * seconds to hand them over and to fit them week by week, and the longest time for which nothing else could be answered.
 */
const drawn = async (cases: readonly Case[], count: number): Promise<Figures> => {
  const today = cases.reduce((most, { end }) => Math.max(most, end), 0) + 1;
  const parcel = (i: number): Remembered => {
    const { row, start, end } = cases[(i * 7919) % cases.length] as Case;
    const arrived = today - 1 - ((i * 104_729) % 365);
    return {
      carrier: "correios",
      service: row["product_category"] ?? "",
      warehouse: row["seller_id"] ?? "",
      prefecture: row["customer_state"] ?? "",
      postal: (row["customer_zip_prefix"] ?? "").padStart(5, "0"),
      day: arrived - (end - start),
      time: `${pad(i % 24)}:${pad(i % 60)}`,
      shipped: arrived - (end - start),
      arrived,
    };
  };
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const began = performance.now();
  let handed = began;
  await learnApart(
    { kind: "parcel", warehouses: [], today },
    {
      read: async (page) => {
        for (let i = 0; i < count; i += PAGE) {
          page(Array.from({ length: Math.min(PAGE, count - i) }, (_, each) => parcel(i + each)));
          await setImmediate();
        }
        handed = performance.now();
      },
      step: async () => {},
      stopping: new AbortController().signal,
    },
  );
  const ended = performance.now();
  delay.disable();
  return {
    refit_deliveries: count,
    read_seconds: (handed - began) / 1_000,
    refit_seconds: (ended - handed) / 1_000,
    refit_longest_block_ms: delay.max / 1e6,
  };
};

const predictionRate = (walk: Walk, rows: number): number => {
  const began = performance.now();
  let done = 0;
  for (; performance.now() - began < 1_000; done++) {
    ask(walk, done % rows);
    if (done % 10_000 === 9_999) walk.asked = [];
  }
  return (done / (performance.now() - began)) * 1_000;
};

export const promise = async ({ quick, say }: Options): Promise<Figures> => {
  const all = readCases(asked("--data") ?? OLIST);
  const fifth = fifthAsked();
  const endOf = (part: number): number => Math.floor((all.length * part) / 5);
  const cases = all.slice(0, endOf(fifth));
  const features = featuresOf(all);
  const plan = planOf(features);
  const deliveries = cases.map((each) => ({
    start: each.start,
    end: each.end,
    keys: features.map(([, , key]) => key(each)),
  }));
  const from = endOf(fifth - 1);
  const tested = cases.slice(from);
  const walk = openWalk(plan, codeDeliveries(plan, deliveries), "to");
  const promises = walkThrough(walk, cases, from);
  const ours = scoreOf(tested, promises);
  const own = scoreOf(
    tested,
    tested.map(({ own: by, start }) => ({ earliest: start, point: by, latest: by, by })),
  );
  const table = scoreOf(tested, plainTable(cases, tested));
  say(
    `${cases.length} deliveries; the last ${tested.length} of them tested, walking forward with what was known each day\n`,
  );
  say("              MAE days   on time   mean promise   80 % range");
  for (const [name, score] of Object.entries({ Engawa: ours, "own date": own, "plain table": table }))
    say(
      `${name.padEnd(12)}     ${score.mae_days.toFixed(2).padStart(5)}     ${score.on_time.toFixed(3)}     ${score.mean_promise_days.toFixed(2).padStart(10)}       ${score.coverage_80.toFixed(3)}`,
    );
  say("(an own date has no range: its coverage counts everything up to it)\n");
  const states = sayStates(say, tested, promises);
  const prefixed = (name: string, score: Score): Figures =>
    Object.fromEntries(Object.entries(score).map(([key, value]) => [`${name}_${key}`, value]));
  const rate = predictionRate(walk, cases.length);
  const refits = await drawn(cases, quick ? QUICK_COUNT : 1_000_000);
  say("");
  return {
    ...ours,
    ...prefixed("own", own),
    ...prefixed("table", table),
    ...states,
    predictions_per_s: rate,
    ...refits,
  };
};
