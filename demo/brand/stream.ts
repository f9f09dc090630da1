/** The whole brand: its customers and everything that they do, in the order in which it happens. Same seed, same stream. */
import { type Customer, customerOf } from "./customer.ts";
import { historyOf, type Span } from "./history.ts";
import type { DemoEvent } from "./scribe.ts";
import { withParcels } from "./parcels.ts";
import { asReturn, moreReturns } from "./returns.ts";
import { DAY } from "./season.ts";

export interface BrandPlan {
  readonly seed: string;
  /** Customers by the time the demo opens. */
  readonly customers: number;
  /** When the demo opens. */
  readonly opens: number;
  /** Days of history before that. */
  readonly days: number;
  /** Days that are known ahead, to live on in. */
  readonly ahead: number;
  /** Days before the opening at which the brand began to use Engawa. */
  readonly adoptedBefore: number;
}

export const PLAN = { seed: "tsubaki", customers: 3_000, days: 425, ahead: 60, adoptedBefore: 26 } as const;

export const spanOf = (plan: BrandPlan): Span => ({
  from: plan.opens - plan.days * DAY,
  until: plan.opens + plan.ahead * DAY,
  adopted: plan.opens - plan.adoptedBefore * DAY,
});

/** Those who had joined by the opening, then those who will. */
export const customersOf = (plan: BrandPlan): Customer[] => {
  const { from, until } = spanOf(plan);
  const perDay = (plan.customers / plan.days) * 1.4;
  const later = Math.round(perDay * plan.ahead);
  return Array.from({ length: plan.customers + later }, (_, index) =>
    index < plan.customers
      ? customerOf(plan.seed, index, from, plan.opens)
      : customerOf(plan.seed, index, plan.opens, until),
  );
};

/** Everybody's events in one line. */
export const streamOf = (plan: BrandPlan, customers: readonly Customer[] = customersOf(plan)): DemoEvent[] => {
  const span = spanOf(plan);
  return customers
    .flatMap((customer) => {
      const history = historyOf(plan.seed, customer, span);
      const back = moreReturns(history, span.adopted, span.until);
      return [...withParcels(plan.seed, customer, span, history), ...back];
    })
    .map((event) => asReturn(event, span.adopted))
    .sort((a, b) => a.at - b.at || (String(a.body["messageId"]) < String(b.body["messageId"]) ? -1 : 1));
};
