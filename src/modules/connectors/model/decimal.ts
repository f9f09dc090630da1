/** Exact decimals, so that a thousand lines of 2.55 add up to what the shop charged. */
import { Problem } from "#kernel/errors";

export interface Decimal {
  readonly units: bigint;
  /** Digits behind the point. */
  readonly scale: number;
}
export const ZERO: Decimal = { units: 0n, scale: 0 };

const rescale = (a: Decimal, scale: number): bigint => a.units * 10n ** BigInt(scale - a.scale);

export const add = (a: Decimal, b: Decimal): Decimal => {
  const scale = Math.max(a.scale, b.scale);
  return { units: rescale(a, scale) + rescale(b, scale), scale };
};

export const multiply = (a: Decimal, b: Decimal): Decimal => ({ units: a.units * b.units, scale: a.scale + b.scale });

/** The nearest number; its shortest decimal form is the decimal itself up to 15 digits. */
export const toNumber = (a: Decimal): number => {
  const digits = (a.units < 0n ? -a.units : a.units).toString().padStart(a.scale + 1, "0");
  const text = a.scale === 0 ? digits : `${digits.slice(0, -a.scale)}.${digits.slice(-a.scale)}`;
  return Number(a.units < 0n ? `-${text}` : text) + 0;
};

const PLAIN = {
  ".": /^([+-]?)(\d+|\d{1,3}(?:,\d{3})+)?(?:\.(\d*))?$/,
  ",": /^([+-]?)(\d+|\d{1,3}(?:\.\d{3})+)?(?:,(\d*))?$/,
};

/** Reads `1,234.50`, `¥1,234`, `−5` or `１２３`; with decimal "," also `1.234,50`. Anything else is a fault. */
export const decimal = (text: string, point: "." | "," = "."): Decimal => {
  let found = PLAIN[point].exec(text);
  if (!found) {
    const plain = text
      .normalize("NFKC")
      .replaceAll(/[\s¥円$€£]/gu, "")
      .replace(/^[−‐–▲△]/u, "-");
    found = PLAIN[point].exec(plain);
  }
  const [, sign, whole, part = ""] = found ?? [];
  if (!found || (whole === undefined && part === "") || (whole ?? "").length + part.length > 24)
    throw new Problem("invalid", `“${text.slice(0, 40)}” is no number.`);
  const units = BigInt((whole ?? "").replaceAll(/[.,]/g, "") + part);
  return { units: sign === "-" ? -units : units, scale: part.length };
};
