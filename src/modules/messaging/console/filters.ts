import { z } from "zod";
import { MESSAGE_CHANNELS, STATES, WHY } from "../model.ts";

/** What the ledger's address carries. */
export const LedgerFilters = z.object({
  state: z.enum(STATES).optional().catch(undefined),
  channel: z.enum(MESSAGE_CHANNELS).optional().catch(undefined),
  class: z.enum(["marketing", "transactional"]).optional().catch(undefined),
  why: z.enum(WHY).optional().catch(undefined),
  profile: z.uuid().optional().catch(undefined),
  send: z.uuid().optional().catch(undefined),
});
