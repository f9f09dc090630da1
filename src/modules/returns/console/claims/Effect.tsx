import { Text } from "@mantine/core";
import type { ReactNode } from "react";
import { Money, number, Section, Table, useLanguage, useWords } from "#ui";
import type { api } from "../../../../console/api.ts";

const words = {
  title: ["過去90日の申告での影響", "The effect on the claims of the last 90 days"],
  none: ["採点した申告がまだありません。", "No claim was scored yet."],
  sentence: [
    "採点した {n} 件に、今の方針と変更後の方針をあてはめた結果です。お客様の行動の変化は含みません。",
    "Both policies applied to the {n} {n|claim|claims} scored. How customers would behave then is not in it.",
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

interface Figure {
  readonly name: string;
  readonly show: (side: Preview["current"]) => ReactNode;
}

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
  const rows: readonly Figure[] = [
    { name: t("approved"), show: (side) => number(side.approved) },
    { name: t("asked"), show: (side) => number(side.asked) },
    { name: t("reviewed"), show: (side) => number(side.reviewed) },
    { name: t("approvedAmount"), show: (side) => <Money amount={side.approvedAmount} /> },
    { name: t("honest"), show: (side) => of(side.honestFriction, side.honest) },
    { name: t("abuse"), show: (side) => of(side.abuseApproved, side.abuse) },
    { name: t("abuseAmount"), show: (side) => <Money amount={side.abuseAmount} /> },
  ];
  return (
    <Section title={t("title")}>
      <Text c="dimmed" mb="sm">
        {t("sentence", { n: number(claims) })}
      </Text>
      <div style={{ maxWidth: 640 }}>
        <Table
          label={t("title")}
          rows={rows}
          rowKey={(row) => row.name}
          columns={[
            { key: "figure", header: t("figure"), cell: (row) => row.name },
            { key: "current", header: t("current"), align: "end", cell: (row) => row.show(current) },
            {
              key: "proposed",
              header: t("proposed"),
              align: "end",
              cell: (row) => <strong>{row.show(proposed)}</strong>,
            },
          ]}
        />
      </div>
    </Section>
  );
};
