/** Where customers live: prefectures by population (ten thousands), a city and the head of its postal codes. */

export interface Place {
  readonly prefecture: string;
  readonly city: string;
  readonly postal: string;
  readonly area: "北海道" | "東北" | "関東" | "中部" | "近畿" | "中国・四国" | "九州・沖縄";
}

const ROWS = `北海道 札幌市中央区 060 514 北海道|青森県 青森市 030 120 東北|岩手県 盛岡市 020 118 東北|宮城県 仙台市青葉区 980 228 東北|秋田県 秋田市 010 93 東北
山形県 山形市 990 104 東北|福島県 郡山市 963 179 東北|茨城県 つくば市 305 284 関東|栃木県 宇都宮市 320 190 関東|群馬県 高崎市 370 191 関東
埼玉県 さいたま市浦和区 330 734 関東|千葉県 千葉市中央区 260 626 関東|東京都 世田谷区 154 560 関東|東京都 杉並区 166 430 関東|東京都 江東区 135 420 関東
神奈川県 横浜市港北区 222 560 関東|神奈川県 藤沢市 251 363 関東|新潟県 新潟市中央区 950 215 中部|富山県 富山市 930 102 中部|石川県 金沢市 920 112 中部
福井県 福井市 910 75 中部|山梨県 甲府市 400 80 中部|長野県 松本市 390 202 中部|岐阜県 岐阜市 500 194 中部|静岡県 浜松市中央区 430 358 中部
愛知県 名古屋市千種区 464 749 中部|三重県 四日市市 510 174 近畿|滋賀県 大津市 520 141 近畿|京都府 京都市左京区 606 255 近畿|大阪府 大阪市北区 530 520 近畿
大阪府 吹田市 564 358 近畿|兵庫県 神戸市東灘区 658 540 近畿|奈良県 奈良市 630 130 近畿|和歌山県 和歌山市 640 90 近畿|鳥取県 鳥取市 680 54 中国・四国
島根県 松江市 690 66 中国・四国|岡山県 岡山市北区 700 186 中国・四国|広島県 広島市中区 730 276 中国・四国|山口県 山口市 753 131 中国・四国|徳島県 徳島市 770 70 中国・四国
香川県 高松市 760 93 中国・四国|愛媛県 松山市 790 131 中国・四国|高知県 高知市 780 67 中国・四国|福岡県 福岡市中央区 810 511 九州・沖縄|佐賀県 佐賀市 840 80 九州・沖縄
長崎県 長崎市 850 128 九州・沖縄|熊本県 熊本市中央区 860 172 九州・沖縄|大分県 大分市 870 111 九州・沖縄|宮崎県 宮崎市 880 105 九州・沖縄
鹿児島県 鹿児島市 890 156 九州・沖縄|沖縄県 那覇市 900 147 九州・沖縄`;

/** Each place with its weight. */
export const PLACES: readonly (readonly [Place, number])[] = ROWS.split(/[|\n]/).map((row) => {
  const [prefecture = "", city = "", postal = "", people = "0", area = "関東"] = row.split(" ");
  return [{ prefecture, city, postal, area: area as Place["area"] }, Number(people)];
});

/** Days on the road from the warehouse in Saitama. */
export const DAYS_ON_THE_ROAD: Readonly<Record<Place["area"], number>> = {
  北海道: 3,
  東北: 1,
  関東: 1,
  中部: 1,
  近畿: 1,
  "中国・四国": 2,
  "九州・沖縄": 2,
};

export const CARRIERS: readonly (readonly [string, number])[] = [
  ["ヤマト運輸", 56],
  ["佐川急便", 27],
  ["日本郵便", 17],
];

/** A tracking number: eleven digits and their check digit, the first eleven modulo seven. */
export const trackingNumber = (eleven: string): string => `${eleven}${Number(eleven) % 7}`;
