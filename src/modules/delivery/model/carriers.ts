/** Carriers: their names as files and platforms write them, and where customers look a number up. Pure data. */

interface Carrier {
  readonly names: readonly [ja: string, en: string];
  /** Other ways to write it, folded by `fold`. */
  readonly also: readonly string[];
  /** Where a customer follows a number at the carrier itself. */
  readonly page: ((number: string) => string) | null;
  /** Days that a depot keeps a parcel that could not be handed over. The brand may set its own (DeliverySettings). */
  readonly holdDays: number;
}

export const CARRIERS: Readonly<Record<string, Carrier>> = {
  yamato: {
    names: ["ヤマト運輸", "Yamato"],
    also: ["ヤマト", "クロネコヤマト", "宅急便", "kuronekoyamato", "yamatotransport", "taqbinjp", "taqbin", "tabin"],
    page: (number) => `https://member.kms.kuronekoyamato.co.jp/parcel/detail?pno=${number}`,
    holdDays: 7,
  },
  sagawa: {
    names: ["佐川急便", "Sagawa"],
    also: ["佐川", "飛脚宅配便", "sagawaexpress", "sagawajp", "sgw"],
    page: (number) => `https://k2k.sagawa-exp.co.jp/p/web/okurijosearch.do?okurijoNo=${number}`,
    holdDays: 7,
  },
  japanpost: {
    names: ["日本郵便", "Japan Post"],
    also: ["ゆうパック", "郵便局", "ゆうパケット", "jppost", "jpost", "japanpostems", "yupack"],
    page: (number) =>
      `https://trackings.post.japanpost.jp/services/srv/search/direct?reqCodeNo1=${number}&searchKind=S002&locale=ja`,
    holdDays: 7,
  },
  store: { names: ["店舗", "Store"], also: ["店頭", "clickandcollect", "instore"], page: null, holdDays: 7 },
};

const fold = (name: string): string =>
  name
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/[\s\p{P}\p{S}]/gu, "")
    .replace(/(株式会社|coltd|inc)$/u, "")
    .replace(/^株式会社/u, "");

const KNOWN: ReadonlyMap<string, string> = new Map(
  Object.entries(CARRIERS).flatMap(([id, { names, also }]) => [
    [id, id] as const,
    ...[...names, ...also].map((name) => [fold(name), id] as const),
  ]),
);

/** Our word for a carrier; a name that nobody knows is kept in small letters, so that it can still be filtered by. */
export const carrierOf = (name: string): string =>
  KNOWN.get(fold(name)) ?? name.normalize("NFKC").trim().toLowerCase().slice(0, 60);

/** The carrier's own page for a number, or null. Numbers hold digits and letters only, so nothing needs escaping. */
export const carrierPage = (carrier: string, number: string): string | null =>
  number === "" ? null : (CARRIERS[carrier]?.page?.(number) ?? null);
