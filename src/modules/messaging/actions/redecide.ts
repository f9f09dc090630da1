/** Held messages whose time has come are decided again by all rules. None is forgotten: each ends sent, refused or expired. */
import { append } from "#events";
import { type Ctx, within } from "#kernel/context";
import { transaction, wake } from "#kernel/database";
import { identitiesOf, profilesOf } from "#profiles";
import type { MessageChannel } from "../model/arbiter.ts";
import { claimDeferred, insertVerdicts, lockProfiles, type SendRow } from "../store/sends.ts";
import { decide } from "./decide.ts";
import { decidedFact } from "./facts.ts";
import { type Move, moveSends } from "./move.ts";

const BATCH = 200;

/** One piece of that work. Gives how many rows it took. */
export const redecide = (ctx: Ctx): Promise<number> =>
  transaction(ctx.db, async (tx) => {
    const inside = within(ctx, tx);
    const list = await claimDeferred(inside, BATCH);
    if (list.length === 0) return 0;
    await decideAgain(inside, list);
    await wake(tx, "sends");
    return list.length;
  });

const decideAgain = async (ctx: Ctx, list: readonly SendRow[]): Promise<void> => {
  const profiles = await profilesOf(
    ctx,
    list.map((row) => row.subject),
  );
  const candidates = list.map((row) => ({
    id: row.id,
    // Whoever the subject belongs to now; somebody unknown has no address and is refused.
    profile: profiles.get(row.subject) ?? row.profile ?? "00000000-0000-0000-0000-000000000000",
    template: row.template,
    channels: row.channels as MessageChannel[],
    class: row.class as "marketing" | "transactional",
    purpose: row.purpose,
    expiresAt: row.expires_at,
  }));
  await lockProfiles(
    ctx,
    candidates.map((c) => c.profile),
  );
  const identities = await identitiesOf(ctx, [...new Set(candidates.map((c) => c.profile))]);
  const verdicts = await decide(ctx, candidates, identities);
  const decided = list.flatMap((row, i) => {
    const verdict = verdicts[i];
    // A look that finds the same hold again is no news.
    return verdict ? [{ row, verdict, news: verdict.verdict !== "deferred" || verdict.why !== row.why }] : [];
  });
  await moveSends(
    ctx,
    decided.map(({ row, verdict, news }): Move => {
      const verdicts = row.verdicts + (news ? 1 : 0);
      switch (verdict.verdict) {
        case "claimed": {
          const { channel, address } = verdict;
          const change = { verdicts, channel, address, counted_at: ctx.now, due_at: ctx.now };
          return { row, input: "claim", reason: verdict.why, change };
        }
        case "deferred":
          return { row, input: "defer", reason: verdict.why, change: { verdicts, due_at: verdict.until } };
        case "refused":
          return {
            row,
            input: verdict.why === "expired" ? "expire" : "refuse",
            reason: verdict.why,
            change: { verdicts },
          };
      }
    }),
  );
  const told = decided.filter(({ news }) => news);
  await insertVerdicts(
    ctx,
    told.map(({ row, verdict }) => ({
      send: row.id,
      n: row.verdicts + 1,
      verdict: verdict.verdict,
      why: verdict.why,
      channel: verdict.verdict === "claimed" ? verdict.channel : null,
      until: verdict.verdict === "deferred" ? verdict.until : null,
      notes: verdict.notes,
    })),
  );
  await append(
    ctx,
    told.map(({ row, verdict }) =>
      decidedFact(
        { ...row, channel: verdict.verdict === "claimed" ? verdict.channel : row.channel },
        verdict,
        row.verdicts + 1,
      ),
    ),
  );
};
