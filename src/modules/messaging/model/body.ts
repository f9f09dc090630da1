import { z } from "zod";

/** What is handed to a provider, word for word. */
export const Body = z.discriminatedUnion("channel", [
  z.object({ channel: z.literal("line"), messages: z.array(z.record(z.string(), z.json())).min(1).max(5) }),
  z.object({
    channel: z.literal("email"),
    subject: z.string(),
    html: z.string().nullable(),
    text: z.string(),
    /** Address of the one-click unsubscribe; null in transactional mail. */
    unsubscribe: z.string().nullable(),
  }),
]);
export type Body = z.output<typeof Body>;
