/** `npm run bench -- parcels`: scans taken in by batches of 500 through the whole fold, and states derived in memory alone. */
import { readConfig } from "#kernel/config";
import { type Ctx, system } from "#kernel/context";
import { connect } from "#kernel/database";
import { logger } from "#kernel/logger";
import { migrate } from "#kernel/migrate";
import { startPostgres } from "#kernel/postgres";
import { takeNews } from "../src/modules/delivery/actions/take.ts";
import type { News } from "../src/modules/delivery/model/place.ts";
import { deriveState, type Sighting } from "../src/modules/delivery/model/state.ts";
import { openFolder, removeFolder } from "../test/process.ts";

const BATCH = 500;
const WAY = ["発送済み", "輸送中", "配達店到着", "配達中", "持戻(ご不在)", "配達完了"];
const START = Date.UTC(2026, 9, 1);
const HOUR = 3_600_000;

/** Every parcel's scans by turns, so that each batch meets parcels that are there already. */
const newsOf = (parcels: number): News[] =>
  WAY.flatMap((word, step) =>
    Array.from({ length: parcels }, (_, n): News => ({
      source: "bench",
      carrier: "yamato",
      number: String(400_000_000_000 + n),
      order: `B-${n}`,
      creates: true,
      scans: [
        {
          occurredAt: new Date(START + step * 5 * HOUR),
          sayings: [{ vocabulary: "yamato", word }],
          code: "",
          text: word,
          place: "札幌",
          detail: {},
        },
      ],
    })),
  );

const derived = (): number => {
  const states = [
    "picked_up",
    "in_transit",
    "at_delivery_depot",
    "out_for_delivery",
    "attempt_failed",
    "delivered",
  ] as const;
  const scans = states.map((state, i): Sighting => ({
    key: state,
    occurredAt: new Date(START + i * HOUR),
    state,
    reason: "",
  }));
  const began = performance.now();
  let rounds = 0;
  for (; performance.now() - began < 1_000; rounds++) deriveState(scans);
  return (rounds * scans.length * 1_000) / (performance.now() - began);
};

export const parcels = async ({
  quick,
  say,
}: {
  readonly quick: boolean;
  readonly say: (line: string) => void;
}): Promise<Record<string, number>> => {
  const home = openFolder();
  const postgres = await startPostgres(home, { synchronous_commit: "off" });
  try {
    await migrate(postgres.url);
    const database = connect(postgres.url);
    const ctx: Ctx = {
      db: database.db,
      now: new Date(START + 40 * HOUR),
      actor: system("bench"),
      log: logger("silent"),
      config: { ...readConfig({}), secret: "a-secret-for-the-bench-only" },
    };
    const all = newsOf(quick ? 2_500 : 10_000);
    const began = performance.now();
    for (let from = 0; from < all.length; from += BATCH) await takeNews(ctx, all.slice(from, from + BATCH));
    const taken = (all.length * 1_000) / (performance.now() - began);
    const again = performance.now();
    for (let from = 0; from < all.length; from += BATCH) await takeNews(ctx, all.slice(from, from + BATCH));
    const repeated = (all.length * 1_000) / (performance.now() - again);
    await database.close();
    say(`${all.length} scans of ${all.length / WAY.length} parcels, in batches of ${BATCH}, then all of them again`);
    return { scans_per_s: taken, repeated_per_s: repeated, derived_per_s: derived() };
  } finally {
    await postgres.stop();
    removeFolder(home);
  }
};
