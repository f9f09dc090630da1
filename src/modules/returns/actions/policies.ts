/** Policies: drafts, publishing, and which one an order is under. */
import { randomUUID } from "node:crypto";
import { audit } from "#kernel/audit";
import { type Ctx, within } from "#kernel/context";
import { lock, transaction } from "#kernel/database";
import { notFound, Problem } from "#kernel/errors";
import type { Policy } from "../model/policy.ts";
import {
  dropDraft,
  lastValidFrom,
  policyById,
  publishDraft,
  putDraft,
  rebindSince,
  type StoredPolicy,
} from "../store/policies.ts";

export const saveDraft = async (
  ctx: Ctx,
  draft: { id?: string | undefined; name: string; definition: Policy },
): Promise<StoredPolicy> => {
  const id = draft.id ?? randomUUID();
  if (draft.id !== undefined) {
    const known = await policyById(ctx.db, id);
    if (!known) throw notFound("policy");
    if (known.version !== null) throw new Problem("conflict", "A published policy never changes: make a draft of it.");
  }
  await putDraft(ctx.db, { id, name: draft.name, definition: draft.definition, by: ctx.actor.name, now: ctx.now });
  const saved = await policyById(ctx.db, id);
  if (!saved) throw notFound("policy");
  return saved;
};

export const deleteDraft = async (ctx: Ctx, id: string): Promise<void> => {
  if (!(await dropDraft(ctx.db, id))) throw new Problem("conflict", "Only a draft can be deleted.");
};

/**
 * From now on orders come under it. Only a brand's first policy may say that it has been shown for longer: those that follow
 * never reach back, for an order keeps what it was placed under.
 */
export const publishPolicy = (ctx: Ctx, id: string, since: Date | null): Promise<StoredPolicy> =>
  transaction(ctx.db, async (tx) => {
    const inside = within(ctx, tx);
    await lock(tx, "returns.policy");
    const draft = await policyById(tx, id, true);
    if (!draft) throw notFound("policy");
    if (draft.version !== null) throw new Problem("conflict", "This policy is published already.");
    const before = await lastValidFrom(tx);
    if (since !== null && since > ctx.now)
      throw new Problem("invalid", "A policy is published for now, not for later.");
    if (since !== null && before !== null)
      throw new Problem("invalid", "Only the first policy may reach back: orders keep what they were placed under.");
    const from = since ?? ctx.now;
    const version = await publishDraft(tx, id, from, ctx.actor.name);
    if (before === null) await rebindSince(tx, version, from);
    await audit(inside, "return_policy.published", `return_policy:${id}`, { version });
    const published = await policyById(tx, id);
    if (!published) throw notFound("policy");
    return published;
  });
