import { adminApi, Brand } from "#kernel/admin-api";
import { audit, auditTrail } from "#kernel/audit";
import { changeUser, createUser, listUsers } from "#kernel/auth";
import type { Ctx } from "#kernel/context";
import type { Handlers } from "#kernel/contract";
import { Problem } from "#kernel/errors";
import { readSetting, writeSetting } from "#kernel/settings";

/** The brand as it is set. Calendar rules take its zone. */
export const brandOf = (ctx: Ctx): Promise<Brand> => readSetting(ctx, "brand", Brand);

export const adminHandlers: Handlers<typeof adminApi, Ctx> = {
  me: async (ctx) => {
    const { actor } = ctx;
    if (actor.role === null) throw new Problem("unauthorized", "Nobody is signed in.");
    const user = { id: actor.id, name: actor.name, kind: actor.kind, role: actor.role };
    return { user, brand: await brandOf(ctx), now: ctx.now.toISOString() };
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
  audit: async (ctx, { query }) =>
    (await auditTrail(ctx, query)).map((entry) => ({ ...entry, at: entry.at.toISOString(), detail: entry.detail })),
};
