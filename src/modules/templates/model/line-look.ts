/** How LINE reads the measures and colours of a Flex message. What it would not take is null. */

export type Part = Readonly<Record<string, unknown>>;

export const isPart = (value: unknown): value is Part =>
  typeof value === "object" && value !== null && !Array.isArray(value);
export const partsOf = (value: unknown): readonly Part[] => (Array.isArray(value) ? value.filter(isPart) : []);
export const wordsOf = (value: unknown): string => (typeof value === "string" ? value : "");

type Sizes = Readonly<Record<string, string>>;
const GAPS: Sizes = { none: "0", xs: "2px", sm: "4px", md: "8px", lg: "12px", xl: "16px", xxl: "20px" };
export const LETTERS: Sizes = {
  xxs: "11px",
  xs: "13px",
  sm: "14px",
  md: "16px",
  lg: "19px",
  xl: "22px",
  xxl: "29px",
  "3xl": "35px",
  "4xl": "48px",
  "5xl": "74px",
};

/** A named size, or pixels or a share. */
export const measure = (value: unknown, table: Sizes = GAPS): string | null => {
  const text = wordsOf(value);
  return table[text] ?? (/^\d{1,4}(\.\d+)?(px|%)$/.test(text) ? text : null);
};
export const colour = (value: unknown): string | null =>
  /^#[0-9a-f]{6}([0-9a-f]{2})?$/i.test(wordsOf(value)) ? wordsOf(value) : null;
