/** The nightly refit, piece by piece: any process takes it, a dead one's is taken up by another. */
import { Temporal } from "temporal-polyfill";
import { brandOf } from "#kernel/admin";
import { type Ctx, within } from "#kernel/context";
import { transaction, wake } from "#kernel/database";
import { deliveriesOf, endLesson, type Lesson, openLesson, stepLesson } from "../../model/promise/learn.ts";
import { TUNING } from "../../model/promise/fit.ts";
import { history } from "../../store/promise/history.ts";
import { type Kind, KINDS, moveRefit, putModel, refitState, takeRefit } from "../../store/promise/models.ts";
import { localOf, promiseSettings } from "./predict.ts";
import { forgetModels } from "./served.ts";

const DAY_MS = 86_400_000;
/** Before shops open, after carriers have told of the day. */
const HOUR = 3;

/** The lesson that this process is in the middle of. */
export interface Desk {
  lesson: { readonly kind: Kind; readonly of: Lesson } | null;
}

const nextNight = (now: Date, zone: string): Date => {
  const here = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(zone);
  const tonight = here
    .toPlainDate()
    .toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from({ hour: HOUR }) });
  const next = tonight.epochMilliseconds > now.getTime() ? tonight : tonight.add({ days: 1 });
  return new Date(next.epochMilliseconds);
};

const begin = async (ctx: Ctx, kind: Kind, zone: string): Promise<Lesson> => {
  const { warehouses } = await promiseSettings(ctx);
  const from = new Date(ctx.now.getTime() - (TUNING.window + TUNING.oldest) * DAY_MS);
  const rows = await history(ctx.db, { from, now: ctx.now, zone });
  return openLesson(deliveriesOf(rows, kind, warehouses), localOf(ctx.now, zone).day);
};

/** Does one piece; gives when to come again. */
export const refitPiece = async (ctx: Ctx, desk: Desk): Promise<"more" | Date> => {
  const { zone } = await brandOf(ctx);
  const worked = await transaction(ctx.db, async (tx) => {
    const inside = within(ctx, tx);
    const row = await takeRefit(tx, ctx.now);
    if (!row) return false;
    const kind = KINDS.find((each) => !row.done.includes(each));
    if (kind === undefined) {
      const due_at = nextNight(ctx.now, zone);
      await moveRefit(tx, { due_at, done: [], step: 0, steps: 0, finished_at: ctx.now });
      return true;
    }
    // A lesson is in memory only: where another process had begun it, it begins again.
    const kept = desk.lesson?.kind === kind && desk.lesson.of.step === row.step ? desk.lesson.of : null;
    const lesson = kept ?? (await begin(inside, kind, zone));
    desk.lesson = { kind, of: lesson };
    if (stepLesson(lesson)) {
      const { body, report } = endLesson(lesson);
      const id = `${kind}@${ctx.now.toISOString().slice(0, 16)}`;
      await putModel(tx, { id, kind, fittedAt: ctx.now, ...report }, body);
      await moveRefit(tx, { done: [...row.done, kind], step: 0 });
      desk.lesson = null;
    } else
      await moveRefit(tx, {
        step: lesson.step,
        steps: lesson.steps,
        ...(lesson.step === 1 && row.done.length === 0 && { started_at: ctx.now }),
      });
    return true;
  });
  if (worked) {
    forgetModels(ctx);
    return "more";
  }
  const due = (await refitState(ctx.db))?.due_at ?? nextNight(ctx.now, zone);
  // A row that is due but was not taken lies with another process.
  return new Date(Math.max(due.getTime(), ctx.now.getTime() + 1_000));
};

/** Refits now instead of at night. */
export const refitNow = async (ctx: Ctx): Promise<void> => {
  await moveRefit(ctx.db, { due_at: ctx.now, done: [], step: 0 });
  await wake(ctx.db, "promises");
};
