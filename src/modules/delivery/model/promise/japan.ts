/** Places in Japan as carriers see them, and what is commonly true of them before a brand has deliveries of its own. */

// 地方 from north to south; a carrier's trucks take about a day more for every two of them.
const REGIONS = [
  ["北海道"],
  ["青森県", "岩手県", "秋田県", "宮城県", "山形県", "福島県"],
  ["茨城県", "栃木県", "群馬県", "埼玉県", "千葉県", "東京都", "神奈川県", "山梨県"],
  ["新潟県", "長野県", "富山県", "石川県", "福井県", "静岡県", "愛知県", "岐阜県", "三重県"],
  ["滋賀県", "京都府", "大阪府", "兵庫県", "奈良県", "和歌山県"],
  ["鳥取県", "島根県", "岡山県", "広島県", "山口県", "徳島県", "香川県", "愛媛県", "高知県"],
  ["福岡県", "佐賀県", "長崎県", "熊本県", "大分県", "宮崎県", "鹿児島県"],
  ["沖縄県"],
] as const;

export type Prefecture = (typeof REGIONS)[number][number];
export const PREFECTURES = REGIONS.flat() as [Prefecture, ...Prefecture[]];

const REGION = new Map<string, number>(REGIONS.flatMap((names, region) => names.map((name) => [name, region] as const)));

/** The full name: 東京, 東京都 and JP-13 style codes' names alike; "" for what is none. */
export const prefectureOf = (text: string): Prefecture | "" => {
  const name = text.normalize("NFKC").trim();
  const found = PREFECTURES.find((each) => each === name || each.slice(0, -1) === name || name.startsWith(each));
  return found ?? "";
};

/** Seven digits; "" for what is none. */
export const postalOf = (text: string): string => {
  const digits = text.normalize("NFKC").replaceAll(/[^\d]/g, "");
  return digits.length === 7 ? digits : "";
};

/** First digits of the postal codes of the larger islands without a bridge, which carriers count as remote (離島). */
const ISLANDS = [
  // Rishiri, Rebun, Okushiri, Teuri and Yagishiri; Sado.
  ...["09701", "09702", "09703", "09704", "09711", "09712", "04314", "04315", "07839", "952"],
  // Izu and Ogasawara; 100-00 is Chiyoda.
  ...["10001", "10002", "10003", "10004", "10005", "10006", "10011", "10012", "10013", "10014", "10015", "10016", "10017"],
  ...["10021", "10022"],
  // Oki; Iki, Tsushima, Goto.
  ...["68401", "68402", "68403", "68404", "685", "81151", "81152", "81153", "81154", "81155", "81156", "81157", "817"],
  ...["853", "8574"],
  // Tanegashima, Yakushima, Koshiki, Tokara, Amami and the isles south of it.
  ...["89131", "89136", "89137", "89142", "89143", "89144", "89611", "89612", "89613", "89614", "89615", "89616", "89151"],
  ...["89152", "89153", "894", "89162", "8917", "89181", "89182", "89191", "89192", "89193"],
  // Kume, Kerama, Aguni, Tonaki, Daito, Ie, Izena, Iheya; Miyako, Yaeyama.
  ...["90131", "90133", "90134", "90135", "90136", "90137", "90138", "90139", "90505", "90506", "90507", "906", "907"],
];

/** `postal`: seven digits or none. */
export const isIsland = (postal: string): boolean => ISLANDS.some((digits) => postal.startsWith(digits));

/** Prefectures of which islands are a part, so that the prefecture alone does not tell. */
export const hasIslands = (prefecture: string): boolean =>
  ["北海道", "新潟県", "東京都", "島根県", "長崎県", "鹿児島県", "沖縄県"].includes(prefecture);

/** Days between hand-over and door that a parcel commonly takes; null where a place is not known. Weak: no brand's own. */
export const commonDays = (from: string, to: string, island: boolean): { least: number; most: number } | null => {
  const [a, b] = [REGION.get(from), REGION.get(to)];
  if (a === undefined || b === undefined) return null;
  const apart = Math.abs(a - b);
  const [north, south] = [0, REGIONS.length - 1];
  const over = (end: number, near: number, far: number) => (apart === 0 ? 1 : Math.abs(a - b) === 1 && (a === end || b === end) ? near : far);
  const days = a === south || b === south ? over(south, 2, 3) : a === north || b === north ? over(north, 1, 2) : apart <= 3 ? 1 : 2;
  return island ? { least: days + 1, most: days + 4 } : { least: days, most: days + 1 };
};
