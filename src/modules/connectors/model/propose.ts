/** A first mapping, from what the columns are called and what stands in them. */
import type { Cell, Definition, Expression } from "#connectors/model";
import { HEADERS, customers, type Meaning, orders, products, type Reader } from "./builtin/table.ts";
import { plainHeader } from "./layout.ts";
import { textOf } from "./expression.ts";

const ISO = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}.*(Z|[+-]\d{2}:?\d{2})$/;

/** The wall-time format of a sample, where it is none of those that the plain mappings read anyway. */
const withIso = (definition: Definition, iso: ReadonlySet<string>): Definition =>
  JSON.parse(JSON.stringify(definition), (_, value: unknown) => {
    const date = value as { date?: { column?: string }; format?: string } | null;
    return typeof date === "object" && date?.date?.column !== undefined && iso.has(date.date.column)
      ? { ...date, format: "iso" }
      : value;
  }) as Definition;

export const readerOf =
  (header: readonly string[]): Reader =>
  (meaning: Meaning): Expression | null => {
    const plain = header.map((each) => plainHeader(each));
    for (const name of HEADERS[meaning]) {
      const at = plain.indexOf(plainHeader(name));
      if (at >= 0) return { column: header[at] ?? name };
    }
    return null;
  };

/** null where the columns tell nothing. */
export const propose = (header: readonly string[], rows: readonly (readonly Cell[])[]): Definition | null => {
  const read = readerOf(header);
  const has = (meaning: Meaning) => read(meaning) !== null;
  const iso = new Set(
    header.filter((_, at) => {
      const cells = rows.map((row) => textOf(row[at])).filter((text) => text !== "");
      return cells.length > 0 && cells.every((text) => ISO.test(text));
    }),
  );
  if (has("order") && (has("price") || has("total"))) return withIso(orders(read), iso);
  if (has("product") && (has("productName") || has("price"))) return withIso(products(read), iso);
  if (has("user") || has("email") || has("phone")) return withIso(customers(read), iso);
  return null;
};
