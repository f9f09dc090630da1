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

const REGION = new Map<string, number>(
  REGIONS.flatMap((names, region) => names.map((name) => [name, region] as const)),
);

/** First digits of the postal codes of the larger islands without a bridge, which carriers count as remote (離島). */
const ISLANDS = [
  // Rishiri, Rebun, Okushiri, Teuri and Yagishiri; Sado.
  "09701 09702 09703 09704 09711 09712 04314 04315 07839 952",
  // Izu and Ogasawara; 100-00 is Chiyoda.
  "10001 10002 10003 10004 10005 10006 10011 10012 10013 10014 10015 10016 10017",
  "10021 10022",
  // Oki; Iki, Tsushima, Goto.
  "68401 68402 68403 68404 685 81151 81152 81153 81154 81155 81156 81157 817",
  "853 8574",
  // Tanegashima, Yakushima, Koshiki, Tokara, Amami and the isles south of it.
  "89131 89136 89137 89142 89143 89144 89611 89612 89613 89614 89615 89616 89151",
  "89152 89153 894 89162 8917 89181 89182 89191 89192 89193",
  // Kume, Kerama, Aguni, Tonaki, Daito, Ie, Izena, Iheya; Miyako, Yaeyama.
  "90131 90133 90134 90135 90136 90137 90138 90139 90505 90506 90507 906 907",
].flatMap((line) => line.split(" "));

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
  const over = (end: number, near: number, far: number) =>
    apart === 0 ? 1 : Math.abs(a - b) === 1 && (a === end || b === end) ? near : far;
  const days =
    a === south || b === south
      ? over(south, 2, 3)
      : a === north || b === north
        ? over(north, 1, 2)
        : apart <= 3
          ? 1
          : 2;
  return island ? { least: days + 1, most: days + 4 } : { least: days, most: days + 1 };
};

/** First two digits of a postal code, and the longer beginnings that lie elsewhere. */
const POSTAL: readonly (readonly [prefecture: Prefecture, begins: string])[] = [
  ["長崎県", "8115 817 85"],
  ["島根県", "68401 68402 68403 68404 68405 68406 68407 685 69"],
  ["鳥取県", "68"],
  ["北海道", "00 04 05 06 07 08 09"],
  ["秋田県", "01"],
  ["岩手県", "02"],
  ["青森県", "03"],
  ["東京都", "10 11 12 13 14 15 16 17 18 19 20"],
  ["神奈川県", "21 22 23 24 25"],
  ["千葉県", "26 27 28 29"],
  ["茨城県", "30 31"],
  ["栃木県", "32"],
  ["埼玉県", "33 34 35 36"],
  ["群馬県", "37"],
  ["長野県", "38 39"],
  ["山梨県", "40"],
  ["静岡県", "41 42 43"],
  ["愛知県", "44 45 46 47 48 49"],
  ["岐阜県", "50"],
  ["三重県", "51"],
  ["滋賀県", "52"],
  ["大阪府", "53 54 55 56 57 58 59"],
  ["京都府", "60 61 62"],
  ["奈良県", "63"],
  ["和歌山県", "64"],
  ["兵庫県", "65 66 67"],
  ["岡山県", "70 71"],
  ["広島県", "72 73"],
  ["山口県", "74 75"],
  ["香川県", "76"],
  ["徳島県", "77"],
  ["高知県", "78"],
  ["愛媛県", "79"],
  ["福岡県", "80 81 82 83"],
  ["佐賀県", "84"],
  ["熊本県", "86"],
  ["大分県", "87"],
  ["宮崎県", "88"],
  ["鹿児島県", "89"],
  ["沖縄県", "90"],
  ["福井県", "91"],
  ["石川県", "92"],
  ["富山県", "93"],
  ["新潟県", "94 95"],
  ["福島県", "96 97"],
  ["宮城県", "98"],
  ["山形県", "99"],
];
const BEGINS = POSTAL.flatMap(([prefecture, begins]) =>
  begins.split(" ").map((digits) => [digits, prefecture] as const),
);

/** The prefecture of seven digits; "" where none has it. 689 is Tottori's although its neighbours are Shimane's. */
export const prefectureOfPostal = (postal: string): Prefecture | "" =>
  BEGINS.find(([digits]) => postal.startsWith(digits))?.[1] ?? "";
