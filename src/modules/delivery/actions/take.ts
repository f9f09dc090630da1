/** Takes news of parcels in, whoever tells it: one transaction from the words of a carrier to the facts for everybody else. */
import { append } from "#events";
import { type Ctx, within } from "#kernel/context";
import { transaction } from "#kernel/database";
import type { Fact } from "#kernel/log";
import { readSetting } from "#kernel/settings";
import { ordersNamed } from "#orders";
import { readAddress } from "#profiles/model";
import type { ParcelItem } from "../model.ts";
import { carrierOf } from "../model/carriers.ts";
import { tidy } from "../model/inbound/tidy.ts";
import { readNumber } from "../model/number.ts";
import { type Named, type News, numberChanged, placeNews, replacedBy } from "../model/place.ts";
import { type NewScan, readScan, sightingOf } from "../model/scan.ts";
import { fill, fresh, type Standing, standsNow } from "../model/standing.ts";
import { isNews, type Sighting } from "../model/state.ts";
import { DeliverySettings } from "../model/watch.ts";
import { dueOf, lockNames, putItems, putParcels, putShipments, type Shipment, standing } from "../store/board.ts";
import { addScans, ownWords, sightings } from "../store/scans.ts";
import { parcelFact } from "./tell.ts";

type Orders = Awaited<ReturnType<typeof ordersNamed>>;

const destinationOf = (terms: { prefecture: string; postalCode: string; country: string }) => {
  const { postal, prefecture } = readAddress({ prefecture: terms.prefecture, postal_code: terms.postalCode });
  return { prefecture: prefecture ?? terms.prefecture, postalCode: postal ?? terms.postalCode, country: terms.country };
};

const name = (news: News, orders: Orders): Named => {
  const order = orders.get(news.order ?? "");
  const carrier = carrierOf(news.carrier ?? "");
  const { number, doubt } = readNumber(carrier, news.number ?? "");
  return {
    ...news,
    order: order?.order ?? news.order ?? "",
    subject: order?.subject ?? news.subject ?? "",
    linked: order !== undefined,
    carrier,
    number,
    doubt,
    destination: news.destination ?? (order ? destinationOf(order.terms) : undefined),
  };
};

export interface TakenNews {
  /** The parcels that the news speaks of. */
  readonly parcels: readonly string[];
  readonly created: boolean;
  readonly why: "" | "no_such_parcel" | "several_parcels" | "other_order";
  readonly doubt: string;
}
export interface Taken {
  /** One for each piece of news, in the order given. */
  readonly each: readonly TakenNews[];
  /** Scans that were not known before. */
  readonly scans: number;
  readonly unknown: number;
}

/**
 * Derives these parcels again from all their scans, writes them, and gives the facts to append. `written`: rows as they stand
 * in the database, for those that need no writing.
 */
export const refold = async (
  ctx: Ctx,
  parcels: readonly Standing[],
  known: ReadonlyMap<string, readonly Sighting[]>,
  written: ReadonlyMap<string, string> = new Map(),
): Promise<Fact[]> => {
  const settings = await readSetting(ctx, "delivery", DeliverySettings);
  const due = await dueOf(ctx.db, parcels);
  const facts: Fact[] = [];
  const folded = parcels.map((parcel) => {
    const promised = { ...parcel, promisedBy: due.get(parcel.id) ?? parcel.promisedBy };
    const { parcel: next, telling } = standsNow(promised, known.get(parcel.id) ?? [], ctx.now, settings);
    if (telling) {
      const why = telling.name === "parcel.delayed" ? { why: "carrier_said" } : {};
      const stale = telling.name === "parcel.delivered" ? { stale: telling.stale } : {};
      const taken =
        telling.name === "parcel.contradicted" ? { deliveredAt: parcel.deliveredAt?.toISOString() ?? null } : {};
      facts.push(parcelFact(ctx, next, telling.name, telling.at, { ...why, ...stale, ...taken }));
    }
    return next;
  });
  await putParcels(
    ctx.db,
    folded.filter((parcel) => written.get(parcel.id) !== JSON.stringify(parcel)),
  );
  return facts;
};

const take = async (ctx: Ctx, all: readonly News[]): Promise<Taken> => {
  const given = all.map((news) => tidy(news, ctx.now));
  const plain = given.map((news) => readNumber(carrierOf(news.carrier ?? ""), news.number ?? "").number);
  // Before any look: an order that is recorded meanwhile waits, and finds what is written here.
  await lockNames(ctx.db, [
    ...given.flatMap((news) => (news.order === "" ? [] : [`o:${news.order}`])),
    ...given.flatMap((news) => (news.shipment === undefined ? [] : [`s:${news.shipment}`])),
    ...plain.flatMap((number) => (number === "" ? [] : [`n:${number}`])),
  ]);
  const orders = await ordersNamed(
    ctx,
    given.flatMap((news) => (news.order === "" ? [] : [news.order])),
  );
  const named = given.map((news) => name(news, orders));
  const board = await standing(ctx.db, {
    ids: named.flatMap((news) => news.parcel ?? []),
    numbers: plain,
    orders: [...new Set(named.map((news) => news.order))],
    shipments: named.flatMap((news) => news.shipment ?? []),
  });
  const old = new Map(board.map((parcel) => [parcel.id, JSON.stringify(parcel)]));
  const own = await ownWords(ctx.db);
  const touched = new Map<string, Standing>();
  const scans: NewScan[] = [];
  const items = new Map<string, readonly ParcelItem[]>();
  const shipments: Shipment[] = [];
  const each = named.map((news): TakenNews => {
    const place = placeNews(news, board, ctx.now);
    if (place.kind === "nowhere") return { parcels: [], created: false, why: place.why, doubt: news.doubt };
    const parcels = place.kind === "known" ? place.parcels : [fresh(news, place.turn, ctx.now)];
    if (place.kind === "new") board.push(...parcels);
    for (const parcel of parcels) {
      const before = parcel.order;
      fill(parcel, news);
      touched.set(parcel.id, parcel);
      scans.push(...news.scans.map((scan) => readScan(parcel.id, news.source, scan, own)));
      if (news.items && news.items.length > 0 && !items.has(parcel.id)) items.set(parcel.id, news.items);
      if (place.kind === "new" || before !== parcel.order)
        shipments.push({
          id: parcel.shipment,
          order: parcel.order,
          origin: news.origin ?? "",
          source: news.source,
          createdAt: parcel.createdAt,
        });
    }
    for (const gone of replacedBy(news, board)) {
      touched.set(gone.id, gone);
      scans.push(readScan(gone.id, news.source, numberChanged(news), own));
    }
    // P26: under way a number is one parcel, of the order that it was first told of.
    const other = news.order !== "" && parcels.some((parcel) => parcel.order !== news.order);
    const ids = parcels.map((parcel) => parcel.id);
    return { parcels: ids, created: place.kind === "new", why: other ? "other_order" : "", doubt: news.doubt };
  });
  const known = await sightings(
    ctx.db,
    [...touched.keys()].filter((id) => old.has(id)),
  );
  const heard = scans.filter((scan) => !scan.undated || isNews(known.get(scan.parcel) ?? [], scan.reading));
  // What was there keeps its reading, so it stands behind what is told again.
  const after = new Map<string, Sighting[]>([...touched.keys()].map((id) => [id, []]));
  for (const scan of heard) after.get(scan.parcel)?.push(sightingOf(scan.reading, scan));
  for (const [id, before] of known) after.get(id)?.push(...before);
  await putShipments(ctx.db, [...new Map(shipments.map((row) => [row.id, row])).values()]);
  const facts = await refold(ctx, [...touched.values()], after, old);
  await putItems(ctx.db, items);
  const distinct = [...new Map(heard.map((scan) => [`${scan.parcel} ${scan.key}`, scan])).values()];
  const added = await addScans(ctx.db, distinct, ctx.now);
  const unread = distinct.filter(
    (scan) => scan.reading.state === "unknown" && scan.reading.map === "" && added.has(`${scan.parcel} ${scan.key}`),
  );
  for (const scan of unread) {
    const parcel = touched.get(scan.parcel);
    const words = { vocabulary: scan.vocabulary, code: scan.code, text: scan.text };
    if (parcel) facts.push(parcelFact(ctx, parcel, "parcel.unknown_status", scan.occurredAt, words, scan.key));
  }
  await append(ctx, facts);
  return { each, scans: added.size, unknown: unread.length };
};

/** Takes news in. Told again, in any order and by whomever, it changes nothing. */
export const takeNews = (ctx: Ctx, news: readonly News[]): Promise<Taken> =>
  news.length === 0
    ? Promise.resolve({ each: [], scans: 0, unknown: 0 })
    : transaction(ctx.db, (tx) => take(within(ctx, tx), news));
