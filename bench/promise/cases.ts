/** What the bench of promises reads: a CSV of deliveries, and the factors by which they are looked at. */
import { existsSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { parse } from "csv-parse/sync";
import { type Day, weekdayOf } from "../../src/modules/delivery/model/promise/clock.ts";
import type { Plan } from "../../src/modules/delivery/model/promise/fit.ts";
import { kindOf } from "./brazil.ts";

type Row = Readonly<Record<string, string>>;
export interface Case {
  readonly row: Row;
  readonly start: Day;
  readonly end: Day;
  readonly own: Day;
}

const DAY_MS = 86_400_000;
const dayOf = (text: string): Day => Math.floor(Date.parse(`${text.replace(" ", "T")}Z`) / DAY_MS);

export const readCases = (path: string): Case[] => {
  if (!existsSync(path)) throw new Error(`There is no ${path}; name a CSV of the same columns with --data FILE.`);
  const bytes = readFileSync(path);
  const text = path.endsWith(".gz") ? gunzipSync(bytes) : bytes;
  const rows = parse(text, { columns: true, skip_empty_lines: true, bom: true }) as Row[];
  return rows
    .filter((row) => row["delivered_at"] && row["purchased_at"])
    .toSorted((a, b) => {
      const [x, y] = [`${a["purchased_at"]}${a["order_id"]}`, `${b["purchased_at"]}${b["order_id"]}`];
      return x < y ? -1 : x > y ? 1 : 0;
    })
    .map((row) => ({
      row,
      start: dayOf(row["purchased_at"] ?? ""),
      end: dayOf(row["delivered_at"] ?? ""),
      own: dayOf(row["estimated_by"] ?? ""),
    }));
};

const number = (row: Row, column: string): number => Number(row[column]) || 0;
const prefix = (row: Row, column: string, digits: number): string =>
  (row[column] ?? "").padStart(5, "0").slice(0, digits);
const hours = (row: Row): number => Number((row["purchased_at"] ?? "").slice(11, 13)) >> 2;

/** Where bins of a column begin, from the oldest fifth. */
const cuts = (cases: readonly Case[], column: string, bins: number): number[] => {
  const values = cases.slice(0, Math.floor(cases.length / 5)).map(({ row }) => number(row, column));
  const sorted = values.toSorted((a, b) => a - b);
  return Array.from({ length: bins - 1 }, (_, i) => sorted[Math.floor(((i + 1) / bins) * sorted.length)] ?? 0);
};
const bin = (begins: readonly number[], value: number): string => String(begins.filter((cut) => value > cut).length);

/** Name, weight at which it is believed by half, key. */
type Feature = readonly [string, number, (each: Case) => string];
export const featuresOf = (cases: readonly Case[]): Feature[] => {
  const [freight, weight, price] = [cuts(cases, "freight", 16), cuts(cases, "weight_g", 12), cuts(cases, "price", 12)];
  const to = ({ row }: Case) => row["customer_state"] ?? "";
  const from = ({ row }: Case) => row["seller_state"] ?? "";
  return [
    ["to", 4, to],
    ["lane", 7, (each) => `${to(each)}<${from(each)}`],
    ["to2", 7, ({ row }) => prefix(row, "customer_zip_prefix", 2)],
    ["to3", 14, ({ row }) => prefix(row, "customer_zip_prefix", 3)],
    ["to5", 10, ({ row }) => prefix(row, "customer_zip_prefix", 5)],
    ["from", 7, from],
    ["from2", 7, ({ row }) => prefix(row, "seller_zip_prefix", 2)],
    ["from3", 7, ({ row }) => prefix(row, "seller_zip_prefix", 3)],
    ["seller", 6, ({ row }) => row["seller_id"] ?? ""],
    ["weekday", 4, ({ start }) => String(weekdayOf(start))],
    ["hour", 7, ({ row }) => String(hours(row))],
    ["weekday hour", 7, ({ row, start }) => `${weekdayOf(start)} ${hours(row)}`],
    ["freight", 7, ({ row }) => bin(freight, number(row, "freight"))],
    ["weight", 14, ({ row }) => bin(weight, number(row, "weight_g"))],
    ["price", 14, ({ row }) => bin(price, number(row, "price"))],
    ["category", 14, ({ row }) => row["product_category"] ?? ""],
    ["from2 to2", 14, ({ row }) => `${prefix(row, "seller_zip_prefix", 2)}>${prefix(row, "customer_zip_prefix", 2)}`],
    ["seller to", 7, (each) => `${each.row["seller_id"]}>${to(each)}`],
  ];
};

export const planOf = (features: readonly Feature[]): Plan => ({
  factors: features.map(([name, shrink]) => ({ name, shrink })),
  chain: ["to", "lane"],
  kindOf,
});
