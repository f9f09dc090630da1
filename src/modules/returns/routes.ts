import type { Ctx } from "#kernel/context";
import type { Handlers } from "#kernel/contract";
import type { returnsApi } from "./api.ts";
import { REASONS, RETURN_REASONS } from "./model/reasons.ts";

export const returnsHandlers: Handlers<typeof returnsApi, Ctx> = {
  reasons: () => Promise.resolve({ items: RETURN_REASONS.map((reason) => ({ reason, ...REASONS[reason] })) }),
};
