import {
  ActionIcon,
  Button,
  Chip,
  Divider,
  Group,
  Radio,
  SegmentedControl,
  Select,
  Stack,
  TextInput,
} from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import type { Node } from "#journeys/model";
import { useLanguage, useWords } from "#ui";
import { PURPOSES, useTemplates } from "../queries.ts";
import { weekdayWords } from "../words.ts";
import { Conditions, DurationField, EventField, PredicateField } from "./fields.tsx";

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
  template: ["テンプレート", "Template"],
  channels: ["チャネル", "Channels"],
  channelsHelp: ["左から順に、届くチャネルで送ります。", "In this order: the first that reaches the person."],
  class: ["種類", "Class"],
  marketing: ["お知らせ(同意が必要)", "Marketing (needs consent)"],
  transactional: ["取引のご連絡", "Transactional"],
  purpose: ["利用目的", "Purpose"],
  expires: ["保留できる長さ", "May be held for"],
  trait: ["属性名", "Trait"],
  value: ["値", "Value"],
  path: ["分岐 {n}", "Path {n}"],
  label: ["表示名", "Label"],
  who: ["判定するもの", "Decided by"],
  person: ["お客様の条件", "who the person is"],
  run: ["きっかけの内容", "what started it"],
  addPath: ["分岐を追加", "Add a path"],
  removePath: ["この分岐を削除", "Remove this path"],
  otherwise: ["どの条件にも当てはまらない人は「それ以外」に進みます。", "Everybody else takes the last way."],
} as const;

type Of<K extends Node["kind"]> = Extract<Node, { kind: K }>;
interface Fields<K extends Node["kind"]> {
  readonly node: Of<K>;
  readonly onChange: (node: Of<K>) => void;
  /** Property names that the trigger's event carries. */
  readonly event: string;
}

const WaitFields = ({ node, onChange }: Fields<"wait">) => {
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

const ORDERS = ["line,email", "email,line", "line", "email"] as const;

const MessageFields = ({ node, onChange }: Fields<"message">) => {
  const t = useWords(words);
  const ja = useLanguage() === "ja";
  const templates = useTemplates();
  const names = { line: "LINE", email: ja ? "メール" : "mail" };
  return (
    <>
      <Select
        label={t("template")}
        searchable
        value={node.template || null}
        data={(templates.data ?? []).map((each) => ({ value: each.key, label: each.name }))}
        onChange={(template) => onChange({ ...node, template: template ?? "" })}
      />
      <Select
        label={t("channels")}
        description={t("channelsHelp")}
        allowDeselect={false}
        value={node.channels.join(",")}
        data={ORDERS.map((order) => ({
          value: order,
          label: order
            .split(",")
            .map((channel) => names[channel as keyof typeof names])
            .join(" → "),
        }))}
        onChange={(order) => order && onChange({ ...node, channels: order.split(",") as Of<"message">["channels"] })}
      />
      <Select
        label={t("class")}
        allowDeselect={false}
        value={node.class}
        data={(["marketing", "transactional"] as const).map((each) => ({ value: each, label: t(each) }))}
        onChange={(value) => {
          const purpose = PURPOSES.find((each) => each.class === value)?.key ?? node.purpose;
          if (value) onChange({ ...node, class: value as Of<"message">["class"], purpose });
        }}
      />
      <Select
        label={t("purpose")}
        allowDeselect={false}
        value={node.purpose || null}
        data={PURPOSES.map((each) => ({ value: each.key, label: ja ? each.ja : each.en }))}
        onChange={(purpose) => purpose && onChange({ ...node, purpose })}
      />
      <DurationField label={t("expires")} value={node.expires} onChange={(expires) => onChange({ ...node, expires })} />
    </>
  );
};

const BranchFields = ({ node, onChange, event }: Fields<"branch">) => {
  const t = useWords(words);
  type Path = Of<"branch">["paths"][number];
  const set = (at: number, change: Partial<Path>) =>
    onChange({ ...node, paths: node.paths.map((each, i) => (i === at ? { ...each, ...change } : each)) });
  return (
    <>
      {node.paths.map((path, i) => (
        <fieldset key={i} style={{ border: 0, margin: 0, padding: 0 }}>
          <Divider
            mb="xs"
            labelPosition="left"
            label={
              <Group gap={4}>
                <legend style={{ padding: 0 }}>{t("path", { n: i + 1 })}</legend>
                {node.paths.length > 1 && (
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    size="sm"
                    aria-label={t("removePath")}
                    onClick={() => onChange({ ...node, paths: node.paths.filter((_, at) => at !== i) })}
                  >
                    <IconTrash size={14} aria-hidden />
                  </ActionIcon>
                )}
              </Group>
            }
          />
          <Stack gap="sm">
            <TextInput
              label={t("label")}
              value={path.label}
              maxLength={60}
              onChange={(e) => set(i, { label: e.currentTarget.value })}
            />
            <Radio.Group
              label={t("who")}
              value={path.when.kind}
              onChange={(kind) =>
                set(i, { when: kind === "run" ? { kind, where: [] } : { kind: "person", predicate: null } })
              }
            >
              <Group gap="md" mt={4}>
                <Radio value="person" label={t("person")} />
                <Radio value="run" label={t("run")} />
              </Group>
            </Radio.Group>
            {path.when.kind === "person" ? (
              <PredicateField
                key={`${i} ${node.paths.length}`}
                value={path.when.predicate}
                onChange={(predicate) => set(i, { when: { kind: "person", predicate } })}
              />
            ) : (
              <Conditions
                run
                event={event}
                value={path.when.where}
                onChange={(where) => set(i, { when: { kind: "run", where } })}
              />
            )}
          </Stack>
        </fieldset>
      ))}
      <Group>
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconPlus size={14} aria-hidden />}
          disabled={node.paths.length >= 10}
          onClick={() =>
            onChange({
              ...node,
              paths: [...node.paths, { label: "", when: { kind: "person", predicate: null }, next: null }],
            })
          }
        >
          {t("addPath")}
        </Button>
      </Group>
      <p style={{ margin: 0, fontSize: 13, color: "var(--ink-soft)" }}>{t("otherwise")}</p>
    </>
  );
};

const TraitFields = ({ node, onChange }: Fields<"trait">) => {
  const t = useWords(words);
  return (
    <>
      <TextInput
        label={t("trait")}
        value={node.trait}
        maxLength={100}
        onChange={(e) => onChange({ ...node, trait: e.currentTarget.value })}
      />
      <TextInput
        label={t("value")}
        value={String(node.value)}
        onChange={(e) => onChange({ ...node, value: e.currentTarget.value })}
      />
    </>
  );
};

/** The fields of one step, by its kind. */
export const NodeFields = ({
  node,
  onChange,
  event,
}: {
  readonly node: Node;
  readonly onChange: (node: Node) => void;
  readonly event: string;
}) => {
  switch (node.kind) {
    case "wait":
      return <WaitFields node={node} onChange={onChange} event={event} />;
    case "branch":
      return <BranchFields node={node} onChange={onChange} event={event} />;
    case "message":
      return <MessageFields node={node} onChange={onChange} event={event} />;
    case "trait":
      return <TraitFields node={node} onChange={onChange} event={event} />;
    case "exit":
      return null;
  }
};
