/** What every notice of a delivery shares: the example, the carrier and its number, the way to the tracking page. */
import type { Ready, Words } from "./parts.ts";

export const TRACKING = "{{ event.properties.tracking }}";
const sample = {
  event: {
    name: "parcel.shipped",
    properties: {
      order: "K-10234",
      parcel: "00000000-0000-4000-8000-000000000000",
      shipment: "S-1",
      carrier: "yamato",
      service: "",
      number: "444413758703",
      method: "carrier",
      place: "",
      state: "in_transit",
      reason: "absent",
      stateAt: "2026-11-21T05:05:00Z",
      holdUntil: "2026-11-28T14:59:59Z",
      promisedBy: "2026-11-23T14:59:59Z",
      slot: "14-16",
      from: 14,
      to: 16,
      tracking: "https://example.com/t/sample",
    },
  },
};

export const carrier = (language: 0 | 1): string => {
  const names = [
    ["yamato", "ヤマト運輸", "Yamato Transport"],
    ["sagawa", "佐川急便", "Sagawa Express"],
    ["japanpost", "日本郵便", "Japan Post"],
    ["store", "店舗", "our store"],
  ] as const;
  const cases = names.map(([id, ja, en]) => `{% when '${id}' %}${language === 0 ? ja : en}`).join("");
  return `{% case event.properties.carrier %}${cases}{% else %}{{ event.properties.carrier }}{% endcase %}`;
};
const NUMBER_JA = `${carrier(0)} お問い合わせ番号 {{ event.properties.number }}`;
const NUMBER_EN = `${carrier(1)}, tracking number {{ event.properties.number }}`;
export const if_ = (property: string, words: string): string =>
  `{% if event.properties.${property} %}${words}{% endif %}`;
export const day = (property: string): string => `{{ event.properties.${property} | day }}`;

export const notice = (key: string, name: Ready["name"], ja: Words, en: Words, to = TRACKING): Ready => ({
  key: `delivery_${key}`,
  name,
  to,
  sample,
  ja: { small: NUMBER_JA, ...ja },
  en: { small: NUMBER_EN, ...en },
});
export const SEE_JA = "配送状況を見る";
export const SEE_EN = "See where it is";
export const SORRY_JA = "お待たせしており、申し訳ございません。";
export const SORRY_EN = "We are sorry to keep you waiting.";
