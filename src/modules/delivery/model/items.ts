/** Which pieces of an order travel in which parcel, and which have arrived. Pure. Rules: SPEC.md. */
import type { ParcelItem, ParcelState } from "../model.ts";

/** A line of the order. */
export interface Line {
  readonly line: string;
  readonly product: string;
  readonly variant: string;
  readonly name: string;
  readonly quantity: number;
}

interface Holding {
  readonly id: string;
  readonly state: ParcelState;
  readonly deliveredAt: Date | null;
  /** As the sender listed them; empty where nobody did. */
  readonly items: readonly ParcelItem[];
}

const fits = (line: Line, item: ParcelItem): boolean =>
  item.line !== ""
    ? item.line === line.line
    : item.product === line.product && (item.variant === "" || item.variant === line.variant);

/** What no parcel names, line by line. */
const restOf = (lines: readonly Line[], parcels: readonly Holding[]): ParcelItem[] => {
  const left = lines.map((line) => ({ ...line }));
  for (const item of parcels.flatMap((parcel) => parcel.items)) {
    let pieces = item.quantity;
    for (const line of left) {
      if (pieces <= 0 || !fits(line, item)) continue;
      const taken = Math.min(pieces, line.quantity);
      line.quantity -= taken;
      pieces -= taken;
    }
  }
  return left.filter((line) => line.quantity > 0);
};

/** P20: a parcel without a list holds what no other parcel of its order names, when it is the only such parcel. */
export const itemsOfParcels = (
  lines: readonly Line[],
  parcels: readonly Holding[],
): Map<string, readonly ParcelItem[]> => {
  const bare = parcels.filter((parcel) => parcel.items.length === 0 && parcel.state !== "cancelled");
  // What a cancelled parcel was to hold travels in another.
  const rest = restOf(
    lines,
    parcels.filter((parcel) => parcel.state !== "cancelled"),
  );
  return new Map(
    parcels.map((parcel) => [
      parcel.id,
      parcel.items.length > 0 ? parcel.items : bare.length === 1 && bare[0] === parcel ? rest : [],
    ]),
  );
};

/** P21: arrival per line. A line has arrived when all its pieces have; its time is that of the last one. */
export const arrivals = (
  lines: readonly Line[],
  parcels: readonly Holding[],
): { line: string; quantity: number; at: Date | null }[] => {
  const going = parcels.filter((parcel) => parcel.state !== "cancelled");
  const bare = going.filter((parcel) => parcel.items.length === 0);
  const rest = new Map(restOf(lines, going).map((item) => [item.line, item.quantity]));
  const latest = (of: readonly Holding[]): Date | null =>
    of.length === 0 || of.some((parcel) => parcel.deliveredAt === null)
      ? null
      : new Date(Math.max(...of.map((parcel) => parcel.deliveredAt?.getTime() ?? 0)));
  const bareAt = latest(bare);
  return lines.map((line) => {
    const holding = going.filter((parcel) => parcel.items.some((item) => fits(line, item)));
    const arrived = holding.filter((parcel) => parcel.deliveredAt !== null);
    const listed = arrived
      .flatMap((parcel) => parcel.items)
      .filter((item) => fits(line, item))
      .reduce((sum, item) => sum + item.quantity, 0);
    const unlisted = rest.get(line.line) ?? 0;
    const quantity = Math.min(line.quantity, listed + (bareAt === null ? 0 : unlisted));
    const times = [...arrived.map((parcel) => parcel.deliveredAt), ...(unlisted > 0 ? [bareAt] : [])].filter(
      (at) => at !== null,
    );
    return {
      line: line.line,
      quantity,
      at: quantity >= line.quantity && times.length > 0 ? new Date(Math.max(...times.map(Number))) : null,
    };
  });
};
