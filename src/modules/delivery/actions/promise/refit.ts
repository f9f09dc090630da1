/** The nightly refit, model by model: any process takes it, a dead one's is taken up by another. */
import { Temporal } from "temporal-polyfill";
import { brandOf } from "#kernel/admin";
import type { Ctx } from "#kernel/context";
import { transaction, wake } from "#kernel/database";
import { type Kind, KINDS, type Learned } from "../../model/promise/learn.ts";
import { TUNING } from "../../model/promise/fit.ts";
import { history } from "../../store/promise/history.ts";
import { lockRefit, moveRefit, putModel, type Refit, refitState } from "../../store/promise/models.ts";
import { learnApart } from "./lesson.ts";
import { localOf, promiseSettings } from "./predict.ts";
import { forgetModels } from "./served.ts";
import { inTurn } from "./turn.ts";

const DAY_MS = 86_400_000;
/** Before shops open, after carriers have told of the day. */
const HOUR = 3;
/** When to look again at a refit that another process is at. */
const LOOK_AGAIN_MS = 5_000;

const nextNight = (now: Date, zone: string, nights = 1): Date => {
  const here = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(zone);
  const tonight = here
    .toPlainDate()
    .toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from({ hour: HOUR }) });
  const next = tonight.epochMilliseconds > now.getTime() ? tonight : tonight.add({ days: nights });
  return new Date(next.epochMilliseconds);
};

const learned = async (ctx: Ctx, kind: Kind, zone: string, stopping: AbortSignal): Promise<Learned> => {
  const { warehouses } = await promiseSettings(ctx);
  const from = new Date(ctx.now.getTime() - (TUNING.window + TUNING.oldest) * DAY_MS);
  const lesson = { kind, warehouses, today: localOf(ctx.now, zone).day };
  return learnApart(lesson, {
    read: (page) => history(ctx.db, { from, now: ctx.now, zone }, page),
    step: (step, steps) => moveRefit(ctx.db, { step, steps }),
    stopping,
  });
};

const unmoved = (one: Refit, other: Refit | null): boolean => one.done.join() === other?.done.join();

/**
 * Fits one model; gives when to come again. The work is done before the transaction: an open one would hold back every reader
 * of the log. Only the process whose turn it is fits; what it was slower at than its turn, or what was asked for anew meanwhile,
 * it leaves. What was stopped begins again with the model that it was at.
 */
export const refitOne = async (ctx: Ctx, stopping: AbortSignal): Promise<"more" | Date> => {
  const { zone } = await brandOf(ctx);
  const done = await inTurn(ctx, (row, holder) => fitNext(ctx, { row, holder, zone, stopping }));
  if (done !== null) return done;
  const due = (await refitState(ctx.db))?.due_at ?? nextNight(ctx.now, zone);
  return due > ctx.now ? due : new Date(ctx.now.getTime() + LOOK_AGAIN_MS);
};

const fitNext = async (
  ctx: Ctx,
  turn: { readonly row: Refit; readonly holder: string; readonly zone: string; readonly stopping: AbortSignal },
): Promise<"more" | Date> => {
  const { row, holder, zone, stopping } = turn;
  const kind = KINDS.find((each) => !row.done.includes(each));
  if (row.done.length === 0) await moveRefit(ctx.db, { started_at: ctx.now });
  const model = kind && (await learned(ctx, kind, zone, stopping));
  const { refitEvery } = await promiseSettings(ctx);
  const written = await transaction(ctx.db, async (tx) => {
    if (!unmoved(row, await lockRefit(tx, holder))) return false;
    if (kind && model) {
      const id = `${kind}@${ctx.now.toISOString().slice(0, 16)}`;
      await putModel(tx, { id, kind, fittedAt: ctx.now, ...model.report }, model.body);
      await moveRefit(tx, { done: [...row.done, kind], step: 0 });
    } else {
      const due_at = nextNight(ctx.now, zone, refitEvery);
      await moveRefit(tx, { due_at, done: [], step: 0, steps: 0, finished_at: ctx.now });
    }
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
