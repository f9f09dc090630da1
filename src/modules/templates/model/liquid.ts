/** Liquid with the limits that make a template safe to run: no endless loops, no memory bombs, no files. */
import { Liquid, type Template } from "liquidjs";
import { formatMoney } from "#kernel/money";
import type { Properties } from "#kernel/log";

/** Longest source in characters. */
export const SOURCE_LIMIT = 200_000;
/** Characters that one rendering may build. */
const MEMORY_LIMIT = 2_000_000;
/** Milliseconds that one rendering may take: a hundred times what a long mail needs. */
const RENDER_LIMIT = 500;
/** Faults told at once: a loop repeats its own a thousand times. */
const FAULTS_TOLD = 20;

/** How a value is written into what surrounds it. */
export type Escape = "html" | "json" | "none";

export interface Words {
  readonly zone: string;
  readonly language: string;
  readonly currency: string;
}

export interface LiquidFault {
  readonly line: number;
  readonly message: string;
}

const ESCAPES = {
  html: "escape",
  json: (value: unknown) => JSON.stringify(plain(value)).slice(1, -1),
  none: undefined,
};
const plain = (value: unknown): string =>
  typeof value === "string" ? value : value === null || value === undefined ? "" : JSON.stringify(value);

const engine = (escape: Escape, words: Words): Liquid => {
  const outputEscape = ESCAPES[escape];
  const liquid = new Liquid({
    ...(outputEscape !== undefined && { outputEscape: outputEscape as "escape" }),
    strictFilters: true,
    lenientIf: true,
    catchAllErrors: true,
    ownPropertyOnly: true,
    // No files: every name of a partial is unknown.
    templates: {},
    timezoneOffset: words.zone,
    locale: words.language,
    parseLimit: SOURCE_LIMIT,
    memoryLimit: MEMORY_LIMIT,
    renderLimit: RENDER_LIMIT,
  });
  const locale = words.language === "ja" ? "ja-JP" : words.language;
  liquid.registerFilter("money", (value: unknown, currency?: unknown) => {
    const minor = Number(value);
    return Number.isFinite(minor)
      ? formatMoney(Math.trunc(minor), typeof currency === "string" ? currency : words.currency, locale)
      : "";
  });
  liquid.registerFilter("day", (value: unknown) => {
    const at = new Date(plain(value));
    if (Number.isNaN(at.getTime())) return "";
    const options = { timeZone: words.zone, month: "long", day: "numeric", weekday: "short" } as const;
    return new Intl.DateTimeFormat(locale, options).format(at);
  });
  return liquid;
};

const engines = new Map<string, Liquid>();
const engineFor = (escape: Escape, words: Words): Liquid => {
  const key = `${escape} ${words.zone} ${words.language} ${words.currency}`;
  const known = engines.get(key);
  if (known) return known;
  const made = engine(escape, words);
  engines.set(key, made);
  return made;
};

interface LiquidError {
  readonly message: string;
  readonly token?: { getPosition(): [number, number] };
  readonly errors?: readonly LiquidError[];
}

const flat = (error: LiquidError): LiquidFault[] => {
  if (error.errors) return error.errors.flatMap(flat);
  const line = error.token?.getPosition()[0] ?? Number(/, line:(\d+)/.exec(error.message)?.[1] ?? 1);
  const message = error.message
    .replace(/, (file:\S+, )?line:\d+, col:\d+$/, "")
    .replace(/^ENOENT: Failed to lookup "(.*)" in .*$/, 'unknown partial "$1"');
  return [{ line, message: `${message.charAt(0).toUpperCase()}${message.slice(1)}.` }];
};

/** What Liquid says, with its line, in plain words, each fault once. */
export const liquidFaults = (thrown: unknown): LiquidFault[] => {
  const unique = new Map(flat(thrown as LiquidError).map((fault) => [`${fault.line} ${fault.message}`, fault]));
  return [...unique.values()].slice(0, FAULTS_TOLD);
};

export interface Parsed {
  /** `strict`: a variable that the data does not hold is an error. Throws what `liquidFaults` reads. */
  render(data: Properties, strict?: boolean): string;
}

/** Reads a source once. Throws what `liquidFaults` reads. */
export const parseLiquid = (source: string, escape: Escape, words: Words): Parsed => {
  const liquid = engineFor(escape, words);
  const parsed: Template[] = liquid.parse(source);
  return {
    render: (data, strict = false) => String(liquid.renderSync(parsed, data, { strictVariables: strict })),
  };
};
