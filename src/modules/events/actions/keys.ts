/** Who may send events: write keys, and the quick answer to whose key this is. */
import { createHash, randomBytes, randomUUID } from "node:crypto";
import { audit } from "#kernel/audit";
import { type Ctx, within } from "#kernel/context";
import { type Db, transaction } from "#kernel/database";
import { notFound } from "#kernel/errors";
import { insertKey, listKeys, revokeKey, type WriteKeyRow } from "../store/keys.ts";

/** A revoked key of another process works this long at most. */
const KEEP_MS = 5_000;
/** An unknown key is looked up this often at most, so that guessing costs no queries. */
const AGAIN_MS = 500;

interface Known {
  readonly byHash: ReadonlyMap<string, string>;
  /** Key as sent → label; spares a hash per request. */
  readonly byKey: Map<string, string>;
  readonly loadedAt: number;
}
const caches = new WeakMap<Db, Known>();
const loading = new WeakMap<Db, Promise<Known>>();

const hashOf = (key: string): string => createHash("sha256").update(key).digest("hex");

const load = (db: Db): Promise<Known> => {
  const under = loading.get(db);
  if (under) return under;
  const started = (async () => {
    const rows = await listKeys(db);
    const byHash = new Map(rows.filter((r) => r.revoked_at === null).map((r) => [r.hash, r.label]));
    const known = { byHash, byKey: new Map<string, string>(), loadedAt: performance.now() };
    caches.set(db, known);
    return known;
  })().finally(() => loading.delete(db));
  loading.set(db, started);
  return started;
};

/** The label of a write key without asking the database, or undefined where it must be asked. */
export const labelAtOnce = (db: Db, key: string): string | undefined => {
  const known = caches.get(db);
  return known && performance.now() - known.loadedAt < KEEP_MS ? known.byKey.get(key) : undefined;
};

/** The label of a write key: the source of its events. Null where nobody has it. */
export const labelOf = async (ctx: Ctx, key: string): Promise<string | null> => {
  const atOnce = labelAtOnce(ctx.db, key);
  if (atOnce !== undefined) return atOnce;
  const hash = hashOf(key);
  let known = caches.get(ctx.db);
  const age = known ? performance.now() - known.loadedAt : Number.POSITIVE_INFINITY;
  if (!known || age > KEEP_MS || (age > AGAIN_MS && !known.byHash.has(hash))) known = await load(ctx.db);
  const label = known.byHash.get(hash);
  if (label !== undefined) known.byKey.set(key, label);
  return label ?? null;
};

/** Forgets what is cached, after a key was made or revoked here. */
const forget = (db: Db): void => {
  caches.delete(db);
};

/** Makes a key; this is the only time that it can be seen. */
export const createKey = (ctx: Ctx, label: string): Promise<{ id: string; key: string }> =>
  transaction(ctx.db, async (tx) => {
    const key = `wk_${randomBytes(18).toString("base64url")}`;
    const id = randomUUID();
    const row = { id, label, hash: hashOf(key), hint: key.slice(-4), created_at: ctx.now, created_by: ctx.actor.name };
    await insertKey(tx, row);
    await audit(within(ctx, tx), "write-key.created", `write-key:${id}`, { label });
    return { id, key };
  }).finally(() => forget(ctx.db));

/** Stops a key. What it has sent stays. */
export const stopKey = (ctx: Ctx, id: string): Promise<void> =>
  transaction(ctx.db, async (tx) => {
    if (!(await revokeKey(tx, id, ctx.now))) throw notFound("write key");
    await audit(within(ctx, tx), "write-key.revoked", `write-key:${id}`);
  }).finally(() => forget(ctx.db));

export const writeKeys = (ctx: Ctx): Promise<WriteKeyRow[]> => listKeys(ctx.db);

/** The key of the configuration is one of the keys from the first start on. */
export const keepConfiguredKey = async (ctx: Ctx): Promise<void> => {
  const key = ctx.config.writeKey;
  if (!key) return;
  const made = { created_at: ctx.now, created_by: ctx.actor.name };
  await insertKey(ctx.db, { id: randomUUID(), label: "default", hash: hashOf(key), hint: key.slice(-4), ...made });
  forget(ctx.db);
};
