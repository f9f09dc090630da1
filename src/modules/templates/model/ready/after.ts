/** Words after a delivery: apology with what is given for it, and the lessons about what was bought. */
import type { Ready } from "./parts.ts";

const TRACKING = "{{ event.properties.tracking }}";
const lesson = {
  content: "00000000-0000-4000-8000-000000000000",
  afterDays: 3,
  title: "椿油の使い方",
  body: "濡れた髪に2滴。手のひらで温めてから、毛先へなじませます。",
  titleEn: "How to use camellia oil",
  bodyEn: "Two drops on wet hair, warmed between the palms.",
  url: "",
};

const taught = (key: "first" | "second" | "third", name: Ready["name"]): Ready => {
  const of = (field: string) => `{{ event.properties.${key}.${field} }}`;
  const english = (field: "title" | "body") =>
    `{{ event.properties.${key}.${field}En | default: event.properties.${key}.${field} }}`;
  return {
    key: `delivery_lesson_${key}`,
    name,
    to: `${TRACKING}#lesson`,
    sample: {
      event: {
        name: "delivery.lessons_chosen",
        properties: { order: "K-10234", tracking: "https://example.com/t/sample", [key]: lesson },
      },
    },
    ja: { short: of("title"), title: of("title"), text: [of("body")], button: "くわしく見る" },
    en: { short: english("title"), title: english("title"), text: [english("body")], button: "Read more" },
  };
};

const GIVES = "event.properties.gives";
const AMOUNT = "{{ event.properties.amount | money: event.properties.currency }}";

export const afterWords: readonly Ready[] = [
  {
    key: "delivery_apology",
    name: ["お詫びのご連絡", "Apology"],
    to: TRACKING,
    sample: {
      event: {
        name: "delivery.remedy_granted",
        properties: {
          order: "K-10234",
          cause: "late",
          gives: "coupon",
          amount: 500,
          currency: "JPY",
          code: "SORRY-4K7Q-92MD",
          tracking: "https://example.com/t/sample",
        },
      },
    },
    ja: {
      short: "お届けについてのお詫び",
      title: "お届けについてのお詫び",
      text: [
        "{% case event.properties.cause %}{% when 'late' %}お約束の日までにお届けできず、申し訳ございませんでした。{% when 'lost' %}荷物をお届けできず、大変申し訳ございませんでした。{% else %}商品を無事にお届けできず、大変申し訳ございませんでした。{% endcase %}",
        `{% case ${GIVES} %}{% when 'points' %}お詫びのしるしに、{{ event.properties.amount }}ポイントをお付けします。{% when 'coupon' %}お詫びのしるしに、${AMOUNT}のクーポンをお送りします。{% when 'shipping' %}送料 ${AMOUNT} をお返しします。{% else %}これからも、お届けの改善に努めてまいります。{% endcase %}`,
      ],
      small:
        "ご注文番号 {{ event.properties.order }}{% if event.properties.code != '' %} ・ クーポンコード {{ event.properties.code }}{% endif %}",
      button: "配送状況を見る",
    },
    en: {
      short: "We are sorry about your delivery",
      title: "We are sorry about your delivery",
      text: [
        "{% case event.properties.cause %}{% when 'late' %}It did not arrive by the day that we told you.{% when 'lost' %}Your parcel did not reach you.{% else %}Your parcel did not arrive as it should.{% endcase %}",
        `{% case ${GIVES} %}{% when 'points' %}Please accept {{ event.properties.amount }} points.{% when 'coupon' %}Please accept a coupon of ${AMOUNT}.{% when 'shipping' %}We refund your shipping, ${AMOUNT}.{% else %}We are working to do better.{% endcase %}`,
      ],
      small:
        "Order {{ event.properties.order }}{% if event.properties.code != '' %} · coupon {{ event.properties.code }}{% endif %}",
      button: "See your order",
    },
  },
  taught("first", ["お届け後のご案内 1", "Lesson 1 after delivery"]),
  taught("second", ["お届け後のご案内 2", "Lesson 2 after delivery"]),
  taught("third", ["お届け後のご案内 3", "Lesson 3 after delivery"]),
];
