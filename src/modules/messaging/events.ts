import { z } from "zod";

const Told = z.object({
  send: z.uuid(),
  template: z.string(),
  channel: z.string().nullable(),
  class: z.enum(["transactional", "marketing"]),
  purpose: z.string(),
  decision: z.string(),
});
const Why = Told.extend({ reason: z.string() });

/** Facts that messaging appends. Their subject is the identity that the message was asked for; of LINE's, the one that acted. */
export const messagingFacts = {
  "message.decided": Told.extend({
    verdict: z.enum(["claimed", "deferred", "refused"]),
    why: z.string(),
    reason: z.string(),
    until: z.string().optional(),
  }),
  "message.handed_off": Why,
  "message.accepted": Why,
  "message.delivered": Why,
  "message.failed": Why.extend({ bounce: z.string().optional(), status: z.string().optional() }),
  "message.unknown": Why,
  "message.expired": Why,
  "message.unsubscribed": Told.extend({ place: z.string() }),
  "message.complained": Told.extend({ type: z.string() }),
  "link.clicked": z.object({
    send: z.uuid(),
    url: z.string(),
    channel: z.string().nullable(),
    template: z.string(),
    decision: z.string(),
    automated: z.boolean(),
    why: z.string(),
  }),
  "line.followed": z.object({ unblocked: z.boolean() }),
  "line.unfollowed": z.object({}),
  "line.message_received": z.object({
    message: z.string().nullable(),
    type: z.string().nullable(),
    text: z.string().nullable(),
    unsent: z.boolean().optional(),
  }),
  "line.postback": z.object({ data: z.string().nullable(), params: z.record(z.string(), z.json()).nullable() }),
  "line.unsent": z.object({ message: z.string().nullable() }),
  "line.event_received": z.object({ type: z.string(), event: z.record(z.string(), z.json()) }),
  "channel.stopped": z.object({ channel: z.string(), reason: z.string(), until: z.string().nullable() }),
  "channel.resumed": z.object({ channel: z.string() }),
} as const;
