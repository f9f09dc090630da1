/** Japanese text for matching. What comes out is compared, never shown and never sent. */
import { toHiragana as wanakanaHiragana, toRomaji as wanakanaRomaji } from "wanakana";

// Older and rarer forms of characters in names → the everyday form. NFKC joins none of these.
const VARIANTS: ReadonlyMap<string, string> = new Map(
  (
    "髙高 﨑崎 嵜崎 邊辺 邉辺 齋斎 齊斎 斉斎 濵浜 濱浜 澤沢 嶋島 嶌島 廣広 國国 櫻桜 眞真 惠恵 榮栄 龍竜 瀧滝 瀨瀬 德徳 黑黒 槇槙 籔薮 藪薮 渕淵 渊淵 " +
    "冨富 峯峰 桒桑 栁柳 舘館 舩船 曾曽 增増 鐵鉄 寳宝 寶宝 條条 學学 壽寿 會会 豐豊 應応 關関 靜静 淸清 靑青 步歩 𠮷吉 圡土 萬万 彌弥 與与 圓円 藏蔵 縣県 " +
    "檜桧 聰聡 巖巌 顯顕 敎教 祿禄 穗穂 緣縁 莊荘 薰薫 衞衛 逹達 邨村 嶽岳 劍剣 龜亀 鷄鶏 鹽塩 麥麦 假仮 兒児 內内 兩両 氣気 絲糸 總総 燈灯 爲為 獨独 " +
    "籠篭 賴頼 鷗鴎 蘆芦 竝並 晉晋 實実 專専 將将 收収 經経 繩縄 續続 繼継 聲声 臺台 萠萌 藝芸 處処 號号 變変 讓譲 豫予 轉転 辯弁 遙遥 醫医 釋釈 錢銭 隱隠 靈霊 驛駅 體体 鬪闘 麴麹 點点"
  )
    .split(" ")
    .map((pair) => {
      const [variant = "", plain = ""] = pair;
      return [variant, plain] as const;
    }),
);
const VARIATION_SELECTORS = /[\uFE00-\uFE0F\u{E0100}-\u{E01EF}]/gu;
// Hyphens, dashes, minus signs and bars that keyboards and exports use for one another. ー counts only behind a non-kana.
const HYPHENS = /[\u002D\u02D7\u2010-\u2015\u2043\u207B\u208B\u2212\u2500\u2501\uFE58\uFE63\uFF0D]/gu;
const LONG_MARK = /(?<![\u3041-\u30FF])ー/gu;

/**
 * The form by which two writings of one name or address are the same: NFKC, no variation selectors, everyday kanji, one
 * hyphen, lower case, no spaces.
 */
export const matchKey = (text: string): string =>
  Array.from(text.toWellFormed().normalize("NFKC").replaceAll(VARIATION_SELECTORS, ""), (c) => VARIANTS.get(c) ?? c)
    .join("")
    .replaceAll(/\p{Cc}/gu, " ")
    .replaceAll(HYPHENS, "-")
    .replaceAll(LONG_MARK, "-")
    .toLowerCase()
    .replaceAll(/\s+/gu, "");

/** Katakana, half width too, as hiragana; everything else stays. Spaces go. */
export const toHiragana = (text: string): string =>
  wanakanaHiragana(text.normalize("NFKC").replaceAll(/\s+/gu, ""), { passRomaji: true, convertLongVowelMark: false });

/** True where the text is kana alone (with long marks, middle dots and spaces). */
export const isKana = (text: string): boolean => /^[\u3041-\u309F\u30A1-\u30FF\s]+$/u.test(text.normalize("NFKC"));

export const isLatin = (text: string): boolean => /^[\p{Script=Latin}\s.'’-]+$/u.test(text.normalize("NFKC"));

const plainLatin = (text: string): string =>
  text
    .normalize("NFD")
    .replaceAll(/\p{Mn}/gu, "")
    .toLowerCase()
    .replaceAll(/[^a-z]/g, "");

/** Spellings of one sound made one: Ohno, Oono, Ōno → ono; Satou → sato; Shimpo → shinpo. */
const looseVowels = (text: string): string =>
  text
    .replaceAll(/oh(?![aiueoy])/g, "o")
    .replaceAll(/o[ou]+/g, "o")
    .replaceAll(/uu+/g, "u")
    .replaceAll(/m(?=[bpm])/g, "n");

/** Kana or any Latin spelling as one loose Hepburn form: サトウ, satou and satoh are all `sato`, sinbasi is `shinbashi`. */
export const romaji = (text: string): string => {
  const latin = isLatin(text) ? plainLatin(text) : text;
  const kana = wanakanaHiragana(latin.normalize("NFKC").replaceAll(/\s+/gu, ""), { convertLongVowelMark: false });
  const spelled = /[a-z]/.test(kana) && isLatin(text) ? latin : wanakanaRomaji(kana);
  return looseVowels(plainLatin(spelled));
};
