import type { z } from "zod";
import { variantNames } from "#catalog";
import type { Ctx } from "#kernel/context";
import { notFound, Problem } from "#kernel/errors";
import { requireProfile, traitsOf } from "#profiles";
import { readNames } from "#profiles/model";
import type { OrderRow, ordersApi, ShownOrder } from "./api.ts";
import type { Order, OrderHead } from "./model.ts";
import { type OrderWithLines, ordersByName, ordersOfSubjects } from "./store/doors.ts";
import { linesOf, listOrders, type Place, refundsOf, totals, wholeOrder } from "./store/views.ts";

/** The orders of these subjects, newest first, at most 1,000. */
export const ordersOf = (ctx: Ctx, subjects: readonly string[]): Promise<OrderHead[]> =>
  ordersOfSubjects(ctx.db, subjects, 1_000);

/** Orders with their lines, by id or by the number that the customer knows. Keys: the names as asked. */
export const ordersNamed = (ctx: Ctx, names: readonly string[]): Promise<Map<string, OrderWithLines>> =>
  ordersByName(ctx.db, names);

const placeIn = (cursor: string | undefined): Place | null => {
  if (cursor === undefined) return null;
  const at = cursor.slice(0, cursor.indexOf("~"));
  if (Number.isNaN(Date.parse(at))) throw new Problem("invalid", "This cursor was not given by the page before.");
  return { at, id: cursor.slice(cursor.indexOf("~") + 1) };
};
const nextOf = (page: readonly OrderHead[], limit: number): string | null => {
  const last = page.at(-1);
  return last && page.length === limit ? `${last.at}~${last.order}` : null;
};

const namesOf = async (ctx: Ctx, profiles: readonly string[]): Promise<Map<string, string>> => {
  const traits = await traitsOf(ctx, profiles);
  return new Map([...traits].map(([profile, said]) => [profile, readNames(said)?.full ?? ""]));
};

export const listed = async (ctx: Ctx, query: z.output<typeof ordersApi.list.query>) => {
  const found = await listOrders(ctx.db, { ...query, before: placeIn(query.cursor) });
  const names = await namesOf(ctx, [...new Set(found.flatMap((row) => row.profile ?? []))]);
  const items = found.map(({ profile, ...row }): OrderRow => ({
    ...row,
    buyer: profile === null ? null : { profile, name: names.get(profile) ?? "" },
  }));
  return { items, next: nextOf(items, query.limit) };
};

export const ofProfile = async (ctx: Ctx, id: string, query: { limit: number; cursor?: string | undefined }) => {
  const profile = await requireProfile(ctx, id);
  const found = await listOrders(ctx.db, { profile, before: placeIn(query.cursor), limit: query.limit });
  const items = found.map(({ profile: _profile, ...row }) => row);
  return { items, totals: await totals(ctx.db, profile), next: nextOf(items, query.limit) };
};

export const allTotals = async (ctx: Ctx) => ({ items: await totals(ctx.db, null) });

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

/** One whole order with its lines and refunds; null where it was never placed. */
export const orderOf = async (ctx: Ctx, id: string): Promise<ShownOrder | null> => {
  try {
    return await shownOrder(ctx, id);
  } catch (error) {
    if (error instanceof Problem && error.code === "not_found") return null;
    throw error;
  }
};

export const shownOrder = async (ctx: Ctx, id: string): Promise<ShownOrder> => {
  const row = await wholeOrder(ctx.db, id);
  if (!row) throw notFound("order");
  const [products, refunds, names] = await Promise.all([
    linesOf(ctx.db, id),
    refundsOf(ctx.db, id),
    namesOf(ctx, row.profile === null ? [] : [row.profile]),
  ]);
  const called = await variantNames(
    ctx,
    products.map((line) => line.variant),
  );
  const {
    profile,
    return_of,
    shipped_at,
    delivered_at,
    cancelled_at,
    refunded_at,
    at,
    status,
    id: order,
    ...rest
  } = row;
  return {
    ...rest,
    order,
    at: at.toISOString(),
    status: status as Order["status"],
    returnOf: return_of,
    shippedAt: iso(shipped_at),
    deliveredAt: iso(delivered_at),
    cancelledAt: iso(cancelled_at),
    refundedAt: iso(refunded_at),
    products: products.map((line) => ({ ...line, variantName: called(line.variant) })),
    refunds,
    buyer: profile === null ? null : { profile, name: names.get(profile) ?? "" },
  };
};
