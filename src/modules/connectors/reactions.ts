/** The worker that carries imports: one piece at a time, each in its own short transaction. */
import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { performance } from "node:perf_hooks";
import { logBehind } from "#events";
import type { Ctx } from "#kernel/context";
import { Problem } from "#kernel/errors";
import type { Worker } from "#kernel/worker";
import { closeReader, type Open, openImport } from "./actions/open.ts";
import { isLost, readAgain, readPiece, sendPiece, shelvesLost } from "./actions/pieces.ts";
import { markRemoved, staleFiles } from "./store/files.ts";
import { changeState, claim, type ImportRow, nextLease, setWaiting } from "./store/imports.ts";
import { clearShelf } from "./store/shelf.ts";

/** Seconds after which another process takes up what a dead one left. A living one renews it with every piece. */
const LEASE_S = 30;
/**
 * Events that may wait for the log's readers before an import holds back: a live event then never stands behind more
 * than this many imported ones, about a second of folding.
 */
const MOST_BEHIND = 1_000;
const PAUSE_MS = 100;
/** Where readers do not move at all (none runs, or one is stuck) an import goes on after this many pauses. */
const MOST_PAUSES = 100;
const FAILURES = 5;
const KEEP_FILES_MS = 14 * 86_400_000;

export interface Pace {
  readonly leaseSeconds?: number;
  readonly mostBehind?: number;
  /** Names this worker in leases. */
  readonly holder?: string;
}

const removeStale = async (ctx: Ctx): Promise<void> => {
  const stale = await staleFiles(ctx.db, new Date(ctx.now.getTime() - KEEP_FILES_MS));
  for (const file of stale) await rm(file.path, { force: true });
  await markRemoved(
    ctx.db,
    stale.map((file) => file.id),
    ctx.now,
  );
};

const end = async (ctx: Ctx, row: ImportRow, to: "done" | "failed", reason: string | null): Promise<void> => {
  await changeState(ctx.db, row.id, { from: ["running"], to, reason, finishedAt: ctx.now });
  ctx.log.info({ import: row.id, state: to, counts: row.counts }, "import ended");
};

/** Carries imports from all processes' queue; `pace` is for tests and the command line. */
export const importWorker = (pace: Pace = {}): Worker => {
  const holder = pace.holder ?? randomUUID();
  let open: Open | null = null;
  let pauses = 0;
  let behindBefore = 0;
  let failures = 0;

  const forget = () => {
    if (open) closeReader(open);
    open = null;
  };

  /** Live events first: true while the log's readers should catch up. */
  const mustWait = async (ctx: Ctx, row: ImportRow): Promise<boolean> => {
    if (row.checkpoint.phase !== "sending" || row.dryRun) return false;
    const behind = await logBehind(ctx);
    pauses = behind > (pace.mostBehind ?? MOST_BEHIND) ? pauses + 1 : 0;
    if (behind < behindBefore) pauses = Math.min(pauses, 1);
    behindBefore = behind;
    return pauses > 0 && pauses < MOST_PAUSES;
  };

  const piece = async (ctx: Ctx, row: ImportRow): Promise<void> => {
    const started = performance.now();
    const lease = () => ({ holder, busyMs: row.busyMs + performance.now() - started });
    if (open?.id !== row.id) {
      forget();
      open = await openImport(ctx, row);
    }
    if (row.checkpoint.phase === "over") {
      if (!(await clearShelf(ctx.db, row.id, 20_000))) await end(ctx, row, "done", null);
    } else if (await shelvesLost(ctx, row)) await readAgain(ctx, row, lease());
    else if (row.checkpoint.phase === "reading") await readPiece(ctx, row, open, lease);
    else await sendPiece(ctx, row, open, lease);
  };

  return {
    name: "connectors.imports",
    wakes: ["imports"],
    run: async (ctx) => {
      const row = await claim(ctx.db, holder, pace.leaseSeconds ?? LEASE_S);
      if (!row) {
        forget();
        await removeStale(ctx);
        const next = await nextLease(ctx.db);
        return next === null ? null : new Date(ctx.now.getTime() + Math.max(next, 10));
      }
      try {
        if (await mustWait(ctx, row)) {
          await setWaiting(ctx.db, row.id, true);
          return new Date(ctx.now.getTime() + PAUSE_MS);
        }
        await piece(ctx, row);
        failures = 0;
      } catch (error) {
        forget();
        if (isLost(error)) return "more";
        if (error instanceof Problem && error.code !== "unavailable" && error.code !== "limit")
          await end(ctx, row, "failed", error.message);
        else if (++failures < FAILURES) throw error;
        else await end(ctx, row, "failed", "Something broke on our side. Nothing was lost; resume to go on.");
      }
      return "more";
    },
  };
};
