import { z } from "zod";
import { Channel, Purpose, SUPPRESSION_REASONS } from "./model.ts";
import { contract } from "#kernel/contract";

const State = z.enum(["granted", "withdrawn", "none"]);

/** Consent per customer, and the suppression list. */
export const consentApi = contract({
  consentOf: {
    method: "GET",
    path: "/api/consent/{profile}",
    summary: "What a customer agreed to, with the proofs",
    params: z.object({ profile: z.uuid() }),
    returns: z.object({
      channels: z.array(
        z.object({ channel: Channel, address: z.boolean(), reachable: z.boolean(), reason: z.string().nullable() }),
      ),
      purposes: z.array(z.object({ channel: Channel, purpose: z.string(), state: State })),
      proofs: z.array(
        z.object({
          at: z.string(),
          subject: z.string(),
          channel: z.string(),
          purpose: z.string(),
          state: z.string(),
          place: z.string(),
          wording: z.string().nullable(),
          source: z.string(),
        }),
      ),
      preferencePage: z.string(),
    }),
  },
  stateConsent: {
    method: "POST",
    path: "/api/consent/{profile}",
    summary: "Take down a grant or a withdrawal that the customer gave",
    role: "agent",
    params: z.object({ profile: z.uuid() }),
    body: z.object({
      channel: Channel.or(z.literal("*")),
      purpose: Purpose,
      state: z.enum(["granted", "withdrawn"]),
      place: z.string().min(1).max(200),
      wording: z.string().max(2000).optional(),
    }),
  },
  suppressions: {
    method: "GET",
    path: "/api/suppressions",
    summary: "Addresses never to be written to, newest first",
    query: z.object({
      search: z.string().max(100).optional(),
      cursor: z.string().optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    returns: z.object({
      items: z.array(
        z.object({
          address: z.string(),
          reason: z.enum(SUPPRESSION_REASONS),
          detail: z.string().nullable(),
          since: z.string(),
        }),
      ),
      next: z.string().nullable(),
    }),
  },
  suppress: {
    method: "POST",
    path: "/api/suppressions",
    summary: "Suppress an address by hand",
    body: z.object({ kind: z.enum(["email", "line", "phone"]), value: z.string().min(1), note: z.string().optional() }),
  },
  liftSuppression: {
    method: "DELETE",
    path: "/api/suppressions/{address}",
    summary: "Take an address off the list",
    params: z.object({ address: z.string() }),
  },
});
