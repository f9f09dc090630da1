/**
 * From an event sent to its message at the provider: intake, profile, segment, journey, arbiter, ledger, LINE or SMTP, in one
 * real process, while other events come in at a steady rate. The clock starts before the request and stops when the
 * simulator has the message, so the hand-off itself is counted in. One event in twenty leads to a message.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { type Chain, startChain, type Target, TELLING } from "./chain.ts";
import { cpuOf, cpuOfChildren } from "./cpu.ts";
import { percentile } from "./load.ts";

const TICK_MS = 10;
const ONE_IN = 20;
/** A message that has not come this long after the last event is lost. */
const PATIENCE_MS = 8_000;

const other = (n: number): object => {
  const person = { userId: `member-${n % 4_000}` };
  const product = { product_id: `P-${n % 400}`, name: "緑茶 100g", price: 540, currency: "JPY", category: "お茶" };
  if (n % 3 === 0) return { type: "page", name: "Product", properties: { path: `/products/${n % 400}` }, ...person };
  if (n % 7 === 0) return { type: "track", event: TELLING, properties: { ...product, quantity: 1 }, ...person };
  return { type: "track", event: "Product Viewed", properties: product, ...person };
};

const telling = (target: Target): object => ({
  type: "track",
  event: TELLING,
  userId: target.user,
  properties: { product_id: "P-1", price: 2740, quantity: 1, currency: "JPY" },
});

interface Run {
  readonly latencies: readonly number[];
  readonly missing: number;
  /** Events a second that were really sent. */
  readonly rate: number;
}

/** Sends at a fixed rate whatever the answers do: a slow product must not slow the load down. */
const run = async (chain: Chain, targets: readonly Target[], rate: number): Promise<Run> => {
  const sent = new Map<string, number>();
  const open = new Set<Promise<void>>();
  const total = targets.length * ONE_IN;
  const began = performance.now();
  let next = 0;
  let failed: unknown = null;
  while (next < total && failed === null) {
    const due = Math.min(total, Math.floor(((performance.now() - began) / 1_000) * rate));
    const events: object[] = [];
    const now = performance.now();
    for (; next < due; next++) {
      const target = next % ONE_IN === 0 ? targets[next / ONE_IN] : undefined;
      if (target) sent.set(target.address, now);
      events.push(target ? telling(target) : other(next));
    }
    if (events.length > 0) {
      const request: Promise<void> = chain
        .send(events)
        .catch((error: unknown) => {
          failed = error;
        })
        .finally(() => open.delete(request));
      open.add(request);
    }
    await sleep(TICK_MS);
  }
  const seconds = (performance.now() - began) / 1_000;
  await Promise.all(open);
  if (failed !== null) throw failed;
  const last = performance.now();
  const waiting = () => [...sent.keys()].filter((address) => !chain.arrived.has(address));
  while (waiting().length > 0 && performance.now() - last < PATIENCE_MS) await sleep(50);
  // What never came counts with the time that was waited for it, so that losing messages never makes a figure better.
  const latencies = [...sent].map(([address, at]) => (chain.arrived.get(address) ?? performance.now()) - at);
  return { latencies, missing: waiting().length, rate: total / seconds };
};

export const latency = async (options: {
  quick: boolean;
  say: (line: string) => void;
}): Promise<Record<string, number>> => {
  const seconds = options.quick ? 5 : 20;
  const warmUp = 60;
  const [low, high] = [(200 * seconds) / ONE_IN, (1_000 * seconds) / ONE_IN];
  const chain = await startChain(warmUp + low + high);
  try {
    await run(chain, chain.targets.slice(0, warmUp), 200);
    const figures: Record<string, number> = {};
    let from = warmUp;
    options.say("events/s   sent/s   messages   lost   p50 ms   p95 ms   p99 ms   cpu product   cpu database");
    for (const [rate, people] of [
      [200, low],
      [1_000, high],
    ] as const) {
      const cpu = () => [cpuOf(chain.pid), cpuOfChildren(chain.databasePid)] as const;
      const before = cpu();
      const began = performance.now();
      const measured = await run(chain, chain.targets.slice(from, from + people), rate);
      from += people;
      const share = cpu().map((used, i) => (used - (before[i] ?? 0)) / ((performance.now() - began) / 1_000));
      const [p50, p95, p99] = [50, 95, 99].map((p) => percentile(measured.latencies, p));
      figures[`handed_off_p50_ms_${rate}`] = p50 ?? 0;
      figures[`handed_off_p95_ms_${rate}`] = p95 ?? 0;
      figures[`messages_lost_${rate}`] = measured.missing;
      const cells = [rate, Math.round(measured.rate), measured.latencies.length, measured.missing];
      options.say(
        [...cells, ...[p50, p95, p99].map((ms) => Math.round(ms ?? 0)), ...share.map((each) => each.toFixed(2))]
          .map((cell, i) => String(cell).padStart([8, 9, 11, 7, 9, 9, 9, 14, 15][i] ?? 9))
          .join(""),
      );
    }
    return { handed_off_p95_ms: figures["handed_off_p95_ms_1000"] ?? 0, ...figures };
  } finally {
    await chain.stop();
  }
};
