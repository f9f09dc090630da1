/**
 * Which parcel a piece of news speaks of, and whether it makes a new one. Pure, over the parcels that its names could mean.
 * Rules P22 to P26.
 */
import type { Method, ParcelItem, ParcelState, ScanDetail } from "../model.ts";
import { type Doubt, plainNumber } from "./number.ts";
import { isOver } from "./watch.ts";
import type { Saying } from "./words.ts";

/** One scan as a sender tells it: its words, the most exact first. */
export interface RawScan {
  readonly occurredAt: Date;
  readonly sayings: readonly Saying[];
  readonly code: string;
  readonly text: string;
  readonly place: string;
  readonly detail: ScanDetail;
  /** The sender gives no time, so `occurredAt` is that of hearing it: it counts only where it says something new. */
  readonly undated?: boolean;
}

/** What somebody tells of a shipment or a parcel. Everything that names it is optional. */
export interface News {
  /** Who told it: aftership, trackingmore, shopify, csv, order, api, manual. */
  readonly source: string;
  readonly parcel?: string;
  readonly shipment?: string;
  /** Id of the order, or the number that the customer knows. */
  readonly order?: string;
  /** Whom the sender names; the order's own word comes first. */
  readonly subject?: string;
  readonly carrier?: string;
  readonly service?: string;
  /** As typed. */
  readonly number?: string;
  readonly method?: Method;
  readonly origin?: string;
  readonly place?: string;
  readonly destination?:
    | { readonly prefecture: string; readonly postalCode: string; readonly country: string }
    | undefined;
  readonly items?: readonly ParcelItem[];
  /** All numbers of its shipment, where the sender lists them: a parcel with another one does not go. */
  readonly numbers?: readonly string[];
  readonly scans: readonly RawScan[];
  /** Whether it makes a parcel where there is none. */
  readonly creates: boolean;
  /** Without a number it speaks of every parcel of its order. */
  readonly whole?: boolean;
}

/** What `place` must know of a parcel. */
export interface Known {
  id: string;
  shipment: string;
  order: string;
  linked: boolean;
  carrier: string;
  number: string;
  turn: number;
  state: ParcelState;
  createdAt: Date;
  lastScanAt: Date | null;
}

/** News with its names read: order as id where known, carrier and number in our words. */
export interface Named extends News {
  readonly order: string;
  readonly subject: string;
  readonly linked: boolean;
  readonly carrier: string;
  readonly number: string;
  readonly doubt: Doubt;
}

export type Place<K extends Known> =
  | { readonly kind: "known"; readonly parcels: readonly K[] }
  /** `turn` above 0: the carrier uses the number again. */
  | { readonly kind: "new"; readonly turn: number }
  | { readonly kind: "nowhere"; readonly why: "no_such_parcel" | "several_parcels" };

const STORE = "store";
/** A carrier may use a number again after this time without a word on the old parcel. */
const REUSE_MS = 180 * 86_400_000;

/** The moment that news speaks of: its last scan. */
const spokenOf = (news: Named, now: Date): number =>
  news.scans.length === 0 ? now.getTime() : Math.max(...news.scans.map((scan) => scan.occurredAt.getTime()));

/** P26: of parcels that had one number, the one of the same order, else the one that was made nearest to the news. */
const nearest = <K extends Known>(parcels: readonly K[], news: Named, now: Date): K | undefined => {
  const away = (parcel: K) => Math.abs(parcel.createdAt.getTime() - spokenOf(news, now));
  const own = news.order === "" ? undefined : parcels.find((parcel) => parcel.order === news.order);
  return own ?? parcels.toSorted((x, y) => away(x) - away(y))[0];
};

const reused = (known: Known, news: Named, now: Date): boolean => {
  const another = news.order !== "" && known.order !== "" && news.order !== known.order;
  const quiet = spokenOf(news, now) - (known.lastScanAt ?? known.createdAt).getTime() > REUSE_MS;
  return news.creates && (quiet || (another && isOver(known.state)));
};

/** P25: who names shipments means another one by another name. Of what others named nobody can tell. */
const elsewhere = (known: Known, news: Named): boolean => {
  const [said = ""] = news.shipment?.split(":") ?? [];
  return said !== "" && known.shipment !== news.shipment && known.shipment.startsWith(`${said}:`);
};

/** P33: parcels of the news' shipment under numbers that it does not list any more. */
export const replacedBy = <K extends Known>(news: Named, board: readonly K[]): K[] => {
  if (news.shipment === undefined || news.numbers === undefined || news.scans.length === 0) return [];
  const listed = new Set(news.numbers.map(plainNumber));
  return board.filter((one) => one.shipment === news.shipment && one.number !== "" && !listed.has(one.number));
};
/** What is said of them. */
export const numberChanged = (news: Named): RawScan => ({
  occurredAt: new Date(Math.max(...news.scans.map((scan) => scan.occurredAt.getTime()))),
  sayings: [{ vocabulary: "shop", word: "number changed" }],
  code: "",
  text: "number changed",
  place: "",
  detail: {},
});

/** `board` holds every parcel that shares a number, shipment, order or id with the news. */
export const placeNews = <K extends Known>(news: Named, board: readonly K[], now: Date): Place<K> => {
  if (news.parcel !== undefined) {
    const parcels = board.filter((parcel) => parcel.id === news.parcel);
    return parcels.length > 0 ? { kind: "known", parcels } : { kind: "nowhere", why: "no_such_parcel" };
  }
  const make: Place<K> = news.creates ? { kind: "new", turn: 0 } : { kind: "nowhere", why: "no_such_parcel" };
  const ofOrder = news.order === "" ? [] : board.filter((parcel) => parcel.order === news.order);
  const ofShipment = news.shipment === undefined ? [] : board.filter((parcel) => parcel.shipment === news.shipment);
  if (news.number !== "") {
    const same = board.filter((parcel) => parcel.number === news.number);
    const fits = same.filter((parcel) => parcel.carrier === news.carrier);
    // P23: where one side does not know the carrier, the number alone decides, if it means one parcel only.
    const loose = same.filter((parcel) => parcel.carrier === "" || news.carrier === "");
    const found =
      nearest(fits, news, now) ??
      (new Set(loose.map((parcel) => parcel.carrier)).size === 1 ? nearest(loose, news, now) : undefined);
    if (found)
      return reused(found, news, now)
        ? { kind: "new", turn: Math.max(...same.map((parcel) => parcel.turn)) + 1 }
        : { kind: "known", parcels: [found] };
    // P24: the first number that is heard of belongs to the parcel that waits for one; what a store hands over waits for none.
    const store = news.carrier === STORE;
    const waiting = [...ofShipment, ...ofOrder.filter((parcel) => !elsewhere(parcel, news))].find(
      (parcel) => parcel.number === "" && !isOver(parcel.state) && (parcel.carrier === STORE) === store,
    );
    return waiting ? { kind: "known", parcels: [waiting] } : make;
  }
  if (ofShipment.length > 0) return { kind: "known", parcels: ofShipment };
  if (ofOrder.length === 0)
    return news.order === "" && news.shipment === undefined ? { kind: "nowhere", why: "no_such_parcel" } : make;
  if (news.whole) return { kind: "known", parcels: ofOrder };
  // P25: another shipment of an order makes another parcel; news of the order alone must mean one parcel.
  if (
    news.shipment !== undefined &&
    news.creates &&
    ofOrder.every((parcel) => parcel.number !== "" || elsewhere(parcel, news))
  )
    return make;
  return ofOrder.length === 1 ? { kind: "known", parcels: ofOrder } : { kind: "nowhere", why: "several_parcels" };
};
