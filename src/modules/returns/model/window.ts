/** From when and until when a piece may come back. Days are days of the brand's calendar. */
import { Temporal } from "temporal-polyfill";

export const BASES = ["item", "order", "shipment", "store", "none"] as const;
/** item: the parcel that held it arrived · order: the order was said to have arrived · shipment: guessed from it · store: taken home at once. */
export type Basis = (typeof BASES)[number];

/** Pieces of a line that arrived together. `at` is null while they are under way. */
export interface Arrival {
  readonly line: number;
  readonly quantity: number;
  readonly at: Date | null;
  readonly basis: Basis;
}

const dateIn = (at: Date, zone: string): Temporal.PlainDate =>
  Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone).toPlainDate();

/** The end of the last day, exclusive. The first day is the day of arrival or the one after it. */
export const endOf = (arrived: Date, days: number, firstDayCounts: boolean, zone: string): Date => {
  const after = dateIn(arrived, zone).add({ days: firstDayCounts ? days : days + 1 });
  return new Date(after.toZonedDateTime(zone).epochMilliseconds);
};

export interface KnownArrivals {
  /** Per line, as parcels tell. */
  readonly items: readonly { line: number; quantity: number; at: Date | null }[];
  readonly orderAt: Date;
  readonly deliveredAt: Date | null;
  readonly shippedAt: Date | null;
  readonly inStore: boolean;
  readonly now: Date;
}

/** When the pieces of a line arrived: by its parcels, else by the order's delivery, else guessed from its shipment. */
export const arrivalsOf = (
  line: { readonly line: number; readonly quantity: number },
  known: KnownArrivals,
  transitDays: number,
): Arrival[] => {
  const one = (at: Date | null, basis: Basis): Arrival[] => [{ line: line.line, quantity: line.quantity, at, basis }];
  if (known.inStore) return one(known.orderAt, "store");
  // Where a part of the line is still under way, the window of what arrived has not begun: it counts from now.
  const told = known.items
    .filter((item) => item.line === line.line && item.quantity > 0)
    .map((item) => ({ ...item, at: item.at ?? known.now }));
  const fallback = (): Arrival[] => {
    if (known.deliveredAt) return one(known.deliveredAt, "order");
    if (known.shippedAt) return one(new Date(known.shippedAt.getTime() + transitDays * 86_400_000), "shipment");
    return one(null, "none");
  };
  if (told.length === 0) return fallback();
  const pieces = told.reduce((sum, item) => sum + item.quantity, 0);
  const here = told.map(({ quantity, at }): Arrival => ({ line: line.line, quantity, at, basis: "item" }));
  const rest = line.quantity - pieces;
  return rest > 0 ? [...here, { line: line.line, quantity: rest, at: null, basis: "none" }] : here;
};
