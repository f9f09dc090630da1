/** The address of an order's tracking page. Whoever holds it may see the page, and no more than the page shows. */
import type { Ctx } from "#kernel/context";
import { sign, type Verified, verify } from "#kernel/links";

const SCOPE = "tracking";
/** Longer than any parcel is under way, its questions and its returns included. */
const LIFE_MS = 180 * 86_400_000;

/** Signed for one order: works for half a year, and for nothing else. */
export const trackingLink = (ctx: Ctx, order: string): string =>
  `${ctx.config.publicUrl}/t/${sign(ctx, { scope: SCOPE, audience: order, expiresAt: new Date(ctx.now.getTime() + LIFE_MS) })}`;

/** The order that a tracking page's token was signed for. */
export const readTrackingToken = (ctx: Ctx, token: string): Verified => verify(ctx, SCOPE, token);
