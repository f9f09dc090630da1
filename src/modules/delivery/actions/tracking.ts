/** Reads what a tracking page shows. */
import { ConfidenceLevel } from "../model/promise/settings.ts";
import { Brand } from "#kernel/admin-api";
import type { Ctx } from "#kernel/context";
import { type Look, Theme } from "#kernel/html";
import { readSettings } from "#kernel/settings";
import { occasionsOf, shownContent, type StoredContent } from "../model/content.ts";
import { itemsOfParcels } from "../model/items.ts";
import { TrackingPage } from "../model/tracking/settings.ts";
import type { Tracked, TrackedItem, TrackedParcel, TrackedPromise } from "../model/tracking/view.ts";
import { type TrackingLine, type TrackingParcelRow, type TrackingRow, trackingRow } from "../store/tracking.ts";
import { activeContent } from "./content.ts";

export interface Shown {
  readonly tracked: Tracked;
  readonly content: readonly StoredContent[];
}

const date = (text: string | null): Date | null => (text === null ? null : new Date(text));

/** Stock codes say nothing to customers. */
const CODE = /^[\w.:/-]*$/u;

const itemOf = (
  item: { product: string; variant: string; name: string; quantity: number },
  lines: readonly TrackingLine[],
): TrackedItem => {
  const line = lines.find(
    (one) => one.product === item.product && (item.variant === "" || one.variant === item.variant),
  );
  return {
    product: item.product,
    name: item.name || (line?.name ?? item.product),
    variant: line?.called || (CODE.test(item.variant) ? "" : item.variant),
    quantity: item.quantity,
    image: line?.image ?? "",
  };
};

const parcelsIn = (row: TrackingRow, lines: readonly TrackingLine[]): TrackedParcel[] => {
  const rows = row.parcels ?? [];
  const holding = rows.map((p) => ({ ...p, items: p.items ?? [], deliveredAt: date(p.delivered_at) }));
  const items = itemsOfParcels(lines, holding);
  return rows.map((p: TrackingParcelRow) => ({
    id: p.id,
    carrier: p.carrier,
    number: p.number,
    method: p.method,
    place: p.place,
    state: p.state,
    reason: p.reason,
    stateAt: new Date(p.state_at),
    shippedAt: date(p.shipped_at),
    deliveredAt: date(p.delivered_at),
    holdUntil: date(p.hold_until),
    carrierBy: date(p.carrier_by),
    late: p.late_since !== null,
    items: (items.get(p.id) ?? []).map((item) => itemOf(item, lines)),
    scans: (p.scans ?? []).map((scan) => ({ ...scan, at: new Date(scan.at) })),
    choice: p.choice,
    feeling: p.feeling,
  }));
};

/** What we promised last of the order, and of each of its parcels that was promised a day of its own. */
const ownWords = ({ promises }: TrackingRow): TrackedPromise[] =>
  (promises ?? []).map((promise) => ({ ...promise, level: ConfidenceLevel.parse(promise.level) }));

const DAY_MS = 86_400_000;

/** The order with its parcels, promises and words; null where nothing is known of it. */
export const openTracking = async (ctx: Ctx, order: string): Promise<Shown | null> => {
  const [row, words] = await Promise.all([trackingRow(ctx.db, order), activeContent(ctx)]);
  if (!row) return null;
  const lines = row.lines ?? [];
  const parcels = parcelsIn(row, lines);
  const arrived = parcels.flatMap(({ deliveredAt }) => (deliveredAt === null ? [] : [deliveredAt.getTime()]));
  const about = {
    products: lines.map((line) => line.product),
    categories: [...new Set(lines.map((line) => line.category))],
    occasions: occasionsOf({ gift: row.gift ?? false, occasion: row.occasion ?? "" }),
    states: parcels.length === 0 ? ["label_created"] : [...new Set(parcels.map((parcel) => parcel.state))],
    days: arrived.length === 0 ? null : Math.floor((ctx.now.getTime() - Math.max(...arrived)) / DAY_MS),
  };
  return {
    tracked: {
      number: row.number ?? order,
      at: row.at,
      cancelled: row.status === "cancelled",
      items: lines.map((line) => itemOf(line, lines)),
      parcels,
      promises: ownWords(row),
      problems: row.problems ?? [],
    },
    content: shownContent(words, about),
  };
};

interface PageLook extends Look {
  readonly page: TrackingPage;
}
const LOOK_MS = 2_000;
// Per process and configuration: every page asks, they hardly ever change, and two seconds are soon over.
const looks = new WeakMap<object, { readonly at: number; readonly look: PageLook }>();

/** What every page needs before it can say anything. */
export const pageSettings = async (ctx: Ctx): Promise<PageLook> => {
  const known = looks.get(ctx.config);
  const at = ctx.now.getTime();
  if (known && at >= known.at && at - known.at < LOOK_MS) return known.look;
  const read = await readSettings(ctx, { brand: Brand, theme: Theme, "delivery.page": TrackingPage });
  const look = { brand: read.brand, theme: read.theme, page: read["delivery.page"] };
  looks.set(ctx.config, { at, look });
  return look;
};
