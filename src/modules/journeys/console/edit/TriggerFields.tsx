import {
  ActionIcon,
  Button,
  Checkbox,
  Divider,
  Group,
  Radio,
  SegmentedControl,
  Select,
  Stack,
  TextInput,
} from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import type { Definition, EventMatch } from "#journeys/model";
import { useOptions } from "#segments/console";
import { useWords } from "#ui";
import { DurationField, EventField, PredicateField } from "./fields.tsx";

const words = {
  by: ["きっかけの種類", "Started by"],
  event: ["イベント", "an event"],
  segment: ["セグメント", "a segment"],
  eventOf: ["イベント", "Event"],
  orEvent: ["または、イベント", "Or the event"],
  addEvent: ["ほかのイベントを追加", "Add another event"],
  removeEvent: ["このイベントを削除", "Remove this event"],
  only: ["お客様の条件で絞る", "Only for some people"],
  segmentOf: ["入ったら開始するセグメント", "Starts on entering"],
  present: ["公開した時点で該当している人も開始する", "Also start those who are in it when this goes live"],
  reentry: ["同じ人の再開始", "Coming again"],
  never: ["お一人1回だけ", "Once for a person"],
  after: ["間をあけて再び", "Again, after a while"],
  key: ["項目の値ごとに1回(注文番号など)", "Once for each value, such as an order number"],
  gap: ["あける長さ", "After"],
  property: ["項目", "Property"],
  exit: ["途中で終了する条件", "Leaves when"],
  exitEvent: ["終了させるイベント", "Ended by the event"],
  addExit: ["終了させるイベントを追加", "Add an event that ends it"],
  when: ["お客様の条件で終了", "Ended by who the person is"],
  zone: ["時刻の基準(タイムゾーン)", "Time zone"],
} as const;

const EventList = ({
  events,
  first,
  others,
  add,
  onChange,
}: {
  readonly events: readonly EventMatch[];
  readonly first: string;
  readonly others: string;
  readonly add: string;
  readonly onChange: (events: EventMatch[]) => void;
}) => {
  const t = useWords(words);
  return (
    <Stack gap="sm">
      {events.map((event, i) => (
        <div key={i} style={{ display: "grid", gridTemplateColumns: "1fr auto", gap: 8, alignItems: "start" }}>
          <EventField
            label={i === 0 ? first : others}
            value={event}
            onChange={(next) => onChange(events.map((each, at) => (at === i ? next : each)))}
          />
          <ActionIcon
            mt={26}
            variant="subtle"
            color="gray"
            size={36}
            aria-label={t("removeEvent")}
            onClick={() => onChange(events.filter((_, at) => at !== i))}
          >
            <IconTrash size={16} aria-hidden />
          </ActionIcon>
        </div>
      ))}
      <Group>
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => onChange([...events, { name: "", where: [] }])}
        >
          {add}
        </Button>
      </Group>
    </Stack>
  );
};

/** What starts the journey, how often, and what ends it on the way. */
export const TriggerFields = ({
  definition,
  onChange,
}: {
  readonly definition: Definition;
  readonly onChange: (definition: Definition) => void;
}) => {
  const t = useWords(words);
  const options = useOptions();
  const { trigger, reentry, exit } = definition;
  return (
    <Stack gap="md">
      <SegmentedControl
        aria-label={t("by")}
        fullWidth
        value={trigger.kind}
        data={(["event", "segment"] as const).map((kind) => ({ value: kind, label: t(kind) }))}
        onChange={(kind) =>
          onChange({
            ...definition,
            trigger:
              kind === "event"
                ? { kind, events: [{ name: "", where: [] }], only: null }
                : { kind: "segment", segment: "", present: false },
          })
        }
      />
      {trigger.kind === "event" ? (
        <>
          <EventList
            events={trigger.events}
            first={t("eventOf")}
            others={t("orEvent")}
            add={t("addEvent")}
            onChange={(events) => onChange({ ...definition, trigger: { ...trigger, events } })}
          />
          <PredicateField
            optional={t("only")}
            value={trigger.only}
            onChange={(only) => onChange({ ...definition, trigger: { ...trigger, only } })}
          />
        </>
      ) : (
        <>
          <Select
            label={t("segmentOf")}
            searchable
            value={trigger.segment || null}
            data={(options.data?.segments ?? []).map((each) => ({ value: each.id, label: each.name }))}
            onChange={(segment) => onChange({ ...definition, trigger: { ...trigger, segment: segment ?? "" } })}
          />
          <Checkbox
            label={t("present")}
            checked={trigger.present}
            onChange={(e) => onChange({ ...definition, trigger: { ...trigger, present: e.currentTarget.checked } })}
          />
        </>
      )}
      <Divider />
      <Radio.Group
        label={t("reentry")}
        value={reentry.kind}
        onChange={(kind) =>
          onChange({
            ...definition,
            reentry:
              kind === "after"
                ? { kind, duration: { amount: 30, unit: "days" } }
                : kind === "key"
                  ? { kind, property: "order_id" }
                  : { kind: "never" },
          })
        }
      >
        <Stack gap={6} mt={4}>
          {(["never", "after", "key"] as const).map((kind) => (
            <Radio key={kind} value={kind} label={t(kind)} />
          ))}
        </Stack>
      </Radio.Group>
      {reentry.kind === "after" && (
        <DurationField
          label={t("gap")}
          value={reentry.duration}
          onChange={(duration) => onChange({ ...definition, reentry: { ...reentry, duration } })}
        />
      )}
      {reentry.kind === "key" && (
        <TextInput
          label={t("property")}
          value={reentry.property}
          onChange={(e) => onChange({ ...definition, reentry: { ...reentry, property: e.currentTarget.value } })}
        />
      )}
      <Divider label={t("exit")} labelPosition="left" />
      <EventList
        events={exit.events}
        first={t("exitEvent")}
        others={t("orEvent")}
        add={t("addExit")}
        onChange={(events) => onChange({ ...definition, exit: { ...exit, events } })}
      />
      <PredicateField
        optional={t("when")}
        value={exit.when}
        onChange={(when) => onChange({ ...definition, exit: { ...exit, when } })}
      />
      <Divider />
      <TextInput
        label={t("zone")}
        value={definition.zone}
        onChange={(e) => onChange({ ...definition, zone: e.currentTarget.value })}
      />
    </Stack>
  );
};
