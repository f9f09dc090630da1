/** What may be kept of what a sender tells. Pure. */
import type { News } from "../place.ts";
import { clean } from "./read.ts";

const LONGEST = 500;
const EARLIEST = Date.UTC(2000, 0, 1);
const AHEAD_MS = 86_400_000;

/** Only text that can be kept, and only moments that can be: a scan of tomorrow's tomorrow is a slip of the sender. */
export const tidy = (news: News, now: Date): News & { order: string } => {
  const short = (value: string | undefined, length: number) => clean(value).slice(0, length);
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
    scans: news.scans
      .filter(({ occurredAt }) => occurredAt.getTime() > EARLIEST && occurredAt.getTime() < now.getTime() + AHEAD_MS)
      .map((scan) => ({
        ...scan,
        sayings: scan.sayings.map((one) => ({ vocabulary: short(one.vocabulary, 60), word: short(one.word, LONGEST) })),
        code: short(scan.code, 100),
        text: short(scan.text, LONGEST),
        place: short(scan.place, 200),
      })),
  };
};
