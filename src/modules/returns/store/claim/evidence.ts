/** What was brought forward for a claim. */
import { type Selectable, sql } from "kysely";
import type { Db } from "#kernel/database";
import type { DB } from "#kernel/tables";
import { returns } from "./claims.ts";

export type EvidenceRow = Selectable<DB["returns.claim_evidence"]>;

export const insertEvidence = async (
  db: Db,
  row: {
    id: string;
    claim: string;
    kind: "statement" | "photo" | "delivery_proof";
    at: Date;
    giver: string;
    text?: string;
    file?: string | null;
    sha256?: string | null;
    detail?: object;
  },
): Promise<void> => {
  await returns(db)
    .insertInto("returns.claim_evidence")
    .values({ ...row, detail: JSON.stringify(row.detail ?? {}) })
    .execute();
};

export const evidenceOf = (db: Db, claim: string): Promise<EvidenceRow[]> =>
  returns(db)
    .selectFrom("returns.claim_evidence")
    .selectAll()
    .where("claim", "=", claim)
    .orderBy("at")
    .orderBy("id")
    .execute();

/** Other claims that came with one of these pictures. */
export const claimsWithPictures = async (db: Db, claim: string): Promise<string[]> => {
  const result = await sql<{ claim: string }>`
    select distinct other.claim from returns.claim_evidence own
    join returns.claim_evidence other on other.sha256 = own.sha256 and other.claim <> own.claim
    join returns.claim a on a.id = own.claim join returns.claim b on b.id = other.claim
    -- One order's claims may well show the same box.
    where own.claim = ${claim}::uuid and own.sha256 is not null and a."order" <> b."order"`.execute(returns(db));
  return result.rows.map((row) => row.claim);
};

/** Whether this picture was given with this claim, so that its page may show it. */
export const pictureBelongs = async (db: Db, file: string, claims: readonly string[]): Promise<boolean> => {
  if (claims.length === 0) return false;
  const found = await returns(db)
    .selectFrom("returns.claim_evidence")
    .select("id")
    .where("file", "=", file)
    .where("claim", "in", claims)
    .executeTakeFirst();
  return found !== undefined;
};
