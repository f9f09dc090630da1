import {
  Button,
  Checkbox,
  Group,
  MultiSelect,
  NumberInput,
  Select,
  SimpleGrid,
  TagsInput,
  Text,
  TextInput,
} from "@mantine/core";
import { Section, useLanguage, useWords } from "#ui";
import type { Policy, Rule } from "../../model/policy.ts";
import { RETURN_REASONS } from "../../model/reasons.ts";
import { reasonWords } from "./parts.tsx";

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
  when: ["条件(すべて満たすとき)", "When all of this holds"],
  gives: ["このとき", "Then"],
  categories: ["カテゴリ", "Categories"],
  products: ["商品ID", "Product ids"],
  reasons: ["理由", "Reasons"],
  tiers: ["会員ランク", "Tiers"],
  channels: ["購入先", "Channels"],
  coupons: ["クーポン", "Coupons"],
  sale: ["値引き品", "Sold below its price"],
  final: ["返品不可(不良品を除く)", "Final sale (not for goods that failed)"],
  days: ["日数", "Days"],
  postage: ["返送料", "Postage"],
  buyer: ["お客様", "Customer"],
  shop: ["当店", "Shop"],
  asAbove: ["上の設定のまま", "as above"],
  keep: ["返送を求めない", "Nothing comes back"],
  review: ["人が決める", "A person decides"],
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
  useLanguage();
  const { when, gives } = rule;
  const tags = (key: "categories" | "products" | "tiers" | "channels" | "coupons") => (
    <TagsInput
      label={t(key)}
      value={when[key] ?? []}
      readOnly={disabled}
      onChange={(next) => set({ ...rule, when: { ...when, [key]: next.length > 0 ? next : undefined } })}
    />
  );
  const tick = (key: "final" | "keep" | "review") => (
    <Checkbox
      label={t(key)}
      checked={gives[key] === true}
      disabled={disabled}
      onChange={(e) => set({ ...rule, gives: { ...gives, [key]: e.currentTarget.checked || undefined } })}
    />
  );
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
      <Text size="sm" fw={600} mt="md">
        {t("when")}
      </Text>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        {tags("categories")}
        {tags("products")}
        <MultiSelect
          label={t("reasons")}
          data={RETURN_REASONS.map((value) => ({ value, label: reasonWords(value) }))}
          value={when.reasons ?? []}
          readOnly={disabled}
          onChange={(next) =>
            set({
              ...rule,
              when: {
                ...when,
                reasons: next.length > 0 ? RETURN_REASONS.filter((each) => next.includes(each)) : undefined,
              },
            })
          }
        />
        {tags("tiers")}
        {tags("channels")}
        {tags("coupons")}
      </SimpleGrid>
      <Checkbox
        mt="sm"
        label={t("sale")}
        checked={when.sale === true}
        disabled={disabled}
        onChange={(e) => set({ ...rule, when: { ...when, sale: e.currentTarget.checked || undefined } })}
      />
      <Text size="sm" fw={600} mt="md">
        {t("gives")}
      </Text>
      <Group align="flex-end" mt={4}>
        <NumberInput
          label={t("days")}
          placeholder={t("asAbove")}
          value={gives.days ?? ""}
          min={0}
          max={3650}
          disabled={disabled}
          onChange={(next) => set({ ...rule, gives: { ...gives, days: next === "" ? undefined : Number(next) } })}
          w={140}
        />
        <Select
          label={t("postage")}
          placeholder={t("asAbove")}
          data={(["buyer", "shop"] as const).map((value) => ({ value, label: t(value) }))}
          value={gives.postage ?? null}
          clearable
          disabled={disabled}
          onChange={(next) =>
            set({ ...rule, gives: { ...gives, postage: (next as "buyer" | "shop" | null) ?? undefined } })
          }
          w={160}
        />
        {tick("final")}
        {tick("keep")}
        {tick("review")}
      </Group>
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
