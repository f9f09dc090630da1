/** What the brand sells: hair care with camellia oil, clothes and bedding of linen. Prices in yen, tax included. */

export type Line = "hair" | "cloth";
export interface Good {
  readonly id: string;
  readonly name: string;
  readonly category: string;
  readonly line: Line;
  readonly price: number;
  /** Days that one lasts; null for what is not used up. */
  readonly lasts: number | null;
  readonly weight: number;
  readonly variants: readonly string[];
}

const HAIR = `shampoo|椿のシャンプー 400mL|シャンプー|2980|45|16
shampoo-refill|椿のシャンプー 詰め替え 700mL|シャンプー|4180|75|14
treatment|椿のトリートメント 200g|トリートメント|3280|45|15
treatment-refill|椿のトリートメント 詰め替え 350g|トリートメント|4680|75|11
oil|生搾り椿油 40mL|ヘアオイル|3850|60|18
oil-travel|生搾り椿油 15mL|ヘアオイル|1760|25|8
scalp|頭皮の美容水 120mL|頭皮ケア|4400|40|9
mask|週末のヘアマスク 6包|トリートメント|2200|42|7
humid|雨の日のまとめ髪バーム 30g|スタイリング|1980|50|8
comb|つげの櫛|道具|5500||5
hair-trial|はじめての椿 7日間セット|お試し|1650|7|22
hair-gift|椿のギフト箱|ギフト|7700||4`;
const CLOTH = `shirt|リネンのシャツ|シャツ|14300||12
onepiece|リネンのワンピース|ワンピース|19800||8
pants|麻のワイドパンツ|パンツ|15400||9
pajama|二重ガーゼのパジャマ|ルームウェア|12100||10
apron|麻のエプロン|雑貨|6600||6
stole|麻のストール|雑貨|7150||7
towel|麻混タオル 2枚|リネン|3520||12
pillow|麻のまくらカバー|リネン|4400||8
turban|髪を乾かすターバン|雑貨|2640||10
socks|麻の五本指ソックス 2足|雑貨|2090||13
coat|ウールリネンのコート|アウター|38500||3
cloth-gift|麻のふきんギフト|ギフト|3300||5`;

const SIZES = ["S", "M", "L"];
const COLOURS = ["生成り", "墨", "苔色", "藍"];
const WORN = new Set(["シャツ", "ワンピース", "パンツ", "ルームウェア", "アウター"]);

const read = (rows: string, line: Line): Good[] =>
  rows.split("\n").map((row) => {
    const [id = "", name = "", category = "", price = "", lasts = "", weight = ""] = row.split("|");
    const variants =
      line === "hair" ? [] : WORN.has(category) ? COLOURS.flatMap((c) => SIZES.map((s) => `${c} / ${s}`)) : COLOURS;
    return {
      id,
      name,
      category,
      line,
      price: Number(price),
      lasts: lasts === "" ? null : Number(lasts),
      weight: Number(weight),
      variants,
    };
  });

export const GOODS: readonly Good[] = [...read(HAIR, "hair"), ...read(CLOTH, "cloth")];
export const goodOf = (id: string): Good => {
  const good = GOODS.find((each) => each.id === id);
  if (!good) throw new Error(`There is no ${id}.`);
  return good;
};

export const STORES: readonly { readonly id: string; readonly name: string; readonly areas: readonly string[] }[] = [
  { id: "yanaka", name: "谷中本店", areas: ["関東", "東北", "北海道"] },
  { id: "kyoto", name: "京都三条店", areas: ["近畿", "中部"] },
  { id: "fukuoka", name: "福岡薬院店", areas: ["九州・沖縄", "中国・四国"] },
];

export const BRAND = {
  name: "椿と麻",
  company: "株式会社椿と麻",
  postalAddress: "〒110-0001 東京都台東区谷中3-8-12",
  domain: "tsubaki-to-asa.example",
} as const;
