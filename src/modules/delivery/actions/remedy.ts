/** Decides what is given for a delivery that went wrong, keeps every decision, and never gives more than the budget holds. */
import { createHmac, randomUUID } from "node:crypto";
import { append } from "#events";
import { brandOf } from "#kernel/admin";
import type { Ctx } from "#kernel/context";
import { lock } from "#kernel/database";
import type { Fact, StoredEvent } from "#kernel/log";
import { readSetting } from "#kernel/settings";
import { profilesOf } from "#profiles";
import { type Cause, decideRemedy, RemedyPolicy } from "../model/remedy.ts";
import { dayIn } from "../model/tracking/dates.ts";
import { insertRemedy, remediesOfOrders, shippingOf, spentInMonth, spentOnPeople } from "../store/remedy.ts";
import { trackingLink } from "./tracking-link.ts";

const CAUSE: Readonly<Record<string, Cause>> = {
  "parcel.delayed": "late",
  "promise.broken": "late",
  "parcel.lost": "lost",
  "parcel.damaged": "damaged",
};
/** News that a remedy may follow from. */
export const REMEDY_EVENTS = Object.keys(CAUSE);

const ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
/** Nobody can guess the code of another. */
const codeOf = (ctx: Ctx, id: string): string => {
  const bytes = createHmac("sha256", ctx.config.secret ?? "")
    .update(`remedy.${id}`)
    .digest();
  const letters = Array.from({ length: 12 }, (_, i) => ALPHABET[(bytes[i] ?? 0) % ALPHABET.length]).join("");
  return `SORRY-${letters.slice(0, 4)}-${letters.slice(4, 8)}-${letters.slice(8)}`;
};

const text = (value: unknown): string => (typeof value === "string" ? value : "");
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u;

interface Case {
  readonly order: string;
  readonly cause: Cause;
  readonly parcel: string | null;
  readonly subject: string;
}

/** Each order and cause once, the first news first. */
const casesIn = (events: readonly StoredEvent[]): Case[] => {
  const cases = new Map<string, Case>();
  for (const { name, subject, properties } of events) {
    const cause = CAUSE[name];
    const order = text(properties["order"]);
    if (!cause || order === "" || subject === "" || cases.has(`${cause} ${order}`)) continue;
    const parcel = text(properties["parcel"]);
    cases.set(`${cause} ${order}`, { order, cause, subject, parcel: UUID.test(parcel) ? parcel : null });
  }
  return [...cases.values()];
};

/** Runs in the reaction's transaction, one process at a time. */
export const remedy = async (ctx: Ctx, events: readonly StoredEvent[]): Promise<void> => {
  const asked = casesIn(events);
  if (asked.length === 0) return;
  await lock(ctx.db, "delivery.remedy");
  const orders = [...new Set(asked.map((one) => one.order))];
  const given = await remediesOfOrders(ctx.db, orders);
  const cases = asked.filter((one) => !given.some((row) => row.order === one.order && row.cause === one.cause));
  if (cases.length === 0) return;
  const policy = await readSetting(ctx, "delivery.remedy", RemedyPolicy);
  const brand = await brandOf(ctx);
  const month = dayIn(ctx.now, brand.zone).slice(0, 7);
  const people = await profilesOf(ctx, [...new Set(cases.map((one) => one.subject))]);
  const shipping = await shippingOf(ctx.db, orders);
  const onPeople = await spentOnPeople(ctx.db, month, [
    ...new Set(cases.map((one) => people.get(one.subject) ?? one.subject)),
  ]);
  const onOrders = new Map<string, number>();
  for (const row of given) onOrders.set(row.order, Math.max(onOrders.get(row.order) ?? 0, row.amount));
  let spent = await spentInMonth(ctx.db, month);
  const facts: Fact[] = [];
  for (const { order, cause, parcel, subject } of cases) {
    const profile = people.get(subject) ?? null;
    // Somebody whom nobody knows has their own cap under their subject's name.
    const who = profile ?? subject;
    const decided = decideRemedy(policy, {
      cause,
      shipping: shipping.get(order) ?? null,
      spent,
      spentOnCustomer: onPeople.get(who) ?? 0,
      earlier: onOrders.get(order) ?? 0,
    });
    spent += decided.amount;
    onPeople.set(who, (onPeople.get(who) ?? 0) + decided.amount);
    onOrders.set(order, Math.max(onOrders.get(order) ?? 0, decided.amount));
    const id = randomUUID();
    const code = decided.gives === "coupon" ? codeOf(ctx, id) : "";
    const { gives, amount, reason } = decided;
    const row = {
      id,
      order,
      cause,
      parcel,
      subject,
      profile,
      gives,
      amount,
      currency: brand.currency,
      reason,
      code,
      month,
    };
    await insertRemedy(ctx.db, { ...row, at: ctx.now });
    facts.push({
      name: "delivery.remedy_granted",
      subject,
      key: `delivery:remedy:${cause}:${order}`,
      properties: {
        order,
        parcel,
        remedy: id,
        cause,
        gives,
        amount,
        currency: brand.currency,
        code,
        reason,
        tracking: trackingLink(ctx, order),
      },
    });
  }
  await append(ctx, facts);
};
