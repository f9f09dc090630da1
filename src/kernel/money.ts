/** Money is an integer in minor units with its currency. Decimals are read digit by digit: no floats on the way. */

const exponents = new Map<string, number>();

/** Digits behind the point that a currency has: JPY 0, EUR 2, KWD 3. 2 where the code is unknown. */
export const exponentOf = (currency: string): number => {
  const code = currency.toUpperCase();
  const known = exponents.get(code);
  if (known !== undefined) return known;
  const digits = /^[A-Z]{3}$/.test(code)
    ? (new Intl.NumberFormat("en", { style: "currency", currency: code }).resolvedOptions().maximumFractionDigits ?? 2)
    : 2;
  exponents.set(code, digits);
  return digits;
};

const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?(?:e([+-]?\d{1,3}))?$/i;

/** A decimal times 10^shift as an integer, the half rounded away from zero. null where it is no number or too large to be exact. */
export const scaled = (value: unknown, shift: number): number | null => {
  if (typeof value !== "number" && typeof value !== "string") return null;
  const text = String(value).normalize("NFKC").replaceAll(/[,\s]/g, "");
  const read = DECIMAL.exec(text);
  const whole = read?.[2] ?? "";
  const fraction = read?.[3] ?? "";
  if (!read || whole + fraction === "") return null;
  const digits = whole + fraction;
  // Where the point stands in `digits` after shifting.
  const point = whole.length + Number(read[4] ?? 0) + shift;
  if (point > 40) return null;
  const integer = point <= 0 ? "0" : digits.slice(0, point).padEnd(point, "0");
  const next = point < 0 ? "0" : (digits[point] ?? "0");
  const amount = BigInt(integer) + (next >= "5" ? 1n : 0n);
  const signed = Number(read[1] === "-" ? -amount : amount);
  return Number.isSafeInteger(signed) ? signed + 0 : null;
};

/** `"2.55"` GBP → 255, `1980` JPY → 1980. */
export const toMinor = (amount: unknown, currency: string): number | null => scaled(amount, exponentOf(currency));

/** 255 GBP → `"2.55"`. */
export const toDecimal = (minor: number, currency: string): string => {
  const digits = exponentOf(currency);
  const text = String(Math.abs(minor)).padStart(digits + 1, "0");
  const sign = minor < 0 ? "-" : "";
  return digits === 0 ? `${sign}${text}` : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
};

/** As people read it: ¥1,980. The yen has the narrow sign, whatever the language. */
export const formatMoney = (minor: number, currency: string, language: string): string =>
  /^[A-Z]{3}$/.test(currency)
    ? new Intl.NumberFormat(language, { style: "currency", currency })
        .format(toDecimal(minor, currency) as `${number}`)
        .replace(/￥|JP¥/u, "¥")
    : `${toDecimal(minor, currency)} ${currency}`;
