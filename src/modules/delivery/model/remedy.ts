/** Apology and remedy: what a brand gives when a delivery went wrong, within a budget that is never exceeded. Pure. */
import { z } from "zod";

export const CAUSES = ["late", "lost", "damaged"] as const;
export type Cause = (typeof CAUSES)[number];

/** message: words only. points and coupon: of this amount. shipping: what the customer paid for shipping. */
const Rule = z.object({
  gives: z.enum(["message", "points", "coupon", "shipping"]),
  amount: z.number().int().min(0).max(100_000).default(0),
});

const WORDS_ONLY = { gives: "message", amount: 0 } as const;
const rule = Rule.default(WORDS_ONLY);

/** Amounts in minor units of the brand's currency. Setting `delivery.remedy`. */
export const RemedyPolicy = z.object({
  late: rule,
  lost: rule,
  damaged: rule,
  /** What all remedies of a calendar month may cost; 0: words only. */
  monthlyBudget: z.number().int().min(0).max(100_000_000).default(0),
  /** What one customer may get in a calendar month. */
  customerCap: z.number().int().min(0).max(1_000_000).default(0),
});
export type RemedyPolicy = z.output<typeof RemedyPolicy>;

export interface Trouble {
  readonly cause: Cause;
  /** What the customer paid for shipping; null where unknown. */
  readonly shipping: number | null;
  /** Given this month so far, to all and to this customer. */
  readonly spent: number;
  readonly spentOnCustomer: number;
  /** The largest remedy that this order got already, for another cause. */
  readonly earlier: number;
}

export type RemedyReason = "policy" | "words_only" | "no_shipping_paid" | "already_given" | "customer_cap" | "budget";
export interface Remedy {
  readonly gives: z.output<typeof Rule>["gives"];
  readonly amount: number;
  readonly reason: RemedyReason;
}

const words = (reason: RemedyReason): Remedy => ({ gives: "message", amount: 0, reason });

/**
 * R1: every trouble is answered, with words at least. R2: an order is paid for once: a later cause adds only words.
 * R3: never beyond the month's budget or the customer's cap, and never a part: what does not fit whole is not given.
 */
export const decideRemedy = (policy: RemedyPolicy, trouble: Trouble): Remedy => {
  const { gives, amount: stated } = policy[trouble.cause];
  if (gives === "message") return words("words_only");
  const amount = gives === "shipping" ? (trouble.shipping ?? 0) : stated;
  if (amount <= 0) return words(gives === "shipping" ? "no_shipping_paid" : "words_only");
  if (trouble.earlier > 0) return words("already_given");
  if (trouble.spentOnCustomer + amount > policy.customerCap) return words("customer_cap");
  if (trouble.spent + amount > policy.monthlyBudget) return words("budget");
  return { gives, amount, reason: "policy" };
};
