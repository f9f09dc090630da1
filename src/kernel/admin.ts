import { randomBytes } from "node:crypto";
import { adminApi, Brand } from "#kernel/admin-api";
import { audit, auditTrail } from "#kernel/audit";
import { changeUser, createUser, keepApiKey, listApiKeys, listUsers, revokeApiKey } from "#kernel/auth";
import type { Clock } from "#kernel/clock";
import type { Ctx } from "#kernel/context";
import type { Handlers } from "#kernel/contract";
import { Problem } from "#kernel/errors";
import { readSetting, writeSetting } from "#kernel/settings";

/** The brand as it is set. Calendar rules take its zone. */
export const brandOf = (ctx: Ctx): Promise<Brand> => readSetting(ctx, "brand", Brand);

export const adminHandlers = (clock: Clock): Handlers<typeof adminApi, Ctx> => ({
  me: async (ctx) => {
    const { actor } = ctx;
    if (actor.role === null) throw new Problem("unauthorized", "Nobody is signed in.");
    const email = actor.kind === "user" ? actor.email : "";
    const user = { id: actor.id, name: actor.name, email, kind: actor.kind, role: actor.role };
    return { user, brand: await brandOf(ctx), now: ctx.now.toISOString(), rate: clock.rate() };
  },
  saveBrand: async (ctx, { body }) => {
    await writeSetting(ctx, "brand", body);
    await audit(ctx, "brand.changed", "brand");
    return body;
  },
  users: async (ctx) => (await listUsers(ctx)).map((user) => ({ ...user, createdAt: user.createdAt.toISOString() })),
  addUser: async (ctx, { body }) => {
    const made = await createUser(ctx, body);
    await audit(ctx, "user.added", `user:${made.id}`, { role: body.role });
    return made;
  },
  changeUser: async (ctx, { params, body }) => {
    await changeUser(ctx, params.id, body);
    await audit(ctx, "user.changed", `user:${params.id}`, {
      ...(body.role !== undefined && { role: body.role }),
      ...(body.disabled !== undefined && { disabled: body.disabled }),
    });
  },
  keys: async (ctx) => ({
    writeKey: ctx.config.writeKey ?? "",
    apiKeys: (await listApiKeys(ctx)).map((key) => ({ ...key, createdAt: key.createdAt.toISOString() })),
  }),
  addKey: async (ctx, { body }) => {
    const value = `ek_${randomBytes(24).toString("base64url")}`;
    await keepApiKey(ctx, { ...body, value });
    await audit(ctx, "key.added", "key", { label: body.label, role: body.role });
    return { value };
  },
  revokeKey: async (ctx, { params }) => {
    await revokeApiKey(ctx, params.id);
    await audit(ctx, "key.revoked", `key:${params.id}`);
  },
  audit: async (ctx, { query }) =>
    (await auditTrail(ctx, query)).map((entry) => ({ ...entry, at: entry.at.toISOString(), detail: entry.detail })),
});
