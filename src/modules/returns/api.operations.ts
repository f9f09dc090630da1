import { z } from "zod";
import { contract } from "#kernel/contract";

const count = z.number().int();
/** k of n with its 95 % interval (Wilson). */
const Share = z.object({ k: count, n: count, low: z.number(), high: z.number() });
const ProductReasons = z.object({
  product: z.string(),
  name: z.string(),
  back: Share.describe("Pieces that came back, of the pieces sold in the period."),
  reasons: z.array(z.object({ reason: z.string(), pieces: count })),
  sentAt: z.string().nullable().describe("When it was last sent to product development."),
});

/** Figures of the running delivery. */
export const operationsApi = contract({
  operations: {
    method: "GET",
    path: "/api/operations",
    summary: "How deliveries run: promises kept, contacts about them, failures and what they cost",
    query: z.object({ days: z.coerce.number().int().min(7).max(365).default(90) }),
    returns: z.object({
      from: z.string(),
      until: z.string(),
      currency: z.string(),
      parcels: count.describe("Sent in the period."),
      delivered: count,
      promise: z.object({ kept: Share, late: Share, early: Share }).nullable(),
      absent: Share.describe("Delivered parcels that somebody was not at home for at least once."),
      contacts: z.object({
        parcels: Share.describe("Parcels whose customer asked where it is, of those sent."),
        messages: count,
        reports: count,
      }),
      failures: Share.describe("Parcels with a claim, late ones left out, of those sent."),
      cost: z.array(z.object({ kind: z.string(), remedy: z.string(), claims: count, amount: count })),
      carriersAsked: count.describe("Minor units asked back from carriers in the period."),
      weeks: z.array(
        z.object({
          week: z.string(),
          parcels: count,
          contacts: count,
          claims: count,
          cost: count,
          open: z.boolean().describe("The week is not over."),
        }),
      ),
    }),
  },
  operationsProducts: {
    method: "GET",
    path: "/api/operations/products",
    summary: "What comes back and why, by product",
    query: z.object({
      days: z.coerce.number().int().min(7).max(365).default(90),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    returns: z.object({ items: z.array(ProductReasons), overall: Share }),
  },
  sendProductReasons: {
    method: "POST",
    path: "/api/operations/products/{product}/send",
    summary: "Send a product's return reasons to product development, as the fact product.issue_reported",
    role: "agent",
    params: z.object({ product: z.string().min(1).max(300) }),
    body: z.object({ days: z.number().int().min(7).max(365).default(90), note: z.string().max(1_000).default("") }),
    returns: z.object({ sentAt: z.string() }),
  },
});
