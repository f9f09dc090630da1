import { Autocomplete, NumberInput, Select, TextInput } from "@mantine/core";
import { useWords } from "#ui";
import type { Count, Window } from "#segments/model";

const words = {
  countOp: ["回数の条件", "How often"],
  never: ["一度もない", "never"],
  at_least: ["以上", "at least"],
  at_most: ["以下", "at most"],
  exactly: ["ちょうど", "exactly"],
  times: ["回数", "Times"],
  within: ["期間", "Period"],
  ever: ["全期間", "ever"],
  hours: ["直近(時間)", "in the last … hours"],
  days: ["直近(日)", "in the last … days"],
  day: ["今日を含む日数", "days, today included"],
  week: ["今週を含む週数", "weeks, this one included"],
  month: ["今月を含む月数", "months, this one included"],
  between: ["日付の範囲", "between two days"],
  n: ["長さ", "How many"],
  from: ["開始日", "First day"],
  to: ["終了日", "Last day"],
} as const;

interface Field<T> {
  readonly value: T;
  readonly onChange: (value: T) => void;
}

/** A whole number that is never empty. */
export const Whole = ({
  label,
  value,
  onChange,
  min = 0,
  max = 100_000_000,
  w = 88,
  suffix,
}: Field<number> & {
  readonly label: string;
  readonly min?: number;
  readonly max?: number;
  readonly w?: number;
  readonly suffix?: string;
}) => (
  <NumberInput
    aria-label={label}
    value={value}
    min={min}
    max={max}
    w={w}
    allowDecimal={false}
    allowNegative={min < 0}
    thousandSeparator=","
    {...(suffix !== undefined && { suffix })}
    onChange={(next) => typeof next === "number" && onChange(Math.min(max, Math.max(min, Math.round(next))))}
  />
);

export const DayField = ({ label, value, onChange }: Field<string> & { readonly label: string }) => (
  <TextInput type="date" aria-label={label} value={value} w={152} onChange={(e) => onChange(e.currentTarget.value)} />
);

/** Free text with what is known as suggestions. */
export const Suggested = ({
  label,
  value,
  onChange,
  data,
  w = 220,
}: Field<string> & { readonly label: string; readonly data: readonly string[]; readonly w?: number }) => (
  <Autocomplete
    aria-label={label}
    placeholder={label}
    value={value}
    data={[...new Set(data)]}
    limit={200}
    w={w}
    comboboxProps={{ width: "max-content", position: "bottom-start" }}
    onChange={onChange}
  />
);

export const CountField = ({ value, onChange }: Field<Count>) => {
  const t = useWords(words);
  const never = value.op === "exactly" && value.n === 0;
  const pick = (op: string | null) => {
    if (op === "never") onChange({ op: "exactly", n: 0 });
    else if (op) onChange({ op: op as Count["op"], n: Math.max(1, value.n) });
  };
  return (
    <>
      {!never && (
        <Whole label={t("times")} value={value.n} max={10_000} w={72} onChange={(n) => onChange({ ...value, n })} />
      )}
      <Select
        aria-label={t("countOp")}
        w={124}
        allowDeselect={false}
        value={never ? "never" : value.op}
        data={(["at_least", "at_most", "exactly", "never"] as const).map((op) => ({ value: op, label: t(op) }))}
        onChange={pick}
      />
    </>
  );
};

const windowKey = (window: Window) => ("unit" in window ? window.unit : window.kind);
const windowOf = (key: string, n: number): Window => {
  switch (key) {
    case "hours":
    case "days":
      return { kind: "last", n, unit: key };
    case "day":
    case "week":
    case "month":
      return { kind: "calendar", n: Math.min(n, 120), unit: key };
    case "between":
      return { kind: "between" };
    default:
      return { kind: "ever" };
  }
};

export const WindowField = ({ value, onChange }: Field<Window>) => {
  const t = useWords(words);
  const n = "n" in value ? value.n : 30;
  return (
    <>
      <Select
        aria-label={t("within")}
        w={176}
        allowDeselect={false}
        value={windowKey(value)}
        data={(["ever", "hours", "days", "day", "week", "month", "between"] as const).map((key) => ({
          value: key,
          label: t(key),
        }))}
        onChange={(key) => key && onChange(windowOf(key, key === "day" || key === "week" || key === "month" ? 1 : n))}
      />
      {"n" in value && (
        <Whole
          label={t("n")}
          value={value.n}
          min={1}
          max={value.kind === "last" ? 3660 : 120}
          w={80}
          onChange={(next) => onChange({ ...value, n: next })}
        />
      )}
      {value.kind === "between" && (
        <>
          <DayField
            label={t("from")}
            value={value.from ?? ""}
            onChange={(from) => onChange({ kind: "between", ...(from && { from }), ...(value.to && { to: value.to }) })}
          />
          <span aria-hidden>–</span>
          <DayField
            label={t("to")}
            value={value.to ?? ""}
            onChange={(to) => onChange({ kind: "between", ...(value.from && { from: value.from }), ...(to && { to }) })}
          />
        </>
      )}
    </>
  );
};
