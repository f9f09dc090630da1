/** The nightly refit, piece by piece: any process takes it, a dead one's is taken up by another. */
import { Temporal } from "temporal-polyfill";
import { brandOf } from "#kernel/admin";
import type { Ctx } from "#kernel/context";
import { transaction, wake } from "#kernel/database";
import { deliveriesOf, endLesson, type Lesson, openLesson, stepLesson } from "../../model/promise/learn.ts";
import { TUNING } from "../../model/promise/fit.ts";
import { history } from "../../store/promise/history.ts";
import type { Served } from "../../model/promise/served.ts";
import {
  type Kind,
  KINDS,
  type ModelHead,
  moveRefit,
  putModel,
  type Refit,
  refitState,
  takeRefit,
} from "../../store/promise/models.ts";
import { localOf, promiseSettings } from "./predict.ts";
import { forgetModels } from "./served.ts";
import { inTurns } from "./turns.ts";

const DAY_MS = 86_400_000;
/** Before shops open, after carriers have told of the day. */
const HOUR = 3;

/** The lesson that this process is in the middle of. */
export interface Desk {
  lesson: { readonly kind: Kind; readonly of: Lesson } | null;
}

const nextNight = (now: Date, zone: string, nights = 1): Date => {
  const here = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(zone);
  const tonight = here
    .toPlainDate()
    .toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from({ hour: HOUR }) });
  const next = tonight.epochMilliseconds > now.getTime() ? tonight : tonight.add({ days: nights });
  return new Date(next.epochMilliseconds);
};

const begin = async (ctx: Ctx, kind: Kind, zone: string): Promise<Lesson> => {
  const { warehouses } = await promiseSettings(ctx);
  const from = new Date(ctx.now.getTime() - (TUNING.window + TUNING.oldest) * DAY_MS);
  const rows = await history(ctx.db, { from, now: ctx.now, zone });
  const deliveries = await inTurns(deliveriesOf(rows, kind, warehouses));
  return inTurns(openLesson(deliveries, localOf(ctx.now, zone).day));
};

/** What a piece of work leaves behind. */
interface Piece {
  readonly to: Partial<Refit>;
  readonly model: readonly [ModelHead, Served] | null;
}

const work = async (ctx: Ctx, desk: Desk, row: Refit, zone: string): Promise<Piece> => {
  const kind = KINDS.find((each) => !row.done.includes(each));
  if (kind === undefined) {
    const due_at = nextNight(ctx.now, zone, (await promiseSettings(ctx)).refitEvery);
    return { to: { due_at, done: [], step: 0, steps: 0, finished_at: ctx.now }, model: null };
  }
  // A lesson is in memory only: where another process had begun it, it begins again.
  const kept = desk.lesson?.kind === kind && desk.lesson.of.step === row.step ? desk.lesson.of : null;
  const lesson = kept ?? (await begin(ctx, kind, zone));
  desk.lesson = { kind, of: lesson };
  if (await inTurns(stepLesson(lesson))) {
    const { body, report } = await inTurns(endLesson(lesson));
    desk.lesson = null;
    const id = `${kind}@${ctx.now.toISOString().slice(0, 16)}`;
    return { to: { done: [...row.done, kind], step: 0 }, model: [{ id, kind, fittedAt: ctx.now, ...report }, body] };
  }
  const first = lesson.step === 1 && row.done.length === 0;
  return { to: { step: lesson.step, steps: lesson.steps, ...(first && { started_at: ctx.now }) }, model: null };
};

const unmoved = (one: Refit, other: Refit | null): boolean =>
  one.step === other?.step && one.done.join() === other.done.join();

/**
 * Does one piece; gives when to come again. The work is done before the transaction: an open one would hold back every reader
 * of the log. Two processes may do the same piece; the second finds that the row has moved and leaves it.
 */
export const refitPiece = async (ctx: Ctx, desk: Desk): Promise<"more" | Date> => {
  const { zone } = await brandOf(ctx);
  const row = await refitState(ctx.db);
  if (!row || row.due_at > ctx.now) return row?.due_at ?? nextNight(ctx.now, zone);
  const { to, model } = await work(ctx, desk, row, zone);
  const written = await transaction(ctx.db, async (tx) => {
    if (!unmoved(row, await takeRefit(tx, ctx.now))) return false;
    if (model) await putModel(tx, ...model);
    await moveRefit(tx, to);
    return true;
  });
  if (!written) return new Date(ctx.now.getTime() + 1_000);
  forgetModels(ctx);
  return "more";
};

/** Refits now instead of at night. */
export const refitNow = async (ctx: Ctx): Promise<void> => {
  await moveRefit(ctx.db, { due_at: ctx.now, done: [], step: 0 });
  await wake(ctx.db, "promises");
};
