import { Definition } from "./definition.ts";
import { deliveryStarters } from "./starters.delivery.ts";

/** A ready-made journey to start from. Names are Japanese, English. */
export interface Starter {
  readonly key: string;
  readonly name: readonly [string, string];
  readonly about: readonly [string, string];
  readonly definition: Definition;
}

const everyDay = [1, 2, 3, 4, 5, 6, 7];

/** Somebody signs up or adds the brand on LINE: a greeting, and after three days one more word to those who have not bought. */
export const welcome: Starter = {
  key: "welcome",
  name: ["はじめましてのご挨拶", "Welcome"],
  about: [
    "会員登録またはLINEの友だち追加をきっかけにご挨拶をお送りし、3日たってもご購入のない方にだけ、もう一度お声がけします。",
    "Greets people who register or add you on LINE, and speaks once more to those who have not bought after three days.",
  ],
  definition: Definition.parse({
    trigger: { kind: "event", events: [{ name: "Signed Up" }, { name: "line.followed" }] },
    reentry: { kind: "never" },
    start: "greet",
    nodes: {
      greet: {
        kind: "message",
        name: "ご挨拶",
        template: "welcome",
        channels: ["line", "email"],
        class: "marketing",
        purpose: "newsletter",
        expires: { amount: 1, unit: "days" },
        next: "three_days",
      },
      three_days: {
        kind: "wait",
        name: "3日後の朝10時まで",
        until: { kind: "local", after: { amount: 3, unit: "days" }, time: "10:00", weekdays: everyDay },
        next: "bought",
      },
      bought: {
        kind: "branch",
        name: "ご購入はありましたか",
        paths: [
          {
            label: "あり",
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
        name: "もう一度お声がけ",
        template: "comeback",
        channels: ["line", "email"],
        class: "marketing",
        purpose: "newsletter",
        next: "greeted",
      },
      customer: { kind: "exit", name: "ご購入ずみ" },
      greeted: { kind: "exit", name: "ご案内ずみ" },
    },
  }),
};

/** After the first order: how to use it once it has arrived, a question three weeks later, and no more after the second order. */
export const backAfterFirstOrder: Starter = {
  key: "back_after_first_order",
  name: ["初回購入後のフォロー", "Back after the first order"],
  about: [
    "初回のお届けを待って使い方をご案内し、3週間後の土曜の朝に使い心地を伺います。2回目のご注文があれば、そこで終わります。",
    "Explains the product once it has arrived, asks three weeks later on a Saturday morning how it is going, and ends with the second order.",
  ],
  definition: Definition.parse({
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
        name: "お届けを待つ",
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
        name: "使い方のご案内",
        template: "howto",
        channels: ["line", "email"],
        class: "transactional",
        purpose: "service",
        next: "saturday",
      },
      saturday: {
        kind: "wait",
        name: "3週間後の土曜の朝まで",
        until: { kind: "local", after: { amount: 21, unit: "days" }, time: "10:00", weekdays: [6] },
        next: "again",
      },
      again: {
        kind: "branch",
        name: "2回目のご注文はありましたか",
        paths: [
          {
            label: "あり",
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
        name: "使い心地はいかがですか",
        template: "comeback",
        channels: ["line", "email"],
        class: "marketing",
        purpose: "newsletter",
        next: "asked",
      },
      came_back: { kind: "exit", name: "再購入" },
      asked: { kind: "exit", name: "ご案内ずみ" },
    },
  }),
};

export const starters: readonly Starter[] = [welcome, backAfterFirstOrder, ...deliveryStarters];
