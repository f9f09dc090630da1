/** What may be kept of what a sender tells. Pure. */
import type { News } from "../place.ts";
import { clean } from "./read.ts";

const LONGEST = 500;
const EARLIEST = Date.UTC(2000, 0, 1);
const AHEAD_MS = 86_400_000;

const isTime = (at: Date, now: Date): boolean => at.getTime() > EARLIEST && at.getTime() < now.getTime() + AHEAD_MS;
/** F5: of tomorrow's tomorrow nobody can tell, so it is told now; what has no time at all, with the last scan that has one. */
const timeOf = (at: Date, last: Date, now: Date) =>
  isTime(at, now) ? {} : { occurredAt: at.getTime() > now.getTime() ? now : last, undated: true };

/** Only text that can be kept, and only moments that can be. */
export const tidy = (news: News, now: Date): News & { order: string } => {
  const short = (value: string | undefined, length: number) => clean(value).slice(0, length);
  const last = news.scans
    .map((scan) => scan.occurredAt)
    .filter((at) => isTime(at, now))
    .toSorted((x, y) => x.getTime() - y.getTime())
    .at(-1);
  return {
    ...news,
    order: short(news.order, 300),
    ...(news.shipment !== undefined && { shipment: short(news.shipment, 300) }),
    carrier: short(news.carrier, 100),
    service: short(news.service, 100),
    origin: short(news.origin, 100),
    place: short(news.place, 100),
    items: (news.items ?? []).map((item) => ({
      line: short(item.line, 100),
      product: short(item.product, 300),
      variant: short(item.variant, 300),
      name: short(item.name, 300),
      quantity: item.quantity,
    })),
    scans: news.scans.map((scan) => ({
      ...scan,
      ...timeOf(scan.occurredAt, last ?? now, now),
      sayings: scan.sayings.map((one) => ({ vocabulary: short(one.vocabulary, 60), word: short(one.word, LONGEST) })),
      code: short(scan.code, 100),
      text: short(scan.text, LONGEST),
      place: short(scan.place, 200),
    })),
  };
};
