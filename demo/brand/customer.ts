/** One customer of the demo brand: who they are, where they buy, how often they come back. */
import { chance, type Chance } from "./chance.ts";
import type { Line } from "./goods.ts";
import { nameOf, type PersonName } from "./names.ts";
import { type Place, PLACES } from "./places.ts";
import { DAY, dayText, midnight, momentOn, seasonOf } from "./season.ts";

export interface Customer extends PersonName {
  readonly index: number;
  /** Member id; null for those whom only the till knows. */
  readonly id: string | null;
  readonly card: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly lineId: string | null;
  /** When they befriended the account, if they did before or after joining. */
  readonly followedAt: number | null;
  readonly anonymous: readonly string[];
  readonly woman: boolean;
  readonly birthday: string;
  readonly place: Place;
  readonly postal: string;
  readonly language: "ja" | "en";
  readonly optIn: boolean;
  readonly loves: Line;
  readonly shops: "online" | "store" | "both";
  readonly joined: number;
  /** Days between two refills, or between two visits to the clothes. */
  readonly rhythm: number;
  /** Chance to come back after each order. */
  readonly loyalty: number;
  readonly hairType: string;
}

const MAIL: readonly (readonly [string, number])[] = [
  ["gmail.com", 46],
  ["yahoo.co.jp", 18],
  ["icloud.com", 14],
  ["docomo.ne.jp", 8],
  ["ezweb.ne.jp", 4],
  ["softbank.ne.jp", 4],
  ["outlook.jp", 3],
  ["au.com", 3],
];
const HAIR_TYPES: readonly (readonly [string, number])[] = [
  ["うねり・くせ", 34],
  ["乾燥・ぱさつき", 30],
  ["細い・ボリューム不足", 20],
  ["頭皮のべたつき", 16],
];

/** Kana in the letters of Hepburn: enough for addresses. */
const ROMAN: Readonly<Record<string, string>> = Object.fromEntries(
  "アa イi ウu エe オo カka キki クku ケke コko サsa シshi スsu セse ソso タta チchi ツtsu テte トto ナna ニni ヌnu ネne ノno ハha ヒhi フfu ヘhe ホho マma ミmi ムmu メme モmo ヤya ユyu ヨyo ラra リri ルru レre ロro ワwa ンn ガga ギgi グgu ゲge ゴgo ザza ジji ズzu ゼze ゾzo ダda デde ドdo バba ビbi ブbu ベbe ボbo"
    .split(" ")
    .map((pair) => [pair.charAt(0), pair.slice(1)]),
);
const roman = (kana: string): string =>
  kana
    .replaceAll("ショ", "sho,")
    .replaceAll("リョ", "ryo,")
    .replaceAll("ジュ", "ju,")
    .split("")
    .map((letter) => ROMAN[letter] ?? (/[a-z]/.test(letter) ? letter : ""))
    .join("");

const phoneOf = (draw: Chance) =>
  `${draw.pick(["070", "080", "090"])}-${draw.between(1000, 9999)}-${String(draw.between(0, 9999)).padStart(4, "0")}`;

/** A day between `from` and `until`, later ones likelier as the brand grows, festive ones likelier still. */
const joiningDay = (draw: Chance, from: number, until: number): number => {
  for (;;) {
    const at = from + draw.next() ** 0.74 * (until - from);
    if (draw.yes(seasonOf(at, "cloth") / 4.2)) return Math.min(at, until - 1);
  }
};

/** The customer of this number, who joined between `from` and `until`. */
export const customerOf = (seed: string, index: number, from: number, until: number): Customer => {
  const draw = chance(`${seed}/customer/${index}`);
  const woman = draw.yes(0.78);
  const name = nameOf(draw, woman);
  const [place, postal] = [draw.weighted(PLACES), draw.between(0, 9_999)];
  const loves: Line = draw.yes(0.62) ? "hair" : "cloth";
  const shops = draw.weighted([
    ["online", 68],
    ["store", 14],
    ["both", 18],
  ] as const);
  const day = midnight(joiningDay(draw, from, until));
  const joined = shops === "store" ? momentOn(draw, day, [11, 20]) : momentOn(draw, day);
  const born =
    Date.UTC(1950 + Math.floor(Math.max(8, Math.min(56, 37 + 11 * draw.normal()))), 0, 1) + draw.between(0, 364) * DAY;
  const nameless = shops === "store" && draw.yes(0.3);
  const mailbox = `${roman(name.givenKana)}.${roman(name.familyKana)}${draw.between(1, 99)}${draw.between(0, 9) > 6 ? "" : index % 97}`;
  const email = nameless ? null : `${mailbox}.${index}@${draw.weighted(MAIL)}`;
  const friend = draw.yes(shops === "online" ? 0.5 : 0.42) && !nameless;
  // Six of ten sign up with LINE and are friends from then on; the others come later.
  const wait = draw.yes(0.6) ? 500 : Math.round(draw.exponential(9) * DAY);
  return {
    ...name,
    index,
    id: nameless ? null : `m${10_000 + index}`,
    card: shops === "online" ? null : `C${String(4_000_000 + index * 7)}`,
    email,
    phone: draw.yes(0.86) ? phoneOf(draw) : null,
    lineId: friend ? `U${draw.hex(32)}` : null,
    followedAt: friend ? joined + wait : null,
    anonymous: [`a-${draw.hex(20)}`, ...(draw.yes(0.35) ? [`a-${draw.hex(20)}`] : [])],
    woman,
    birthday: dayText(born),
    place,
    postal: `${place.postal}-${String(postal).padStart(4, "0")}`,
    language: draw.yes(0.03) ? "en" : "ja",
    optIn: draw.yes(0.72),
    loves,
    shops,
    joined,
    rhythm: loves === "hair" ? Math.max(24, Math.min(80, 44 + 11 * draw.normal())) : 40 + draw.exponential(45),
    loyalty: Math.max(0.08, Math.min(0.93, (loves === "hair" ? 0.52 : 0.4) + 0.22 * draw.normal())),
    hairType: draw.weighted(HAIR_TYPES),
  };
};

/** As the site knows them. */
export const traitsOf = (customer: Customer): Readonly<Record<string, string | boolean>> => ({
  lastName: customer.family,
  firstName: customer.given,
  lastNameKana: customer.familyKana,
  firstNameKana: customer.givenKana,
  name: `${customer.family} ${customer.given}`,
  ...(customer.email && { email: customer.email }),
  ...(customer.phone && { phone: customer.phone }),
  birthday: customer.birthday,
  gender: customer.woman ? "女性" : "男性",
  postalCode: customer.postal,
  prefecture: customer.place.prefecture,
  city: customer.place.city,
  language: customer.language,
  interest: customer.loves === "hair" ? "ヘアケア" : "衣服",
  hairType: customer.hairType,
  email_opt_in: customer.optIn,
});
