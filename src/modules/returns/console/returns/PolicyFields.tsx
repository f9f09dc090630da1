import { Checkbox, MultiSelect, NumberInput, Select, SimpleGrid, Stack } from "@mantine/core";
import { say, useLanguage, useWords } from "#ui";
import { CONDITIONS, METHODS, type Policy, RESOLUTIONS } from "../../model/policy.ts";
import { CONDITION_WORDS, METHOD_WORDS, RESOLUTION_WORDS } from "./words.ts";

/** What the settings of a policy are called. */
export const fieldWords = {
  shown: ["ご注文の前にお客様へ表示している", "Customers see it before they order"],
  days: ["返品できる日数(お届けの翌日から)", "Days, from the day after arrival"],
  grace: ["黙って受け入れる日数", "Grace days, not announced"],
  accepts: ["受け入れる状態", "Conditions accepted"],
  resolutions: ["選べる対応", "Resolutions"],
  methods: ["返送の方法", "How it comes back"],
  postage: ["お客様都合の返送料", "Return postage, change of mind"],
  buyer: ["お客様のご負担", "The customer pays"],
  shop: ["当店の負担", "The shop pays"],
  label: ["返送ラベルの料金(円)", "Label fee"],
  bonus: ["ストアクレジットのプラス(%)", "Bonus on store credit (%)"],
  creditDays: ["クレジットの有効日数", "Credit valid for days"],
  freeFrom: ["送料無料になる金額(円)", "Free shipping from"],
  freeFee: ["下回ったときの送料(円)", "Shipping charged below that"],
  outward: ["全品返品のときの往路送料", "Outward shipping when all comes back"],
  never: ["返さない", "Not given back"],
  shop_fault: ["当店に原因があるとき返す", "Given back when we failed"],
  always: ["いつも返す", "Always given back"],
  points: ["ポイントの返し方", "Points come back"],
  proportional: ["割合で", "By their share"],
  points_first: ["ポイントから先に", "First"],
  money_first: ["現金から先に", "Last"],
  approveUpTo: ["自動で承認する上限(円)", "Approve by itself up to"],
  keepUpTo: ["不良品の返送を求めない上限(円)", "Failed goods need not come back up to"],
  defectDays: ["不良・破損を受け付ける日数", "Days for goods that failed"],
  payAt: ["返金の時点", "Pay when"],
  approval: ["承認したとき", "approved"],
  shipped: ["発送されたとき", "sent back"],
  received: ["届いたとき", "received"],
  inspected: ["検品したとき", "inspected"],
  instant: ["交換品を先に送る上限(円)", "New goods first, up to"],
  instantDays: ["先に送ったあと、返送を待つ日数", "Then days for the old ones to be back"],
  instantDebt: [
    "カード払いでない注文でも先に送る(戻らなければ未収として記録)",
    "New goods first also where no card can be held: noted as owed",
  ],
  shipDays: ["返送の期限(日)", "Days to send it"],
  cancel: ["発送前のキャンセルを受ける", "Cancellation before the shipment"],
  address: ["発送前のお届け先変更を受ける", "New address before the shipment"],
} as const;

type Change = (change: Partial<Policy>) => void;

/** The policy's own settings. */
export const PolicyFields = ({
  value,
  onChange,
  disabled,
}: {
  readonly value: Policy;
  readonly onChange: Change;
  readonly disabled: boolean;
}) => {
  const t = useWords(fieldWords);
  useLanguage();
  const amount = (
    label: keyof typeof fieldWords,
    now: number | null,
    set: (next: number | null) => void,
    max = 100_000_000,
  ) => (
    <NumberInput
      label={t(label)}
      value={now ?? ""}
      min={0}
      max={max}
      thousandSeparator=","
      disabled={disabled}
      onChange={(next) => set(next === "" ? null : Number(next))}
    />
  );
  const list = <T extends string>(
    label: keyof typeof fieldWords,
    all: readonly T[],
    book: Readonly<Record<string, readonly [string, string]>>,
    now: readonly T[],
    set: (next: T[]) => void,
  ) => (
    <MultiSelect
      label={t(label)}
      data={all.map((each) => ({ value: each, label: say(book[each] ?? [each, each]) }))}
      value={[...now]}
      readOnly={disabled}
      onChange={(next) => next.length > 0 && set(all.filter((each) => next.includes(each)))}
    />
  );
  const choice = <
    T extends
      | "buyer"
      | "shop"
      | "never"
      | "shop_fault"
      | "always"
      | "proportional"
      | "points_first"
      | "money_first"
      | Policy["payAt"],
  >(
    label: keyof typeof fieldWords,
    all: readonly T[],
    now: T,
    set: (next: T) => void,
  ) => (
    <Select
      label={t(label)}
      data={all.map((each) => ({ value: each, label: t(each) }))}
      value={now}
      allowDeselect={false}
      disabled={disabled}
      onChange={(next) => next && set(next as T)}
    />
  );
  return (
    <Stack gap="md">
      <Checkbox
        label={t("shown")}
        checked={value.shown}
        disabled={disabled}
        onChange={(e) => onChange({ shown: e.currentTarget.checked })}
      />
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        {amount("days", value.days, (days) => onChange({ days: days ?? 0 }), 3650)}
        {amount("grace", value.grace, (grace) => onChange({ grace: grace ?? 0 }), 3650)}
        {list("accepts", CONDITIONS, CONDITION_WORDS, value.accepts, (accepts) => onChange({ accepts }))}
        {list("resolutions", RESOLUTIONS, RESOLUTION_WORDS, value.resolutions, (resolutions) =>
          onChange({ resolutions }),
        )}
        {list("methods", METHODS, METHOD_WORDS, value.methods, (methods) => onChange({ methods }))}
        {choice("postage", ["buyer", "shop"], value.postage, (postage) => onChange({ postage }))}
        {amount("label", value.label.fee, (fee) => onChange({ label: { ...value.label, fee: fee ?? 0 } }))}
        {amount("bonus", value.bonus / 100, (bonus) => onChange({ bonus: Math.round((bonus ?? 0) * 100) }), 100)}
        {amount("creditDays", value.creditDays, (creditDays) => onChange({ creditDays: creditDays ?? 0 }), 3650)}
        {amount("freeFrom", value.shipping.freeFrom, (freeFrom) =>
          onChange({ shipping: { ...value.shipping, freeFrom } }),
        )}
        {amount("freeFee", value.shipping.fee, (fee) => onChange({ shipping: { ...value.shipping, fee: fee ?? 0 } }))}
        {choice("outward", ["never", "shop_fault", "always"], value.outward, (outward) => onChange({ outward }))}
        {choice("points", ["proportional", "points_first", "money_first"], value.points, (points) =>
          onChange({ points }),
        )}
        {amount("approveUpTo", value.approveUpTo, (approveUpTo) => onChange({ approveUpTo }))}
        {amount("keepUpTo", value.keepUpTo, (keepUpTo) => onChange({ keepUpTo: keepUpTo ?? 0 }))}
        {amount("defectDays", value.defectDays, (defectDays) => onChange({ defectDays: defectDays ?? 0 }), 3650)}
        {choice("payAt", ["approval", "shipped", "received", "inspected"], value.payAt, (payAt) => onChange({ payAt }))}
        {amount("instant", value.instant, (instant) => onChange({ instant }))}
        {amount("instantDays", value.instantDays, (instantDays) => onChange({ instantDays: instantDays ?? 0 }), 3650)}
        {amount("shipDays", value.shipDays, (shipDays) => onChange({ shipDays: shipDays ?? 0 }), 3650)}
      </SimpleGrid>
      <Checkbox
        label={t("instantDebt")}
        checked={value.instantDebt}
        disabled={disabled}
        onChange={(e) => onChange({ instantDebt: e.currentTarget.checked })}
      />
      <Checkbox
        label={t("cancel")}
        checked={value.cancel.allowed}
        disabled={disabled}
        onChange={(e) => onChange({ cancel: { ...value.cancel, allowed: e.currentTarget.checked } })}
      />
      <Checkbox
        label={t("address")}
        checked={value.address.allowed}
        disabled={disabled}
        onChange={(e) => onChange({ address: { ...value.address, allowed: e.currentTarget.checked } })}
      />
    </Stack>
  );
};
