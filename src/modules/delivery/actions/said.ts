/** What customers say on their tracking page. Each is asked for by POST, checked against the order that the link is for. */
import { createHash, randomUUID } from "node:crypto";
import { append } from "#events";
import { type Ctx, within } from "#kernel/context";
import { lock, transaction } from "#kernel/database";
import { type Feeling, type Problem, ProblemReport } from "../events.tracking.ts";
import { judgeWish, type Wish } from "../model/choice.ts";
import type { Tracked, TrackedParcel } from "../model/tracking/view.ts";
import { choiceCount, problemCount, putChoice, putFeeling, putProblem } from "../store/wishes.ts";
import { subjectOfOrder } from "../store/tracking.ts";

/** Wishes of one parcel, and problems of one order in a day: more is a machine. */
const MOST_WISHES = 12;
const MOST_PROBLEMS = 6;
const DAY_MS = 86_400_000;
const LONGEST_NOTE = 1_000;

const parcelIn = (tracked: Tracked, id: string): TrackedParcel | undefined =>
  tracked.parcels.find((parcel) => parcel.id === id);

const CONTROL = /[\p{Cc}\p{Cf}]/gu;
/** As it was typed, without characters that nobody types. */
export const noteIn = (typed: string): string =>
  typed
    .replaceAll(CONTROL, (sign) => (sign === "\n" ? sign : sign === "\r" ? "" : " "))
    .trim()
    .slice(0, LONGEST_NOTE);

export type Chosen = "taken" | "closed" | "day" | "slot" | "spot" | "too_late" | "too_many";

/** Keeps where and when a parcel is wished for. */
export const chooseDelivery = (
  ctx: Ctx,
  asked: { order: string; parcel: string; wish: Wish; earliest: string | null },
  { tracked, zone }: { tracked: Tracked; zone: string },
): Promise<Chosen> =>
  transaction(ctx.db, async (db) => {
    const inside = within(ctx, db);
    const parcel = parcelIn(tracked, asked.parcel);
    if (!parcel) return "closed";
    const judged = judgeWish({ ...parcel, earliest: asked.earliest }, asked.wish, ctx.now, zone);
    if (!judged.ok) return judged.why;
    // A button that is pressed twice asks twice at once.
    await lock(db, `delivery.wish:${parcel.id}`);
    if ((await choiceCount(db, parcel.id)) >= MOST_WISHES) return "too_many";
    const id = randomUUID();
    const { day, slot, spot } = asked.wish;
    const wish = { id, parcel: parcel.id, order: asked.order, kind: judged.kind, day, slot, spot };
    if (!(await putChoice(db, wish, ctx.now))) return "taken";
    await append(inside, [
      {
        name: "delivery.choice_requested",
        subject: await subjectOfOrder(db, asked.order),
        key: `delivery:choice:${id}`,
        properties: {
          order: asked.order,
          parcel: parcel.id,
          choice: id,
          kind: judged.kind,
          carrier: parcel.carrier,
          day,
          slot,
          spot,
        },
      },
    ]);
    return "taken";
  });

/** Keeps how somebody felt when it came. False where this parcel has not come, or is not of this order. */
export const feel = (
  ctx: Ctx,
  asked: { order: string; parcel: string; feeling: Feeling; from: "page" | "line" },
): Promise<boolean> =>
  transaction(ctx.db, async (db) => {
    const inside = within(ctx, db);
    const change = await putFeeling(db, asked, ctx.now);
    if (change === null) return true;
    await append(inside, [
      {
        name: "delivery.felt",
        subject: await subjectOfOrder(db, asked.order),
        key: `delivery:felt:${asked.parcel}:${change}`,
        properties: { order: asked.order, parcel: asked.parcel, feeling: asked.feeling, change, from: asked.from },
      },
    ]);
    return true;
  });

/** Takes down what is wrong. The same words again within a day are one report. */
export const reportProblem = (
  ctx: Ctx,
  asked: { order: string; parcel: string | null; problem: Problem; note: string },
): Promise<"taken" | "too_many"> =>
  transaction(ctx.db, async (db) => {
    const inside = within(ctx, db);
    const note = noteIn(asked.note);
    const day = Math.floor(ctx.now.getTime() / DAY_MS);
    await lock(db, `delivery.problem:${asked.order}`);
    const hash = createHash("sha256").update([asked.order, asked.parcel ?? "", asked.problem, note, day].join("\n"));
    const id = hash
      .digest("hex")
      .slice(0, 32)
      .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/u, "$1-$2-$3-$4-$5");
    if ((await problemCount(db, asked.order, new Date(ctx.now.getTime() - DAY_MS))) >= MOST_PROBLEMS) return "too_many";
    await putProblem(db, { id, order: asked.order, parcel: asked.parcel, problem: asked.problem, note }, ctx.now);
    const properties = ProblemReport.parse({ order: asked.order, parcel: asked.parcel, problem: asked.problem, note });
    await append(inside, [
      {
        name: "delivery.problem_reported",
        subject: await subjectOfOrder(db, asked.order),
        key: `delivery:problem:${id}`,
        properties,
      },
    ]);
    return "taken";
  });
