import { randomUUID } from "node:crypto";
import type { MessageClass } from "#consent";
import { append } from "#events";
import { type Ctx, within } from "#kernel/context";
import { transaction, wake } from "#kernel/database";
import { Problem } from "#kernel/errors";
import type { Properties } from "#kernel/log";
import { readSetting } from "#kernel/settings";
import { identitiesOf } from "#profiles";
import type { MessageChannel, Verdict, Why } from "../model/arbiter.ts";
import { MessagingSettings } from "../model/settings.ts";
import { byKeys, insertSends, insertVerdicts, lockProfiles, type NewSend } from "../store/sends.ts";
import { decide } from "./decide.ts";
import { decidedFact } from "./facts.ts";

/** A wish to write to somebody. */
export interface MessageRequest {
  readonly profile: string;
  /** The identity to name in facts; one of the profile's. */
  readonly subject: string;
  readonly template: string;
  /** In the order wished for: the first that is open is taken. */
  readonly channels: readonly MessageChannel[];
  readonly class: MessageClass;
  readonly purpose: string;
  /** The decision that this message comes from (law 5). */
  readonly decision: string;
  /** Makes a repeat harmless: the first answer is given again. */
  readonly key: string;
  /** A held message is not sent after this. Default: the brand's setting, 72 hours. */
  readonly expiresAt?: Date;
  readonly data?: Properties;
  /** Why it was asked for, for people: `journey welcome, node hello`. */
  readonly reason: string;
}

export interface Decision {
  readonly send: string;
  readonly verdict: "claimed" | "deferred" | "refused";
  readonly why: Why;
}

/** What a verdict writes into the ledger row. */
export const placed = (verdict: Verdict) => ({
  state: verdict.verdict,
  why: verdict.why,
  channel: verdict.verdict === "claimed" ? verdict.channel : null,
  address: verdict.verdict === "claimed" ? verdict.address : null,
});

const answerOf = (row: { id: string; state: string; why: string }): Decision => ({
  send: row.id,
  verdict:
    row.state === "deferred" ? "deferred" : row.state === "refused" || row.state === "expired" ? "refused" : "claimed",
  why: row.why as Why,
});

const decideAndWrite = async (ctx: Ctx, requests: readonly MessageRequest[]): Promise<Map<string, Decision>> => {
  const profiles = [...new Set(requests.map((r) => r.profile))];
  const keys = requests.map((r) => r.key);
  // The lock comes first: what is read behind it counts what others decided before.
  const [, known, identities, settings] = await Promise.all([
    lockProfiles(ctx, profiles),
    byKeys(ctx, keys),
    identitiesOf(ctx, profiles),
    readSetting(ctx, "messaging", MessagingSettings),
  ]);
  const fresh = [...new Map(requests.filter((r) => !known.has(r.key)).map((r) => [r.key, r])).values()];
  const defaultExpiry = new Date(ctx.now.getTime() + settings.expiryHours * 3_600_000);
  const candidates = fresh.map((r) => {
    const own = identities.get(r.profile) ?? [];
    // The budget is counted through the subject, so it must be one of this person's.
    const subject = own.some((i) => i.key === r.subject) ? r.subject : (own[0]?.key ?? r.subject);
    return { ...r, subject, id: randomUUID(), expiresAt: r.expiresAt ?? defaultExpiry };
  });
  const verdicts = await decide(ctx, candidates, identities);
  const sends = candidates.map((c, i): NewSend => {
    const verdict = verdicts[i];
    if (!verdict) throw new Error("The arbiter left a request without a verdict.");
    const claimed = verdict.verdict === "claimed";
    return {
      ...c,
      data: c.data ?? {},
      test: false,
      ...placed(verdict),
      dueAt: claimed ? ctx.now : verdict.verdict === "deferred" ? verdict.until : null,
      retryKey: claimed ? randomUUID() : null,
    };
  });
  const inserted = await insertSends(ctx, sends);
  const written = sends.flatMap((send, i) => {
    const verdict = verdicts[i];
    return verdict && inserted.has(send.id) ? [{ send, verdict }] : [];
  });
  const reasons = written.map(({ send, verdict }) => ({
    send: send.id,
    n: 1,
    verdict: verdict.verdict,
    why: verdict.why,
    channel: send.channel,
    until: verdict.verdict === "deferred" ? verdict.until : null,
    notes: verdict.notes,
  }));
  const topic = { claimed: "sends", deferred: "sends.held", refused: null };
  const topics = new Set(written.map(({ verdict }) => topic[verdict.verdict]));
  await Promise.all([
    insertVerdicts(ctx, reasons),
    append(
      ctx,
      written.map(({ send, verdict }) => decidedFact(send, verdict, 1)),
    ),
    ...[...topics].map((each) => each !== null && wake(ctx.db, each)),
  ]);
  // Somebody else may have taken a key between our look and our insert.
  const raced =
    sends.length > inserted.size
      ? await byKeys(
          ctx,
          sends.map((s) => s.key),
        )
      : new Map();
  return new Map([
    ...[...known.values(), ...raced.values()].map((row) => [row.key, answerOf(row)] as const),
    ...written.map(({ send }) => [send.key, answerOf(send)] as const),
  ]);
};

/**
 * Decides many requests in the caller's transaction and writes verdicts and ledger rows; workers hand them off after commit.
 * Answers stand in the order of the requests. One call with many requests is faster than many calls, and safe from deadlock.
 */
export const requestMessages = async (ctx: Ctx, requests: readonly MessageRequest[]): Promise<Decision[]> => {
  if (requests.length === 0) return [];
  const decisions = await transaction(ctx.db, (tx) => decideAndWrite(within(ctx, tx), requests));
  return requests.map((r) => {
    const decision = decisions.get(r.key);
    if (!decision) throw new Problem("unavailable", "A message could not be decided. Try again.", { retryAfter: 1 });
    return decision;
  });
};

/** Decides one request in the caller's transaction: claimed, deferred or refused, with the reason. */
export const requestMessage = async (ctx: Ctx, request: MessageRequest): Promise<Decision> => {
  const [decision] = await requestMessages(ctx, [request]);
  if (!decision) throw new Error("A request got no decision.");
  return decision;
};
