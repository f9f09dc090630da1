/** LINE's webhook events as facts. Pure. */
import { z } from "zod";
import type { Json, Properties } from "#kernel/log";

export const LineWebhook = z.object({
  destination: z.string().optional(),
  events: z.array(z.record(z.string(), z.json())),
});

const Known = z.object({
  type: z.string(),
  timestamp: z.number(),
  webhookEventId: z.string().min(1).max(100),
  mode: z.string().optional(),
  source: z.object({ type: z.string().optional(), userId: z.string().min(1).max(64).optional() }).optional(),
  deliveryContext: z.object({ isRedelivery: z.boolean().optional() }).optional(),
});

export interface LineFact {
  readonly id: string;
  readonly name: string;
  /** `line:U…`, or "" where the event names no person. */
  readonly subject: string;
  readonly at: Date;
  readonly properties: Properties;
}

type Raw = { readonly [key: string]: Json };
const isRaw = (value: Json | undefined): value is Raw =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const field = (event: Raw, name: string): Raw => {
  const value = event[name];
  return isRaw(value) ? value : {};
};
const text = (value: Json | undefined): string | null => (typeof value === "string" ? value : null);

const told = (type: string, event: Raw): { name: string; properties: Properties } => {
  switch (type) {
    case "follow":
      return { name: "line.followed", properties: { unblocked: field(event, "follow")["isUnblocked"] === true } };
    case "unfollow":
      return { name: "line.unfollowed", properties: {} };
    case "message": {
      const message = field(event, "message");
      const properties = { message: text(message["id"]), type: text(message["type"]), text: text(message["text"]) };
      return { name: "line.message_received", properties };
    }
    case "postback": {
      const postback = field(event, "postback");
      return {
        name: "line.postback",
        properties: { data: text(postback["data"]), params: isRaw(postback["params"]) ? postback["params"] : null },
      };
    }
    case "unsend":
      return { name: "line.unsent", properties: { message: text(field(event, "unsend")["messageId"]) } };
    default: {
      // Kept as it came, without the token that would let anybody answer in our name.
      const { replyToken: _, ...kept } = event;
      return { name: "line.event_received", properties: { type, event: kept } };
    }
  }
};

/** The facts of one webhook request, oldest first. What has no id or time of its own is counted in `unreadable`. */
export const factsOfWebhook = (events: readonly Raw[]): { facts: LineFact[]; unreadable: number } => {
  const facts: LineFact[] = [];
  for (const event of events) {
    const known = Known.safeParse(event);
    if (!known.success) continue;
    const { type, timestamp, webhookEventId, source, mode, deliveryContext } = known.data;
    const at = new Date(timestamp);
    if (Number.isNaN(at.getTime())) continue;
    const { name, properties } = told(type, event);
    facts.push({
      id: webhookEventId,
      name,
      subject: source?.userId === undefined ? "" : `line:${source.userId}`,
      at,
      properties: {
        ...properties,
        ...(mode === "standby" && { standby: true }),
        ...(deliveryContext?.isRedelivery === true && { redelivered: true }),
      },
    });
  }
  facts.sort((a, b) => a.at.getTime() - b.at.getTime());
  return { facts, unreadable: events.length - facts.length };
};

/** The send that a postback of ours names at its end, and the data without it. */
export const sendOfPostback = (data: string): { send: string; data: string } | null => {
  const found = /[&#]send=([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/u.exec(data);
  return found?.[1] === undefined ? null : { send: found[1], data: data.slice(0, found.index) };
};
