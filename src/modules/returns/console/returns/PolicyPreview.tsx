import { NumberInput, Select, Text, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { listText, Money, ProblemNotice, say, StatusBadge, useLanguage, useWords } from "#ui";
import { api } from "../../../../console/api.ts";
import { CONDITIONS, Policy } from "../../model/policy.ts";
import { RETURN_REASONS, type ReturnReason } from "../../model/reasons.ts";
import { reasonWords, ruleWords } from "./parts.tsx";
import { CONDITION_WORDS, RESOLUTION_WORDS } from "./words.ts";

const words = {
  title: ["お客様に見える答え", "What a customer would read"],
  order: ["注文", "Order"],
  reason: ["理由", "Reason"],
  condition: ["状態", "Condition"],
  days: ["お届けから何日後", "Days after arrival"],
  yes: ["お受けできる", "Accepted"],
  no: ["お受けできない", "Refused"],
  review: ["人が確認", "A person looks"],
  rule: ["根拠", "Rule"],
  refund: ["全品1点ずつの返金額", "Refund for one of each"],
  offers: ["選べる対応", "Offered"],
  faulty: ["設定に誤りがあります。直すと、ここに答えが出ます。", "Something above is not right yet."],
  nothing: ["注文番号を入れると、答えがここに出ます。", "Enter an order to see the answers."],
} as const;

/** The draft's answer for a real order. */
export const PolicyPreview = ({ policy }: { readonly policy: Policy }) => {
  const t = useWords(words);
  const language = useLanguage();
  const [asked] = useDebouncedValue(policy, 300);
  const newest = useQuery({
    queryKey: ["orders", "newest"],
    queryFn: () => api.orders.list({ query: { status: "delivered", kind: "sale", limit: 1 } }),
  });
  const [typed, setTyped] = useState<string | null>(null);
  const [reason, setReason] = useState<ReturnReason>("size_small");
  const [condition, setCondition] = useState<Policy["accepts"][number]>("unused");
  const [days, setDays] = useState(10);
  const order = typed ?? newest.data?.items[0]?.order ?? "";
  const read = Policy.safeParse(asked);
  const answer = useQuery({
    queryKey: ["returns", "try", order, reason, condition, days, JSON.stringify(asked)],
    queryFn: () => api.returns.tryPolicy({ body: { definition: asked, order, reason, condition, days } }),
    enabled: order !== "" && read.success,
    placeholderData: keepPreviousData,
    retry: false,
  });
  return (
    <aside className="panel" aria-live="polite" style={{ alignSelf: "start", position: "sticky", top: 16 }}>
      <Text fw={600} mb="sm">
        {t("title")}
      </Text>
      <TextInput label={t("order")} value={order} onChange={(e) => setTyped(e.currentTarget.value)} />
      <Select
        label={t("reason")}
        data={RETURN_REASONS.map((value) => ({ value, label: reasonWords(value) }))}
        value={reason}
        allowDeselect={false}
        onChange={(next) => next && setReason(next as ReturnReason)}
      />
      <Select
        label={t("condition")}
        data={CONDITIONS.map((value) => ({ value, label: say(CONDITION_WORDS[value] ?? ["", ""]) }))}
        value={condition}
        allowDeselect={false}
        onChange={(next) => next && setCondition(next as Policy["accepts"][number])}
      />
      <NumberInput label={t("days")} value={days} min={0} max={3650} onChange={(next) => setDays(Number(next) || 0)} />
      <div style={{ marginTop: 16 }}>
        {!read.success ? (
          <Text c="dimmed">{t("faulty")}</Text>
        ) : answer.error ? (
          <ProblemNotice error={answer.error} retry={answer.refetch} />
        ) : answer.data ? (
          <>
            {answer.data.items.map((item) => (
              <div key={item.line} style={{ padding: "8px 0", borderTop: "1px solid var(--hair)" }}>
                <StatusBadge tone={item.eligible ? (item.review ? "held" : "good") : "broken"}>
                  {t(item.eligible ? (item.review ? "review" : "yes") : "no")}
                </StatusBadge>{" "}
                {item.name}
                <Text size="sm">{item.why[language === "ja" ? "ja" : "en"]}</Text>
                <Text size="xs" c="dimmed">
                  {t("rule")}: {ruleWords(item.rule)}
                </Text>
              </div>
            ))}
            {answer.data.eligible && (
              <Text size="sm" mt="sm">
                {t("offers")}:{" "}
                {listText(answer.data.resolutions.map((each) => say(RESOLUTION_WORDS[each] ?? ["", ""])))}
                <br />
                {t("refund")}: <Money amount={answer.data.terms.money} currency="JPY" />
              </Text>
            )}
          </>
        ) : (
          <Text c="dimmed">{t("nothing")}</Text>
        )}
      </div>
    </aside>
  );
};
