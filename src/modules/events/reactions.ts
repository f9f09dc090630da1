/** Runs reactions: what a reaction derives, the facts it appends and its cursor commit in one transaction. */
import { setTimeout as sleep } from "node:timers/promises";
import { type Ctx, within } from "#kernel/context";
import { transaction } from "#kernel/database";
import { Problem } from "#kernel/errors";
import type { Reaction, StoredEvent } from "#kernel/log";
import type { Worker } from "#kernel/worker";
import {
  dropStuck,
  isBefore,
  moveCursor,
  openCursor,
  passedTopic,
  type Place,
  putStuck,
  readBatch,
  readBounds,
  stuckToRetry,
  takeReaction,
} from "./store/cursors.ts";

const BATCH = 500;
// Another transaction holds the newest events back. It ends without a wake-up, so look again soon, then less soon.
const FIRST_NAP_MS = 4;
const LONGEST_NAP_MS = 100;

/** Faults of the database or a service and not of the event: the batch is tried again as it is, later. */
const passing = (error: unknown): boolean => {
  if (error instanceof Problem) return error.code === "unavailable" || error.code === "limit";
  const code = (error as { code?: unknown } | null)?.code;
  if (typeof code !== "string") return /^(connection|client|timeout exceeded)/i.test(String((error as Error)?.message));
  // SQLSTATE: 08 connection, 40 rollback, 53 resources, 55 not ready, 57 operator, 58 system. Others: sockets (ECONNRESET…).
  return /^(08|40|53|55|57|58)...$/.test(code) || /^E[A-Z]+$/.test(code);
};

/** What went wrong, for people: the message alone, as a stack names files and not causes. */
const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error)).slice(0, 1_000);

/** What a handler threw at, noted before the transaction rolls back. */
interface Failure {
  readonly events: readonly StoredEvent[];
  readonly from: Place;
  /** Null for a stuck event tried again: the cursor is long past it. */
  readonly to: Place | null;
}
interface Note {
  failure: Failure | null;
}

type Step = "moved" | "idle" | "pending" | "elsewhere" | "unopened";

interface Plan {
  readonly reaction: Reaction;
  /** Those in `after` that run here. A name that nothing here carries would hold this one back for ever. */
  readonly after: readonly string[];
  /** Others wait for this one. */
  readonly tell: boolean;
}

const handle = async (tx: Ctx, plan: Plan, note: Note, failure: Failure): Promise<void> => {
  note.failure = failure;
  await plan.reaction.handle(tx, failure.events);
  note.failure = null;
};

const handleRetry = async (tx: Ctx, plan: Plan, note: Note, from: Place): Promise<void> => {
  const { reaction } = plan;
  const event = await stuckToRetry(tx.db, reaction.name);
  if (!event) return;
  await dropStuck(tx.db, reaction.name, [event.position]);
  await handle(tx, plan, note, { events: [event], from, to: null });
};

const step = (ctx: Ctx, plan: Plan, size: number, note: Note): Promise<Step> =>
  transaction(ctx.db, async (db): Promise<Step> => {
    const { reaction } = plan;
    const tx = within(ctx, db);
    if (!(await takeReaction(db, reaction.name))) return "elsewhere";
    const { cursor, end, pending, retries } = await readBounds(db, reaction.name, plan.after);
    if (!cursor) return "unopened";
    if (retries) {
      await handleRetry(tx, plan, note, cursor);
      return "moved";
    }
    if (!isBefore(cursor, end)) return pending ? "pending" : "idle";
    const { events, to } = await readBatch(db, cursor, end, reaction.on, size);
    if (events.length > 0) await handle(tx, plan, note, { events, from: cursor, to });
    await moveCursor(db, reaction.name, { from: cursor, to, now: ctx.now, tell: plan.tell });
    return "moved";
  });

/** Puts the one event that cannot be taken aside and passes it. */
const putAside = (ctx: Ctx, plan: Plan, { events, from, to }: Failure, cause: unknown): Promise<void> =>
  transaction(ctx.db, async (tx) => {
    const { name } = plan.reaction;
    const event = events[0];
    if (!event || !(await takeReaction(tx, name))) return;
    ctx.log.error(
      { reaction: name, position: event.position },
      "event stuck; its reason is in the list of stuck events",
    );
    await putStuck(tx, name, event.position, reasonOf(cause), ctx.now);
    if (to) await moveCursor(tx, name, { from, to, now: ctx.now, tell: plan.tell });
  });

const worker = (plan: Plan): Worker => {
  const { reaction } = plan;
  const full = reaction.batch ?? BATCH;
  // Halved when a batch fails until the culprit stands alone, doubled when one succeeds: 9 tries find one in 500.
  let size = full;
  let nap = FIRST_NAP_MS;
  const attempt = async (ctx: Ctx): Promise<Step> => {
    const note: Note = { failure: null };
    try {
      const done = await step(ctx, plan, size, note);
      if (done === "moved") size = Math.min(full, size * 2);
      return done;
    } catch (error) {
      const { failure } = note;
      if (!failure || passing(error)) throw error;
      if (failure.events.length > 1) size = Math.ceil(Math.min(size, failure.events.length) / 2);
      else await putAside(ctx, plan, failure, error);
      return "moved";
    }
  };
  return {
    name: reaction.name,
    wakes: ["events", ...plan.after.map(passedTopic)],
    run: async (ctx) => {
      const done = await attempt(ctx);
      if (done === "pending") {
        await sleep(nap);
        nap = Math.min(nap * 2, LONGEST_NAP_MS);
        return "more";
      }
      nap = FIRST_NAP_MS;
      if (done === "unopened") await openCursor(ctx.db, reaction.name, reaction.fromNow ?? false, ctx.now);
      return done === "moved" || done === "unopened" ? "more" : null;
    },
  };
};

/** One worker per reaction. `after` is heeded among the reactions given here. */
export const reactionWorkers = (reactions: readonly Reaction[]): Worker[] => {
  const names = new Set(reactions.map((r) => r.name));
  return reactions.map((reaction) =>
    worker({
      reaction,
      after: (reaction.after ?? []).filter((name) => names.has(name)),
      tell: reactions.some((other) => other.after?.includes(reaction.name)),
    }),
  );
};
