import { type Starter, starter } from "./starter.ts";
import { deliveryStarters } from "./starters.delivery.ts";

const everyDay = [1, 2, 3, 4, 5, 6, 7];

/** Somebody signs up or adds the brand on LINE: a greeting, and after three days one more word to those who have not bought. */
export const welcome = starter({
  key: "welcome",
  name: ["はじめましてのご挨拶", "Welcome"],
  about: [
    "会員登録またはLINEの友だち追加をきっかけにご挨拶をお送りし、3日たってもご購入のない方にだけ、もう一度お声がけします。",
    "Greets people who register or add you on LINE, and speaks once more to those who have not bought after three days.",
  ],
  define: (say) => ({
    trigger: { kind: "event", events: [{ name: "Signed Up" }, { name: "line.followed" }] },
    reentry: { kind: "never" },
    start: "greet",
    nodes: {
      greet: {
        kind: "message",
        name: say("ご挨拶", "Greeting"),
        template: "welcome",
        channels: ["line", "email"],
        class: "marketing",
        purpose: "newsletter",
        expires: { amount: 1, unit: "days" },
        next: "three_days",
      },
      three_days: {
        kind: "wait",
        name: say("3日後の朝10時まで", "Until 10:00 three days later"),
        until: { kind: "local", after: { amount: 3, unit: "days" }, time: "10:00", weekdays: everyDay },
        next: "bought",
      },
      bought: {
        kind: "branch",
        name: say("ご購入はありましたか", "Did they buy?"),
        paths: [
          {
            label: say("あり", "Yes"),
            when: {
              kind: "person",
              predicate: { kind: "order_count", count: { op: "at_least", n: 1 }, within: { kind: "ever" } },
            },
            next: "customer",
          },
        ],
        else: "once_more",
      },
      once_more: {
        kind: "message",
        name: say("もう一度お声がけ", "One more word"),
        template: "comeback",
        channels: ["line", "email"],
        class: "marketing",
        purpose: "newsletter",
        next: "greeted",
      },
      customer: { kind: "exit", name: say("ご購入ずみ", "Has bought") },
      greeted: { kind: "exit", name: say("ご案内ずみ", "Told") },
    },
  }),
});

/** After the first order: how to use it once it has arrived, a question three weeks later, and no more after the second order. */
export const backAfterFirstOrder = starter({
  key: "back_after_first_order",
  name: ["初回購入後のフォロー", "Back after the first order"],
  about: [
    "初回のお届けを待って使い方をご案内し、3週間後の土曜の朝に使い心地を伺います。2回目のご注文があれば、そこで終わります。",
    "Explains the product once it has arrived, asks three weeks later on a Saturday morning how it is going, and ends with the second order.",
  ],
  define: (say) => ({
    trigger: {
      kind: "event",
      events: [{ name: "Order Completed" }],
      only: { kind: "order_count", count: { op: "exactly", n: 1 }, within: { kind: "ever" } },
    },
    reentry: { kind: "never" },
    exit: {
      events: [
        { name: "Order Completed", where: [{ property: "order_id", op: "is_not", value: { run: "event.order_id" } }] },
      ],
    },
    start: "delivered",
    nodes: {
      delivered: {
        kind: "wait",
        name: say("お届けを待つ", "Wait for the delivery"),
        until: {
          kind: "event",
          event: {
            name: "Order Delivered",
            where: [{ property: "order_id", op: "is", value: { run: "event.order_id" } }],
          },
          timeout: { amount: 7, unit: "days" },
          onTimeout: "how_to",
        },
        next: "how_to",
      },
      how_to: {
        kind: "message",
        name: say("使い方のご案内", "How to use it"),
        template: "howto",
        channels: ["line", "email"],
        class: "transactional",
        purpose: "service",
        next: "saturday",
      },
      saturday: {
        kind: "wait",
        name: say("3週間後の土曜の朝まで", "Until a Saturday morning, three weeks later"),
        until: { kind: "local", after: { amount: 21, unit: "days" }, time: "10:00", weekdays: [6] },
        next: "again",
      },
      again: {
        kind: "branch",
        name: say("2回目のご注文はありましたか", "A second order?"),
        paths: [
          {
            label: say("あり", "Yes"),
            when: {
              kind: "person",
              predicate: { kind: "order_count", count: { op: "at_least", n: 2 }, within: { kind: "ever" } },
            },
            next: "came_back",
          },
        ],
        else: "how_is_it",
      },
      how_is_it: {
        kind: "message",
        name: say("使い心地はいかがですか", "How is it going?"),
        template: "comeback",
        channels: ["line", "email"],
        class: "marketing",
        purpose: "newsletter",
        next: "asked",
      },
      came_back: { kind: "exit", name: say("再購入", "Bought again") },
      asked: { kind: "exit", name: say("ご案内ずみ", "Told") },
    },
  }),
});

export const starters: readonly Starter[] = [welcome, backAfterFirstOrder, ...deliveryStarters];
