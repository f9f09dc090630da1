/** What the demo brand says, in Japanese and English, on LINE and by mail. */
import { BRAND } from "../brand/goods.ts";

const GREEN = "#3F6B4F";
const INK = "#23211E";
const SOFT = "#6B665E";
const image = (name: string) => `https://www.${BRAND.domain}/pictures/${name}.jpg`;

interface Card {
  readonly picture: string;
  readonly title: string;
  readonly text: string;
  readonly more?: readonly string[];
  readonly button: string;
  readonly to: string;
  readonly second?: { readonly label: string; readonly data: string; readonly says: string };
}

const paragraph = (text: string, look: object = {}) => ({
  type: "text",
  text,
  wrap: true,
  size: "sm",
  color: INK,
  ...look,
});

/** One bubble: a picture, a few words, one button, sometimes an answer to tap. */
const bubble = (card: Card): string =>
  JSON.stringify(
    {
      type: "bubble",
      hero: { type: "image", url: image(card.picture), size: "full", aspectRatio: "20:13", aspectMode: "cover" },
      body: {
        type: "box",
        layout: "vertical",
        spacing: "md",
        contents: [
          paragraph(card.title, { weight: "bold", size: "lg" }),
          paragraph(card.text),
          ...(card.more ? [{ type: "separator", margin: "lg", color: "#E3DED5" }] : []),
          ...(card.more ?? []).map((line) => paragraph(line, { color: SOFT })),
        ],
      },
      footer: {
        type: "box",
        layout: "vertical",
        spacing: "sm",
        contents: [
          {
            type: "button",
            style: "primary",
            color: GREEN,
            height: "sm",
            action: { type: "uri", label: card.button, uri: card.to },
          },
          ...(card.second
            ? [
                {
                  type: "button",
                  style: "link",
                  color: GREEN,
                  height: "sm",
                  action: {
                    type: "postback",
                    label: card.second.label,
                    data: card.second.data,
                    displayText: card.second.says,
                  },
                },
              ]
            : []),
        ],
      },
    },
    null,
    2,
  );

/** One letter: greeting, a few paragraphs, one button. */
const letter = (greeting: string, paragraphs: readonly string[], button: string, to: string): string => `<mjml>
  <mj-head>
    <mj-attributes>
      <mj-all font-family="'Hiragino Sans','Noto Sans JP','Yu Gothic UI',sans-serif" />
      <mj-text font-size="15px" line-height="1.8" color="${INK}" />
    </mj-attributes>
  </mj-head>
  <mj-body background-color="#FAF8F5">
    <mj-section padding="28px 0 8px">
      <mj-column><mj-text align="center" font-size="20px" color="${GREEN}">{{ brand.name }}</mj-text></mj-column>
    </mj-section>
    <mj-section background-color="#FFFFFF" padding="24px 8px">
      <mj-column>
        <mj-text>${greeting}</mj-text>
        ${paragraphs.map((text) => `<mj-text>${text}</mj-text>`).join("\n        ")}
        <mj-button href="${to}" background-color="${GREEN}" border-radius="8px" font-size="15px" inner-padding="12px 28px">${button}</mj-button>
      </mj-column>
    </mj-section>
  </mj-body>
</mjml>`;

const sama = "{% if profile.lastName %}{{ profile.lastName }} {{ profile.firstName }} 様{% else %}お客様{% endif %}";
const dear = "Dear {{ profile.firstName | default: 'customer' }},";
const sample = { profile: { firstName: "花子", lastName: "山田" } };

const line = (language: string, alternative: string, card: Card) => ({
  channel: "line",
  language,
  format: "flex",
  alternative,
  source: bubble(card),
});
const mail = (language: string, subject: string, source: string) => ({
  channel: "email",
  language,
  format: "mjml",
  subject,
  source,
});

/** Every template, ready for the API. `shop` is where the links lead. */
export const templates = (shop: string) => [
  {
    key: "welcome",
    name: "はじめましてのご挨拶",
    sample,
    bodies: [
      line("ja", "椿と麻へようこそ。はじめての方へのご案内です。", {
        picture: "welcome",
        title: "椿と麻へようこそ",
        text: `${sama}、はじめまして。生搾りの椿油と、肌になじむ麻のお店です。`,
        more: ["はじめての方には、7日間お試しいただける「はじめての椿」をご用意しています。"],
        button: "はじめての椿を見る",
        to: `${shop}/items/hair-trial`,
        second: { label: "髪のお悩みを伝える", data: "ask=hair", says: "髪の悩みを相談したいです" },
      }),
      line("en", "Welcome to Tsubaki to Asa.", {
        picture: "welcome",
        title: "Welcome to Tsubaki to Asa",
        text: `${dear} nice to meet you. We press camellia oil and weave linen.`,
        button: "See the 7-day set",
        to: `${shop}/items/hair-trial`,
      }),
      mail(
        "ja",
        `${sama}、椿と麻へようこそ`,
        letter(
          sama,
          [
            "はじめまして。椿と麻の会員になってくださり、ありがとうございます。",
            "髪には生搾りの椿油を、暮らしには肌になじむ麻を。どちらも、毎日使うほどに良くなるものだけをお届けしています。",
            "まずは7日間、「はじめての椿」でお試しください。",
          ],
          "はじめての椿を見る",
          `${shop}/items/hair-trial`,
        ),
      ),
      mail(
        "en",
        "Welcome to Tsubaki to Asa",
        letter(
          dear,
          ["Thank you for joining us. We press camellia oil for hair and weave linen for every day."],
          "See the 7-day set",
          `${shop}/items/hair-trial`,
        ),
      ),
    ],
  },
  {
    key: "howto",
    name: "使い方のご案内",
    class: "transactional",
    sample,
    bodies: [
      line("ja", "お届けした商品の使い方をご案内します。", {
        picture: "how-to",
        title: "上手な使い方",
        text: `${sama}、商品はお手元に届きましたか。椿油は、濡れた髪に2滴。手のひらで温めてから毛先へなじませます。`,
        more: ["麻は最初の一度だけ、ぬるま湯で押し洗いを。くったりと柔らかくなります。"],
        button: "詳しい使い方を見る",
        to: `${shop}/how-to`,
        second: { label: "困っていることがある", data: "help=product", says: "使い方で困っています" },
      }),
      line("en", "How to use what you bought", {
        picture: "how-to",
        title: "How to use it well",
        text: `${dear} two drops of oil on wet hair, warmed between the palms.`,
        button: "Read more",
        to: `${shop}/how-to`,
      }),
      mail(
        "ja",
        "お届けした商品の、上手な使い方",
        letter(
          sama,
          [
            "このたびはご購入いただき、ありがとうございました。商品はお手元に届きましたか。",
            "椿油は、濡れた髪に2滴。手のひらで温めてから、毛先へなじませます。麻は最初の一度だけ、ぬるま湯で押し洗いをしてください。",
            "お困りのことがありましたら、このメールにご返信ください。",
          ],
          "詳しい使い方を見る",
          `${shop}/how-to`,
        ),
      ),
      mail(
        "en",
        "How to use what you bought",
        letter(
          dear,
          ["Thank you for your order. Two drops of oil on wet hair, warmed between the palms."],
          "Read more",
          `${shop}/how-to`,
        ),
      ),
    ],
  },
  {
    key: "comeback",
    name: "もう一度のお声がけ",
    sample,
    bodies: [
      line("ja", "その後、いかがですか。", {
        picture: "season",
        title: "その後、いかがですか",
        text: `${sama}、季節の変わり目は髪も肌も乾きやすくなります。今の時期におすすめのものを選びました。`,
        button: "おすすめを見る",
        to: `${shop}/season`,
        second: { label: "今は必要ありません", data: "later=yes", says: "今は必要ありません" },
      }),
      line("en", "How have you been?", {
        picture: "season",
        title: "How have you been?",
        text: `${dear} hair dries when the season turns. Here is what we would choose.`,
        button: "See our choice",
        to: `${shop}/season`,
      }),
      mail(
        "ja",
        "その後、いかがですか",
        letter(
          sama,
          [
            "季節の変わり目は、髪も肌も乾きやすくなります。",
            "今の時期におすすめのものを、店の者が選びました。よろしければご覧ください。",
          ],
          "おすすめを見る",
          `${shop}/season`,
        ),
      ),
      mail(
        "en",
        "How have you been?",
        letter(
          dear,
          ["Hair and skin dry when the season turns. Here is what we would choose."],
          "See our choice",
          `${shop}/season`,
        ),
      ),
    ],
  },
];
