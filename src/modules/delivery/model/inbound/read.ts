/** Reading what others send: whatever it is, it becomes text, a moment or nothing. */
import { Temporal } from "temporal-polyfill";
import type { Json } from "#kernel/log";

export type Obj = { readonly [key: string]: Json };

export const obj = (value: Json | undefined): Obj =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Obj) : {};
export const list = (value: Json | undefined): readonly Obj[] =>
  Array.isArray(value) ? (value as readonly Json[]).map(obj) : [];

/** Text as it came, without what a database or a screen cannot hold. */
export const clean = (value: Json | undefined): string =>
  typeof value === "string"
    ? value
        .toWellFormed()
        .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ")
        .trim()
    : typeof value === "number"
      ? String(value)
      : "";

/** The first of these that says something. */
export const firstOf = (from: Obj, names: readonly string[]): string =>
  names.map((name) => clean(from[name])).find((value) => value !== "") ?? "";

/** Stands for a time that cannot be read; `tidy` makes it the time of hearing. */
export const NO_TIME = new Date(Number.NaN);

/** An instant; a time without an offset is one of the zone, a day alone is its beginning. null where it is no time. */
export const instant = (value: string, zone: string): Date | null => {
  const text = value
    .normalize("NFKC")
    .trim()
    .replaceAll("/", "-")
    .replace(/^(\d{4})年\s*(\d{1,2})月\s*(\d{1,2})日/u, "$1-$2-$3")
    .replace(/^(\d{4})(\d{2})(\d{2})$/, "$1-$2-$3");
  const parts =
    /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?\s*(Z|[+-]\d{2}:?\d{2})?$/.exec(text);
  if (!parts) return null;
  const [, y = "", m = "", d = "", h = "0", min = "0", s = "0", offset] = parts;
  try {
    const plain = Temporal.PlainDateTime.from(
      { year: Number(y), month: Number(m), day: Number(d), hour: Number(h), minute: Number(min), second: Number(s) },
      { overflow: "reject" },
    );
    const at = plain.toZonedDateTime(
      offset === "Z" ? "UTC" : offset ? offset.replace(/(\d{2}):?(\d{2})$/, "$1:$2") : zone,
    );
    return new Date(at.epochMilliseconds);
  } catch {
    return null;
  }
};
