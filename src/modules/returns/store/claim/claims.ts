/** Claims and what happened to them. */
import { type Selectable, sql } from "kysely";
import { type Db, tables } from "#kernel/database";
import type { DB } from "#kernel/tables";

export const returns = tables("returns");
export type ClaimRow = Selectable<DB["returns.claim"]>;
export type StepRow = Selectable<DB["returns.claim_step"]>;

export interface NewClaim {
  readonly id: string;
  readonly number: string;
  readonly order: string;
  readonly order_number: string;
  readonly parcel: string;
  readonly kind: string;
  readonly subject: string;
  readonly source: string;
  readonly carrier: string;
  readonly prefecture: string;
  readonly lines: readonly object[];
  readonly amount: number;
  readonly currency: string;
  readonly wish: string;
  readonly state: string;
  readonly state_at: Date;
  readonly opened_at: Date;
  readonly due_at: Date;
  readonly carrier_due: Date | null;
}

/** The row, or null where this order, parcel and kind have a claim already. */
export const insertClaim = async (db: Db, claim: NewClaim): Promise<ClaimRow | null> =>
  (await returns(db)
    .insertInto("returns.claim")
    .values({ ...claim, lines: JSON.stringify(claim.lines) })
    .onConflict((c) => c.columns(["order", "parcel", "kind"]).doNothing())
    .returningAll()
    .executeTakeFirst()) ?? null;

export const claimById = async (db: Db, id: string): Promise<ClaimRow | null> =>
  (await returns(db).selectFrom("returns.claim").selectAll().where("id", "=", id).executeTakeFirst()) ?? null;

/** The claim, held until the transaction ends. */
export const lockClaim = async (db: Db, id: string): Promise<ClaimRow | null> =>
  (await returns(db).selectFrom("returns.claim").selectAll().where("id", "=", id).forUpdate().executeTakeFirst()) ??
  null;

/** The claim of the same matter: this parcel's, or one of which nobody said which parcel it is about. */
export const claimOf = async (
  db: Db,
  { order, parcel, kind }: Pick<NewClaim, "order" | "parcel" | "kind">,
): Promise<ClaimRow | null> => {
  const result = await sql<ClaimRow>`
    select * from returns.claim
    where "order" = ${order} and kind = ${kind} and (parcel = ${parcel} or parcel = '' or ${parcel} = '')
    order by (parcel = ${parcel}) desc, opened_at limit 1`.execute(returns(db));
  return result.rows[0] ?? null;
};

/** Now it is known which parcel it is about. */
export const placeClaim = async (
  db: Db,
  id: string,
  { parcel, carrier, prefecture, carrier_due }: Pick<NewClaim, "parcel" | "carrier" | "prefecture" | "carrier_due">,
): Promise<void> => {
  await returns(db)
    .updateTable("returns.claim")
    .set({ parcel, carrier, prefecture, carrier_due })
    .where("id", "=", id)
    .execute();
};

export const claimsOfOrder = (db: Db, order: string): Promise<ClaimRow[]> =>
  returns(db).selectFrom("returns.claim").selectAll().where("order", "=", order).orderBy("opened_at").execute();

export const claimsOfParcels = (db: Db, parcels: readonly string[]): Promise<ClaimRow[]> =>
  parcels.length === 0
    ? Promise.resolve([])
    : returns(db).selectFrom("returns.claim").selectAll().where("parcel", "in", parcels).orderBy("id").execute();

export type ClaimChange = Partial<{
  [K in keyof ClaimRow]: K extends "reasons" | "facts" | "features" | "lines" ? string | null : ClaimRow[K];
}>;

export const changeClaim = async (db: Db, id: string, change: ClaimChange): Promise<ClaimRow> =>
  returns(db).updateTable("returns.claim").set(change).where("id", "=", id).returningAll().executeTakeFirstOrThrow();

export const insertStep = async (
  db: Db,
  step: { claim: string; at: Date; input: string; from: string; to: string | null; reason: string; actor: string },
): Promise<void> => {
  await returns(db).insertInto("returns.claim_step").values(step).execute();
};

export const stepsOf = (db: Db, claim: string): Promise<StepRow[]> =>
  returns(db).selectFrom("returns.claim_step").selectAll().where("claim", "=", claim).orderBy("id").execute();

const UNSETTLED = sql`exists (select from returns.claim_remedy r where r.claim = c.id and r.settled_at is null)`;

/** What stands in a queue, the most urgent first; or all, the newest first. */
export const listClaims = async (
  db: Db,
  ask: {
    states: readonly string[] | null;
    /** Only those whose remedy was not done yet. */
    unsettled: boolean;
    kind?: string | undefined;
    carrier?: string | undefined;
    q?: string | undefined;
    subjects?: readonly string[] | undefined;
    byDue: boolean;
    after: { at: string; id: string } | null;
    limit: number;
  },
): Promise<ClaimRow[]> => {
  const order = ask.byDue ? sql`coalesce(c.due_at, 'infinity'::timestamptz), c.id` : sql`c.opened_at desc, c.id desc`;
  const behind =
    ask.after === null
      ? sql`true`
      : ask.byDue
        ? sql`(coalesce(c.due_at, 'infinity'::timestamptz), c.id) > (${ask.after.at}::timestamptz, ${ask.after.id}::uuid)`
        : sql`(c.opened_at, c.id) < (${ask.after.at}::timestamptz, ${ask.after.id}::uuid)`;
  const text = ask.q?.trim().toUpperCase();
  const result = await sql<ClaimRow>`
    select c.* from returns.claim c
    where ${ask.states === null ? sql`true` : sql`c.state = any(${[...ask.states]}::text[])`}
      and ${ask.unsettled ? UNSETTLED : sql`true`}
      and ${ask.kind === undefined ? sql`true` : sql`c.kind = ${ask.kind}`}
      and ${ask.carrier === undefined ? sql`true` : sql`c.carrier = ${ask.carrier}`}
      and ${ask.subjects === undefined ? sql`true` : sql`c.subject = any(${[...ask.subjects]}::text[])`}
      and ${text === undefined || text === "" ? sql`true` : sql`(c.number = ${text} or upper(c.order_number) = ${text} or upper(c."order") = ${text})`}
      and ${behind}
    order by ${order} limit ${ask.limit}`.execute(returns(db));
  return result.rows;
};

/** How many stand in each state, and how many of them are past their time. */
export const countStates = async (db: Db, now: Date): Promise<{ state: string; count: number; late: number }[]> => {
  const result = await sql<{ state: string; count: number; late: number }>`
    select state, count(*)::int as count, (count(*) filter (where due_at < ${now}))::int as late
    from returns.claim where closed_at is null group by state
    union all
    select 'settle', count(*)::int, 0 from returns.claim c where c.closed_at is null and ${UNSETTLED}`.execute(
    returns(db),
  );
  return result.rows;
};

/** Claims whose time has come, each held until the transaction ends, none that another process holds. */
export const takeDue = async (db: Db, now: Date, limit: number): Promise<ClaimRow[]> => {
  const result = await sql<ClaimRow>`
    select * from returns.claim where due_at <= ${now} and state in ('evidence', 'auto_approved', 'decided')
    order by due_at limit ${limit} for update skip locked`.execute(returns(db));
  return result.rows;
};

export const nextDue = async (db: Db): Promise<Date | null> => {
  const result = await sql<{ at: Date | null }>`
    select least(
      (select min(due_at) from returns.claim where due_at is not null and state in ('evidence', 'auto_approved', 'decided')),
      (select min(score_expires_at) from returns.claim where score_expires_at is not null)) as at`.execute(returns(db));
  return result.rows[0]?.at ?? null;
};

/** C11: what a score said is forgotten after its time. */
export const forgetScores = async (db: Db, now: Date, limit: number): Promise<number> => {
  const result = await sql`
    update returns.claim set score = null, reasons = null, facts = null, features = null, score_expires_at = null
    where id in (select id from returns.claim where score_expires_at <= ${now} limit ${limit})`.execute(returns(db));
  return Number(result.numAffectedRows ?? 0);
};
