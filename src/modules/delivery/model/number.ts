/**
 * Tracking numbers. The carrier cannot be told from the number: Yamato, Sagawa and Japan Post share twelve digits and one
 * check. A number that looks wrong is kept and doubted, never refused: people type, and carriers add formats.
 */

/** Digits and capital letters, whatever hyphens, spaces and full-width forms were typed. */
export const plainNumber = (typed: string): string =>
  typed
    .normalize("NFKC")
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, "")
    .slice(0, 50);

/** The last digit is the rest of the others, read as one number, divided by seven. */
export const sevenFits = (digits: string): boolean =>
  Number(BigInt(digits.slice(0, -1)) % 7n) === Number(digits.slice(-1));

const S10 = /^[A-Z]{2}(\d{8})(\d)[A-Z]{2}$/;
const WEIGHTS = [8, 6, 4, 2, 3, 5, 9, 7];

/** UPU S10: eight weighted digits, modulo eleven. */
export const s10Fits = (number: string): boolean => {
  const [, digits = "", check = ""] = S10.exec(number) ?? [];
  const sum = digits.split("").reduce((total, digit, i) => total + Number(digit) * (WEIGHTS[i] ?? 0), 0);
  const wanted = 11 - (sum % 11);
  return Number(check) === (wanted === 10 ? 0 : wanted === 11 ? 5 : wanted);
};

export type Doubt = "" | "check_digit" | "length" | "letters";

/** Lengths in digits that each carrier hands out; those in `checked` carry the check digit. */
const DIGITS: Readonly<Record<string, { readonly lengths: readonly number[]; readonly checked: readonly number[] }>> = {
  yamato: { lengths: [11, 12], checked: [12] },
  sagawa: { lengths: [10, 11, 12], checked: [12] },
  japanpost: { lengths: [11, 12], checked: [12] },
};

/** The number as we keep it, and what looks wrong with it. */
export const readNumber = (carrier: string, typed: string): { number: string; doubt: Doubt } => {
  const number = plainNumber(typed);
  const rule = DIGITS[carrier];
  if (number === "" || carrier === "store") return { number, doubt: "" };
  if (S10.test(number)) return { number, doubt: s10Fits(number) ? "" : "check_digit" };
  if (!rule) return { number, doubt: "" };
  if (!/^\d+$/.test(number)) return { number, doubt: "letters" };
  if (!rule.lengths.includes(number.length)) return { number, doubt: "length" };
  return { number, doubt: rule.checked.includes(number.length) && !sevenFits(number) ? "check_digit" : "" };
};
