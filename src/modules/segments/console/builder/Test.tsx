import { NumberInput, Select, TagsInput } from "@mantine/core";
import { useWords } from "#ui";
import type { Scalar, TraitTest } from "#segments/model";
import type { Options } from "#segments/api";
import { type Op, withOp } from "./drafts.ts";
import { DayField, Suggested, Whole } from "./fields.tsx";

const words = {
  op: ["比べ方", "Comparison"],
  value: ["値", "Value"],
  values: ["値(Enterで追加)", "Values (Enter adds)"],
  from: ["から", "From"],
  to: ["まで", "To"],
  date: ["日付", "Day"],
  days: ["日数", "Days"],
  daysUnit: ["日", "days"],
  equals: ["が次と等しい", "is"],
  not_equals: ["が次と異なる", "is not"],
  contains: ["に次を含む", "contains"],
  not_contains: ["に次を含まない", "does not contain"],
  in: ["が次のいずれか", "is one of"],
  not_in: ["が次のどれでもない", "is none of"],
  exists: ["がある", "is known"],
  absent: ["がない", "is not known"],
  gt: ["が次より大きい", "is more than"],
  gte: ["が次以上", "is at least"],
  lt: ["が次未満", "is less than"],
  lte: ["が次以下", "is at most"],
  between: ["が次の範囲", "is between"],
  before: ["が次の日より前", "is before"],
  since: ["が次の日以降", "is on or after"],
  within_last: ["が過去…日以内", "was within the last … days"],
  within_next: ["が今後…日以内", "is within the next … days"],
  older_than: ["から…日以上経過", "was … days ago or longer"],
  anniversary: ["の記念日が…日以内", "has its yearly day within … days"],
} as const;

const VALUE_OPS = ["equals", "not_equals", "contains", "not_contains", "in", "not_in", "exists", "absent"] as const;
const NUMBER_OPS = ["gte", "gt", "lte", "lt", "between"] as const;
const DATE_OPS = ["since", "before"] as const;
const LIVE_OPS = ["within_last", "within_next", "older_than", "anniversary"] as const;

type Known = Options["traits"][number] | undefined;

/** What was typed, as the kind that the values known so far have. */
const typed = (text: string, known: Known): Scalar => {
  const only = known?.kinds.length === 1 ? known.kinds[0] : undefined;
  if (only === "number" && text.trim() !== "" && Number.isFinite(Number(text))) return Number(text);
  if (only === "boolean" && (text === "true" || text === "false")) return text === "true";
  return text;
};

/** What is asked of one value: the verb and its object. `live`: tests against now are offered as well. */
export const TestField = ({
  value,
  onChange,
  known,
  live = false,
}: {
  readonly value: TraitTest;
  readonly onChange: (value: TraitTest) => void;
  readonly known: Known;
  readonly live?: boolean;
}) => {
  const t = useWords(words);
  const ops: readonly Op[] = [...VALUE_OPS, ...NUMBER_OPS, ...DATE_OPS, ...(live ? LIVE_OPS : [])];
  const examples = known?.examples ?? [];
  const decimal = (label: string, number: number, change: (next: number) => void) => (
    <NumberInput
      aria-label={label}
      value={number}
      w={112}
      thousandSeparator=","
      onChange={(next) => typeof next === "number" && change(next)}
    />
  );
  const object = () => {
    switch (value.op) {
      case "equals":
      case "not_equals":
        return (
          <Suggested
            label={t("value")}
            w={180}
            value={String(value.value)}
            data={examples}
            onChange={(text) => onChange({ ...value, value: typed(text, known) })}
          />
        );
      case "contains":
      case "not_contains":
        return (
          <Suggested
            label={t("value")}
            w={180}
            value={value.value}
            data={[]}
            onChange={(text) => onChange({ ...value, value: text })}
          />
        );
      case "in":
      case "not_in":
        return (
          <TagsInput
            aria-label={t("values")}
            placeholder={value.values.length === 0 ? t("values") : ""}
            miw={220}
            maw={420}
            value={value.values.map(String)}
            data={[...examples]}
            onChange={(list) => onChange({ ...value, values: list.map((text) => typed(text, known)) })}
          />
        );
      case "gt":
      case "gte":
      case "lt":
      case "lte":
        return decimal(t("value"), value.value, (next) => onChange({ ...value, value: next }));
      case "between":
        return (
          <>
            {decimal(t("from"), value.from, (from) => onChange({ ...value, from }))}
            <span aria-hidden>–</span>
            {decimal(t("to"), value.to, (to) => onChange({ ...value, to }))}
          </>
        );
      case "before":
      case "since":
        return <DayField label={t("date")} value={value.date} onChange={(date) => onChange({ ...value, date })} />;
      case "within_last":
      case "within_next":
      case "older_than":
      case "anniversary":
        return (
          <Whole
            label={t("days")}
            value={value.days}
            min={value.op === "anniversary" ? 0 : 1}
            max={value.op === "anniversary" ? 60 : 3660}
            suffix={` ${t("daysUnit")}`}
            w={96}
            onChange={(days) => onChange({ ...value, days })}
          />
        );
      case "exists":
      case "absent":
        return null;
    }
  };
  return (
    <>
      <Select
        aria-label={t("op")}
        w={live ? 196 : 168}
        allowDeselect={false}
        value={value.op}
        data={ops.map((op) => ({ value: op, label: t(op) }))}
        onChange={(op) => op && onChange(withOp(value, op as Op))}
      />
      {object()}
    </>
  );
};
