import { Text } from "@mantine/core";
import type { ReactNode } from "react";
import { Money, number, Section, useLanguage, useWords } from "#ui";
import type { api } from "../../../../console/api.ts";

const words = {
  title: ["過去90日の申告での影響", "The effect on the claims of the last 90 days"],
  none: ["採点した申告がまだありません。", "No claim was scored yet."],
  sentence: [
    "採点した {n} 件に、今の方針と変更後の方針をあてはめた結果です。お客様の行動の変化は含みません。",
    "Both policies applied to the {n} claims scored. How customers would behave then is not in it.",
  ],
  figure: ["項目", "Figure"],
  current: ["今の方針", "Now"],
  proposed: ["変更後", "Then"],
  approved: ["自動で承認", "Approved at once"],
  asked: ["確認をお願い", "Asked for more"],
  reviewed: ["人が確認", "Looked at by a person"],
  approvedAmount: ["自動承認の金額", "Approved at once, in money"],
  honest: ["事実だった申告で、お手間をかけたもの", "Honest claims that met friction"],
  abuse: ["事実と異なる申告で、自動で承認したもの", "False claims approved at once"],
  abuseAmount: ["その金額", "In money"],
  of: ["{k} / {n} 件", "{k} of {n}"],
} as const;

type Preview = Awaited<ReturnType<typeof api.claims.previewClaimPolicy>>;

/** Two policies on the same history, side by side. */
export const Effect = ({ effect }: { readonly effect: Preview }) => {
  const t = useWords(words);
  useLanguage();
  const { claims, current, proposed } = effect;
  if (claims === 0)
    return (
      <Section title={t("title")}>
        <Text c="dimmed">{t("none")}</Text>
      </Section>
    );
  const of = (k: number, n: number) => t("of", { k: number(k), n: number(n) });
  const row = (name: string, show: (side: typeof current) => ReactNode) => (
    <tr key={name}>
      <th
        scope="row"
        style={{ position: "static", fontSize: 14, color: "inherit", fontWeight: 400, whiteSpace: "normal" }}
      >
        {name}
      </th>
      <td data-align="end" className="num">
        {show(current)}
      </td>
      <td data-align="end" className="num">
        <strong>{show(proposed)}</strong>
      </td>
    </tr>
  );
  return (
    <Section title={t("title")}>
      <Text c="dimmed" mb="sm">
        {t("sentence", { n: number(claims) })}
      </Text>
      <table className="table" style={{ maxWidth: 640 }} aria-label={t("title")}>
        <thead>
          <tr>
            <th scope="col">{t("figure")}</th>
            <th scope="col" data-align="end">
              {t("current")}
            </th>
            <th scope="col" data-align="end">
              {t("proposed")}
            </th>
          </tr>
        </thead>
        <tbody>
          {row(t("approved"), (side) => number(side.approved))}
          {row(t("asked"), (side) => number(side.asked))}
          {row(t("reviewed"), (side) => number(side.reviewed))}
          {row(t("approvedAmount"), (side) => (
            <Money amount={side.approvedAmount} />
          ))}
          {row(t("honest"), (side) => of(side.honestFriction, side.honest))}
          {row(t("abuse"), (side) => of(side.abuseApproved, side.abuse))}
          {row(t("abuseAmount"), (side) => (
            <Money amount={side.abuseAmount} />
          ))}
        </tbody>
      </table>
    </Section>
  );
};
