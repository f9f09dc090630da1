/** What follows from news of parcels for the customer: the hours of today, and lessons about what has arrived. */
import { append } from "#events";
import { productsOf } from "#catalog";
import { ordersNamed } from "#orders";
import { brandOf } from "#kernel/admin";
import type { Ctx } from "#kernel/context";
import type { Fact, Json, Properties, StoredEvent } from "#kernel/log";
import { hoursOf } from "../model/choice.ts";
import { lessonsFor, occasionsOf, type StoredContent } from "../model/content.ts";
import { dayIn } from "../model/tracking/dates.ts";
import { standingChoices } from "../store/wishes.ts";
import { activeContent } from "./content.ts";
import { parcelsById } from "./reading.ts";
import { trackingLink } from "./tracking-link.ts";

const text = (value: Json | undefined): string => (typeof value === "string" ? value : "");
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u;
const parcelsIn = (events: readonly StoredEvent[]): string[] => [
  ...new Set(events.map((event) => text(event.properties["parcel"])).filter((id) => UUID.test(id))),
];

/** A parcel that is out today arrives today, in the hours that were wished for. */
export const tellArrivals = async (ctx: Ctx, events: readonly StoredEvent[]): Promise<void> => {
  const out = events.filter((event) => event.subject !== "" && UUID.test(text(event.properties["parcel"])));
  if (out.length === 0) return;
  const { zone } = await brandOf(ctx);
  const wishes = await standingChoices(ctx.db, parcelsIn(out));
  await append(
    ctx,
    out.map((event): Fact => {
      const said = event.properties;
      const [parcel, day] = [text(said["parcel"]), dayIn(event.at, zone)];
      const wish = wishes.get(parcel);
      const slot = wish?.day === day ? wish.slot : "";
      const properties = {
        order: text(said["order"]),
        parcel,
        carrier: text(said["carrier"]),
        number: text(said["number"]),
        day,
        slot,
        ...hoursOf(slot),
        notice: `arriving:${parcel}:${day}`,
        tracking: text(said["tracking"]),
      };
      return {
        name: "delivery.arriving",
        subject: event.subject,
        key: `delivery:arriving:${parcel}:${day}`,
        properties,
      };
    }),
  );
};

const lesson = (content: StoredContent): Properties => ({
  content: content.id,
  afterDays: content.afterDays,
  title: content.titleJa,
  body: content.bodyJa,
  titleEn: content.titleEn,
  bodyEn: content.bodyEn,
  url: content.url,
});

/** Deliveries that became known later than this teach nobody any more. */
const FRESH_MS = 3 * 86_400_000;

/** D6: once per parcel, the lessons that fit what was in it; nothing where the brand has none. */
export const chooseLessons = async (ctx: Ctx, events: readonly StoredEvent[]): Promise<void> => {
  const fresh = events.filter((event) => event.subject !== "" && ctx.now.getTime() - event.at.getTime() < FRESH_MS);
  const words = fresh.length === 0 ? [] : (await activeContent(ctx)).filter((one) => one.kind === "lesson");
  if (words.length === 0) return;
  const parcels = await parcelsById(ctx, parcelsIn(fresh));
  const goods = await productsOf(ctx, [
    ...new Set([...parcels.values()].flatMap(({ items }) => items.map((i) => i.product))),
  ]);
  const orders = await ordersNamed(ctx, [...new Set([...parcels.values()].map((parcel) => parcel.order))]);
  await append(
    ctx,
    fresh.flatMap((event): Fact[] => {
      const parcel = parcels.get(text(event.properties["parcel"]));
      if (!parcel) return [];
      const products = parcel.items.map((item) => item.product);
      const categories = products.map((id) => goods.get(id)?.category ?? "").filter((name) => name !== "");
      const terms = orders.get(parcel.order)?.terms ?? { gift: false, occasion: "" };
      const about = { products, categories, occasions: occasionsOf(terms), states: ["delivered"], days: 0 };
      const [first, second, third] = lessonsFor(words, about);
      if (!first) return [];
      const properties: Properties = {
        order: parcel.order,
        parcel: parcel.id,
        occasion: terms.occasion,
        tracking: trackingLink(ctx, parcel.order),
        first: lesson(first),
        ...(second && { second: lesson(second) }),
        ...(third && { third: lesson(third) }),
      };
      return [
        { name: "delivery.lessons_chosen", subject: event.subject, key: `delivery:lessons:${parcel.id}`, properties },
      ];
    }),
  );
};
