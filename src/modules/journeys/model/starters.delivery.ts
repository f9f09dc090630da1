/** Ready-made journeys around a delivery. Service messages: they go whatever was agreed to about advertising. */
import { Definition } from "./definition.ts";
import type { Starter } from "./starters.ts";

/** How long a notice may be held before it is of no use. */
const FOR_HOURS = { amount: 12, unit: "hours" } as const;
const FOR_DAYS = { amount: 2, unit: "days" } as const;

const message = (name: string, template: string, next: string, expires: { amount: number; unit: string }) => ({
  kind: "message",
  name,
  template: `delivery_${template}`,
  channels: ["line", "email"],
  class: "transactional",
  purpose: "service",
  expires,
  next,
});
const told = (name: string) => ({ kind: "run", where: [{ property: "trigger", op: "is", value: name }] });
const DONE = { done: { kind: "exit", name: "ご連絡ずみ" } };

interface Notice {
  readonly event: string;
  readonly label: string;
  readonly template: string;
  readonly expires?: { amount: number; unit: "hours" | "days" };
  /** Besides the event: a property that must be there. */
  readonly where?: object;
}

/** Each news its own words, each telling once. */
const notices = (all: readonly Notice[], last: string) => ({
  trigger: { kind: "event", events: [...new Set(all.map(({ event }) => event))].map((name) => ({ name })) },
  reentry: { kind: "key", property: "notice" },
  start: "which",
  nodes: {
    which: {
      kind: "branch",
      name: "お知らせの種類",
      paths: all.map(({ event, label, template, where }) => ({
        label,
        when: { ...told(event), where: [...told(event).where, ...(where ? [where] : [])] },
        next: template,
      })),
      else: last,
    },
    ...Object.fromEntries(
      all.map(({ label, template, expires }) => [template, message(label, template, "done", expires ?? FOR_DAYS)]),
    ),
    ...DONE,
  },
});

/** Shipped, arriving today, arrived. */
const way: Starter = {
  key: "delivery_way",
  name: ["お届けのお知らせ", "Delivery notices"],
  about: [
    "発送、本日のお届け(時間帯つき)、お届け完了をお知らせし、受け取りの感想を一度のタップで伺います。",
    "Tells when it was shipped, when it arrives today (with the hours) and that it has arrived, and asks how it went.",
  ],
  definition: Definition.parse(
    notices(
      [
        { event: "parcel.shipped", label: "発送", template: "shipped" },
        {
          event: "delivery.arriving",
          label: "時間帯つきで本日",
          template: "window",
          expires: FOR_HOURS,
          where: { property: "event.from", op: "more", value: 0 },
        },
        { event: "delivery.arriving", label: "本日", template: "today", expires: FOR_HOURS },
        { event: "parcel.delivered", label: "お届け完了", template: "delivered" },
      ],
      "done",
    ),
  ),
};

/** Nobody at home, kept at the depot, about to go back. */
const absent: Starter = {
  key: "delivery_absent",
  name: ["ご不在・お預かりのお知らせ", "Missed and kept parcels"],
  about: [
    "ご不在のときに再配達・置き配・コンビニ受取の選択をご案内し、お預かりの期限が近づいたらもう一度お知らせします。",
    "When nobody was at home, offers another time or place; reminds before a kept parcel goes back.",
  ],
  definition: Definition.parse(
    notices(
      [
        ...["moved", "address", "refused"].map((reason, i) => ({
          event: "parcel.attempt_failed",
          label: ["転居", "住所不明", "受取辞退"][i] ?? "",
          template: "address",
          where: { property: "event.reason", op: "is", value: reason },
        })),
        { event: "parcel.attempt_failed", label: "ご不在", template: "absent" },
        { event: "parcel.held", label: "お預かり", template: "held" },
        { event: "parcel.hold_ending", label: "お預かり期限", template: "hold_ending" },
      ],
      "done",
    ),
  ),
};

/** What goes wrong on the way. */
const trouble: Starter = {
  key: "delivery_trouble",
  name: ["お届けの遅れ・トラブルのご連絡", "Delays and troubles"],
  about: [
    "遅れ、確認中、紛失、破損、返送のときに、お詫びとこれからのことをすぐにお伝えします。",
    "Says sorry and what happens next when a parcel is late, looked for, lost, damaged or on its way back.",
  ],
  definition: Definition.parse(
    notices(
      [
        { event: "parcel.delayed", label: "遅れ", template: "delayed" },
        { event: "parcel.investigating", label: "確認中", template: "investigating" },
        { event: "parcel.lost", label: "紛失", template: "lost" },
        { event: "parcel.damaged", label: "破損", template: "damaged" },
        { event: "parcel.returning", label: "返送", template: "returning" },
      ],
      "done",
    ),
  ),
};

/** What is still needed for a claim, and what was decided. */
const claims: Starter = {
  key: "delivery_claims",
  name: ["お届けトラブルのご連絡", "News of claims"],
  about: [
    "お届けトラブルのお申し出に、確認のお願い、対応の内容、お断りの理由と再確認の方法をお知らせします。",
    "Tells what is still needed for a claim, what was decided and why, and how to object.",
  ],
  definition: Definition.parse(
    notices(
      [
        { event: "claim.asked", label: "確認のお願い", template: "claim_asked" },
        {
          event: "claim.decided",
          label: "ご希望に沿えない",
          template: "claim_declined",
          where: { property: "event.decision", op: "is", value: "decline" },
        },
        { event: "claim.decided", label: "対応のご連絡", template: "claim_granted" },
      ],
      "done",
    ),
  ),
};

/** What the brand gives where a delivery went wrong; words alone were said by the notice. */
const apology: Starter = {
  key: "delivery_apology",
  name: ["お届けのお詫び", "Apologies"],
  about: [
    "お詫びの方針に沿ってポイント・クーポン・送料の返金が決まったお客様に、お詫びの言葉とともにお伝えします。",
    "Tells customers what the remedy policy gives them, with an apology.",
  ],
  definition: Definition.parse({
    trigger: {
      kind: "event",
      events: [{ name: "delivery.remedy_granted", where: [{ property: "gives", op: "is_not", value: "message" }] }],
    },
    reentry: { kind: "key", property: "remedy" },
    start: "apology",
    nodes: { apology: message("お詫び", "apology", "done", { amount: 5, unit: "days" }), ...DONE },
  }),
};

const everyDay = [1, 2, 3, 4, 5, 6, 7];
const later = (days: number, next: string, name: string) => ({
  kind: "wait",
  name,
  until: { kind: "local", after: { amount: days, unit: "days" }, time: "10:00", weekdays: everyDay },
  next,
});
const has = (key: string, next: string) => ({
  kind: "branch",
  name: "次のご案内はありますか",
  paths: [{ label: "あり", when: { kind: "run", where: [{ property: `event.${key}.title`, op: "exists" }] }, next }],
  else: "done",
});
const stops = (name: string) => ({ name, where: [{ property: "order", op: "is", value: { run: "event.order" } }] });

/** How to use and care for what was bought, in steps after delivery; ends when something is wrong with it. */
const lessons: Starter = {
  key: "delivery_lessons",
  name: ["お届け後のご案内(使い方・お手入れ)", "Lessons after delivery"],
  about: [
    "お届けのあと、商品や贈り先に合わせた使い方・お手入れを3回まで、10時にお届けします。お困りごとや返品のご連絡があれば止まります。",
    "After delivery, up to three lessons on how to use and care for what was bought; ends when something is wrong with it.",
  ],
  definition: Definition.parse({
    trigger: { kind: "event", events: [{ name: "delivery.lessons_chosen" }] },
    reentry: { kind: "key", property: "parcel" },
    exit: { events: ["delivery.problem_reported", "return.requested", "claim.opened"].map(stops) },
    start: "wait_first",
    nodes: {
      wait_first: later(2, "first", "2日後の朝10時まで"),
      first: message("ご案内 1", "lesson_first", "has_second", FOR_DAYS),
      has_second: has("second", "wait_second"),
      wait_second: later(12, "second", "12日後の朝10時まで"),
      second: message("ご案内 2", "lesson_second", "has_third", FOR_DAYS),
      has_third: has("third", "wait_third"),
      wait_third: later(30, "third", "30日後の朝10時まで"),
      third: message("ご案内 3", "lesson_third", "done", FOR_DAYS),
      ...DONE,
    },
  }),
};

export const deliveryStarters: readonly Starter[] = [way, absent, trouble, claims, apology, lessons];
