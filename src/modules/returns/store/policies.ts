/** Policies, and which one each order is under. */
import { sql } from "kysely";
import { type Db, tables } from "#kernel/database";
import { LEGAL, Policy } from "../model/policy.ts";

const returns = tables("returns");

export interface StoredPolicy {
  readonly id: string;
  readonly version: number | null;
  readonly name: string;
  readonly definition: Policy;
  readonly createdAt: Date;
  readonly createdBy: string;
  readonly updatedAt: Date;
  readonly validFrom: Date | null;
  readonly publishedBy: string | null;
}

interface Row extends Omit<StoredPolicy, "definition"> {
  readonly definition: unknown;
}
const COLUMNS = sql.raw(`id, version, name, definition, created_at as "createdAt", created_by as "createdBy",
  updated_at as "updatedAt", valid_from as "validFrom", published_by as "publishedBy"`);
const stored = (row: Row): StoredPolicy => ({ ...row, definition: Policy.parse(row.definition) });

export const listPolicies = async (db: Db): Promise<StoredPolicy[]> => {
  const result = await sql<Row>`
    select ${COLUMNS} from returns.policy order by version desc nulls first, updated_at desc limit 200`.execute(
    returns(db),
  );
  return result.rows.map(stored);
};

export const policyById = async (db: Db, id: string, lock = false): Promise<StoredPolicy | null> => {
  const result = await sql<Row>`
    select ${COLUMNS} from returns.policy where id = ${id}::uuid ${lock ? sql`for update` : sql``}`.execute(
    returns(db),
  );
  const row = result.rows[0];
  return row ? stored(row) : null;
};

export const putDraft = async (
  db: Db,
  draft: { id: string; name: string; definition: Policy; by: string; now: Date },
): Promise<void> => {
  await sql`
    insert into returns.policy (id, name, definition, created_at, created_by, updated_at)
    values (${draft.id}::uuid, ${draft.name}, ${JSON.stringify(draft.definition)}::jsonb, ${draft.now}, ${draft.by}, ${draft.now})
    on conflict (id) do update set name = excluded.name, definition = excluded.definition, updated_at = excluded.updated_at
    where policy.version is null`.execute(returns(db));
};

export const dropDraft = async (db: Db, id: string): Promise<boolean> => {
  const result = await sql`
    delete from returns.policy where id = ${id}::uuid and version is null returning 1`.execute(returns(db));
  return result.rows.length > 0;
};

export const publishDraft = async (db: Db, id: string, validFrom: Date, by: string): Promise<number> => {
  const result = await sql<{ version: number }>`
    update returns.policy set version = (select coalesce(max(version), 0) + 1 from returns.policy),
      valid_from = ${validFrom}, published_by = ${by}
    where id = ${id}::uuid and version is null returning version`.execute(returns(db));
  return result.rows[0]?.version ?? 0;
};

export const lastValidFrom = async (db: Db): Promise<Date | null> => {
  const result = await sql<{ at: Date | null }>`
    select max(valid_from) as at from returns.policy where version is not null`.execute(returns(db));
  return result.rows[0]?.at ?? null;
};

/** Binds orders to the version valid when they were placed. The first word stands: later policies change nothing. */
export const bindOrders = async (db: Db, orders: readonly { order: string; at: Date }[]): Promise<void> => {
  if (orders.length === 0) return;
  await sql`
    insert into returns.bound ("order", version, placed_at)
    select o."order", coalesce((select p.version from returns.policy p
        where p.version is not null and p.valid_from <= o.at order by p.valid_from desc, p.version desc limit 1), 0), o.at
    from unnest(${orders.map((each) => each.order)}::text[], ${orders.map((each) => each.at)}::timestamptz[]) as o ("order", at)
    on conflict ("order") do nothing`.execute(returns(db));
};

/** A brand that publishes its first policy says since when it has been shown: orders since then come under it. */
export const rebindSince = async (db: Db, version: number, since: Date): Promise<void> => {
  await sql`
    update returns.bound set version = ${version} where version = 0 and placed_at >= ${since}
      and not exists (select 1 from returns.return r where r."order" = bound."order")`.execute(returns(db));
};

/** The policy of an order; until it is bound, a moment after it was recorded, the one that will be. Version 0 is the law. */
export const policyOf = async (
  db: Db,
  order: string,
  placedAt: Date | null,
): Promise<{ version: number; policy: Policy }> => {
  const result = await sql<{ version: number; definition: unknown }>`
    select o.version, p.definition
    from (select coalesce(
      (select version from returns.bound where "order" = ${order}),
      (select version from returns.policy where version is not null and valid_from <= ${placedAt}::timestamptz
        order by valid_from desc, version desc limit 1), 0) as version) o
    left join returns.policy p on p.version = o.version`.execute(returns(db));
  const { version, definition } = result.rows[0] ?? { version: 0, definition: null };
  return { version, policy: version === 0 ? LEGAL : Policy.parse(definition) };
};
