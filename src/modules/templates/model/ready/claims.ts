/** What customers hear of their claims: what we still need, what was decided, and how to object. */
import { SORRY_EN, SORRY_JA } from "./notice.ts";
import type { Ready, Words } from "./parts.ts";

const sample = {
  event: {
    name: "claim.decided",
    properties: {
      claim: "00000000-0000-4000-8000-000000000000",
      number: "C7K2M9QX4",
      order: "K-10234",
      orderNumber: "K-10234",
      parcel: "",
      kind: "damaged",
      page: "https://example.com/c/sample",
      decision: "refund",
      amount: 3980,
      currency: "JPY",
      automatic: false,
      reason: "ご不便をおかけし申し訳ございません。",
      until: "2026-11-24T03:00:00Z",
      appealUntil: "2026-12-21T03:00:00Z",
      notice: "sample",
    },
  },
};

const ready = (key: string, name: Ready["name"], ja: Words, en: Words): Ready => ({
  key: `delivery_${key}`,
  name,
  to: "{{ event.properties.page }}",
  sample,
  ja: { small: "受付番号 {{ event.properties.number }}(ご注文 {{ event.properties.orderNumber }})", ...ja },
  en: { small: "Reference {{ event.properties.number }}, order {{ event.properties.orderNumber }}", ...en },
});

const GIVEN_JA =
  "{% case event.properties.decision %}{% when 'refund' %}{{ event.properties.amount | money: event.properties.currency }} をご返金します。{% when 'credit' %}{{ event.properties.amount | money: event.properties.currency }} のストアクレジットをお送りします。{% else %}同じ商品をあらためてお送りします。{% endcase %}";
const GIVEN_EN =
  "{% case event.properties.decision %}{% when 'refund' %}We will refund {{ event.properties.amount | money: event.properties.currency }}.{% when 'credit' %}You will get store credit of {{ event.properties.amount | money: event.properties.currency }}.{% else %}We will send it again.{% endcase %}";

export const claimWords: readonly Ready[] = [
  ready(
    "claim_asked",
    ["お届けトラブル: 確認のお願い", "Claim: a question"],
    {
      short: "お届けの件で、あと少し教えてください",
      title: "あと少し教えてください",
      text: [
        SORRY_JA,
        "お届けの件を確かめるため、写真や状況を{{ event.properties.until | day }}までにお知らせください。",
      ],
      button: "写真や状況を知らせる",
    },
    {
      short: "One more thing about your delivery",
      title: "One more thing, please",
      text: [
        SORRY_EN,
        "To put it right, please send a photo or tell us what you found by {{ event.properties.until | day }}.",
      ],
      button: "Send it",
    },
  ),
  ready(
    "claim_granted",
    ["お届けトラブル: 対応のご連絡", "Claim: what we will do"],
    {
      short: "お届けの件のご連絡",
      title: "ご不便をおかけし、申し訳ございません",
      text: [
        GIVEN_JA,
        "{% if event.properties.reason == '' %}ご不便をおかけし申し訳ございません。{% else %}{{ event.properties.reason }}{% endif %}",
      ],
      button: "内容を確認する",
    },
    {
      short: "About your delivery",
      title: "We are sorry for the trouble",
      text: [GIVEN_EN],
      button: "See the details",
    },
  ),
  ready(
    "claim_declined",
    ["お届けトラブル: 結果のご連絡", "Claim: declined"],
    {
      short: "お届けの件のご連絡",
      title: "確認の結果をお知らせします",
      text: [
        "担当者が確認しましたが、今回はご希望に沿うことができませんでした。",
        "{{ event.properties.reason }}",
        "ご納得いただけないときは、{{ event.properties.appealUntil | day }}まで、別の担当者による再度の確認をお申し出いただけます。",
      ],
      button: "結果と再確認のお申し出",
    },
    {
      short: "About your delivery",
      title: "What we found",
      text: [
        "We looked into it, but could not do as you asked.",
        "{{ event.properties.reason }}",
        "If you do not agree, you can ask somebody else to look again until {{ event.properties.appealUntil | day }}.",
      ],
      button: "Details, and to object",
    },
  ),
];
