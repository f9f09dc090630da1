import { Chip, Group, SegmentedControl, TextInput } from "@mantine/core";
import { useWords } from "#ui";
import { weekdayWords } from "../words.ts";
import { DurationField, EventField } from "./fields.tsx";
import type { Fields, Of } from "./node-kinds.ts";

const words = {
  until: ["待ち方", "Wait for"],
  duration: ["期間", "a time"],
  local: ["曜日と時刻", "a day and hour"],
  event: ["イベント", "an event"],
  howLong: ["待つ長さ", "How long"],
  after: ["少なくとも", "At least"],
  time: ["時刻", "At"],
  weekdays: ["曜日", "On"],
  awaited: ["待つイベント", "Event"],
  timeout: ["最長", "At most"],
} as const;

/** What a wait waits for. */
export const WaitFields = ({ node, onChange }: Fields<"wait">) => {
  const t = useWords(words);
  const { until } = node;
  type Until = Of<"wait">["until"];
  const set = (next: Until) => onChange({ ...node, until: next });
  const pick = (kind: string) => {
    const day = { amount: 1, unit: "days" } as const;
    if (kind === "duration") set({ kind, duration: day });
    if (kind === "local")
      set({ kind, after: { amount: 0, unit: "days" }, time: "10:00", weekdays: [1, 2, 3, 4, 5, 6, 7], zone: null });
    if (kind === "event")
      set({ kind, event: { name: "", where: [] }, timeout: { amount: 7, unit: "days" }, onTimeout: node.next });
  };
  return (
    <>
      <SegmentedControl
        aria-label={t("until")}
        fullWidth
        value={until.kind}
        data={(["duration", "local", "event"] as const).map((kind) => ({ value: kind, label: t(kind) }))}
        onChange={pick}
      />
      {until.kind === "duration" && (
        <DurationField
          label={t("howLong")}
          value={until.duration}
          onChange={(duration) => set({ ...until, duration })}
        />
      )}
      {until.kind === "local" && (
        <>
          <DurationField label={t("after")} value={until.after} onChange={(after) => set({ ...until, after })} />
          <div>
            <div style={{ fontSize: 14, fontWeight: 500, marginBottom: 4 }}>{t("weekdays")}</div>
            <Chip.Group
              multiple
              value={until.weekdays.map(String)}
              onChange={(days) => set({ ...until, weekdays: days.map(Number).toSorted((a, b) => a - b) })}
            >
              <Group gap={4}>
                {weekdayWords.map((day, i) => (
                  <Chip key={i} value={String(i + 1)} size="xs" icon={null}>
                    {t(day)}
                  </Chip>
                ))}
              </Group>
            </Chip.Group>
          </div>
          <TextInput
            type="time"
            label={t("time")}
            w={130}
            value={until.time}
            onChange={(e) => e.currentTarget.value && set({ ...until, time: e.currentTarget.value.slice(0, 5) })}
          />
        </>
      )}
      {until.kind === "event" && (
        <>
          <EventField label={t("awaited")} value={until.event} onChange={(event) => set({ ...until, event })} />
          <DurationField
            label={t("timeout")}
            value={until.timeout}
            onChange={(timeout) => set({ ...until, timeout })}
          />
        </>
      )}
    </>
  );
};
