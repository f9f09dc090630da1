/** Signed webhooks: the bytes are checked before anything in them is read. */
import { createHmac, timingSafeEqual } from "node:crypto";
import { brandOf } from "#kernel/admin";
import { audit } from "#kernel/audit";
import { type Ctx, within } from "#kernel/context";
import { transaction } from "#kernel/database";
import { Problem } from "#kernel/errors";
import type { Json } from "#kernel/log";
import { readSetting, writeSetting } from "#kernel/settings";
import { HOOKS, type Hook, HookSecrets } from "../model.ts";
import { readAftership } from "../model/inbound/aftership.ts";
import { type Obj, obj } from "../model/inbound/read.ts";
import { readShopify } from "../model/inbound/shopify.ts";
import { readTrackingmore } from "../model/inbound/trackingmore.ts";
import type { News } from "../model/place.ts";
import { takeNews } from "./take.ts";

const equal = (given: Buffer, wanted: Buffer): boolean =>
  given.length === wanted.length && timingSafeEqual(given, wanted);

const digest = (secret: string, body: Uint8Array): Buffer => createHmac("sha256", secret).update(body).digest();

/** True where one of the secrets signed exactly these bytes, in base64. All are tried, so that time tells nothing. */
export const signed = (secrets: readonly string[], body: Uint8Array, signature: string): boolean =>
  secrets.map((secret) => equal(Buffer.from(signature, "base64"), digest(secret, body))).includes(true);

/** How far a signed time may lie from ours. */
const TIME_SIGNED_MS = 15 * 60_000;

/** TrackingMore signs the body, or, as its examples do, only the time of sending: then the time must be now. */
const signedByTrackingmore = (ctx: Ctx, secrets: readonly string[], body: Uint8Array, headers: Headers): boolean => {
  const signature = headers.get("signature") ?? headers.get("trackingmore-signature") ?? "";
  const stamp = headers.get("timestamp") ?? "";
  const hex = Buffer.from(/^[0-9a-f]{64}$/i.test(signature) ? signature : "", "hex");
  const near = Math.abs(Number(stamp) * 1000 - ctx.now.getTime()) <= TIME_SIGNED_MS;
  return secrets
    .map(
      (secret) =>
        equal(Buffer.from(signature, "base64"), digest(secret, body)) ||
        equal(hex, digest(secret, body)) ||
        (near && equal(hex, digest(secret, Buffer.from(stamp)))),
    )
    .includes(true);
};

const allowed = (ctx: Ctx, hook: Hook, secrets: readonly string[], body: Uint8Array, headers: Headers): boolean => {
  switch (hook) {
    case "aftership":
      return signed(
        secrets,
        body,
        headers.get("as-signature-hmac-sha256") ?? headers.get("aftership-hmac-sha256") ?? "",
      );
    case "shopify":
      return signed(secrets, body, headers.get("x-shopify-hmac-sha256") ?? "");
    case "trackingmore":
      return signedByTrackingmore(ctx, secrets, body, headers);
  }
};

const READERS: Readonly<Record<Hook, (body: Obj, zone: string) => News[]>> = {
  aftership: readAftership,
  trackingmore: readTrackingmore,
  shopify: readShopify,
};

const parse = (body: Uint8Array): Obj => {
  try {
    return obj(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body)) as Json);
  } catch {
    throw new Problem("invalid", "The body is not valid JSON.");
  }
};

/** Takes a webhook in: durable when this returns, and the same however often it is delivered. */
export const takeHook = async (
  ctx: Ctx,
  hook: Hook,
  body: Uint8Array,
  headers: Headers,
): Promise<{ scans: number }> => {
  const secrets = (await readSetting(ctx, "delivery.hooks", HookSecrets))[hook];
  if (secrets.length === 0) throw new Problem("not_found", "This webhook is not set up here.");
  if (!allowed(ctx, hook, secrets, body, headers))
    throw new Problem("unauthorized", "The signature does not fit the body.");
  const { zone } = await brandOf(ctx);
  const news = READERS[hook](parse(body), zone);
  const { scans } = await takeNews(ctx, news);
  return { scans };
};

/** Which webhooks are set up; secrets are never shown again. */
export const hookStates = async (ctx: Ctx) => {
  const secrets = await readSetting(ctx, "delivery.hooks", HookSecrets);
  return HOOKS.map((hook) => ({
    hook,
    address: `${ctx.config.publicUrl}/hooks/${hook === "shopify" ? "shopify/fulfillments" : hook}`,
    secrets: secrets[hook].length,
  }));
};

/** Sets or takes away the secrets of one webhook: two while one replaces the other. */
export const setHook = (ctx: Ctx, hook: Hook, secrets: readonly string[]): Promise<void> =>
  transaction(ctx.db, async (tx) => {
    const inside = within(ctx, tx);
    const now = await readSetting(inside, "delivery.hooks", HookSecrets);
    await writeSetting(inside, "delivery.hooks", HookSecrets.parse({ ...now, [hook]: secrets }));
    await audit(inside, "delivery.hook_changed", `hook:${hook}`, { secrets: secrets.length });
  });
