/** The customer's page of an order's claims. */
import type { Ctx } from "#kernel/context";
import { sign, type Verified, verify } from "#kernel/links";

const SCOPE = "claim";
/** As long as anything about a claim may still be appealed. */
const LIFE_MS = 180 * 86_400_000;

/** Signed for one order. Whoever holds it may read its claims and add to them. */
export const claimLink = (ctx: Ctx, order: string): string =>
  `${ctx.config.publicUrl}/c/${sign(ctx, { scope: SCOPE, audience: order, expiresAt: new Date(ctx.now.getTime() + LIFE_MS) })}`;

export const readClaimToken = (ctx: Ctx, token: string): Verified => verify(ctx, SCOPE, token);
