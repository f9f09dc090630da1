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

/** A picture of this claim that another order's claim came with too. */
export interface Twin {
  readonly file: string;
  readonly other: string;
  /** Byte by byte the same; else only what it shows. */
  readonly same: boolean;
  /** How well the two agree, up to 1. */
  readonly agreement: number;
  readonly claim: string;
  readonly number: string;
  readonly kind: string;
  readonly state: string;
  readonly openedAt: Date;
}

/** C18, C22: the nearest first. One order's claims may well show the same box. */
export const twinsOf = async (db: Db, claim: string): Promise<Twin[]> => {
  const result = await sql<Twin>`
    with pair as (
      select own.file, other.file as other, true as same, 1::double precision as agreement
      from returns.claim_evidence own join returns.claim_evidence other on other.sha256 = own.sha256
      where own.claim = ${claim}::uuid and own.file is not null and other.file is not null
      union all
      select own.file, case when a.file = own.file then a.other else a.file end, false, a.agreement
      from returns.claim_evidence own join returns.picture_alike a on own.file in (a.file, a.other)
      where own.claim = ${claim}::uuid
    )
    select distinct on (pair.file, b.id) pair.*, b.id as claim, b.number, b.kind, b.state, b.opened_at as "openedAt"
    from pair join returns.claim_evidence e on e.file = pair.other
    join returns.claim b on b.id = e.claim join returns.claim a on a.id = ${claim}::uuid
    where a."order" <> b."order"
    order by pair.file, b.id, pair.same desc, pair.agreement desc`.execute(returns(db));
  return result.rows.toSorted((a, b) => Number(b.same) - Number(a.same) || b.agreement - a.agreement);
};

/** Pictures of this claim that copies cannot be found of, and why. */
export const looksOf = async (db: Db, claim: string): Promise<Map<string, string>> => {
  const result = await sql<{ id: string; look: string }>`
    select f.id, f.look from returns.claim_evidence e join returns.file f on f.id = e.file
    where e.claim = ${claim}::uuid`.execute(returns(db));
  return new Map(result.rows.map((row) => [row.id, row.look]));
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
