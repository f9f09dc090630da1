/** Addresses of a customer's return pages. Whoever holds one may see and do what the page offers, for one order. */
import type { Ctx } from "#kernel/context";
import { sign, verify } from "#kernel/links";

const SCOPE = "return";
/** As long as a warranty may run. */
const LIFE_MS = 400 * 86_400_000;
const GIFT = "gift~";

/** The return portal of an order; with `number` the status of one return. A gift's recipient gets one without prices. */
export const returnLink = (
  ctx: Ctx,
  order: string,
  more: { readonly gift?: boolean; readonly number?: string } = {},
): string => {
  const audience = `${more.gift ? GIFT : ""}${order}`;
  const token = sign(ctx, { scope: SCOPE, audience, expiresAt: new Date(ctx.now.getTime() + LIFE_MS) });
  return `${ctx.config.publicUrl}/r/${token}${more.number === undefined ? "" : `/${more.number}`}`;
};

export const readReturnToken = (ctx: Ctx, token: string): { order: string; gift: boolean } | null => {
  const claim = verify(ctx, SCOPE, token);
  if (!claim.ok) return null;
  const gift = claim.audience.startsWith(GIFT);
  return { order: gift ? claim.audience.slice(GIFT.length) : claim.audience, gift };
};
