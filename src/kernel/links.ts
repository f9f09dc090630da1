/** Signed links: who may use it (audience), what for (scope), until when. Opening one changes nothing (law 9). */
import { createHmac, timingSafeEqual } from "node:crypto";
import type { Ctx } from "#kernel/context";

export interface Claim {
  /** What the link allows: `unsubscribe`, `click`, `preferences`. A token of one scope is refused for another. */
  readonly scope: string;
  /** Whom or what it is about: a send id, an identity key. */
  readonly audience: string;
  readonly expiresAt: Date;
}

const mac = (ctx: Ctx, text: string): Buffer => {
  if (!ctx.config.secret) throw new Error("There is no secret to sign with.");
  // 128 bits are enough for a tag that must be guessed online, and keep SMS links short.
  return createHmac("sha256", ctx.config.secret).update(`engawa.link.${text}`).digest().subarray(0, 16);
};

/** A URL-safe token. Not encrypted: the audience can be read, so put ids there, never personal data. */
export const sign = (ctx: Ctx, claim: Claim): string => {
  const expiry = Math.floor(claim.expiresAt.getTime() / 1000).toString(36);
  const text = `${claim.scope}.${expiry}.${Buffer.from(claim.audience).toString("base64url")}`;
  return `${expiry}.${Buffer.from(claim.audience).toString("base64url")}.${mac(ctx, text).toString("base64url")}`;
};

export type Verified =
  | { readonly ok: true; readonly audience: string }
  | { readonly ok: false; readonly reason: "forged" | "expired" };

/** Checks a token against the scope that it must have, at ctx.now. */
export const verify = (ctx: Ctx, scope: string, token: string): Verified => {
  const [expiry = "", audience = "", tag = "", ...rest] = token.split(".");
  const given = Buffer.from(tag, "base64url");
  const wanted = mac(ctx, `${scope}.${expiry}.${audience}`);
  if (rest.length > 0 || given.length !== wanted.length || !timingSafeEqual(given, wanted))
    return { ok: false, reason: "forged" };
  if (Number.parseInt(expiry, 36) * 1000 < ctx.now.getTime()) return { ok: false, reason: "expired" };
  return { ok: true, audience: Buffer.from(audience, "base64url").toString() };
};
