/**
 * Runs reactions: what a reaction derives, the facts it appends and its cursor commit in one transaction. All of a process
 * travel as one train: one read of the log, one transaction, one hop from the first to the last.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { type Ctx, system, within } from "#kernel/context";
import { transaction } from "#kernel/database";
import { Problem } from "#kernel/errors";
import type { Reaction, StoredEvent } from "#kernel/log";
import type { Worker } from "#kernel/worker";
import { inOrder, nextStretch, without } from "./model/train.ts";
import {
  dropStuck,
  moveCursors,
  openCursor,
  putStuck,
  readBatch,
  readBounds,
  stuckToRetry,
  takeReactions,
} from "./store/cursors.ts";

const BATCH = 500;
// Another transaction holds the newest events back. It ends without a wake-up, so look again soon, then less soon.
const FIRST_NAP_MS = 4;
const LONGEST_NAP_MS = 100;
/** A reaction that meets a passing fault rests, and those that follow it; the others go on. */
const FIRST_REST_MS = 100;
const LONGEST_REST_MS = 30_000;

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
  readonly reaction: string;
  readonly positions: readonly number[];
  /** A stuck event tried again: the cursor is long past it. */
  readonly again: boolean;
}
interface Note {
  failure: Failure | null;
}

/** Events that a reaction cannot take even alone, with the reasons: reaction → position → reason. */
type Refused = Map<string, Map<number, string>>;

type Step = "moved" | "idle" | "pending" | "elsewhere" | "unopened";

const wants = ({ on }: Reaction, { name }: StoredEvent): boolean => on === "*" || on.includes(name);

const handle = async (ctx: Ctx, reaction: Reaction, events: readonly StoredEvent[], note: Note, again: boolean) => {
  const own = { ...ctx, actor: system(reaction.name) };
  const size = reaction.batch ?? BATCH;
  for (let from = 0; from < events.length; from += size) {
    const piece = events.slice(from, from + size);
    note.failure = { reaction: reaction.name, positions: piece.map((event) => event.position), again };
    await reaction.handle(own, piece);
    note.failure = null;
  }
};

const handleRetry = async (tx: Ctx, train: readonly Reaction[], name: string, note: Note): Promise<void> => {
  const reaction = train.find((each) => each.name === name);
  const event = await stuckToRetry(tx.db, name);
  if (!reaction || !event) return;
  await dropStuck(tx.db, name, [event.position]);
  await handle(tx, reaction, [event], note, true);
};

const namesOf = (members: readonly Reaction[]): readonly string[] | "*" => {
  const all = new Set<string>();
  for (const { on } of members) {
    if (on === "*") return "*";
    for (const name of on) all.add(name);
  }
  return [...all];
};

const step = (ctx: Ctx, train: readonly Reaction[], size: number, refused: Refused, note: Note): Promise<Step> =>
  transaction(ctx.db, async (db): Promise<Step> => {
    const tx = within(ctx, db);
    const all = train.map((reaction) => reaction.name);
    const [taken, { cursors, last, pending, retry }] = await Promise.all([takeReactions(db, all), readBounds(db, all)]);
    if (!taken) return "elsewhere";
    if (cursors.size < all.length) return "unopened";
    if (retry !== null) {
      await handleRetry(tx, train, retry, note);
      return "moved";
    }
    const stretch = nextStretch(cursors, last);
    if (!stretch) return pending ? "pending" : "idle";
    const members = train.filter((reaction) => stretch.names.has(reaction.name));
    const { events, to } = await readBatch(db, stretch.from, stretch.end, namesOf(members), size);
    for (const member of members) {
      const reasons = refused.get(member.name);
      const wanted = events.filter((event) => wants(member, event));
      const able = reasons ? wanted.filter((event) => !reasons.has(event.position)) : wanted;
      if (able.length > 0) await handle(tx, member, able, note, false);
      for (const { position } of wanted) {
        const reason = reasons?.get(position);
        if (reason !== undefined) await putStuck(db, member.name, position, reason, ctx.now);
      }
    }
    await moveCursors(db, [...stretch.names], { from: stretch.from, to, now: ctx.now });
    return "moved";
  });

/** What a handler could not take: smaller batches until one event stands alone, which is then put aside. */
const learn = async (ctx: Ctx, { reaction, positions, again }: Failure, cause: unknown, refused: Refused) => {
  const [position] = positions;
  if (positions.length !== 1 || position === undefined) return;
  ctx.log.error({ reaction, position }, "event stuck; its reason is in the list of stuck events");
  const reason = reasonOf(cause);
  if (again) await putStuck(ctx.db, reaction, position, reason, ctx.now);
  else refused.set(reaction, new Map([...(refused.get(reaction) ?? []), [position, reason]]));
};

/** Reactions that met a passing fault: until when each rests, and how long it rests the next time. */
const restingPlace = () => {
  const rests = new Map<string, { until: number; next: number }>();
  return {
    send: (name: string) => {
      const ms = rests.get(name)?.next ?? FIRST_REST_MS;
      rests.set(name, { until: performance.now() + ms, next: Math.min(ms * 2, LONGEST_REST_MS) });
    },
    /** Those that took a batch are well again. */
    well: (names: readonly string[]) => names.forEach((name) => rests.delete(name)),
    now: () => new Set([...rests].flatMap(([name, { until }]) => (until > performance.now() ? [name] : []))),
    /** Milliseconds until the next one may try again; null: none rests. */
    over: () => {
      const left = [...rests.values()].map(({ until }) => until - performance.now()).filter((ms) => ms > 0);
      return left.length === 0 ? null : Math.min(...left);
    },
  };
};

const worker = (train: readonly Reaction[]): Worker => {
  const full = Math.max(...train.map(({ batch }) => batch ?? BATCH));
  // Halved when a batch fails until the culprit stands alone, doubled when one succeeds: 9 tries find one in 500.
  let size = full;
  let nap = FIRST_NAP_MS;
  let refused: Refused = new Map();
  const rests = restingPlace();
  const attempt = async (ctx: Ctx): Promise<Step> => {
    const note: Note = { failure: null };
    const able = without(train, rests.now());
    if (able.length === 0) return "idle";
    try {
      const done = await step(ctx, able, size, refused, note);
      if (done === "moved") {
        size = Math.min(full, size * 2);
        refused = new Map();
        rests.well(able.map(({ name }) => name));
      }
      return done;
    } catch (error) {
      const { failure } = note;
      if (!failure) throw error;
      if (passing(error)) {
        // With nobody left to go on, the runner waits and says so.
        if (without(able, new Set([failure.reaction])).length === 0) throw error;
        ctx.log.warn({ err: error, reaction: failure.reaction }, "a reaction rests; the others go on");
        rests.send(failure.reaction);
        return "moved";
      }
      if (failure.positions.length > 1) size = Math.ceil(Math.min(size, failure.positions.length) / 2);
      await learn(ctx, failure, error, refused);
      return "moved";
    }
  };
  const open = async (ctx: Ctx) => {
    for (const { name, fromNow } of train) await openCursor(ctx.db, name, fromNow ?? false, ctx.now);
  };
  return {
    name: train.length === 1 ? (train[0]?.name ?? "") : "events.reactions",
    wakes: ["events"],
    run: async (ctx) => {
      const done = await attempt(ctx);
      if (done === "pending") {
        await sleep(nap);
        nap = Math.min(nap * 2, LONGEST_NAP_MS);
        return "more";
      }
      nap = FIRST_NAP_MS;
      if (done === "unopened") await open(ctx);
      if (done === "moved" || done === "unopened") return "more";
      const over = rests.over();
      return over === null ? null : new Date(ctx.now.getTime() + over);
    },
  };
};

/** The worker that carries these reactions. `after` is heeded among the reactions given here. */
export const reactionWorkers = (reactions: readonly Reaction[]): Worker[] =>
  reactions.length === 0 ? [] : [worker(inOrder(reactions))];
