/** Ready-made journeys around a delivery. Service messages: they go whatever was agreed to about advertising. */
import { type Say, type Starter, starter } from "./starter.ts";

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
const done = (say: Say) => ({ done: { kind: "exit", name: say("ご連絡ずみ", "Told") } });

/** An event, what it is called, the words for it. Of those that one event fits, the first is told. */
interface Notice {
  readonly on: string;
  readonly ja: string;
  readonly en: string;
  readonly template: string;
  /** What the step is called that several news lead to; else as the news. */
  readonly step?: readonly [ja: string, en: string];
  readonly expires?: { amount: number; unit: "hours" | "days" };
  /** Besides the event: a property that must be there. */
  readonly where?: { readonly property: string; readonly op: string; readonly value: string | number };
}

/** Each news its own words, each telling once. */
const notices = (all: readonly Notice[]) => (say: Say) => ({
  trigger: { kind: "event", events: [...new Set(all.map(({ on }) => on))].map((name) => ({ name })) },
  reentry: { kind: "key", property: "notice" },
  start: "which",
  nodes: {
    which: {
      kind: "branch",
      name: say("お知らせの種類", "Which news"),
      paths: all.map(({ on, ja, en, template, where }) => ({
        label: say(ja, en),
        when: { kind: "run", where: [{ property: "trigger", op: "is", value: on }, ...(where ? [where] : [])] },
        next: template,
      })),
      else: "done",
    },
    ...Object.fromEntries(
      all.map(({ ja, en, template, step = [ja, en], expires }) => [
        template,
        message(say(...step), template, "done", expires ?? FOR_DAYS),
      ]),
    ),
    ...done(say),
  },
});

/** Shipped, arriving today, arrived. */
const way = starter({
  key: "delivery_way",
  name: ["お届けのお知らせ", "Delivery notices"],
  about: [
    "発送、本日のお届け(時間帯つき)、お届け完了をお知らせし、受け取りの感想を一度のタップで伺います。",
    "Tells when it was shipped, when it arrives today (with the hours) and that it has arrived, and asks how it went.",
  ],
  define: notices([
    { on: "parcel.shipped", ja: "発送", en: "Shipped", template: "shipped" },
    {
      on: "delivery.arriving",
      ja: "時間帯つきで本日",
      en: "Today, with the hours",
      template: "window",
      expires: FOR_HOURS,
      where: { property: "event.from", op: "more", value: 0 },
    },
    { on: "delivery.arriving", ja: "本日", en: "Today", template: "today", expires: FOR_HOURS },
    { on: "parcel.delivered", ja: "お届け完了", en: "Delivered", template: "delivered" },
  ]),
});

const UNREACHED = [
  ["moved", "転居", "Moved away"],
  ["address", "住所不明", "Address unknown"],
  ["refused", "受取辞退", "Refused"],
] as const;

/** Nobody at home, kept at the depot, about to go back. */
const absent = starter({
  key: "delivery_absent",
  name: ["ご不在・お預かりのお知らせ", "Missed and kept parcels"],
  about: [
    "ご不在のときに再配達・置き配・コンビニ受取の選択をご案内し、お預かりの期限が近づいたらもう一度お知らせします。",
    "When nobody was at home, offers another time or place; reminds before a kept parcel goes back.",
  ],
  define: notices([
    ...UNREACHED.map(([reason, ja, en]) => ({
      on: "parcel.attempt_failed",
      ja,
      en,
      template: "address",
      step: ["お届けできない", "Cannot be delivered"] as const,
      where: { property: "event.reason", op: "is", value: reason },
    })),
    { on: "parcel.attempt_failed", ja: "ご不在", en: "Nobody at home", template: "absent" },
    { on: "parcel.held", ja: "お預かり", en: "Kept", template: "held" },
    { on: "parcel.hold_ending", ja: "お預かり期限", en: "About to go back", template: "hold_ending" },
  ]),
});

/** What goes wrong on the way. */
const trouble = starter({
  key: "delivery_trouble",
  name: ["お届けの遅れ・トラブルのご連絡", "Delays and troubles"],
  about: [
    "遅れ、確認中、紛失、破損、返送のときに、お詫びとこれからのことをすぐにお伝えします。",
    "Says sorry and what happens next when a parcel is late, looked for, lost, damaged or on its way back.",
  ],
  define: notices([
    { on: "parcel.delayed", ja: "遅れ", en: "Late", template: "delayed" },
    { on: "parcel.investigating", ja: "確認中", en: "Looked for", template: "investigating" },
    { on: "parcel.lost", ja: "紛失", en: "Lost", template: "lost" },
    { on: "parcel.damaged", ja: "破損", en: "Damaged", template: "damaged" },
    { on: "parcel.returning", ja: "返送", en: "On its way back", template: "returning" },
  ]),
});

/** What is still needed for a claim, and what was decided. */
const claims = starter({
  key: "delivery_claims",
  name: ["お届けトラブルのご連絡", "News of claims"],
  about: [
    "お届けトラブルのお申し出に、確認のお願い、対応の内容、お断りの理由と再確認の方法をお知らせします。",
    "Tells what is still needed for a claim, what was decided and why, and how to object.",
  ],
  define: notices([
    { on: "claim.asked", ja: "確認のお願い", en: "A question", template: "claim_asked" },
    {
      on: "claim.decided",
      ja: "ご希望に沿えない",
      en: "Declined",
      template: "claim_declined",
      where: { property: "event.decision", op: "is", value: "decline" },
    },
    { on: "claim.decided", ja: "対応のご連絡", en: "What we will do", template: "claim_granted" },
  ]),
});

/** What the brand gives where a delivery went wrong; words alone were said by the notice. */
const apology = starter({
  key: "delivery_apology",
  name: ["お届けのお詫び", "Apologies"],
  about: [
    "お詫びの方針に沿ってポイント・クーポン・送料の返金が決まったお客様に、お詫びの言葉とともにお伝えします。",
    "Tells customers what the remedy policy gives them, with an apology.",
  ],
  define: (say) => ({
    trigger: {
      kind: "event",
      events: [{ name: "delivery.remedy_granted", where: [{ property: "gives", op: "is_not", value: "message" }] }],
    },
    reentry: { kind: "key", property: "remedy" },
    start: "apology",
    nodes: {
      apology: message(say("お詫び", "Apology"), "apology", "done", { amount: 5, unit: "days" }),
      ...done(say),
    },
  }),
});

const everyDay = [1, 2, 3, 4, 5, 6, 7];
const stops = (name: string) => ({ name, where: [{ property: "order", op: "is", value: { run: "event.order" } }] });

/** Waits, tells one lesson, and looks whether there is another. */
const lesson = (say: Say, n: number, key: string, days: number, after: string | null) => ({
  [`wait_${key}`]: {
    kind: "wait",
    name: say(`${days}日後の朝10時まで`, `Until 10:00, ${days} days later`),
    until: { kind: "local", after: { amount: days, unit: "days" }, time: "10:00", weekdays: everyDay },
    next: key,
  },
  [key]: message(
    say(`ご案内 ${n}`, `Lesson ${n}`),
    `lesson_${key}`,
    after === null ? "done" : `has_${after}`,
    FOR_DAYS,
  ),
  ...(after !== null && {
    [`has_${after}`]: {
      kind: "branch",
      name: say("次のご案内はありますか", "Is there another lesson?"),
      paths: [
        {
          label: say("あり", "Yes"),
          when: { kind: "run", where: [{ property: `event.${after}.title`, op: "exists" }] },
          next: `wait_${after}`,
        },
      ],
      else: "done",
    },
  }),
});

/** How to use and care for what was bought, in steps after delivery; ends when something is wrong with it. */
const lessons = starter({
  key: "delivery_lessons",
  name: ["お届け後のご案内(使い方・お手入れ)", "Lessons after delivery"],
  about: [
    "お届けのあと、商品や贈り先に合わせた使い方・お手入れを3回まで、10時にお届けします。お困りごとや返品のご連絡があれば止まります。",
    "After delivery, up to three lessons on how to use and care for what was bought; ends when something is wrong with it.",
  ],
  define: (say) => ({
    trigger: { kind: "event", events: [{ name: "delivery.lessons_chosen" }] },
    reentry: { kind: "key", property: "parcel" },
    exit: { events: ["delivery.problem_reported", "return.requested", "claim.opened"].map(stops) },
    start: "wait_first",
    nodes: {
      ...lesson(say, 1, "first", 2, "second"),
      ...lesson(say, 2, "second", 12, "third"),
      ...lesson(say, 3, "third", 30, null),
      ...done(say),
    },
  }),
});

export const deliveryStarters: readonly Starter[] = [way, absent, trouble, claims, apology, lessons];
