/** Takes news of parcels in, whoever tells it: one transaction from the words of a carrier to the facts for everybody else. */
import { createHash, randomUUID } from "node:crypto";
import { append } from "#events";
import { type Ctx, within } from "#kernel/context";
import { transaction } from "#kernel/database";
import type { Fact } from "#kernel/log";
import { readSetting } from "#kernel/settings";
import { ordersNamed } from "#orders";
import { readAddress } from "#profiles/model";
import type { ParcelItem } from "../model.ts";
import { carrierOf } from "../model/carriers.ts";
import { clean } from "../model/inbound/read.ts";
import { readNumber } from "../model/number.ts";
import { type Named, type News, placeNews, type RawScan } from "../model/place.ts";
import { type Standing, standsNow } from "../model/standing.ts";
import type { Sighting } from "../model/state.ts";
import { DeliverySettings } from "../model/watch.ts";
import { type OwnWord, plainWord, readWords } from "../model/words.ts";
import { dueOf, lockNames, putItems, putParcels, putShipments, type Shipment, standing } from "../store/board.ts";
import { addScans, type NewScan, ownWords, sightings } from "../store/scans.ts";
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

const fresh = (news: Named, turn: number, now: Date): Standing => ({
  id: randomUUID(),
  shipment: news.shipment ?? (news.order === "" ? `parcel:${randomUUID()}` : `order:${news.order}`),
  order: news.order,
  subject: news.subject,
  linked: news.linked,
  carrier: news.carrier,
  service: news.service ?? "",
  number: news.number,
  turn,
  numberDoubt: news.doubt,
  method: news.method ?? "carrier",
  place: news.place ?? "",
  country: "",
  prefecture: "",
  postalCode: "",
  createdAt: news.scans.map((scan) => scan.occurredAt).toSorted((x, y) => x.getTime() - y.getTime())[0] ?? now,
  state: "label_created",
  reason: "",
  stateAt: now,
  shippedAt: null,
  deliveredAt: null,
  lastScanAt: null,
  holdUntil: null,
  carrierBy: null,
  contradicted: false,
  unknown: 0,
  scans: 0,
  promisedBy: null,
  told: [],
  toldAt: null,
  silentSince: null,
  lateSince: null,
  holdWarnedAt: null,
  lookAt: null,
});

/** News fills what is empty and overwrites nothing: the first word on whose parcel it is stands. */
const fill = (parcel: Standing, news: Named): void => {
  if (parcel.order === "" || (!parcel.linked && news.linked && news.order !== "")) {
    parcel.order = news.order;
    parcel.linked = news.linked;
    parcel.subject = news.subject || parcel.subject;
  }
  if (parcel.number === "" && news.number !== "") [parcel.number, parcel.numberDoubt] = [news.number, news.doubt];
  parcel.carrier ||= news.carrier;
  parcel.service ||= news.service ?? "";
  parcel.place ||= news.place ?? "";
  parcel.prefecture ||= news.destination?.prefecture ?? "";
  parcel.postalCode ||= news.destination?.postalCode ?? "";
  parcel.country ||= news.destination?.country ?? "";
};

/** One scan told twice, by whomever, is one scan: the same words at the same moment and place. */
const scanKey = (vocabulary: string, word: string, scan: RawScan): string =>
  createHash("sha256")
    .update([vocabulary, word, scan.occurredAt.toISOString(), plainWord(scan.place)].join("\n"))
    .digest("base64url")
    .slice(0, 22);

const LONGEST = 500;
const EARLIEST = Date.UTC(2000, 0, 1);
const AHEAD_MS = 86_400_000;

/** Only text that can be kept, and only moments that can be: a scan of tomorrow's tomorrow is a slip of the sender. */
const tidy = (news: News, now: Date): News & { order: string } => {
  const short = (value: string | undefined, length: number) => clean(value).slice(0, length);
  return {
    ...news,
    order: short(news.order, 300),
    ...(news.shipment !== undefined && { shipment: short(news.shipment, 300) }),
    carrier: short(news.carrier, 100),
    service: short(news.service, 100),
    origin: short(news.origin, 100),
    place: short(news.place, 100),
    items: (news.items ?? []).map((item) => ({
      line: short(item.line, 100),
      product: short(item.product, 300),
      variant: short(item.variant, 300),
      name: short(item.name, 300),
      quantity: item.quantity,
    })),
    scans: news.scans
      .filter(({ occurredAt }) => occurredAt.getTime() > EARLIEST && occurredAt.getTime() < now.getTime() + AHEAD_MS)
      .map((scan) => ({
        ...scan,
        sayings: scan.sayings.map((one) => ({ vocabulary: short(one.vocabulary, 60), word: short(one.word, LONGEST) })),
        code: short(scan.code, 100),
        text: short(scan.text, LONGEST),
        place: short(scan.place, 200),
      })),
  };
};

const readScan = (parcel: string, source: string, scan: RawScan, own: ReadonlyMap<string, OwnWord>): NewScan => {
  const sayings = scan.sayings.filter((one) => plainWord(one.word) !== "");
  const reading = readWords(sayings, own);
  // Whose word decided; where none did, the most exact one waits to be read.
  const said =
    (reading.map === "" ? undefined : sayings.find((one) => readWords([one], own).map === reading.map)) ?? sayings[0];
  const vocabulary = said?.vocabulary ?? "";
  const word = plainWord(said?.word ?? "");
  return {
    parcel,
    key: scanKey(vocabulary, word, scan),
    occurredAt: scan.occurredAt,
    source,
    vocabulary,
    word,
    code: scan.code,
    text: scan.text,
    place: scan.place,
    detail: scan.detail,
    reading,
  };
};

const seen = (scan: NewScan): Sighting => ({
  key: scan.key,
  occurredAt: scan.occurredAt,
  state: scan.reading.state,
  reason: scan.reading.reason,
  holdUntil: scan.detail.holdUntil === undefined ? null : new Date(scan.detail.holdUntil),
  by: scan.detail.by === undefined ? null : new Date(scan.detail.by),
});

export interface TakenNews {
  /** The parcels that the news speaks of. */
  readonly parcels: readonly string[];
  readonly created: boolean;
  readonly why: "" | "no_such_parcel" | "several_parcels";
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
    return { parcels: parcels.map((parcel) => parcel.id), created: place.kind === "new", why: "", doubt: news.doubt };
  });
  const known = await sightings(
    ctx.db,
    [...touched.keys()].filter((id) => old.has(id)),
  );
  // What was there keeps its reading, so it stands behind what is told again.
  const after = new Map<string, Sighting[]>([...touched.keys()].map((id) => [id, []]));
  for (const scan of scans) after.get(scan.parcel)?.push(seen(scan));
  for (const [id, before] of known) after.get(id)?.push(...before);
  await putShipments(ctx.db, [...new Map(shipments.map((row) => [row.id, row])).values()]);
  const facts = await refold(ctx, [...touched.values()], after, old);
  await putItems(ctx.db, items);
  const distinct = [...new Map(scans.map((scan) => [`${scan.parcel} ${scan.key}`, scan])).values()];
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
