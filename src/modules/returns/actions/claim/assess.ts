/** Looks at a claim as far as that needs no person: gathers the case, scores it, approves, asks or hands it over. */
import { Temporal } from "temporal-polyfill";
import { deliveryProof, parcelsById, scansOf } from "#delivery";
import type { Parcel } from "#delivery/model";
import { brandOf } from "#kernel/admin";
import type { Ctx } from "#kernel/context";
import { lock } from "#kernel/database";
import { identitiesOf, profilesOf } from "#profiles";
import { decideClaim } from "../../model/claim/decide.ts";
import type { ClaimCase } from "../../model/claim/features.ts";
import { type Ask, type ClaimKind, MEMORY_DAYS, reasonCodeOf } from "../../model/claim/kinds.ts";
import { scoreClaim } from "../../model/claim/score.ts";
import { changeClaim, type ClaimRow } from "../../store/claim/claims.ts";
import { evidenceOf, twinsOf } from "../../store/claim/evidence.ts";
import { clusterOf, historyOf, laneOf, metAt } from "../../store/claim/history.ts";
import { spentSince } from "../../store/claim/remedies.ts";
import { inDays, inHours, type Moved, step } from "./moves.ts";
import { currentPolicy } from "./policy.ts";

const DAY = 86_400_000;
const TROUBLE = new Set(["lost", "damaged", "investigating", "returning", "returned", "expired"]);

/** The case as the score sees it, and what only the decision asks. */
export interface Gathered extends ClaimCase {
  readonly promiseBroken: boolean;
  readonly underWay: boolean;
}

/** C7: counts and dates come out of here, and nothing else. */
export const gather = async (ctx: Ctx, row: ClaimRow): Promise<Gathered> => {
  const { db, now } = ctx;
  const profile = (await profilesOf(ctx, [row.subject])).get(row.subject);
  const own = profile === undefined ? [] : ((await identitiesOf(ctx, [profile])).get(profile) ?? []);
  const subjects = [...new Set([row.subject, ...own.map((identity) => identity.key)])].filter((key) => key !== "");
  const others = await clusterOf(db, subjects);
  const parcel: Parcel | undefined =
    row.parcel === "" ? undefined : (await parcelsById(ctx, [row.parcel])).get(row.parcel);
  const scans = parcel ? ((await scansOf(ctx, [parcel.id])).get(parcel.id) ?? []) : [];
  const proof = parcel ? await deliveryProof(ctx, parcel.id) : null;
  const delivered = parcel?.deliveredAt ?? proof?.at ?? null;
  const evidence = await evidenceOf(db, row.id);
  const twins = await twinsOf(db, row.id);
  const met = await metAt(db, subjects);
  const overdue = parcel?.promisedBy !== null && parcel?.promisedBy !== undefined && parcel.promisedBy < now;
  const open = parcel !== undefined && delivered === null;
  return {
    kind: row.kind as ClaimKind,
    amount: row.amount,
    accountDays: met === null ? 0 : Math.max(0, (now.getTime() - met.getTime()) / DAY),
    person: await historyOf(db, subjects, now, row.id),
    cluster: await historyOf(db, others, now, row.id),
    proof: {
      scanned: proof?.scanned ?? false,
      photo: proof?.photo ?? false,
      signed: proof?.signed ?? false,
      handed: parcel?.reason === "hand",
      daysSince:
        delivered === null ? null : Math.max(0, Math.floor((row.opened_at.getTime() - delivered.getTime()) / DAY)),
    },
    carrierTrouble:
      row.carrier_fault ||
      (parcel !== undefined && TROUBLE.has(parcel.state)) ||
      scans.some((scan) => scan.state === "lost" || scan.state === "damaged" || scan.state === "investigating") ||
      (open && (parcel.silentSince !== null || parcel.lateSince !== null || overdue)),
    photos: evidence.filter((one) => one.kind === "photo").length,
    photoReused: twins.some((twin) => twin.same),
    photoAlike: twins.some((twin) => !twin.same),
    lane: await laneOf(db, row.carrier, row.prefecture, now, row.id),
    promiseBroken:
      parcel !== undefined &&
      (parcel.lateSince !== null ||
        (parcel.promisedBy !== null && (delivered ?? now).getTime() > parcel.promisedBy.getTime())),
    underWay:
      open && parcel.silentSince === null && parcel.lateSince === null && !overdue && !TROUBLE.has(parcel.state),
  };
};

const dayStart = async (ctx: Ctx): Promise<Date> => {
  const { zone } = await brandOf(ctx);
  const here = Temporal.Instant.fromEpochMilliseconds(ctx.now.getTime()).toZonedDateTimeISO(zone);
  return new Date(here.startOfDay().epochMilliseconds);
};

/** Scores the claim and does what the policy says. The row is locked; evidence has been gathered. */
export const assess = async (ctx: Ctx, row: ClaimRow): Promise<Moved> => {
  const { version, policy } = await currentPolicy(ctx);
  const about = await gather(ctx, row);
  const scored = scoreClaim(about, policy);
  const said = {
    policy: version,
    score: scored.score,
    reasons: JSON.stringify(scored.reasons),
    facts: JSON.stringify(about),
    features: JSON.stringify(scored.features),
    scored_at: ctx.now,
    score_expires_at: inDays(ctx, MEMORY_DAYS),
  };
  const moved = await step(ctx, row, { type: "score" }, said);
  if (!moved.ok) return moved;
  // One after the other, so that together they keep to the day's sum.
  await lock(ctx.db, "returns.claims.automatic");
  const verdict = decideClaim(policy, {
    scored,
    about,
    asked: row.asked as Ask[],
    spentToday: await spentSince(ctx.db, await dayStart(ctx)),
    promiseBroken: about.promiseBroken,
    underWay: about.underWay,
  });
  const why = { verdict: verdict.verdict, why: verdict.why };
  const review = (reason: string) =>
    step(
      ctx,
      moved.row,
      { type: "review" },
      { ...why, verdict: "review", why: reason, due_at: inHours(ctx, policy.reviewHours) },
    );
  if (verdict.verdict === "review") return review(verdict.why);
  if (verdict.verdict === "ask")
    return step(
      ctx,
      moved.row,
      { type: "ask", for: verdict.for },
      { ...why, asked: [...row.asked, ...verdict.for], due_at: inHours(ctx, policy.askHours) },
    );
  const until = inDays(ctx, policy.appealDays);
  const approved = await step(
    ctx,
    moved.row,
    { type: "approve", remedy: verdict.remedy, amount: verdict.amount },
    {
      ...why,
      reason: "",
      reason_code: reasonCodeOf(verdict.remedy, row.kind as ClaimKind),
      decided_at: ctx.now,
      decided_by: "",
      appeal_until: until,
      due_at: until,
    },
  );
  // Where the order has nothing left to give, a person finds out why.
  return approved.ok ? approved : review("amount");
};

/** Marks that the carrier admitted its fault. */
export const admitFault = (ctx: Ctx, row: ClaimRow): Promise<ClaimRow> =>
  changeClaim(ctx.db, row.id, { carrier_fault: true });
