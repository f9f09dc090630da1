/** The carrier's own page for a parcel. Only digits and letters of the number reach the address. */
const PAGES: Readonly<Record<string, readonly [ja: string, en: string]>> = {
  yamato: [
    "https://member.kms.kuronekoyamato.co.jp/parcel/detail?pno={n}",
    "https://member.kms.kuronekoyamato.co.jp/parcel/detail?pno={n}",
  ],
  sagawa: [
    "https://k2k.sagawa-exp.co.jp/p/web/okurijosearch.do?okurijoNo={n}",
    "https://k2k.sagawa-exp.co.jp/p/web/okurijosearcheng.do?okurijoNo={n}",
  ],
  japanpost: [
    "https://trackings.post.japanpost.jp/services/srv/search/direct?reqCodeNo1={n}&locale=ja",
    "https://trackings.post.japanpost.jp/services/srv/search/direct?reqCodeNo1={n}&locale=en",
  ],
};

export const carrierPage = (carrier: string, number: string, language: "ja" | "en"): string | null => {
  const plain = number.replaceAll(/[^0-9A-Za-z]/g, "");
  const pages = Object.hasOwn(PAGES, carrier) ? PAGES[carrier] : undefined;
  return pages && plain !== "" ? pages[language === "ja" ? 0 : 1].replace("{n}", plain) : null;
};
