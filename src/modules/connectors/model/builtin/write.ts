/** Short forms for writing expressions by hand. */
import type { Expression } from "#connectors/model";

export const column = (name: string, more: { nth?: number; of?: string; optional?: boolean } = {}) => ({
  column: name,
  ...more,
});
export const optional = (name: string, nth?: number) => column(name, { optional: true, ...(nth && { nth }) });
export const number = (expression: Expression): Expression => ({ number: expression, decimal: "." });
export const date = (expression: Expression, format: string, zone = "Asia/Tokyo"): Expression => ({
  date: expression,
  format,
  zone,
});
