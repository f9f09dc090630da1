import { z } from "zod";
import { addDuration, Duration } from "../model/duration.ts";
import type { Edge, Move, NodeFault, Stay } from "../model/run.ts";

export const schema = z.object({
  kind: z.literal("message"),
  name: z.string().max(100).default(""),
  template: z.string().max(100),
  /** In order of preference: the arbiter takes the first that is open to the person. */
  channels: z.array(z.enum(["line", "email"])).max(4),
  class: z.enum(["transactional", "marketing"]).default("marketing"),
  purpose: z.string().max(100).default(""),
  /** A message held longer than this is dropped rather than sent late. */
  expires: Duration.default({ amount: 2, unit: "days" }),
  next: z.string().nullable(),
});
type Message = z.infer<typeof schema>;

export const edges = (node: Message): Edge[] => [{ path: "next", at: "next", to: node.next }];

export const faults = (node: Message): NodeFault[] => {
  const found: NodeFault[] = [];
  if (node.template === "") found.push({ at: "template", code: "no_template", message: "Choose a template." });
  if (node.channels.length === 0)
    found.push({ at: "channels", code: "no_channel", message: "Choose at least one channel." });
  if (new Set(node.channels).size < node.channels.length)
    found.push({ at: "channels", code: "channel_twice", message: "Each channel stands here once." });
  if (node.purpose === "")
    found.push({ at: "purpose", code: "no_purpose", message: "Say for which purpose this is sent." });
  if (node.expires.amount === 0)
    found.push({ at: "expires", code: "no_duration", message: "Say how long the message may be held." });
  return found;
};

/** Asks the arbiter once and goes on; what became of the message is told by its own facts. */
export const step = (node: Message, { key, run, now, zone }: Stay): Move => ({
  kind: "go",
  path: "next",
  // The runner puts the arbiter's verdict here when it has asked.
  why: { code: "message", verdict: "refused", detail: "", send: "" },
  effects: [
    {
      kind: "message",
      key,
      node: run.node,
      name: node.name,
      template: node.template,
      channels: node.channels,
      class: node.class,
      purpose: node.purpose,
      expiresAt: addDuration(now, node.expires, zone),
    },
  ],
});
