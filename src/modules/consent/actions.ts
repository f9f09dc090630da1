import {
  ADDRESS_KIND,
  type Channel,
  type ConsentChange,
  consentFor,
  judgeReach,
  lastOf,
  type Reach,
  type ReachChange,
  type ReachQuestion,
  type SuppressionReason,
} from "./model.ts";
import { addSuppression, keepProofs, moveReach, moveStates, removeSuppression, standingOf, statesOf } from "./store.ts";
import { append } from "#events";
import { type Ctx, within } from "#kernel/context";
import { transaction } from "#kernel/database";
import { type Identity, identitiesOf } from "#profiles";

/** Folds statements in; any order and any number of repeats give the same state. */
export const foldConsent = async (
  ctx: Ctx,
  changes: readonly ConsentChange[],
  reach: readonly ReachChange[],
): Promise<void> => {
  await keepProofs(ctx, changes);
  await moveStates(
    ctx,
    lastOf(changes, (c) => `${c.subject} ${c.channel} ${c.purpose}`),
  );
  await moveReach(
    ctx,
    lastOf(reach, (c) => c.subject),
  );
};

export interface Statement {
  readonly subject: string;
  readonly channel: Channel | "*";
  readonly purpose: string;
  readonly state: "granted" | "withdrawn";
  readonly place: string;
  readonly wording?: string | undefined;
  /** Makes a repeat harmless. */
  readonly key: string;
}

/** Takes down what somebody said about consent, as a fact in the log, and lets it count from this moment on. */
export const recordConsent = (ctx: Ctx, statements: readonly Statement[]): Promise<void> =>
  transaction(ctx.db, async (tx) => {
    const inside = within(ctx, tx);
    await append(
      inside,
      statements.map((s) => ({
        name: `consent.${s.state}`,
        subject: s.subject,
        key: s.key,
        properties: {
          channel: s.channel,
          purpose: s.purpose,
          place: s.place,
          ...(s.wording !== undefined && { wording: s.wording }),
        },
      })),
    );
    const changes = statements.map((s) => ({
      ...s,
      at: ctx.now,
      source: "engawa",
      messageId: s.key,
      wording: s.wording ?? null,
    }));
    await foldConsent(inside, changes, []);
  });

/**
 * For each question whether the person may be written to, and at which address. The answers stand in the same order.
 * `known`: the persons' identities, where the caller has looked them up already.
 */
export const reachableMany = async (
  ctx: Ctx,
  questions: readonly ReachQuestion[],
  known?: ReadonlyMap<string, readonly Identity[]>,
): Promise<Reach[]> => {
  const identities = known ?? (await identitiesOf(ctx, [...new Set(questions.map((q) => q.profile))]));
  const keys = [...new Set([...identities.values()].flat().map((i) => i.key))];
  const standing = await standingOf(ctx, keys);
  const states = Map.groupBy(standing.states, (s) => s.subject);
  const { suppressed, blocked } = standing;
  return questions.map((question) => {
    const own = identities.get(question.profile) ?? [];
    const addresses = own
      .filter((i) => i.kind === ADDRESS_KIND[question.channel])
      .map((i) => ({ key: i.key, since: i.since, suppressed: suppressed.has(i.key), blocked: blocked.has(i.key) }));
    return judgeReach(
      question,
      addresses,
      own.flatMap((i) => states.get(i.key) ?? []),
    );
  });
};

/** Whether one person may be written to on this channel for this purpose, and at which address. */
export const reachable = async (ctx: Ctx, question: ReachQuestion): Promise<Reach> => {
  const [answer] = await reachableMany(ctx, [question]);
  return answer ?? { ok: false, reason: "no_address" };
};

/** What the person with these identities said of one purpose, by channel. */
export const consentOfKeys = async (
  ctx: Ctx,
  keys: readonly string[],
  purpose: string,
): Promise<Record<Channel, "granted" | "withdrawn" | "none">> => {
  // A word on all advertising says nothing of a purpose of its own.
  const exact = (await statesOf(ctx, keys)).filter((state) => state.purpose === purpose);
  const said = (channel: Channel) => consentFor(exact, channel, purpose);
  return { line: said("line"), email: said("email"), sms: said("sms"), push: said("push") };
};

/** Never write to this address again (an identity key: `email:…`), until it is lifted by hand. */
export const suppress = (
  ctx: Ctx,
  address: string,
  reason: SuppressionReason,
  detail: string | null = null,
): Promise<void> =>
  transaction(ctx.db, async (tx) => {
    const inside = within(ctx, tx);
    if (!(await addSuppression(inside, address, reason, detail))) return;
    await append(inside, [
      {
        name: "suppression.added",
        subject: address,
        key: `suppression:added:${address}:${ctx.now.toISOString()}`,
        properties: { reason, ...(detail !== null && { detail }) },
      },
    ]);
  });

/** Takes an address off the suppression list. False where it was not on it. */
export const liftSuppression = (ctx: Ctx, address: string): Promise<boolean> =>
  transaction(ctx.db, async (tx) => {
    const inside = within(ctx, tx);
    const reason = await removeSuppression(inside, address);
    if (reason === null) return false;
    await append(inside, [
      {
        name: "suppression.lifted",
        subject: address,
        key: `suppression:lifted:${address}:${ctx.now.toISOString()}`,
        properties: { reason },
      },
    ]);
    return true;
  });
