/** What is written down of one customer's doings. */
import type { Customer } from "./customer.ts";

export interface DemoEvent {
  readonly at: number;
  readonly body: Readonly<Record<string, unknown>>;
  /** How it is told where it is no event of the shop: carriers' scans, a tracking service, a store. */
  readonly via?: "scans" | "hook" | "shipment" | "return";
}

/** Collects events with ids that are the same each time. */
export const scribe = (customer: Customer) => {
  const events: DemoEvent[] = [];
  const who = (anonymous: string | null, member: boolean) => ({
    ...(anonymous !== null && { anonymousId: anonymous }),
    ...(member && customer.id !== null && { userId: customer.id }),
  });
  return {
    events,
    who,
    add: (at: number, body: Readonly<Record<string, unknown>>) => {
      events.push({
        at,
        body: { ...body, messageId: `demo-${customer.index}-${events.length}`, timestamp: new Date(at).toISOString() },
      });
    },
  };
};
export type Scribe = ReturnType<typeof scribe>;
