import { ActionIcon, Button, Checkbox, Group, NumberInput, Text, TextInput } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { Section, useWords } from "#ui";
import type { CareLine } from "../../model/claim/policy.ts";

const words = {
  title: ["大切なお客様への配慮", "Care for good customers"],
  lead: [
    "当てはまるお客様は、より多く信頼します。配慮で不利になることはありません。",
    "Those it applies to are trusted with more. A line can only ever help.",
  ],
  name: ["名前", "Name"],
  orders: ["12か月の注文が以上", "Orders in 12 months from"],
  value: ["お買い上げ累計が以上", "Bought in all from"],
  days: ["ご登録からの日数が以上", "Days since joining from"],
  trust: ["境目を上げる点数", "Points on the thresholds"],
  upTo: ["自動承認の上限を上げる額", "More without a person"],
  spare: ["確認のお願いをしない", "Ask nothing more"],
  add: ["配慮を加える", "Add a line"],
  remove: ["「{name}」を外す", "Remove “{name}”"],
  fresh: ["新しい配慮", "New line"],
  none: ["配慮はまだありません。", "No lines yet."],
} as const;

/** The lines of care. */
export const Care = ({
  lines,
  may,
  onChange,
}: {
  readonly lines: readonly CareLine[];
  readonly may: boolean;
  readonly onChange: (lines: readonly CareLine[]) => void;
}) => {
  const t = useWords(words);
  const change = (i: number, to: Partial<CareLine>) =>
    onChange(lines.map((line, n) => (n === i ? { ...line, ...to } : line)));
  const figure = (
    label: "orders" | "value" | "days" | "trust" | "upTo",
    value: number,
    set: (value: number) => void,
  ) => (
    <NumberInput
      label={t(label)}
      value={value}
      min={0}
      {...(label === "trust" && { max: 60 })}
      {...((label === "value" || label === "upTo") && { prefix: "¥" })}
      thousandSeparator
      disabled={!may}
      onChange={(next) => set(Number(next) || 0)}
    />
  );
  const fresh: CareLine = {
    name: t("fresh"),
    when: { orders: 0, value: 50_000, days: 0 },
    trust: 10,
    upTo: 0,
    spareQuestions: false,
  };
  return (
    <Section
      title={t("title")}
      actions={
        may && (
          <Button variant="default" onClick={() => onChange([...lines, fresh])} disabled={lines.length >= 20}>
            {t("add")}
          </Button>
        )
      }
    >
      <Text c="dimmed" mb="sm">
        {t("lead")}
      </Text>
      {lines.length === 0 && <Text>{t("none")}</Text>}
      {lines.map((line, i) => (
        // Lines have no name that is theirs alone: their place names them.
        <div
          key={i}
          style={{
            display: "grid",
            gap: "8px 16px",
            gridTemplateColumns: "repeat(auto-fill, minmax(min(100%, 200px), 1fr))",
            alignItems: "end",
            padding: "12px 0",
            borderTop: "1px solid var(--hair)",
          }}
        >
          <TextInput
            label={t("name")}
            value={line.name}
            disabled={!may}
            onChange={(e) => change(i, { name: e.currentTarget.value })}
          />
          {figure("orders", line.when.orders, (orders) => change(i, { when: { ...line.when, orders } }))}
          {figure("value", line.when.value, (value) => change(i, { when: { ...line.when, value } }))}
          {figure("days", line.when.days, (days) => change(i, { when: { ...line.when, days } }))}
          {figure("trust", line.trust, (trust) => change(i, { trust }))}
          {figure("upTo", line.upTo, (upTo) => change(i, { upTo }))}
          <Group gap="sm" wrap="nowrap" pb={4}>
            <Checkbox
              label={t("spare")}
              checked={line.spareQuestions}
              disabled={!may}
              onChange={(e) => change(i, { spareQuestions: e.currentTarget.checked })}
            />
            {may && (
              <ActionIcon
                variant="subtle"
                color="gray"
                size="lg"
                aria-label={t("remove", { name: line.name })}
                onClick={() => onChange(lines.filter((_, n) => n !== i))}
              >
                <IconTrash size={18} aria-hidden />
              </ActionIcon>
            )}
          </Group>
        </div>
      ))}
    </Section>
  );
};
