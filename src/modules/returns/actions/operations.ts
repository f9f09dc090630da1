/** Figures of the running delivery: every share with its denominator and interval, nothing where nothing is known. */
import { Temporal } from "temporal-polyfill";
import { append } from "#events";
import { brandOf } from "#kernel/admin";
import { audit } from "#kernel/audit";
import { type Ctx, within } from "#kernel/context";
import { transaction } from "#kernel/database";
import { notFound } from "#kernel/errors";
import { wilson } from "../model/claim/rates.ts";
import {
  askedOfCarriers,
  contactSums,
  costSums,
  parcelSums,
  type ProductRow,
  productSums,
  promiseSums,
  sentReports,
  type Span,
  weekSums,
} from "../store/operations.ts";

const share = (k: number, n: number) => ({ k, n, ...wilson(k, n) });

/** Whole days of the brand's zone, today included. */
const spanOf = async (ctx: Ctx, days: number): Promise<Span & { zone: string; currency: string }> => {
  const { zone, currency } = await brandOf(ctx);
  const here = Temporal.Instant.fromEpochMilliseconds(ctx.now.getTime()).toZonedDateTimeISO(zone);
  const from = here.startOfDay().subtract({ days: days - 1 });
  return { from: new Date(from.epochMilliseconds), until: ctx.now, zone, currency };
};

const mondayOf = (at: Date, zone: string): string => {
  const here = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone).toPlainDate();
  return here.subtract({ days: here.dayOfWeek - 1 }).toString();
};

export const operations = async (ctx: Ctx, days: number) => {
  const span = await spanOf(ctx, days);
  const [parcels, outcomes, contacts, cost, carriersAsked, weeks] = await Promise.all([
    parcelSums(ctx.db, span),
    promiseSums(ctx.db, span),
    contactSums(ctx.db, span),
    costSums(ctx.db, span),
    askedOfCarriers(ctx.db, span),
    weekSums(ctx.db, span, span.zone),
  ]);
  const promised = [...outcomes.values()].reduce((sum, n) => sum + n, 0);
  const outcome = (name: string) => share(outcomes.get(name) ?? 0, promised);
  const thisWeek = mondayOf(ctx.now, span.zone);
  return {
    from: span.from.toISOString(),
    until: span.until.toISOString(),
    currency: span.currency,
    parcels: parcels.parcels,
    delivered: parcels.delivered,
    promise: promised === 0 ? null : { kept: outcome("kept"), late: outcome("late"), early: outcome("early") },
    absent: share(parcels.absent, parcels.delivered),
    contacts: {
      parcels: share(contacts.parcels, parcels.parcels),
      messages: contacts.messages,
      reports: contacts.reports,
    },
    failures: share(parcels.failed, parcels.parcels),
    cost,
    carriersAsked,
    weeks: weeks.map((week) => ({ ...week, open: week.week === thisWeek })),
  };
};

const reasonsOf = (row: ProductRow) =>
  Object.entries(row.reasons)
    .map(([reason, pieces]) => ({ reason, pieces: Number(pieces) }))
    .toSorted((a, b) => b.pieces - a.pieces || (a.reason < b.reason ? -1 : 1));

export const operationsProducts = async (ctx: Ctx, query: { days: number; limit: number }) => {
  const rows = await productSums(ctx.db, await spanOf(ctx, query.days), null);
  const shown = rows.slice(0, query.limit);
  const sent = await sentReports(
    ctx.db,
    shown.map((row) => row.product),
  );
  const sum = (of: (row: ProductRow) => number) => rows.reduce((total, row) => total + of(row), 0);
  return {
    items: shown.map((row) => ({
      product: row.product,
      name: row.name,
      back: share(row.back, row.sold),
      reasons: reasonsOf(row),
      sentAt: sent.get(row.product)?.toISOString() ?? null,
    })),
    overall: share(
      sum((row) => row.back),
      sum((row) => row.sold),
    ),
  };
};

/** Tells product development: the fact goes wherever the brand sends it (a journey, a webhook, a case). */
export const sendProductReasons = async (
  ctx: Ctx,
  input: { product: string; days: number; note: string },
): Promise<{ sentAt: string }> => {
  const span = await spanOf(ctx, input.days);
  const [row] = await productSums(ctx.db, span, input.product);
  if (!row) throw notFound("product sold in this period");
  const at = ctx.now.toISOString();
  await transaction(ctx.db, async (tx) => {
    const inside = within(ctx, tx);
    await append(inside, [
      {
        name: "product.issue_reported",
        subject: "",
        key: `product.issue_reported:${row.product}:${at}`,
        properties: {
          product: row.product,
          name: row.name,
          sold: row.sold,
          back: row.back,
          ...wilson(row.back, row.sold),
          reasons: reasonsOf(row),
          from: span.from.toISOString(),
          until: at,
          note: input.note,
        },
      },
    ]);
    await audit(inside, "product.issue_reported", `product:${row.product}`);
  });
  return { sentAt: at };
};
