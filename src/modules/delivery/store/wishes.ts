/** What customers say on the tracking page: wishes, feelings, problems. */
import { sql } from "kysely";
import { type Db, tables } from "#kernel/database";

const delivery = tables("delivery");

export interface NewChoice {
  readonly id: string;
  readonly parcel: string;
  readonly order: string;
  readonly kind: string;
  readonly day: string;
  readonly slot: string;
  readonly spot: string;
}

/** The new wish stands, the earlier one steps back. False where the very same wish stands already. */
export const putChoice = async (db: Db, wish: NewChoice, at: Date): Promise<boolean> => {
  const same = await sql`
    select 1 from delivery.choice where parcel = ${wish.parcel}::uuid and state in ('requested', 'arranged')
      and day = ${wish.day}::date and slot = ${wish.slot} and spot = ${wish.spot} and kind = ${wish.kind}`.execute(
    delivery(db),
  );
  if (same.rows.length > 0) return false;
  await sql`
    update delivery.choice set state = 'replaced' where parcel = ${wish.parcel}::uuid and state <> 'replaced'`.execute(
    delivery(db),
  );
  await sql`
    insert into delivery.choice (id, parcel, "order", kind, day, slot, spot, state, at)
    values (${wish.id}, ${wish.parcel}, ${wish.order}, ${wish.kind}, ${wish.day}, ${wish.slot}, ${wish.spot}, 'requested', ${at})`.execute(
    delivery(db),
  );
  return true;
};

/** How many wishes this parcel has seen. */
export const choiceCount = async (db: Db, parcel: string): Promise<number> => {
  const result = await sql<{ n: number }>`
    select count(*)::int as n from delivery.choice where parcel = ${parcel}::uuid`.execute(delivery(db));
  return result.rows[0]?.n ?? 0;
};

/** Keeps the last word; gives which change it was, or null where it was said before. */
export const putFeeling = async (
  db: Db,
  felt: { parcel: string; order: string; feeling: string },
  at: Date,
): Promise<number | null> => {
  const result = await sql<{ changes: number }>`
    insert into delivery.feeling (parcel, "order", feeling, at) values (${felt.parcel}, ${felt.order}, ${felt.feeling}, ${at})
    on conflict (parcel) do update set feeling = excluded.feeling, at = excluded.at, changes = feeling.changes + 1
      where feeling.feeling <> excluded.feeling
    returning changes`.execute(delivery(db));
  return result.rows[0]?.changes ?? null;
};

export const putProblem = async (
  db: Db,
  told: { id: string; order: string; parcel: string | null; problem: string; note: string },
  at: Date,
): Promise<void> => {
  await sql`
    insert into delivery.problem (id, "order", parcel, problem, note, at)
    values (${told.id}, ${told.order}, ${told.parcel}, ${told.problem}, ${told.note}, ${at})
    on conflict do nothing`.execute(delivery(db));
};

/** Problems told of this order since then. */
export const problemCount = async (db: Db, order: string, since: Date): Promise<number> => {
  const result = await sql<{ n: number }>`
    select count(*)::int as n from delivery.problem where "order" = ${order} and at > ${since}`.execute(delivery(db));
  return result.rows[0]?.n ?? 0;
};

/** The wishes that stand for these parcels. */
export const standingChoices = async (
  db: Db,
  parcels: readonly string[],
): Promise<Map<string, { day: string; slot: string }>> => {
  const result = await sql<{ parcel: string; day: string; slot: string }>`
    select parcel, coalesce(day::text, '') as day, slot from delivery.choice
    where parcel = any(${[...parcels]}::uuid[]) and state in ('requested', 'arranged')`.execute(delivery(db));
  return new Map(result.rows.map((row) => [row.parcel, row]));
};

export interface ChoiceRow {
  readonly id: string;
  readonly parcel: string;
  readonly order: string;
  readonly carrier: string;
  readonly number: string;
  readonly kind: string;
  readonly day: string | null;
  readonly slot: string;
  readonly spot: string;
  readonly state: string;
  readonly at: Date;
  readonly hold_until: Date | null;
}

/** Wishes by state, the oldest first: somebody waits. */
export const listChoices = async (db: Db, state: string, limit: number): Promise<ChoiceRow[]> => {
  const result = await sql<ChoiceRow>`
    select w.id, w.parcel, w."order", p.carrier, p.number, w.kind, w.day::text as day, w.slot, w.spot, w.state, w.at, p.hold_until
    from delivery.choice w join delivery.parcel p on p.id = w.parcel
    where w.state = ${state} order by w.at ${sql.raw(state === "requested" ? "" : "desc")}, w.id limit ${limit}`.execute(
    delivery(db),
  );
  return result.rows;
};

/** True where it was waiting. */
export const settleChoices = async (
  db: Db,
  ids: readonly string[],
  state: "arranged" | "refused",
  by: string,
  at: Date,
): Promise<{ id: string; parcel: string; order: string; subject: string }[]> => {
  const result = await sql<{ id: string; parcel: string; order: string; subject: string }>`
    update delivery.choice w set state = ${state}, settled_at = ${at}, settled_by = ${by}
    from delivery.parcel p where p.id = w.parcel and w.id = any(${[...ids]}::uuid[]) and w.state = 'requested'
    returning w.id, w.parcel, w."order", p.subject`.execute(delivery(db));
  return result.rows;
};
