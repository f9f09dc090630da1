/** The return path that names the send: `bounce+<id>.<tag>@domain`. Lower case only, as mail servers may fold it. */
import { createHmac, timingSafeEqual } from "node:crypto";
import type { Ctx } from "#kernel/context";

const tagOf = (ctx: Ctx, id: string): string => {
  if (!ctx.config.secret) throw new Error("There is no secret to sign with.");
  return createHmac("sha256", ctx.config.secret).update(`engawa.bounce.${id}`).digest("hex").slice(0, 12);
};

export const returnPath = (ctx: Ctx, send: string, domain: string): string => {
  const id = send.replaceAll("-", "");
  return `bounce+${id}.${tagOf(ctx, id)}@${domain}`;
};

/** The send that a text speaks of by its return path; null where there is none that we signed. */
export const sendOfReturnPath = (ctx: Ctx, text: string): string | null => {
  for (const [, id = "", tag = ""] of text.matchAll(/bounce\+([0-9a-f]{32})\.([0-9a-f]{12})@/giu)) {
    const known = id.toLowerCase();
    if (timingSafeEqual(Buffer.from(tag.toLowerCase()), Buffer.from(tagOf(ctx, known))))
      return known.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/u, "$1-$2-$3-$4-$5");
  }
  return null;
};
