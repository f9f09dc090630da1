/** The shape of the ready-made words: one message, one purpose, one button, in two languages on two channels. */
import type { Language } from "#kernel/html";
import type { Draft } from "../shape.ts";

const GREEN = "#3F6B4F";
const INK = "#23211E";
const SOFT = "#6B665E";

export interface Words {
  /** What the chat list and the subject say. */
  readonly short: string;
  readonly title: string;
  readonly text: readonly string[];
  /** Smaller lines below. Left out where Liquid leaves nothing of them. */
  readonly small?: string;
  readonly button: string;
}

export interface Ready {
  readonly key: string;
  /** Japanese, English. */
  readonly name: readonly [string, string];
  /** Where the button leads, in Liquid. */
  readonly to: string;
  readonly sample: Draft["sample"];
  readonly ja: Words;
  readonly en: Words;
}

const text = (value: string, look: object = {}) => ({
  type: "text",
  text: value,
  wrap: true,
  size: "sm",
  color: INK,
  ...look,
});

const bubble = ({ title, text: lines, small, button }: Words, to: string): string =>
  JSON.stringify(
    {
      type: "bubble",
      body: {
        type: "box",
        layout: "vertical",
        spacing: "md",
        contents: [
          text(title, { weight: "bold", size: "lg" }),
          ...lines.map((line) => text(line)),
          ...(small === undefined
            ? []
            : [{ type: "separator", margin: "lg", color: "#E3DED5" }, text(small, { color: SOFT, size: "xs" })]),
        ],
      },
      footer: {
        type: "box",
        layout: "vertical",
        contents: [{ type: "button", style: "primary", color: GREEN, action: { type: "uri", label: button, uri: to } }],
      },
    },
    null,
    2,
  );

const letter = (dear: string, { title, text: lines, small, button }: Words, to: string): string => `<mjml>
  <mj-head>
    <mj-attributes>
      <mj-all font-family="'Hiragino Sans','Noto Sans JP','Yu Gothic UI',sans-serif" />
      <mj-text font-size="15px" line-height="1.8" color="${INK}" />
    </mj-attributes>
  </mj-head>
  <mj-body background-color="#FAF8F5">
    <mj-section padding="28px 0 8px">
      <mj-column><mj-text align="center" font-size="18px" color="${GREEN}">{{ brand.name }}</mj-text></mj-column>
    </mj-section>
    <mj-section background-color="#FFFFFF" padding="24px 8px">
      <mj-column>
        <mj-text font-size="19px"><strong>${title}</strong></mj-text>
        <mj-text>${dear}</mj-text>
${lines.map((line) => `        <mj-text>${line}</mj-text>`).join("\n")}
        <mj-button href="${to}" background-color="${GREEN}" border-radius="8px" font-size="15px" inner-padding="12px 28px">${button}</mj-button>
${small === undefined ? "" : `        <mj-text font-size="13px" color="${SOFT}">${small}</mj-text>\n`}      </mj-column>
    </mj-section>
  </mj-body>
</mjml>`;

const SAMA = "{% if profile.lastName %}{{ profile.lastName }} 様{% else %}お客様{% endif %}";
const DEAR = "Dear {{ profile.firstName | default: 'customer' }},";

/** Everything that a template is saved from. */
export const draftOf = ({ name, to, sample, ja, en }: Ready, named: Language): Draft => {
  const bodies = (["ja", "en"] as const).flatMap((language) => {
    const words = language === "ja" ? ja : en;
    const source = letter(language === "ja" ? SAMA : DEAR, words, to);
    return [
      {
        channel: "line" as const,
        language,
        format: "flex" as const,
        subject: null,
        source: bubble(words, to),
        alternative: words.short,
      },
      { channel: "email" as const, language, format: "mjml" as const, subject: words.short, source, alternative: null },
    ];
  });
  return { name: name[named === "ja" ? 0 : 1], class: "transactional", language: "ja", sample, bodies };
};
