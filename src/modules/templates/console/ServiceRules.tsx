import { Alert, Checkbox, Text } from "@mantine/core";
import { serviceFindings, type Draft } from "#templates/model";
import { say, useWords } from "#ui";
import { CHANNELS, LANGUAGES } from "./words.ts";

const words = {
  title: ["ご注文・お届けの連絡に書けること", "What a message about an order may say"],
  allowed: [
    "この種類は、同意がなくてもお客様に届きます。ご注文・お届け・返品について、お客様が知る必要のあることだけを書いてください。",
    "This class reaches customers without their consent. It tells only what they must know of their order, delivery or return.",
  ],
  not: [
    "商品のおすすめ、セールやクーポンの案内、販売ページへのリンクは書けません。それらは「お知らせ」のテンプレートで送ります。",
    "No recommendations, no sales or coupons, no links to pages that sell: those go out with a marketing template.",
  ],
  doubts: ["宣伝と読める言葉があります", "Some words sound like promotion"],
  refused: ["おすすめの差し込みは使えません", "Recommendations cannot be inserted here"],
  quoted: ["「{w}」", "“{w}”"],
  at: ["{body} {line}行目: {found}", "{body}, line {line}: {found}"],
  elsewhere: ["{body}: {found}", "{body}: {found}"],
  confirm: [
    "広告・宣伝を含まないことを確認しました(操作履歴に残ります)",
    "I have made sure that this promotes nothing (kept in the audit log)",
  ],
} as const;

/** What the class allows, what in these words goes against it, and the word of the person who saves them. */
export const ServiceRules = ({
  bodies,
  confirmed,
  onConfirm,
  may,
}: {
  readonly bodies: Draft["bodies"];
  readonly confirmed: boolean;
  readonly onConfirm: (confirmed: boolean) => void;
  readonly may: boolean;
}) => {
  const t = useWords(words);
  const found = bodies.map((body) => ({ body, ...serviceFindings(body) }));
  const line = (body: Draft["bodies"][number], at: number | null, what: string) => {
    const name = `${say(CHANNELS[body.channel])} · ${say(LANGUAGES[body.language] ?? [body.language, body.language])}`;
    return at === null ? t("elsewhere", { body: name, found: what }) : t("at", { body: name, line: at, found: what });
  };
  const doubts = [
    ...new Set(
      found.flatMap(({ body, doubts: each }) => each.map((one) => line(body, one.line, t("quoted", { w: one.found })))),
    ),
  ];
  const refused = [
    ...new Set(found.flatMap(({ body, refused: each }) => each.map((one) => line(body, one.line, one.message)))),
  ];
  return (
    <Alert color={doubts.length + refused.length > 0 ? "amber" : "gray"} title={t("title")} role="note">
      <Text size="sm">{t("allowed")}</Text>
      <Text size="sm" mt={4}>
        {t("not")}
      </Text>
      {(
        [
          ["refused", refused],
          ["doubts", doubts],
        ] as const
      ).map(
        ([key, lines]) =>
          lines.length > 0 && (
            <div key={key} role="status">
              <Text size="sm" fw={600} mt="sm">
                {t(key)}
              </Text>
              <ul style={{ margin: 0, paddingInlineStart: 20 }}>
                {lines.map((each) => (
                  <li key={each}>{each}</li>
                ))}
              </ul>
            </div>
          ),
      )}
      {may && (
        <Checkbox
          mt="md"
          required
          label={t("confirm")}
          checked={confirmed}
          onChange={(event) => onConfirm(event.currentTarget.checked)}
        />
      )}
    </Alert>
  );
};
