/** Everything that a decision about an order's return looks at, read once. */
import { productsOf, variantNames } from "#catalog";
import { deliveredItems, parcelsOf } from "#delivery";
import { brandOf } from "#kernel/admin";
import type { Ctx } from "#kernel/context";
import { type Order, orderOf } from "#orders";
import { identitiesOf, traitsOf } from "#profiles";
import { type Captured, capturedOf } from "../model/captured.ts";
import type { Policy } from "../model/policy.ts";
import type { GivenUp, Quote } from "../model/refund.ts";
import { tierIn } from "../model/tier.ts";
import { type Arrival, arrivalsOf } from "../model/window.ts";
import { cancelledLines } from "../store/changes.ts";
import { exchangedUnder, openAheads, sentOf } from "../store/exchanges.ts";
import { policyOf } from "../store/policies.ts";
import { returnsOfOrder, type StoredReturn } from "../store/returns.ts";
import { type Line, linesOf, sentArrivals } from "./lines.ts";

/** What was reckoned for a return, and for its exchange. */
export interface Terms extends Quote {
  /** Bonus on store credit or on an exchange. */
  readonly bonus: number;
  /** What the new goods cost; 0 for the same product in another variant. */
  readonly replacement: number;
  /** What the customer pays for dearer goods. */
  readonly toPay: number;
}

export type Return = StoredReturn<Terms>;

export interface Situation {
  readonly order: Order;
  readonly version: number;
  readonly policy: Policy;
  readonly captured: Captured;
  /** What was bought, then what was sent in exchange for it. */
  readonly lines: readonly Line[];
  /** Paid on top of the order for dearer goods, minor units. */
  readonly collected: number;
  /** Exchanges of this customer whose old goods are not back. */
  readonly ahead: number;
  readonly arrivals: ReadonlyMap<number, readonly Arrival[]>;
  readonly returns: readonly Return[];
  readonly zone: string;
  readonly tier: string;
  /** Where the order goes, else where the customer lives. */
  readonly prefecture: string;
  readonly profile: string | null;
  readonly images: ReadonlyMap<string, string>;
  /** What people call a variant. */
  readonly called: (variant: string) => string;
  /** What the shop's own refunds name, which no return here explains, and what was cancelled before the shipment. */
  readonly told: readonly GivenUp[];
  /** Minor units that the shop gave back by itself. */
  readonly toldAmount: number;
}

/** Returns that take pieces: they came back, are on their way, or may still come. */
export const counts = (each: Pick<Return, "approval" | "logistics">): boolean =>
  !["declined", "cancelled", "expired"].includes(each.approval);

/** The pieces that a return takes, as they were asked for or, after inspection, accepted. New goods that went out ahead count whole. */
export const piecesOf = (
  each: Pick<Return, "instant">,
  item: Pick<Return["items"][number], "accepted" | "quantity" | "resolution">,
): number =>
  each.instant && item.resolution.startsWith("exchange") ? item.quantity : (item.accepted ?? item.quantity);

/** What of the bought lines a return gives up. Goods that were sent in exchange give up what they stand for (X1). */
export const givenUp = (each: Pick<Return, "items" | "resolution" | "instant">): GivenUp[] =>
  each.items.map((item) => {
    const pieces = piecesOf(each, item);
    const exchange = item.resolution.startsWith("exchange");
    const again = item.root !== null;
    return {
      line: item.root ?? item.line,
      exchanged: exchange ? (again ? 0 : pieces) : again ? -pieces : 0,
      shop: !exchange && item.fault === "shop" ? pieces : 0,
      buyer: !exchange && item.fault !== "shop" ? pieces : 0,
    };
  });

/**
 * Some shops make an order of their own for what they send in exchange. Its goods come back under the order that was paid
 * for. Only of the same customer: a reference may be mistyped.
 */
export const exchangedFrom = async (ctx: Ctx, of: Situation): Promise<string | null> => {
  const { order } = of;
  for (const first of await exchangedUnder(ctx.db, [order.order, order.number])) {
    if (first === order.order) continue;
    const paid = await orderOf(ctx, first);
    const same = paid?.subject === order.subject || (of.profile !== null && paid?.buyer?.profile === of.profile);
    if (paid && same) return first;
  }
  return null;
};

export const situationOf = async (ctx: Ctx, id: string): Promise<Situation | null> => {
  const order = await orderOf(ctx, id);
  if (!order || order.kind === "return") return null;
  const [{ version, policy }, items, returns, brand, traits, goods, sent, identities, parcels, cancelled] =
    await Promise.all([
      policyOf(ctx.db, order.order, new Date(order.at)),
      deliveredItems(ctx, order.order),
      returnsOfOrder<Terms>(ctx.db, order.order),
      brandOf(ctx),
      order.buyer === null ? new Map<string, Record<string, unknown>>() : traitsOf(ctx, [order.buyer.profile]),
      productsOf(ctx, [...new Set(order.products.map((line) => line.product))]),
      sentOf(ctx.db, order.order),
      order.buyer === null ? null : identitiesOf(ctx, [order.buyer.profile]),
      parcelsOf(ctx, [order.order]),
      cancelledLines(ctx.db, order.order),
    ]);
  const at = (text: string | null) => (text === null ? null : new Date(text));
  const known = {
    items: items.map((item) => ({ line: Number(item.line), quantity: item.quantity, at: item.at })),
    orderAt: new Date(order.at),
    deliveredAt: at(order.deliveredAt),
    shippedAt: at(order.shippedAt),
    // What was paid in cash at a till and never sent was taken home at once.
    inStore:
      order.channel === "store" ||
      order.channel === "pos" ||
      (order.terms.payment === "cash" && order.shippedAt === null),
    now: ctx.now,
  };
  const captured = capturedOf(order, policy);
  const keys = new Set([order.subject, ...[...(identities?.values() ?? [])].flat().map((identity) => identity.key)]);
  const said: Readonly<Record<string, unknown>> = (order.buyer && traits.get(order.buyer.profile)) || {};
  const called = await variantNames(ctx, [
    ...[...order.products, ...sent].map((line) => line.variant),
    ...returns.flatMap((each) => each.items.flatMap((item) => [item.variant, item.exchange?.variant ?? ""])),
  ]);
  return {
    order,
    version,
    policy,
    captured,
    lines: linesOf(order, captured, sent),
    collected: collectedIn(returns, new Set(sent.map((each) => each.return))),
    ahead: policy.instant === null && policy.rules.length === 0 ? 0 : await openAheads(ctx.db, [...keys]),
    arrivals: new Map([
      ...captured.lines.map((line) => [line.line, arrivalsOf(line, known, policy.transitDays)] as const),
      ...(await sentArrivals(ctx, sent, parcels.get(order.order) ?? [], policy.transitDays)),
    ]),
    returns,
    zone: brand.zone,
    tier: tierIn(said),
    prefecture: order.terms.prefecture || (typeof said["prefecture"] === "string" ? said["prefecture"] : ""),
    profile: order.buyer?.profile ?? null,
    ...toldOf(order, captured, returns, cancelled),
    called,
    images: new Map([...goods].map(([product, good]) => [product, good.imageUrl])),
  };
};

/**
 * Refunds that the shop's system made without a return here (ours come back as refunds under the return's id), and lines that
 * were cancelled before the shipment, whether or not the shop told of a refund for them.
 */
const toldOf = (order: Order, captured: Captured, returns: readonly Return[], cancelled: ReadonlySet<number>) => {
  const ours = new Set(returns.map((each) => each.id));
  const theirs = order.refunds.filter((refund) => !ours.has(refund.refund));
  const told = theirs.flatMap((refund) =>
    refund.lines.flatMap((said) => {
      const sold = captured.lines.find(
        (line) => line.product === said.product && (said.variant === "" || line.variant === said.variant),
      );
      return sold ? [{ line: sold.line, buyer: Math.ceil(said.quantity), shop: 0, exchanged: 0 }] : [];
    }),
  );
  const never = captured.lines.flatMap(({ line, quantity }) => {
    const known = told.reduce((sum, each) => sum + (each.line === line ? each.buyer : 0), 0);
    return cancelled.has(line) && known < quantity ? [{ line, buyer: quantity - known, shop: 0, exchanged: 0 }] : [];
  });
  return { told: [...told, ...never], toldAmount: theirs.reduce((sum, refund) => sum + refund.amount, 0) };
};

/** Dearer goods are sent once they are paid for. */
const collectedIn = (returns: readonly Return[], sent: ReadonlySet<string>): number =>
  returns.reduce((sum, each) => sum + (sent.has(each.id) ? (each.final ?? each.quote).toPay : 0), 0);

/** Pieces of a line that came back or are on their way. */
export const returnedPieces = (of: Situation, line: number): number => {
  const taken = of.returns.filter(counts);
  if (of.lines.some((each) => each.line === line && each.root !== line)) return againPieces(taken, line);
  return [...of.told, ...taken.flatMap(givenUp)]
    .filter((each) => each.line === line)
    .reduce((sum, each) => sum + each.buyer + each.shop + each.exchanged, 0);
};

/** The same of goods that were sent in exchange. */
export const againPieces = (returns: readonly Pick<Return, "items" | "instant">[], line: number): number =>
  returns.reduce(
    (all, each) => all + each.items.reduce((sum, item) => sum + (item.line === line ? piecesOf(each, item) : 0), 0),
    0,
  );
