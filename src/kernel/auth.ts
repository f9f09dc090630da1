/** Sign-in of people (better-auth: e-mail and password, sessions) and of programs (API keys). */
import { createHash, randomUUID } from "node:crypto";
import { betterAuth } from "better-auth";
import { hashPassword } from "better-auth/crypto";
import pg from "pg";
import type { Actor, Ctx } from "#kernel/context";
import { type Db, surviveLoss, tables, transaction } from "#kernel/database";
import { Problem } from "#kernel/errors";
import type { Role } from "#kernel/roles";

const rows = tables("auth");
const hashOf = (key: string): string => createHash("sha256").update(key).digest("hex");

export const NOBODY: Actor = { kind: "public", id: "", name: "", role: null };

const open = (options: { databaseUrl: string; secret: string; publicUrl: string; port: number }) => {
  const pool = new pg.Pool({ connectionString: options.databaseUrl, options: "-c search_path=auth", max: 2 });
  surviveLoss(pool);
  const auth = betterAuth({
    database: pool,
    secret: createHash("sha256").update(`auth.${options.secret}`).digest("base64"),
    baseURL: options.publicUrl,
    basePath: "/api/auth",
    trustedOrigins: [options.publicUrl, `http://localhost:${options.port}`, `http://127.0.0.1:${options.port}`],
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 10 },
    user: {
      additionalFields: {
        role: { type: "string", input: false, defaultValue: "viewer" },
        disabled: { type: "boolean", input: false, defaultValue: false },
      },
    },
    session: { expiresIn: 60 * 60 * 24 * 14, cookieCache: { enabled: true, maxAge: 60 } },
    rateLimit: { enabled: true, customRules: { "/sign-in/email": { window: 60, max: 20 } } },
    telemetry: { enabled: false },
    logger: { level: "error" },
  });
  return { auth, pool };
};

export interface Auth {
  /** better-auth's own endpoints under /api/auth. */
  handle(request: Request): Promise<Response>;
  /** Who sends this request: an API key's program, a signed-in person, or nobody. */
  actor(request: Request): Promise<Actor>;
  close(): Promise<void>;
}

const SAFE = ["GET", "HEAD", "OPTIONS"];

/** A cookie alone must not let another site's page change anything: the Origin of a changing request must be ours. */
const sameOrigin = (request: Request): boolean => {
  const origin = request.headers.get("origin");
  return origin === null || (URL.canParse(origin) && new URL(origin).host === request.headers.get("host"));
};

export const openAuth = (
  db: Db,
  options: { databaseUrl: string; secret: string; publicUrl: string; port: number },
): Auth => {
  const { auth, pool } = open(options);
  const program = async (key: string): Promise<Actor> => {
    const found = await rows(db)
      .selectFrom("auth.api_key")
      .select(["id", "label", "role"])
      .where("hash", "=", hashOf(key))
      .where("revoked_at", "is", null)
      .executeTakeFirst();
    if (!found) throw new Problem("unauthorized", "This API key is not known, or was revoked.");
    return { kind: "api", id: found.id, name: found.label, role: found.role as Role };
  };
  return {
    handle: (request) => auth.handler(request),
    actor: async (request) => {
      const bearer = /^Bearer (.+)$/.exec(request.headers.get("authorization") ?? "")?.[1];
      if (bearer) return program(bearer);
      if (!request.headers.get("cookie")?.includes("better-auth")) return NOBODY;
      const session = await auth.api.getSession({ headers: request.headers });
      if (!session || session.user.disabled) return NOBODY;
      if (!SAFE.includes(request.method) && !sameOrigin(request))
        throw new Problem("forbidden", "This request comes from a page of another site.");
      return {
        kind: "user",
        id: session.user.id,
        name: session.user.name,
        email: session.user.email,
        role: session.user.role as Role,
      };
    },
    close: () => pool.end(),
  };
};

export const hasUsers = async (ctx: Ctx): Promise<boolean> =>
  Boolean(await rows(ctx.db).selectFrom("auth.user").select("id").limit(1).executeTakeFirst());

/** Adds a person who signs in with a password. A taken e-mail is a conflict. */
export const createUser = (
  ctx: Ctx,
  person: { email: string; name: string; password: string; role: Role },
): Promise<{ id: string }> =>
  transaction(ctx.db, async (tx) => {
    const [id, email] = [randomUUID(), person.email.toLowerCase()];
    const times = { createdAt: ctx.now, updatedAt: ctx.now };
    const made = await rows(tx)
      .insertInto("auth.user")
      .values({ id, email, name: person.name, emailVerified: true, role: person.role, ...times })
      .onConflict((c) => c.column("email").doNothing())
      .executeTakeFirst();
    if (!made.numInsertedOrUpdatedRows)
      throw new Problem("conflict", "Somebody with this e-mail address is already here.");
    const password = await hashPassword(person.password);
    await rows(tx)
      .insertInto("auth.account")
      .values({ id: randomUUID(), accountId: id, providerId: "credential", userId: id, password, ...times })
      .execute();
    return { id };
  });

/** Keeps an API key (its hash); a known one is left as it is. */
export const keepApiKey = async (ctx: Ctx, key: { label: string; value: string; role: Role }): Promise<void> => {
  await rows(ctx.db)
    .insertInto("auth.api_key")
    .values({ id: randomUUID(), label: key.label, hash: hashOf(key.value), role: key.role, created_at: ctx.now })
    .onConflict((c) => c.column("hash").doNothing())
    .execute();
};

export interface ApiKey {
  readonly id: string;
  readonly label: string;
  readonly role: Role;
  readonly createdAt: Date;
}

/** The keys that open the API, without their values, which are not kept. */
export const listApiKeys = async (ctx: Ctx): Promise<ApiKey[]> => {
  const found = await rows(ctx.db)
    .selectFrom("auth.api_key")
    .select(["id", "label", "role", "created_at"])
    .where("revoked_at", "is", null)
    .orderBy("created_at")
    .execute();
  return found.map((key) => ({ id: key.id, label: key.label, role: key.role as Role, createdAt: key.created_at }));
};

export const revokeApiKey = async (ctx: Ctx, id: string): Promise<void> => {
  const gone = await rows(ctx.db)
    .updateTable("auth.api_key")
    .set({ revoked_at: ctx.now })
    .where("id", "=", id)
    .where("revoked_at", "is", null)
    .executeTakeFirst();
  if (!gone.numUpdatedRows) throw new Problem("not_found", "There is no such API key.");
};

export interface User {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly disabled: boolean;
  readonly createdAt: Date;
}

export const listUsers = async (ctx: Ctx): Promise<User[]> => {
  const found = await rows(ctx.db)
    .selectFrom("auth.user")
    .select(["id", "name", "email", "role", "disabled", "createdAt"])
    .orderBy("createdAt")
    .execute();
  return found.map((user) => ({ ...user, role: user.role as Role }));
};

/** Changes role or access. The last able owner cannot be taken away: somebody must be able to let people in. */
export const changeUser = async (
  ctx: Ctx,
  id: string,
  change: { role?: Role | undefined; disabled?: boolean | undefined },
) => {
  const users = await listUsers(ctx);
  const user = users.find((each) => each.id === id);
  if (!user) throw new Problem("not_found", "There is no such user.");
  const after = users.map((each) => (each.id === id ? { ...each, ...change } : each));
  if (!after.some((each) => each.role === "owner" && !each.disabled))
    throw new Problem("conflict", "At least one owner must stay able to sign in.");
  await rows(ctx.db)
    .updateTable("auth.user")
    .set({ role: change.role ?? user.role, disabled: change.disabled ?? user.disabled, updatedAt: ctx.now })
    .where("id", "=", id)
    .execute();
  if (change.disabled) await rows(ctx.db).deleteFrom("auth.session").where("userId", "=", id).execute();
};
