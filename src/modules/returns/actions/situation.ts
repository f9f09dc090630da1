/** Everything that a decision about an order's return looks at, read once. */
import { productsOf } from "#catalog";
import { deliveredItems } from "#delivery";
import { brandOf } from "#kernel/admin";
import type { Ctx } from "#kernel/context";
import { type Order, orderOf } from "#orders";
import { traitsOf } from "#profiles";
import { type Captured, capturedOf } from "../model/captured.ts";
import { LEGAL, type Policy } from "../model/policy.ts";
import type { GivenUp, Quote } from "../model/refund.ts";
import { type Arrival, arrivalsOf } from "../model/window.ts";
import { boundPolicy } from "../store/policies.ts";
import { returnsOfOrder, type StoredReturn } from "../store/returns.ts";

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
  readonly arrivals: ReadonlyMap<number, readonly Arrival[]>;
  readonly returns: readonly Return[];
  readonly zone: string;
  readonly tier: string;
  /** Where the order goes, else where the customer lives. */
  readonly prefecture: string;
  readonly profile: string | null;
  readonly images: ReadonlyMap<string, string>;
  /** What the shop's own refunds name, which no return here explains. */
  readonly told: readonly GivenUp[];
  /** Minor units that the shop gave back by itself. */
  readonly toldAmount: number;
}

/** Returns that take pieces: they came back, are on their way, or may still come. */
export const counts = (each: Pick<Return, "approval" | "logistics">): boolean =>
  !["declined", "cancelled", "expired"].includes(each.approval);

/** The pieces of a return, as they were asked for or, after inspection, accepted. */
export const givenUp = (each: Pick<Return, "items" | "resolution">): GivenUp[] =>
  each.items.map((item) => {
    const pieces = item.accepted ?? item.quantity;
    const exchange = item.resolution.startsWith("exchange");
    return {
      line: item.line,
      exchanged: exchange ? pieces : 0,
      shop: !exchange && item.fault === "shop" ? pieces : 0,
      buyer: !exchange && item.fault !== "shop" ? pieces : 0,
    };
  });

const tierIn = (traits: Readonly<Record<string, unknown>>): string => {
  const said = traits["tier"] ?? traits["rank"] ?? traits["membership_tier"];
  return typeof said === "string" ? said : "";
};

/** What an order that nobody could bind yet is under: the law. */
const UNDER_LAW = { version: 0, policy: LEGAL } as const;

export const situationOf = async (ctx: Ctx, id: string): Promise<Situation | null> => {
  const order = await orderOf(ctx, id);
  if (!order || order.kind === "return") return null;
  const [bound, items, returns, brand, traits, goods] = await Promise.all([
    boundPolicy(ctx.db, order.order),
    deliveredItems(ctx, order.order),
    returnsOfOrder<Terms>(ctx.db, order.order),
    brandOf(ctx),
    order.buyer === null ? new Map<string, Record<string, unknown>>() : traitsOf(ctx, [order.buyer.profile]),
    productsOf(ctx, [...new Set(order.products.map((line) => line.product))]),
  ]);
  const { version, policy } = bound ?? UNDER_LAW;
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
  const said: Readonly<Record<string, unknown>> = (order.buyer && traits.get(order.buyer.profile)) || {};
  return {
    order,
    version,
    policy,
    captured,
    arrivals: new Map(captured.lines.map((line) => [line.line, arrivalsOf(line, known, policy.transitDays)])),
    returns,
    zone: brand.zone,
    tier: tierIn(said),
    prefecture: order.terms.prefecture || (typeof said["prefecture"] === "string" ? said["prefecture"] : ""),
    profile: order.buyer?.profile ?? null,
    ...toldOf(order, captured, returns),
    images: new Map([...goods].map(([product, good]) => [product, good.imageUrl])),
  };
};

/** Refunds that the shop's system made without a return here. Ours come back as refunds under the return's id. */
const toldOf = (order: Order, captured: Captured, returns: readonly Return[]) => {
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
  return { told, toldAmount: theirs.reduce((sum, refund) => sum + refund.amount, 0) };
};

/** Pieces of a line that came back or are on their way. */
export const returnedPieces = (of: Situation, line: number): number =>
  [...of.told, ...of.returns.filter(counts).flatMap(givenUp)]
    .filter((each) => each.line === line)
    .reduce((sum, each) => sum + each.buyer + each.shop + each.exchanged, 0);
