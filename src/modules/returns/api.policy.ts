import { z } from "zod";
import { contract } from "#kernel/contract";
import { CONDITIONS, Policy, Seller } from "./model/policy.ts";
import { RETURN_REASONS } from "./model/reasons.ts";
import { params, Proposed, SimulationHead, SimulationWhole, StoredPolicy, when } from "./api.shapes.ts";

/** Policies and what they would have done. */
export const policiesApi = contract({
  policies: {
    method: "GET",
    path: "/api/returns/policies",
    summary: "Return policies: drafts first, then versions, the newest first",
    returns: z.object({ items: z.array(StoredPolicy), legal: Policy }),
  },
  saveDraft: {
    method: "POST",
    path: "/api/returns/policies",
    summary: "Make or change a draft of a return policy",
    body: z.object({ id: z.uuid().optional(), name: z.string().min(1).max(120), definition: Policy }),
    returns: StoredPolicy,
  },
  deleteDraft: {
    method: "DELETE",
    path: "/api/returns/policies/{id}",
    summary: "Delete a draft",
    params,
  },
  publish: {
    method: "POST",
    path: "/api/returns/policies/{id}/publish",
    summary: "Publish a draft: orders placed from now on come under it",
    role: "owner",
    params,
    body: z.object({
      since: when.nullable().default(null).describe("Only for the first policy: since when it has been shown."),
    }),
    returns: StoredPolicy,
  },
  tryPolicy: {
    method: "POST",
    path: "/api/returns/policies/try",
    summary: "What a policy would say of an order today; changes nothing",
    role: "viewer",
    body: z.object({
      definition: Policy,
      order: z.string().max(300),
      reason: z.enum(RETURN_REASONS),
      condition: z.enum(CONDITIONS).default("unused"),
      days: z.number().int().min(0).max(3650).optional().describe("As many days after it arrived; else now."),
    }),
    returns: Proposed,
  },
  seller: {
    method: "GET",
    path: "/api/returns/seller",
    summary: "Who issues tax notes, and the stores",
    returns: Seller,
  },
  saveSeller: {
    method: "PUT",
    path: "/api/returns/seller",
    summary: "Change who issues tax notes, and the stores",
    role: "owner",
    body: Seller,
    returns: Seller,
  },
  simulations: {
    method: "GET",
    path: "/api/returns/simulations",
    summary: "Simulations of return policies, newest first",
    returns: z.object({ items: z.array(SimulationHead) }),
  },
  simulate: {
    method: "POST",
    path: "/api/returns/simulations",
    summary: "Judge what came back in a span under another policy; changes nothing",
    body: z.object({ name: z.string().min(1).max(120), definition: Policy, from: when, until: when }),
    returns: SimulationHead,
  },
  simulation: {
    method: "GET",
    path: "/api/returns/simulations/{id}",
    summary: "A simulation: how far it is, and what it found so far",
    params,
    returns: SimulationWhole,
  },
  stopSimulation: {
    method: "POST",
    path: "/api/returns/simulations/{id}/stop",
    summary: "Stop a simulation; what it found stays",
    params,
  },
});
