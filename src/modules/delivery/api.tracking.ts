import { z } from "zod";
import { Content, CONTENT_KINDS } from "./model/content.ts";
import { CAUSES, RemedyPolicy } from "./model/remedy.ts";
import { TrackingPage } from "./model/tracking/settings.ts";

const StoredContent = Content.extend({ id: z.uuid() });
const one = z.object({ id: z.uuid() });
const pair = z.tuple([z.string(), z.string()]);
const Notices = z.object({
  items: z.array(
    z.object({
      key: z.string(),
      name: pair,
      about: pair,
      journey: z.object({ id: z.string(), name: z.string(), status: z.string() }).nullable(),
    }),
  ),
});

/** Routes of the tracking page: its words, its settings, notices, wishes and remedies. */
export const trackingApi = {
  content: {
    method: "GET",
    path: "/api/delivery/content",
    summary: "Words of the tracking page and lessons, by product, occasion and state",
    query: z.object({ kind: z.enum(CONTENT_KINDS).optional() }),
    returns: z.object({ items: z.array(StoredContent) }),
  },
  addContent: {
    method: "POST",
    path: "/api/delivery/content",
    summary: "Add words",
    body: Content,
    returns: StoredContent,
  },
  saveContent: {
    method: "PUT",
    path: "/api/delivery/content/{id}",
    summary: "Change words",
    params: one,
    body: Content,
    returns: StoredContent,
  },
  removeContent: {
    method: "DELETE",
    path: "/api/delivery/content/{id}",
    summary: "Remove words",
    params: one,
  },
  page: {
    method: "GET",
    path: "/api/delivery/page",
    summary: "What the tracking page shows besides the parcel",
    returns: TrackingPage,
  },
  savePage: {
    method: "PUT",
    path: "/api/delivery/page",
    summary: "Change what the tracking page shows besides the parcel",
    body: TrackingPage,
    returns: TrackingPage,
  },
  notices: {
    method: "GET",
    path: "/api/delivery/notices",
    summary: "The journeys that tell customers of their deliveries",
    returns: Notices,
  },
  startNotices: {
    method: "POST",
    path: "/api/delivery/notices",
    summary: "Make and start journeys that tell customers of their deliveries, with their words",
    body: z.object({ keys: z.array(z.string()).min(1).max(20), language: z.enum(["ja", "en"]).optional() }),
    returns: Notices,
  },
  choices: {
    method: "GET",
    path: "/api/delivery/choices",
    summary: "When and where customers would like their parcels, the oldest wish first",
    query: z.object({ state: z.enum(["requested", "arranged", "refused"]).default("requested") }),
    returns: z.object({
      items: z.array(
        z.object({
          id: z.uuid(),
          parcel: z.uuid(),
          order: z.string(),
          carrier: z.string(),
          number: z.string(),
          kind: z.enum(["redelivery", "change"]),
          day: z.string().nullable(),
          slot: z.string(),
          spot: z.string(),
          state: z.string(),
          at: z.iso.datetime(),
          holdUntil: z.iso.datetime().nullable(),
        }),
      ),
    }),
  },
  settleChoices: {
    method: "POST",
    path: "/api/delivery/choices/settle",
    summary: "Say that wishes were arranged with the carrier, or could not be",
    role: "agent",
    body: z.object({ ids: z.array(z.uuid()).min(1).max(200), state: z.enum(["arranged", "refused"]) }),
    returns: z.object({ changed: z.number().int() }),
  },
  remedyPolicy: {
    method: "GET",
    path: "/api/delivery/remedies/policy",
    summary: "What is given when a delivery goes wrong, and how much of it",
    returns: RemedyPolicy,
  },
  saveRemedyPolicy: {
    method: "PUT",
    path: "/api/delivery/remedies/policy",
    summary: "Change what is given when a delivery goes wrong",
    role: "owner",
    body: RemedyPolicy,
    returns: RemedyPolicy,
  },
  remedies: {
    method: "GET",
    path: "/api/delivery/remedies",
    summary: "Every decision on a remedy, the newest first, and what this month has borne",
    query: z.object({
      month: z
        .string()
        .regex(/^\d{4}-\d{2}$/)
        .optional(),
    }),
    returns: z.object({
      month: z.string(),
      spent: z.number().int(),
      items: z.array(
        z.object({
          id: z.uuid(),
          order: z.string(),
          cause: z.enum(CAUSES),
          gives: z.string(),
          amount: z.number().int(),
          currency: z.string(),
          reason: z.string(),
          code: z.string(),
          profile: z.uuid().nullable(),
          at: z.iso.datetime(),
        }),
      ),
    }),
  },
  link: {
    method: "GET",
    path: "/api/delivery/orders/{order}/tracking",
    summary: "The address of an order's tracking page",
    params: z.object({ order: z.string().max(300) }),
    role: "agent",
    returns: z.object({ url: z.string() }),
  },
} as const;
