import { Checkbox, Group, MultiSelect, NumberInput, Select, SimpleGrid, TagsInput, Text } from "@mantine/core";
import { say, useLanguage, useWords } from "#ui";
import { CONDITIONS, RESOLUTIONS, type Rule } from "../../model/policy.ts";
import { RETURN_REASONS } from "../../model/reasons.ts";
import { TIER_TRAITS } from "../../model/tier.ts";
import { reasonWords } from "./parts.tsx";
import { CONDITION_WORDS, RESOLUTION_WORDS } from "./words.ts";

/** What the parts of a rule are called. */
export const ruleFieldWords = {
  when: ["条件(すべて満たすとき)", "When all of this holds"],
  gives: ["このとき", "Then"],
  categories: ["カテゴリ", "Categories"],
  products: ["商品ID", "Product ids"],
  reasons: ["理由", "Reasons"],
  tiers: ["会員ランク", "Tiers"],
  tiersFrom: ["お客様の属性 {names} の値", "As the customer's traits say: {names}"],
  channels: ["購入先", "Channels"],
  coupons: ["クーポン", "Coupons"],
  conditions: ["商品の状態", "Conditions"],
  from: ["お支払い額がこれ以上(円)", "Paid at least"],
  sale: ["値引き品", "Sold below its price"],
  gift: ["贈り物", "Gift"],
  either: ["問わない", "either way"],
  yes: ["あてはまる", "yes"],
  no: ["あてはまらない", "no"],
  final: ["返品不可(不良品を除く)", "Final sale (not for goods that failed)"],
  days: ["日数", "Days"],
  postage: ["返送料", "Postage"],
  buyer: ["お客様", "Customer"],
  shop: ["当店", "Shop"],
  asAbove: ["上の設定のまま", "as above"],
  grace: ["黙って受け入れる日数", "Grace days"],
  bonus: ["クレジットのプラス(%)", "Bonus on credit (%)"],
  instant: ["交換品を先に送る上限(円)", "New goods first, up to"],
  accepts: ["受け入れる状態", "Conditions accepted"],
  resolutions: ["選べる対応", "Resolutions"],
  photo: ["写真を求める", "A photo is needed"],
  keep: ["返送を求めない", "Nothing comes back"],
  review: ["人が決める", "A person decides"],
} as const;

/** What a list says: nothing chosen says nothing, in the order in which all are listed. */
const some = <T extends string>(all: readonly T[], chosen: readonly string[]): T[] | undefined =>
  chosen.length > 0 ? all.filter((each) => chosen.includes(each)) : undefined;
const given = (next: string | number): number | undefined => (next === "" ? undefined : Math.round(Number(next)));

/** The conditions of a rule; one that is left empty is not asked for. */
export const RuleWhen = ({
  when,
  disabled,
  set,
}: {
  readonly when: Rule["when"];
  readonly disabled: boolean;
  readonly set: (next: Rule["when"]) => void;
}) => {
  const t = useWords(ruleFieldWords);
  useLanguage();
  const tags = (key: "categories" | "products" | "tiers" | "channels" | "coupons") => (
    <TagsInput
      label={t(key)}
      description={key === "tiers" ? t("tiersFrom", { names: TIER_TRAITS.join(", ") }) : undefined}
      value={when[key] ?? []}
      readOnly={disabled}
      onChange={(next) => set({ ...when, [key]: next.length > 0 ? next : undefined })}
    />
  );
  const yesOrNo = (key: "sale" | "gift") => (
    <Select
      label={t(key)}
      data={(["yes", "no"] as const).map((value) => ({ value, label: t(value) }))}
      placeholder={t("either")}
      value={when[key] === undefined ? null : when[key] ? "yes" : "no"}
      clearable
      disabled={disabled}
      onChange={(next) => set({ ...when, [key]: next === null ? undefined : next === "yes" })}
    />
  );
  return (
    <>
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
          onChange={(next) => set({ ...when, reasons: some(RETURN_REASONS, next) })}
        />
        <MultiSelect
          label={t("conditions")}
          data={CONDITIONS.map((value) => ({ value, label: say(CONDITION_WORDS[value] ?? [value, value]) }))}
          value={when.conditions ?? []}
          readOnly={disabled}
          onChange={(next) => set({ ...when, conditions: some(CONDITIONS, next) })}
        />
        {tags("tiers")}
        {tags("channels")}
        {tags("coupons")}
        <NumberInput
          label={t("from")}
          placeholder={t("either")}
          value={when.from ?? ""}
          min={0}
          thousandSeparator=","
          disabled={disabled}
          onChange={(next) => set({ ...when, from: given(next) })}
        />
        {yesOrNo("sale")}
        {yesOrNo("gift")}
      </SimpleGrid>
    </>
  );
};

/** What a rule gives; what is left empty stays as the policy has it. */
export const RuleGives = ({
  gives,
  disabled,
  set,
}: {
  readonly gives: Rule["gives"];
  readonly disabled: boolean;
  readonly set: (next: Rule["gives"]) => void;
}) => {
  const t = useWords(ruleFieldWords);
  useLanguage();
  const tick = (key: "final" | "keep" | "review" | "photo") => (
    <Checkbox
      label={t(key)}
      checked={gives[key] === true}
      disabled={disabled}
      onChange={(e) => set({ ...gives, [key]: e.currentTarget.checked || undefined })}
    />
  );
  const count = (key: "days" | "grace" | "instant", max: number) => (
    <NumberInput
      label={t(key)}
      placeholder={t("asAbove")}
      value={gives[key] ?? ""}
      min={0}
      max={max}
      thousandSeparator=","
      disabled={disabled}
      onChange={(next) => set({ ...gives, [key]: given(next) })}
    />
  );
  return (
    <>
      <Text size="sm" fw={600} mt="md">
        {t("gives")}
      </Text>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        {count("days", 3650)}
        {count("grace", 3650)}
        <MultiSelect
          label={t("accepts")}
          placeholder={gives.accepts ? "" : t("asAbove")}
          data={CONDITIONS.map((value) => ({ value, label: say(CONDITION_WORDS[value] ?? [value, value]) }))}
          value={gives.accepts ?? []}
          readOnly={disabled}
          onChange={(next) => set({ ...gives, accepts: some(CONDITIONS, next) })}
        />
        <MultiSelect
          label={t("resolutions")}
          placeholder={gives.resolutions ? "" : t("asAbove")}
          data={RESOLUTIONS.map((value) => ({ value, label: say(RESOLUTION_WORDS[value] ?? [value, value]) }))}
          value={gives.resolutions ?? []}
          readOnly={disabled}
          onChange={(next) => set({ ...gives, resolutions: some(RESOLUTIONS, next) })}
        />
        <Select
          label={t("postage")}
          placeholder={t("asAbove")}
          data={(["buyer", "shop"] as const).map((value) => ({ value, label: t(value) }))}
          value={gives.postage ?? null}
          clearable
          disabled={disabled}
          onChange={(next) => set({ ...gives, postage: (next as "buyer" | "shop" | null) ?? undefined })}
        />
        <NumberInput
          label={t("bonus")}
          placeholder={t("asAbove")}
          value={gives.bonus === undefined ? "" : gives.bonus / 100}
          min={0}
          max={100}
          disabled={disabled}
          onChange={(next) => set({ ...gives, bonus: next === "" ? undefined : Math.round(Number(next) * 100) })}
        />
        {count("instant", 100_000_000)}
      </SimpleGrid>
      <Group mt="sm">
        {tick("final")}
        {tick("keep")}
        {tick("review")}
        {tick("photo")}
      </Group>
    </>
  );
};
