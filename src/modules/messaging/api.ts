import { z } from "zod";
import { contract } from "#kernel/contract";
import { Body, MESSAGE_CHANNELS, MessagingSettings, Sender, STATES } from "./model.ts";

const Channel = z.enum(MESSAGE_CHANNELS);
const State = z.enum(STATES);
const Id = z.object({ id: z.uuid() });

const Line = z.object({
  id: z.uuid(),
  requestedAt: z.string(),
  profile: z.string().nullable(),
  name: z.string().nullable(),
  subject: z.string(),
  template: z.string().describe("Its key"),
  templateName: z.string().describe("What people call it now; the key where it is gone"),
  class: z.string(),
  purpose: z.string(),
  channel: z.string().nullable(),
  channels: z.array(z.string()),
  state: State,
  stateAt: z.string(),
  why: z.string(),
  reason: z.string(),
  decision: z.string(),
  dueAt: z.string().nullable(),
  test: z.boolean(),
});

/** How a sender is shown: the key for signing mail stays here. */
const ShownSender = Sender.omit({ dkim: true }).extend({
  dkim: z.object({ domain: z.string(), selector: z.string() }).nullable(),
  /** Fields that advertising mail still lacks. */
  missing: z.array(z.string()),
});

const ChannelStatus = z.object({
  channel: Channel,
  configured: z.boolean(),
  stopped: z.object({ why: z.string(), since: z.string(), until: z.string().nullable() }).nullable(),
  quota: z.object({ limit: z.number().nullable(), used: z.number().nullable(), checkedAt: z.string() }).nullable(),
  claimed: z.number(),
  handedOff: z.number(),
  deferred: z.number(),
});

/** The ledger, the channels, and the rules of the arbiter. */
export const messagingApi = contract({
  messages: {
    method: "GET",
    path: "/api/messages",
    summary: "The send ledger, newest first",
    query: z.object({
      state: z.string().optional().describe("One or more states, separated by commas"),
      channel: Channel.optional(),
      class: z.enum(["transactional", "marketing"]).optional(),
      template: z.string().max(100).optional(),
      why: z.string().max(60).optional(),
      decision: z.string().max(100).optional(),
      profile: z.uuid().optional(),
      from: z.iso.datetime().optional(),
      until: z.iso.datetime().optional(),
      cursor: z.string().max(100).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    returns: z.object({ items: z.array(Line), next: z.string().nullable() }),
  },
  messageCounts: {
    method: "GET",
    path: "/api/messages/counts",
    summary: "How many sends stand in each state, of the last days",
    query: z.object({ days: z.coerce.number().int().min(1).max(90).default(7) }),
    returns: z.array(z.object({ state: State, count: z.number() })),
  },
  message: {
    method: "GET",
    path: "/api/messages/{id}",
    summary: "One send: why, every state with its time, clicks, and the words that went out",
    params: Id,
    returns: Line.extend({
      expiresAt: z.string(),
      address: z.string().nullable(),
      attempts: z.number(),
      providerId: z.string().nullable(),
      verdicts: z.array(
        z.object({
          n: z.number(),
          at: z.string(),
          verdict: z.string(),
          why: z.string(),
          channel: z.string().nullable(),
          until: z.string().nullable(),
          notes: z.array(z.object({ rule: z.string(), why: z.string(), detail: z.record(z.string(), z.json()) })),
        }),
      ),
      transitions: z.array(
        z.object({
          at: z.string(),
          from: z.string(),
          input: z.string(),
          to: z.string().nullable(),
          reason: z.string().nullable(),
          actor: z.string(),
        }),
      ),
      clicks: z.array(
        z.object({ at: z.string(), url: z.string(), automated: z.boolean().nullable(), why: z.string().nullable() }),
      ),
      body: Body.nullable(),
    }),
  },
  sendTest: {
    method: "POST",
    path: "/api/messages/test",
    summary: "Send a template to oneself",
    body: z.object({
      template: z.string().min(1).max(100),
      channel: Channel,
      to: z.string().min(3).max(254).describe("An e-mail address, or a LINE user id"),
      data: z.record(z.string(), z.json()).default({}),
    }),
    returns: z.object({ send: z.uuid() }),
  },
  resolveMessage: {
    method: "POST",
    path: "/api/messages/{id}/resolve",
    summary: "Settle by hand what became of an unknown send",
    params: Id,
    body: z.object({ outcome: z.enum(["accepted", "failed"]), note: z.string().min(1).max(200) }),
  },
  channels: {
    method: "GET",
    path: "/api/channels",
    summary: "The channels: set up or not, stopped or not, quota, what waits",
    returns: z.array(ChannelStatus),
  },
  stopChannel: {
    method: "POST",
    path: "/api/channels/{channel}/stop",
    summary: "Stop a channel: nothing more is handed off",
    params: z.object({ channel: Channel }),
  },
  resumeChannel: {
    method: "POST",
    path: "/api/channels/{channel}/resume",
    summary: "Let a channel run again; what waited for it is decided anew",
    params: z.object({ channel: Channel }),
  },
  messagingSettings: {
    method: "GET",
    path: "/api/messaging/settings",
    summary: "Quiet hours, contact budget and sender",
    returns: z.object({ settings: MessagingSettings, sender: ShownSender }),
  },
  saveMessagingSettings: {
    method: "PUT",
    path: "/api/messaging/settings",
    summary: "Change quiet hours and contact budget",
    role: "owner",
    body: MessagingSettings,
  },
  saveSender: {
    method: "PUT",
    path: "/api/messaging/sender",
    summary: "Change who the messages come from",
    role: "owner",
    // Without a new key the one that is there stays.
    body: Sender.extend({ dkim: Sender.shape.dkim.optional() }),
  },
});
