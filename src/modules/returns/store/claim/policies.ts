/** Versions of the policy, and the outcomes that it can learn from. */
import { type Selectable, sql } from "kysely";
import type { Db } from "#kernel/database";
import type { DB } from "#kernel/tables";
import { returns } from "./claims.ts";

export type PolicyRow = Selectable<DB["returns.claim_policy"]>;

export const newestPolicy = async (db: Db): Promise<PolicyRow | null> =>
  (await returns(db)
    .selectFrom("returns.claim_policy")
    .selectAll()
    .orderBy("version", "desc")
    .limit(1)
    .executeTakeFirst()) ?? null;

export const policyVersions = (db: Db): Promise<Pick<PolicyRow, "version" | "note" | "at" | "actor">[]> =>
  returns(db)
    .selectFrom("returns.claim_policy")
    .select(["version", "note", "at", "actor"])
    .orderBy("version", "desc")
    .limit(50)
    .execute();

/** False where somebody else saved this version first. */
export const insertPolicy = async (
  db: Db,
  row: { version: number; policy: object; note: string; at: Date; actor: string },
): Promise<boolean> => {
  const made = await returns(db)
    .insertInto("returns.claim_policy")
    .values({ ...row, policy: JSON.stringify(row.policy) })
    .onConflict((c) => c.column("version").doNothing())
    .returning("version")
    .executeTakeFirst();
  return made !== undefined;
};

export interface Judged {
  readonly id: string;
  readonly number: string;
  readonly facts: unknown;
  readonly features: unknown;
  readonly outcome: string | null;
  readonly decision: string;
  readonly amount: number;
  readonly prefecture: string;
  readonly asked: readonly string[];
  readonly opened_at: Date;
}

/** Scored claims since then, the newest first. */
export const judgedClaims = async (db: Db, since: Date, limit: number): Promise<Judged[]> => {
  const result = await sql<Judged>`
    select id, number, facts, features, outcome, decision, amount, prefecture, asked, opened_at
    from returns.claim where facts is not null and opened_at >= ${since} order by opened_at desc limit ${limit}`.execute(
    returns(db),
  );
  return result.rows;
};
