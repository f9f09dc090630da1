/** When an event happened, from what its sender's clock and ours say. Rules I20 to I26 of SPEC.md. */

/** Further ahead than this an event is dated by its arrival: clocks disagree a little, customers do not shop tomorrow. */
const AHEAD_MS = 60_000;
/** Nobody sells on this system before; a date there is an unset clock or a broken export. */
const OLDEST = Date.UTC(2000, 0, 1);
/** Numbers from here on are milliseconds (March 1973), smaller ones seconds. */
const MILLISECONDS_FROM = 1e11;

const ISO =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?\s?(?:(Z)|([+-])(\d\d):?(\d\d)?)?)?$/i;

const fromIso = (text: string): number | null => {
  const part = ISO.exec(text);
  if (!part) return null;
  const [year, month, day, hour, minute, second] = part.slice(1, 7).map((v) => Number(v ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const fraction = Math.floor(Number(`0.${part[7] ?? 0}`) * 1_000);
  if (hour > 23 || minute > 59 || second > 60) return null;
  const utc = Date.UTC(year, month - 1, day, hour, minute, second, fraction);
  const date = new Date(Date.UTC(year, month - 1, day));
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  const offset = (Number(part[10] ?? 0) * 60 + Number(part[11] ?? 0)) * 60_000;
  return part[9] === "-" ? utc + offset : utc - offset;
};

/** Milliseconds of an instant as senders write it; undefined where none is given, null where it cannot be read. */
export const readInstant = (value: unknown): number | null | undefined => {
  if (value === undefined || value === null || value === "") return undefined;
  if (typeof value === "number") {
    if (!Number.isFinite(value)) return null;
    return Math.floor(value >= MILLISECONDS_FROM ? value : value * 1_000);
  }
  if (typeof value !== "string") return null;
  // What every client library writes: new Date().toISOString().
  if (value.length === 24 && value.endsWith("Z") && value[10] === "T") {
    const ms = Date.parse(value);
    if (!Number.isNaN(ms)) return ms;
  }
  return fromIso(value.trim());
};

export type When =
  | { readonly at: number; readonly clamped: boolean }
  | { readonly reason: "bad_timestamp" | "too_old"; readonly message: string };

/** `at = timestamp + (received − sent)`, within what can be true. All in milliseconds. */
export const whenIt = (timestamp: unknown, sentAt: unknown, received: number): When => {
  const said = readInstant(timestamp);
  if (said === undefined) return { at: received, clamped: false };
  if (said === null) return { reason: "bad_timestamp", message: "The timestamp is no ISO 8601 time and no epoch." };
  const sent = readInstant(sentAt) ?? null;
  // Nothing is sent before it happens: such a sentAt is worse than none.
  const believable = sent !== null && sent >= said - AHEAD_MS;
  const at = believable ? said + (received - sent) : said;
  if (at > received + AHEAD_MS) return { at: received, clamped: true };
  if (at < OLDEST) return { reason: "too_old", message: "The timestamp lies before the year 2000." };
  return { at, clamped: false };
};
