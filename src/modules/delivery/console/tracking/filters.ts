import { z } from "zod";
import { CONTENT_KINDS } from "../../model/content.ts";

export const TABS = ["wishes", "words", "notices", "remedies", "page"] as const;
/** What the address of the tracking page's desk carries. */
export const DeskFilters = z.object({
  tab: z.enum(TABS).optional().catch(undefined),
  kind: z.enum(CONTENT_KINDS).optional().catch(undefined),
  content: z.string().max(40).optional().catch(undefined),
});
