import { Button, Checkbox, Group, Input, Pill, Stack, Switch, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useNow } from "../clock.ts";
import { plainDay } from "../format.ts";
import { language, useWords } from "../words.ts";

const words = {
  holidays: ["祝日は休み", "Closed on public holidays"],
  obon: ["お盆(8月13日〜16日)は休み", "Closed at Obon (13–16 August)"],
  yearEnd: ["年末年始(12月29日〜1月3日)は休み", "Closed from 29 December to 3 January"],
  own: ["そのほかの休業日", "Other days closed"],
  ownHelp: [
    "棚卸しや夏季休業など。期間で加えられます。",
    "Stocktaking, a summer break: add one day, or from one day to another.",
  ],
  none: ["まだありません。", "None yet."],
  from: ["この日から", "From"],
  to: ["この日まで(任意)", "To (if longer)"],
  add: ["休業日を加える", "Add"],
  remove: ["{day}を外す", "Remove {day}"],
  wrong: ["終わりの日は、始まりの日から60日以内にしてください。", "The end lies within 60 days after the beginning."],
} as const;

export interface DaysOffValue {
  readonly closedOnHolidays: boolean;
  readonly closedAtObon: boolean;
  readonly closedAtYearEnd: boolean;
  readonly closedDays: readonly string[];
}

const DAY = 86_400_000;
const MOST = 60;
/** Every day from one to another; null where that is no such span. */
const span = (from: string, to: string): string[] | null => {
  const [first, last] = [Date.parse(`${from}T00:00:00Z`), Date.parse(`${to === "" ? from : to}T00:00:00Z`)];
  const days = (last - first) / DAY;
  if (Number.isNaN(days) || days < 0 || days >= MOST) return null;
  return Array.from({ length: days + 1 }, (_, i) => new Date(first + i * DAY).toISOString().slice(0, 10));
};

/** When a place is closed: by rule, and on days of its own. */
export const DaysOffFields = ({
  value,
  set,
  disabled = false,
}: {
  readonly value: DaysOffValue;
  readonly set: (change: Partial<Omit<DaysOffValue, "closedDays">> & { closedDays?: string[] }) => void;
  readonly disabled?: boolean;
}) => {
  const t = useWords(words);
  const now = useNow(60_000);
  const [from, setFrom] = useState("");
  const [to, setTo] = useState("");
  const days = from === "" ? null : span(from, to);
  const rules = [
    ["holidays", "closedOnHolidays"],
    ["obon", "closedAtObon"],
    ["yearEnd", "closedAtYearEnd"],
  ] as const;
  const add = () => {
    set({ closedDays: [...new Set([...value.closedDays, ...(days ?? [])])].toSorted() });
    setFrom("");
    setTo("");
  };
  return (
    <Stack gap="sm">
      {rules.map(([word, field]) => (
        <Switch
          key={field}
          label={t(word)}
          checked={value[field]}
          disabled={disabled}
          onChange={(event) => set({ [field]: event.currentTarget.checked })}
        />
      ))}
      <Input.Wrapper labelElement="div" label={t("own")} description={t("ownHelp")}>
        <Group gap={6} mt={6} role="list" aria-label={t("own")}>
          {value.closedDays.length === 0 && (
            <Text size="sm" c="dimmed" role="listitem">
              {t("none")}
            </Text>
          )}
          {value.closedDays.map((day) => (
            <Pill
              key={day}
              role="listitem"
              size="md"
              withRemoveButton={!disabled}
              removeButtonProps={{
                "aria-label": t("remove", { day: plainDay(day, now) }),
                "aria-hidden": false,
                tabIndex: 0,
              }}
              onRemove={() => set({ closedDays: value.closedDays.filter((each) => each !== day) })}
            >
              {plainDay(day, now)}
            </Pill>
          ))}
        </Group>
      </Input.Wrapper>
      {!disabled && (
        <Group gap="sm" align="flex-end">
          <TextInput type="date" label={t("from")} value={from} onChange={(e) => setFrom(e.currentTarget.value)} />
          <TextInput
            type="date"
            label={t("to")}
            value={to}
            min={from}
            error={from !== "" && days === null ? t("wrong") : undefined}
            onChange={(e) => setTo(e.currentTarget.value)}
          />
          <Button variant="default" disabled={days === null} onClick={add}>
            {t("add")}
          </Button>
        </Group>
      )}
    </Stack>
  );
};

/** Days of the week, 0 Monday to 6 Sunday. */
export const Weekdays = ({
  label,
  value,
  onChange,
  disabled = false,
}: {
  readonly label: string;
  readonly value: readonly number[];
  readonly onChange: (next: number[]) => void;
  readonly disabled?: boolean;
}) => {
  const name = new Intl.DateTimeFormat(language(), { weekday: "short", timeZone: "UTC" });
  return (
    <Checkbox.Group
      label={label}
      value={value.map(String)}
      onChange={(next) => onChange(next.map(Number).toSorted((a, b) => a - b))}
    >
      <Group gap="md" mt={6}>
        {Array.from({ length: 7 }, (_, i) => (
          // 5 January 1970 was a Monday.
          <Checkbox key={i} value={String(i)} label={name.format((4 + i) * DAY)} disabled={disabled} />
        ))}
      </Group>
    </Checkbox.Group>
  );
};
