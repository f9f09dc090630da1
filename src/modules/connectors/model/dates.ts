/** Dates in files: a format and a zone, read strictly. */
import { Temporal } from "temporal-polyfill";
import { Problem } from "#kernel/errors";

const TOKENS: Readonly<Record<string, string>> = {
  yyyy: "(?<year>\\d{4})",
  MM: "(?<month>\\d{2})",
  M: "(?<month>\\d{1,2})",
  dd: "(?<day>\\d{2})",
  d: "(?<day>\\d{1,2})",
  HH: "(?<hour>\\d{2})",
  H: "(?<hour>\\d{1,2})",
  mm: "(?<minute>\\d{2})",
  m: "(?<minute>\\d{1,2})",
  ss: "(?<second>\\d{2})",
  s: "(?<second>\\d{1,2})",
  SSS: "(?<millisecond>\\d{3})",
};

/** `yyyy-MM-dd HH:mm:ss` → a pattern. What stands in brackets may be absent: `yyyy/M/d[ H:mm]`. */
const pattern = (format: string): RegExp => {
  const body = format.replaceAll(/yyyy|SSS|MM|dd|HH|mm|ss|[MdHms[\]]|[^\w[\]]/g, (token) => {
    if (token === "[") return "(?:";
    if (token === "]") return ")?";
    return TOKENS[token] ?? token.replaceAll(/[.*+?^${}()|\\/]/g, "\\$&");
  });
  try {
    return new RegExp(`^${body}$`, "u");
  } catch {
    throw new Problem("invalid", `“${format}” is no date format. Write it as yyyy-MM-dd HH:mm:ss.`);
  }
};

/** A format as people read it: the first of its choices, without brackets. */
const plain = (format: string): string =>
  format === "iso"
    ? "2026-11-21T14:05:00+09:00"
    : format.replaceAll("[-][/]", "-").replaceAll("[ ][T]", " ").replaceAll(/[[\]]/g, "");

const ISO = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/;

/** A reader of dates in one format. `iso` needs an offset in the text; all others are wall time in `zone`. Returns UTC ISO. */
export const dateReader = (format: string, zone: string): ((text: string) => string) => {
  const wrong = (text: string) =>
    new Problem("invalid", `“${text.slice(0, 40)}” is no date of the form ${plain(format)}.`);
  if (format === "iso")
    return (text) => {
      const ms = ISO.test(text) ? Date.parse(text) : Number.NaN;
      if (Number.isNaN(ms)) throw wrong(text);
      return new Date(ms).toISOString();
    };
  const shape = pattern(format);
  return (text) => {
    const found = shape.exec(text)?.groups;
    if (!found) throw wrong(text);
    const number = (name: string, or: number) => (found[name] === undefined ? or : Number(found[name]));
    try {
      const wall = Temporal.PlainDateTime.from(
        {
          year: number("year", 1970),
          month: number("month", 1),
          day: number("day", 1),
          hour: number("hour", 0),
          minute: number("minute", 0),
          second: number("second", 0),
          millisecond: number("millisecond", 0),
        },
        { overflow: "reject" },
      );
      // An hour that summer time skips or repeats is read as the earlier offset has it.
      return new Date(wall.toZonedDateTime(zone, { disambiguation: "compatible" }).epochMilliseconds).toISOString();
    } catch {
      throw wrong(text);
    }
  };
};
