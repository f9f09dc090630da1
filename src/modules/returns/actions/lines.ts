/** The lines of an order as its customer holds them: what was bought, and what was sent in exchange for it. */
import type { Ctx } from "#kernel/context";
import { type Order, orderOf, ordersNamed } from "#orders";
import type { Captured } from "../model/captured.ts";
import { type Arrival, arrivalsOf } from "../model/window.ts";
import type { Sent } from "../store/exchanges.ts";

export interface Line {
  readonly line: number;
  /** The bought line that it stands for; of a bought one itself. */
  readonly root: number;
  readonly product: string;
  readonly variant: string;
  readonly name: string;
  readonly category: string;
  readonly quantity: number;
  /** Minor units, for all pieces; of goods sent in exchange with what was paid on top. */
  readonly paid: number;
  /** How much of that is beyond the share of the bought goods. */
  readonly extra: number;
  readonly sale: boolean;
  readonly rate: number;
}

export const linesOf = (order: Order, captured: Captured, sent: readonly Sent[]): Line[] => {
  const named = new Map(order.products.map((line) => [line.line, line]));
  const sale = (line: number): boolean => (named.get(line)?.discount ?? 0) > 0;
  return [
    ...captured.lines.map(({ line, product, variant, category, quantity, paid, rate }): Line => {
      const name = named.get(line)?.name || product;
      return { line, root: line, product, variant, name, category, quantity, paid, extra: 0, sale: sale(line), rate };
    }),
    ...sent.map(({ line, root, product, variant, name, category, quantity, paid, extra, taxRate }): Line => {
      return { line, root, product, variant, name, category, quantity, paid, extra, sale: sale(root), rate: taxRate };
    }),
  ];
};

/** When the goods of an exchange arrived: as the order or parcel that they went out with tells, else guessed from that day. */
export const sentArrivals = async (
  ctx: Ctx,
  sent: readonly Sent[],
  parcels: readonly { number: string; deliveredAt: Date | null }[],
  transitDays: number,
): Promise<(readonly [number, Arrival[]])[]> => {
  const told = new Map<string, Date | null>();
  for (const reference of new Set(sent.map((each) => each.reference).filter((each) => each !== ""))) {
    const parcel = parcels.find((each) => each.number !== "" && each.number === reference.replaceAll(/[\s-]/gu, ""));
    const id = parcel ? undefined : (await ordersNamed(ctx, [reference])).get(reference)?.order;
    const order = parcel ? null : await orderOf(ctx, id ?? reference);
    const at = parcel ? parcel.deliveredAt : order?.deliveredAt ? new Date(order.deliveredAt) : null;
    told.set(reference, at);
  }
  return sent.map((each) => {
    const known = {
      items: [],
      orderAt: each.sentAt,
      deliveredAt: told.get(each.reference) ?? null,
      shippedAt: each.sentAt,
      inStore: false,
      now: ctx.now,
    };
    return [each.line, arrivalsOf(each, known, transitDays)] as const;
  });
};
