/** What a brand needs once: a secret to sign with, a write key, an API key, and somebody who may sign in. */
import { randomBytes } from "node:crypto";
import { z } from "zod";
import { createUser, hasUsers, keepApiKey } from "#kernel/auth";
import type { Config } from "#kernel/config";
import { type Ctx, within } from "#kernel/context";
import { lock, transaction } from "#kernel/database";
import { readSetting, writeSetting } from "#kernel/settings";

const Keys = z.object({ secret: z.string().optional(), writeKey: z.string().optional() });
const random = (bytes: number): string => randomBytes(bytes).toString("base64url");

/** Shown once, at the end of the first start. null where it was given by the environment. */
export interface Credentials {
  readonly email: string;
  readonly password: string | null;
  readonly apiKey: string | null;
}

export interface Prepared {
  /** The configuration with the secret and the write key that all processes of this brand share. */
  readonly config: Config;
  readonly credentials: Credentials | null;
}

export const firstStart = (ctx: Ctx): Promise<Prepared> =>
  transaction(ctx.db, async (tx) => {
    await lock(tx, "engawa.first-start");
    const inside = within(ctx, tx);
    const { config } = ctx;
    const kept = await readSetting(inside, "keys", Keys);
    const keys = { secret: kept.secret ?? random(32), writeKey: kept.writeKey ?? `wk_${random(18)}` };
    if (!kept.secret || !kept.writeKey) await writeSetting(inside, "keys", keys);
    if (config.apiKey) await keepApiKey(inside, { label: "ENGAWA_API_KEY", value: config.apiKey, role: "owner" });
    const complete = { ...config, secret: config.secret ?? keys.secret, writeKey: config.writeKey ?? keys.writeKey };
    if (await hasUsers(inside)) return { config: complete, credentials: null };

    const email = config.adminEmail ?? "owner@example.com";
    const password = config.adminPassword ?? random(12);
    const apiKey = config.apiKey ?? `ek_${random(24)}`;
    await createUser(inside, { email, name: "Owner", password, role: "owner" });
    if (!config.apiKey) await keepApiKey(inside, { label: "First start", value: apiKey, role: "owner" });
    return {
      config: complete,
      credentials: {
        email,
        password: config.adminPassword ? null : password,
        apiKey: config.apiKey ? null : apiKey,
      },
    };
  });
