import { Button, Group, SimpleGrid, Text, TextInput } from "@mantine/core";
import { Section, useWords } from "#ui";
import type { Policy, Rule } from "../../model/policy.ts";
import { RuleGives, RuleWhen } from "./RuleFields.tsx";

const words = {
  title: ["ルール", "Rules"],
  lead: [
    "上から順に見て、項目ごとに最初に当てはまったものを使います。不良・破損・誤配には、どのルールも不利に働きません。",
    "From the top; for each setting the first that fits counts. None of them ever works against goods that failed.",
  ],
  add: ["ルールを追加", "Add a rule"],
  remove: ["削除", "Remove"],
  up: ["上へ", "Up"],
  id: ["記号", "Key"],
  ja: ["お客様への説明(日本語)", "Why, in Japanese"],
  en: ["お客様への説明(英語)", "Why, in English"],
} as const;

const EMPTY = (n: number): Rule => ({ id: `rule-${n}`, words: { ja: "", en: "" }, when: {}, gives: {} });

const Card = ({
  rule,
  disabled,
  set,
  remove,
  up,
}: {
  readonly rule: Rule;
  readonly disabled: boolean;
  readonly set: (next: Rule) => void;
  readonly remove: () => void;
  readonly up: (() => void) | null;
}) => {
  const t = useWords(words);
  return (
    <div className="panel" style={{ marginBottom: 12 }}>
      <Group justify="space-between" mb="sm" align="flex-end">
        <TextInput
          label={t("id")}
          value={rule.id}
          disabled={disabled}
          onChange={(e) => set({ ...rule, id: e.currentTarget.value })}
          w={180}
        />
        {!disabled && (
          <Group gap="xs">
            {up && (
              <Button size="xs" variant="default" onClick={up}>
                {t("up")}
              </Button>
            )}
            <Button size="xs" variant="default" onClick={remove}>
              {t("remove")}
            </Button>
          </Group>
        )}
      </Group>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        {(["ja", "en"] as const).map((language) => (
          <TextInput
            key={language}
            label={t(language)}
            value={rule.words[language]}
            disabled={disabled}
            onChange={(e) => set({ ...rule, words: { ...rule.words, [language]: e.currentTarget.value } })}
          />
        ))}
      </SimpleGrid>
      <RuleWhen when={rule.when} disabled={disabled} set={(when) => set({ ...rule, when })} />
      <RuleGives gives={rule.gives} disabled={disabled} set={(gives) => set({ ...rule, gives })} />
    </div>
  );
};

/** The rules, in their order. */
export const PolicyRules = ({
  value,
  onChange,
  disabled,
}: {
  readonly value: Policy;
  readonly onChange: (change: Partial<Policy>) => void;
  readonly disabled: boolean;
}) => {
  const t = useWords(words);
  const { rules } = value;
  const put = (next: Rule[]) => onChange({ rules: next });
  return (
    <Section
      title={t("title")}
      actions={
        !disabled && (
          <Button size="xs" variant="default" onClick={() => put([...rules, EMPTY(rules.length + 1)])}>
            {t("add")}
          </Button>
        )
      }
    >
      <Text c="dimmed" size="sm" mb="sm">
        {t("lead")}
      </Text>
      {rules.map((rule, i) => (
        <Card
          key={i}
          rule={rule}
          disabled={disabled}
          set={(next) => put(rules.map((each, n) => (n === i ? next : each)))}
          remove={() => put(rules.filter((_, n) => n !== i))}
          up={
            i === 0
              ? null
              : () => put([...rules.slice(0, i - 1), rule, ...rules.slice(i - 1, i), ...rules.slice(i + 1)])
          }
        />
      ))}
    </Section>
  );
};
