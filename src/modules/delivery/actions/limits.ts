/** How often strangers may ask: counted in windows of time, under keys from which nobody can read who asked. */
import { createHmac } from "node:crypto";
import type { Ctx } from "#kernel/context";

/** Keyed, so that neither addresses nor order numbers can be read from the table. */
export const hidden = (ctx: Ctx, kind: string, value: string): string =>
  createHmac("sha256", `${ctx.config.secret ?? ""}.attempts`)
    .update(`${kind}:${value}`)
    .digest("base64url")
    .slice(0, 24);
