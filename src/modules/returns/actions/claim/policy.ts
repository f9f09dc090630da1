/** The policy that holds, its versions, and what another would do. */
import { audit } from "#kernel/audit";
import { type Ctx, within } from "#kernel/context";
import { transaction } from "#kernel/database";
import { Problem } from "#kernel/errors";
import { ClaimPolicy } from "../../model/claim/policy.ts";
import { type Labelled, type Refit, refit } from "../../model/claim/fit.ts";
import { type Kept, type Replay, replayPolicy } from "../../model/claim/replay.ts";
import { FEATURES, type Features } from "../../model/claim/features.ts";
import { insertPolicy, judgedClaims, newestPolicy, policyVersions } from "../../store/claim/policies.ts";

/** Version 0 is the policy that the product comes with. */
export const currentPolicy = async (ctx: Ctx): Promise<{ version: number; policy: ClaimPolicy }> => {
  const row = await newestPolicy(ctx.db);
  return { version: row?.version ?? 0, policy: ClaimPolicy.parse(row?.policy ?? {}) };
};

export const shownPolicy = async (ctx: Ctx) => ({
  ...(await currentPolicy(ctx)),
  versions: (await policyVersions(ctx.db)).map((row) => ({ ...row, at: row.at.toISOString() })),
});

/** Saves a new version; `after` is the one that its author saw. */
export const savePolicy = (
  ctx: Ctx,
  input: { after: number; policy: ClaimPolicy; note: string },
): Promise<{ version: number }> =>
  transaction(ctx.db, async (tx) => {
    const inside = within(ctx, tx);
    const now = await currentPolicy(inside);
    const version = now.version + 1;
    const row = { version, policy: input.policy, note: input.note, at: ctx.now, actor: ctx.actor.name };
    if (now.version !== input.after || !(await insertPolicy(tx, row)))
      throw new Problem("conflict", "Somebody saved another version meanwhile. Load it and look again.");
    await audit(inside, "claim.policy_saved", `claim.policy:${version}`, { note: input.note });
    return { version };
  });

const MOST = 5_000;
const history = (ctx: Ctx, days: number) => judgedClaims(ctx.db, new Date(ctx.now.getTime() - days * 86_400_000), MOST);

/** What this policy would have done with the claims of the last days, beside the one that holds. */
export const previewPolicy = async (
  ctx: Ctx,
  input: { policy: ClaimPolicy; days: number },
): Promise<{ current: Replay; proposed: Replay; claims: number }> => {
  const claims = (await history(ctx, input.days)) as unknown as Kept[];
  const { policy } = await currentPolicy(ctx);
  return { claims: claims.length, current: replayPolicy(policy, claims), proposed: replayPolicy(input.policy, claims) };
};

/** Claims that were scored before a feature was known had nothing of it. */
const UNKNOWN = Object.fromEntries(FEATURES.map((feature) => [feature, 0])) as Features;

/** C16: weights that fit what people found. Nothing is saved. */
export const proposeWeights = async (ctx: Ctx): Promise<Refit> => {
  const labelled = (await history(ctx, 365)).flatMap(({ outcome, features }): Labelled[] =>
    outcome === null ? [] : [{ features: { ...UNKNOWN, ...(features as Features) }, abuse: outcome === "abuse" }],
  );
  return refit(labelled, (await currentPolicy(ctx)).policy);
};
