import { Text } from "@mantine/core";
import { number, say, Section, Time, useLanguage, useWords } from "#ui";
import { CHANGE_WORDS, FEATURE_WORDS, reasonDetail, WHY_WORDS } from "../../model/claim/words.ts";
import type { Claim } from "./Claim.tsx";

const words = {
  title: ["点数とその理由", "The score and why"],
  of: ["/ 100", "of 100"],
  for: ["確認を促す理由", "speaks for a closer look"],
  against: ["お客様を支える理由", "speaks for the customer"],
  change: ["何がわかれば変わるか", "What would change it"],
  to: ["{n} 点に", "to {n}"],
  care: ["適用される「大切なお客様」の方針", "Lines of care that apply"],
  why: ["判定: {why}", "Verdict: {why}"],
  version: ["方針 第{n}版で採点", "Scored by version {n} of the policy"],
  standard: ["標準の方針で採点", "Scored by the standard policy"],
  none: ["まだ採点していないか、保存期間(12か月)を過ぎました。", "Not scored yet, or forgotten after twelve months."],
  note: [
    "点数は人が見る順番を決めるもので、お断りの理由にはなりません。性別・年齢・国籍・住所は使いません。",
    "The score decides who is looked at first and is no reason to refuse. Sex, age, nationality and address are not in it.",
  ],
} as const;

/** One term of the sum as a bar: to the right it asks for a look, to the left it speaks for the customer. */
const Term = ({ points, most }: { readonly points: number; readonly most: number }) => (
  <svg width="100%" height="10" viewBox="-50 0 100 10" preserveAspectRatio="none" aria-hidden>
    <line x1="0" x2="0" y1="0" y2="10" stroke="var(--ink-soft)" vectorEffect="non-scaling-stroke" />
    <rect
      x={points < 0 ? (points / most) * 50 : 0}
      width={(Math.abs(points) / most) * 50}
      y="1"
      height="8"
      fill={points < 0 ? "var(--accent-ink)" : "var(--held)"}
    />
  </svg>
);

export const Score = ({ claim }: { readonly claim: Claim }) => {
  const t = useWords(words);
  useLanguage();
  if (claim.score === null)
    return (
      <Section title={t("title")}>
        <Text c="dimmed">{t("none")}</Text>
      </Section>
    );
  const most = Math.max(3, ...claim.reasons.map((reason) => Math.abs(reason.points)));
  return (
    <Section title={t("title")}>
      <Text fz={32} fw={600} lh={1.2} className="num">
        {number(Math.round(claim.score))}{" "}
        <Text span c="dimmed" fz="sm" fw={400}>
          {t("of")}
        </Text>
      </Text>
      {claim.why in WHY_WORDS && <Text>{t("why", { why: say(WHY_WORDS[claim.why as keyof typeof WHY_WORDS]) })}</Text>}
      <ol style={{ listStyle: "none", padding: 0, margin: "16px 0" }}>
        {claim.reasons.map((reason) => {
          const detail = claim.facts && reasonDetail(reason.feature, claim.facts);
          const seen = reason.feature === "photo_alike" || reason.feature === "photo_reused";
          const others = seen ? claim.twins.map((twin) => twin.number).join(" · ") : "";
          return (
            <li key={reason.feature} style={{ marginBottom: 12 }}>
              <div style={{ display: "flex", justifyContent: "space-between", gap: 12 }}>
                <span>{say(FEATURE_WORDS[reason.feature])}</span>
                <span className="num" title={t(reason.points > 0 ? "for" : "against")}>
                  {reason.points > 0 ? "+" : "−"}
                  {number(Math.abs(reason.points), 1)}
                </span>
              </div>
              <Term points={reason.points} most={most} />
              <Text size="xs" c="dimmed">
                {others === "" ? "" : `${others} · `}
                {detail ? `${say(detail)} · ` : ""}
                {t(reason.points > 0 ? "for" : "against")}
              </Text>
            </li>
          );
        })}
      </ol>
      {claim.care.length > 0 && (
        <>
          <Text size="sm" fw={600}>
            {t("care")}
          </Text>
          <ul style={{ margin: "4px 0 12px", paddingLeft: 20 }}>
            {claim.care.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </>
      )}
      {claim.changes.length > 0 && (
        <>
          <Text size="sm" fw={600}>
            {t("change")}
          </Text>
          <ul style={{ margin: "4px 0 12px", paddingLeft: 20 }}>
            {claim.changes.map((change) => (
              <li key={change.change}>
                {say(CHANGE_WORDS[change.change])} → {t("to", { n: number(Math.round(change.score)) })}
              </li>
            ))}
          </ul>
        </>
      )}
      <Text size="xs" c="dimmed">
        {t("note")}
      </Text>
      <Text size="xs" c="dimmed">
        {claim.policy ? t("version", { n: number(claim.policy) }) : t("standard")} · <Time at={claim.scoredAt} />
      </Text>
    </Section>
  );
};
