/** Claims as people see them. */
import { parcelsById, scansOf } from "#delivery";
import type { Parcel } from "#delivery/model";
import type { Ctx } from "#kernel/context";
import { notFound, Problem } from "#kernel/errors";
import { identitiesOf, profilesOf, requireProfile, traitsOf } from "#profiles";
import { readNames } from "#profiles/model";
import { careOf, worth } from "../../model/claim/decide.ts";
import type { ClaimCase } from "../../model/claim/features.ts";
import { changesOf, type Reason } from "../../model/claim/score.ts";
import type {
  Ask,
  ClaimKind,
  ClaimState,
  EvidenceKind,
  Outcome,
  PersonDecision,
  ReasonCode,
} from "../../model/claim/kinds.ts";
import { claimById, type ClaimRow, claimsOfOrder, countStates, listClaims, stepsOf } from "../../store/claim/claims.ts";
import { evidenceOf, looksOf, twinsOf } from "../../store/claim/evidence.ts";
import { remediesOf } from "../../store/claim/remedies.ts";
import { claimLink } from "./link.ts";
import { leftOf } from "./moves.ts";
import { currentPolicy } from "./policy.ts";

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

/** Who stands behind these subjects. */
const buyersOf = async (ctx: Ctx, subjects: readonly string[]) => {
  const profiles = await profilesOf(ctx, [...new Set(subjects)]);
  const traits = await traitsOf(ctx, [...new Set(profiles.values())]);
  return new Map(
    [...profiles].map(([subject, profile]) => [
      subject,
      { profile, name: readNames(traits.get(profile) ?? {})?.full ?? "" },
    ]),
  );
};

const headOf = (row: ClaimRow, buyer: { profile: string; name: string } | undefined) => ({
  id: row.id,
  number: row.number,
  order: row.order,
  orderNumber: row.order_number,
  parcel: row.parcel,
  kind: row.kind as ClaimKind,
  state: row.state as ClaimState,
  stateAt: row.state_at.toISOString(),
  openedAt: row.opened_at.toISOString(),
  dueAt: iso(row.due_at),
  source: row.source,
  carrier: row.carrier,
  prefecture: row.prefecture,
  amount: row.amount,
  currency: row.currency,
  score: row.score,
  why: row.why,
  decision: row.decision as PersonDecision | "",
  appeals: row.appeals,
  buyer: buyer ?? null,
});

const QUEUES: Readonly<Record<string, readonly string[] | null>> = {
  review: ["review", "appealed"],
  evidence: ["opened", "evidence", "scored"],
  settle: ["auto_approved", "decided"],
  all: null,
};

const placeIn = (cursor: string | undefined): { at: string; id: string } | null => {
  if (cursor === undefined) return null;
  const [at = "", id = ""] = cursor.split("~");
  if ((at !== "infinity" && Number.isNaN(Date.parse(at))) || !/^[0-9a-f-]{36}$/.test(id))
    throw new Problem("invalid", "This cursor was not given by the page before.");
  return { at, id };
};

export const listedClaims = async (
  ctx: Ctx,
  query: {
    queue: "review" | "evidence" | "settle" | "all";
    kind?: string | undefined;
    carrier?: string | undefined;
    q?: string | undefined;
    profile?: string | undefined;
    cursor?: string | undefined;
    limit: number;
  },
) => {
  const subjects =
    query.profile === undefined
      ? undefined
      : ((await identitiesOf(ctx, [await requireProfile(ctx, query.profile)])).values().next().value ?? []).map(
          (identity) => identity.key,
        );
  const byDue = query.queue === "review" || query.queue === "evidence";
  const rows = await listClaims(ctx.db, {
    states: QUEUES[query.queue] ?? null,
    unsettled: query.queue === "settle",
    kind: query.kind,
    carrier: query.carrier,
    q: query.q,
    subjects,
    byDue,
    after: placeIn(query.cursor),
    limit: query.limit,
  });
  const buyers = await buyersOf(
    ctx,
    rows.map((row) => row.subject),
  );
  const last = rows.at(-1);
  const place = (row: ClaimRow) => (byDue ? (iso(row.due_at) ?? "infinity") : row.opened_at.toISOString());
  return {
    items: rows.map((row) => headOf(row, buyers.get(row.subject))),
    next: last && rows.length === query.limit ? `${place(last)}~${last.id}` : null,
  };
};

export const claimCounts = async (ctx: Ctx) => {
  const states = await countStates(ctx.db, ctx.now);
  const sum = (names: readonly string[], of: "count" | "late") =>
    states.filter((row) => names.includes(row.state)).reduce((total, row) => total + row[of], 0);
  return {
    review: sum(["review", "appealed"], "count"),
    late: sum(["review", "appealed"], "late"),
    evidence: sum(["opened", "evidence", "scored"], "count"),
    settle: states.find((row) => row.state === "settle")?.count ?? 0,
  };
};

const shownParcel = async (ctx: Ctx, id: string) => {
  const parcel: Parcel | undefined = id === "" ? undefined : (await parcelsById(ctx, [id])).get(id);
  if (!parcel) return null;
  const scans = (await scansOf(ctx, [id])).get(id) ?? [];
  return {
    id,
    carrier: parcel.carrier,
    number: parcel.number,
    state: parcel.state as string,
    shippedAt: iso(parcel.shippedAt),
    deliveredAt: iso(parcel.deliveredAt),
    promisedBy: iso(parcel.promisedBy),
    scans: scans.map((scan) => ({
      at: scan.occurredAt.toISOString(),
      text: scan.text,
      place: scan.place,
      state: scan.state as string,
      photo: scan.detail.photo === true,
      signed: scan.detail.signed === true,
    })),
  };
};

/** One claim with all that a person needs to decide it. */
export const shownClaim = async (ctx: Ctx, id: string) => {
  const row = await claimById(ctx.db, id);
  if (row === null) throw notFound("claim");
  const { policy } = await currentPolicy(ctx);
  const about = row.facts as ClaimCase | null;
  const [evidence, looks, twins, steps, remedies, buyers, parcel, left, others] = await Promise.all([
    evidenceOf(ctx.db, id),
    looksOf(ctx.db, id),
    twinsOf(ctx.db, id),
    stepsOf(ctx.db, id),
    remediesOf(ctx.db, [id]),
    buyersOf(ctx, [row.subject]),
    shownParcel(ctx, row.parcel),
    leftOf(ctx, row.order).then(({ money }) => money),
    claimsOfOrder(ctx.db, row.order),
  ]);
  return {
    ...headOf(row, buyers.get(row.subject)),
    lines: row.lines as { line: number; name: string; quantity: number }[],
    wish: row.wish,
    asked: row.asked as Ask[],
    verdict: row.verdict,
    policy: row.policy,
    scoredAt: iso(row.scored_at),
    scoreExpiresAt: iso(row.score_expires_at),
    reasons: (row.reasons ?? []) as unknown as Reason[],
    changes: about === null ? [] : changesOf(about, policy),
    facts: about,
    care: about === null ? [] : careOf(policy, about).map((line) => line.name),
    suggested: {
      remedy: policy.remedy[row.kind as ClaimKind],
      amount: Math.min(left, about === null ? row.amount : worth(policy, about)),
      left,
    },
    reason: row.reason,
    reasonCode: row.reason_code as ReasonCode | "",
    decidedAt: iso(row.decided_at),
    decidedBy: row.decided_by,
    page: claimLink(ctx, row.order),
    appealUntil: iso(row.appeal_until),
    outcome: row.outcome as Outcome | null,
    carrierFault: row.carrier_fault,
    carrierDue: iso(row.carrier_due),
    carrierFile: row.carrier_file,
    closedAt: iso(row.closed_at),
    closedWhy: row.closed_why,
    evidence: evidence.map((one) => ({
      id: one.id,
      kind: one.kind as EvidenceKind,
      at: one.at.toISOString(),
      giver: one.giver,
      text: one.text,
      file: one.file,
      look: looks.get(one.file ?? "") ?? "",
    })),
    twins: twins.map(({ openedAt, ...twin }) => ({
      ...twin,
      kind: twin.kind as ClaimKind,
      state: twin.state as ClaimState,
      openedAt: openedAt.toISOString(),
    })),
    parcelStory: parcel,
    steps: steps.map((step) => ({
      at: step.at.toISOString(),
      input: step.input,
      from: step.from,
      to: step.to,
      reason: step.reason,
      actor: step.actor,
    })),
    remedies: remedies.map((remedy) => ({
      remedy: remedy.remedy,
      amount: remedy.amount,
      at: remedy.at.toISOString(),
      automatic: remedy.automatic,
      settledAt: iso(remedy.settled_at),
      reference: remedy.reference,
    })),
    siblings: others
      .filter((other) => other.id !== id)
      .map((other) => ({
        id: other.id,
        number: other.number,
        kind: other.kind as ClaimKind,
        state: other.state as ClaimState,
      })),
  };
};
