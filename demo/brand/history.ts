/** What one customer does: visits, sign-up, orders, deliveries, returns, the mails of the years before. Pure. */
import { chance, type Chance } from "./chance.ts";
import { type Customer, traitsOf } from "./customer.ts";
import { order } from "./purchase.ts";
import { type DemoEvent, type Scribe, scribe } from "./scribe.ts";
import { DAY, midnight, momentOn, seasonalDay } from "./season.ts";
import { SITE, visit } from "./visit.ts";

export interface Span {
  /** The shop's first day. */
  readonly from: number;
  /** Nothing happens after this. */
  readonly until: number;
  /** Newsletters by the tool of before end here. */
  readonly adopted: number;
}

const MOST_ORDERS = 14;

/** The newsletters of the tool before: one a month, to those who had agreed. */
const letters = (draw: Chance, notes: Scribe, customer: Customer, span: Span): void => {
  if (!customer.optIn || customer.email === null || customer.id === null) return;
  const who = notes.who(null, true);
  for (let at = midnight(span.from) + 20 * DAY; at < span.adopted; at += 61 * DAY) {
    if (at < customer.joined) continue;
    const sent = at + 10 * 3_600_000 + draw.between(0, 1_800) * 1_000;
    const email = {
      email_id: `news-${new Date(at).toISOString().slice(0, 10)}`,
      email_subject: "椿と麻だより",
      campaign_name: "椿と麻だより",
    };
    notes.add(sent, { type: "track", event: "Email Delivered", ...who, properties: email });
    if (draw.yes(0.05)) {
      const link = { ...email, link_url: `${SITE}/magazine` };
      notes.add(sent + draw.exponential(9) * 3_600_000, {
        type: "track",
        event: "Email Link Clicked",
        ...who,
        properties: link,
      });
    }
  }
};

/** Everything that this customer does up to `span.until`, in the order in which it happens. */
export const historyOf = (seed: string, customer: Customer, span: Span): DemoEvent[] => {
  const draw = chance(`${seed}/history/${customer.index}`);
  const notes = scribe(customer);
  const { joined } = customer;
  const online = customer.shops !== "store";
  if (online && draw.yes(0.3)) visit(draw, notes, customer, joined - draw.between(1, 9) * DAY, false);
  if (online) {
    visit(draw, notes, customer, joined - draw.between(3, 12) * 60_000, false);
    const who = notes.who(customer.anonymous[0] ?? null, true);
    const withLine = customer.followedAt !== null && customer.followedAt < joined + 1_000;
    const line = withLine && customer.lineId !== null ? { lineUserId: customer.lineId } : {};
    notes.add(joined, { type: "identify", ...who, traits: { ...traitsOf(customer), ...line } });
    notes.add(joined + 1_000, {
      type: "track",
      event: "Signed Up",
      ...who,
      properties: { method: withLine ? "LINEログイン" : "メール", plan: "会員" },
    });
  } else {
    const ids = [{ id: customer.card, type: "card", collection: "users", encoding: "none" }];
    notes.add(joined, {
      type: "identify",
      ...notes.who(null, true),
      traits: traitsOf(customer),
      context: { externalIds: ids, channel: "store" },
    });
  }
  if (customer.card !== null && online)
    notes.add(joined + 40 * DAY, {
      type: "identify",
      ...notes.who(null, true),
      traits: {},
      context: { externalIds: [{ id: customer.card, type: "card", collection: "users", encoding: "none" }] },
    });
  if (customer.lineId !== null && customer.followedAt !== null && customer.id !== null)
    notes.add(customer.followedAt + 30_000, {
      type: "identify",
      ...notes.who(null, true),
      traits: { lineUserId: customer.lineId },
    });

  let next = draw.yes(0.6) ? joined + draw.between(3, 40) * 60_000 : momentOn(draw, joined + draw.between(1, 20) * DAY);
  if (!online) next = joined + 300_000;
  let buying = online ? draw.yes(0.74) : true;
  for (let nth = 1; buying && nth <= MOST_ORDERS && next < span.until; nth++) {
    const delivered = order(draw, notes, customer, next, nth);
    const after = nth === 1 && customer.loves === "hair" ? Math.min(customer.rhythm, 26) : customer.rhythm;
    const due = delivered + after * (0.82 + 0.36 * draw.next()) * DAY;
    next = momentOn(draw, seasonalDay(draw, due, 5, customer.loves), customer.shops === "store" ? [11, 20] : undefined);
    buying = draw.yes(nth === 1 ? customer.loyalty * 0.85 : Math.min(0.94, customer.loyalty + 0.22));
  }
  if (online)
    for (let at = joined + draw.exponential(60) * DAY; at < span.until; at += draw.exponential(110) * DAY)
      visit(draw, notes, customer, momentOn(draw, at), true);
  letters(draw, notes, customer, span);
  return notes.events.filter((event) => event.at >= span.from && event.at < span.until).sort((a, b) => a.at - b.at);
};
