import {
  ActionIcon,
  Autocomplete,
  Button,
  Checkbox,
  Group,
  NumberInput,
  Select,
  Stack,
  Text,
  TextInput,
} from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { type Condition, type Duration, type EventMatch, OPERATORS, UNITS } from "#journeys/model";
import { Predicate } from "#segments/model";
import { PredicateBuilder, useNames, useOptions, useProperties } from "#segments/console";
import { useWords } from "#ui";
import { conditionText } from "../describe.ts";
import { operatorWords, unitWords } from "../words.ts";

const words = {
  amount: ["長さ", "How long"],
  unit: ["単位", "Unit"],
  event: ["イベント", "Event"],
  property: ["項目", "Property"],
  operator: ["比べ方", "Comparison"],
  value: ["値", "Value"],
  source: ["比べる相手", "Compared with"],
  plain: ["値", "a value"],
  own: ["きっかけの項目", "what started it"],
  addCondition: ["条件を追加", "Add a condition"],
  remove: ["この条件を削除", "Remove this condition"],
  incomplete: [
    "未入力の条件があります。そろうまで保存されません。",
    "A condition is incomplete: it is kept once it is complete.",
  ],
  useCondition: ["条件をつける", "With a condition"],
} as const;

export const DurationField = ({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: Duration;
  readonly onChange: (value: Duration) => void;
}) => {
  const t = useWords(words);
  return (
    <div className="fields-line" role="group" aria-label={label}>
      <NumberInput
        label={label}
        w={110}
        min={0}
        max={10_000}
        allowDecimal={false}
        allowNegative={false}
        value={value.amount}
        onChange={(next) => onChange({ ...value, amount: typeof next === "number" ? next : 0 })}
      />
      <Select
        aria-label={t("unit")}
        w={110}
        allowDeselect={false}
        value={value.unit}
        data={UNITS.map((unit) => ({ value: unit, label: t(unitWords[unit]) }))}
        onChange={(unit) => unit && onChange({ ...value, unit: unit as Duration["unit"] })}
      />
    </div>
  );
};

const valueOf = (text: string): string | number | boolean =>
  text === "true" ? true : text === "false" ? false : /^-?\d{1,15}(\.\d+)?$/u.test(text) ? Number(text) : text;
const textOf = (value: Condition["value"]) => (typeof value === "object" ? value.run : String(value ?? ""));

/** What the log calls it, and what people do. */
const Called = ({ name, words: said }: { readonly name: string; readonly words: string }) => (
  <span>
    {said}
    {said !== name && (
      <Text span size="xs" c="dimmed" ml={8}>
        {name}
      </Text>
    )}
  </span>
);

/** Conditions that must all hold. `run`: they look at the run's own data, and not at an event. */
export const Conditions = ({
  value,
  onChange,
  event = "",
  run = false,
}: {
  readonly value: readonly Condition[];
  readonly onChange: (value: Condition[]) => void;
  readonly event?: string;
  readonly run?: boolean;
}) => {
  const t = useWords(words);
  const properties = useProperties(event);
  const names = useNames();
  const known = (properties.data ?? []).map((each) => each.path);
  const called = (path: string) => names.property?.(path.replace(/^event\./u, "")) ?? path;
  const set = (at: number, change: Partial<Condition>) =>
    onChange(value.map((each, i) => (i === at ? { ...each, ...change } : each)));
  return (
    <Stack gap="xs">
      {value.map((condition, i) => {
        const bare = condition.op === "exists" || condition.op === "absent";
        const own = typeof condition.value === "object";
        return (
          <div key={i} className="fields-line" role="group">
            <Autocomplete
              aria-label={t("property")}
              placeholder={t("property")}
              w={150}
              data={run ? [...new Set(["trigger", ...known.map((path) => `event.${path}`)])] : known}
              value={condition.property}
              renderOption={({ option }) => <Called name={option.value} words={called(option.value)} />}
              comboboxProps={{ width: "max-content", position: "bottom-start" }}
              onChange={(property) => set(i, { property })}
            />
            <Select
              aria-label={t("operator")}
              w={140}
              allowDeselect={false}
              value={condition.op}
              data={OPERATORS.map((op) => ({ value: op, label: t(operatorWords[op]) }))}
              onChange={(op) => op && set(i, { op: op as Condition["op"] })}
            />
            {!bare && !run && (
              <Select
                aria-label={t("source")}
                w={140}
                allowDeselect={false}
                value={own ? "own" : "plain"}
                data={[
                  { value: "plain", label: t("plain") },
                  { value: "own", label: t("own") },
                ]}
                onChange={(next) => set(i, { value: next === "own" ? { run: `event.${condition.property}` } : "" })}
              />
            )}
            {!bare && (
              <TextInput
                aria-label={t("value")}
                placeholder={t("value")}
                style={{ flex: "1 1 96px" }}
                value={textOf(condition.value)}
                onChange={(e) =>
                  set(i, { value: own ? { run: e.currentTarget.value || "event." } : valueOf(e.currentTarget.value) })
                }
              />
            )}
            <ActionIcon
              variant="subtle"
              color="gray"
              size={36}
              aria-label={t("remove")}
              onClick={() => onChange(value.filter((_, at) => at !== i))}
            >
              <IconTrash size={16} aria-hidden />
            </ActionIcon>
            {condition.property !== "" && (
              <Text size="xs" c="dimmed" w="100%">
                {conditionText(condition, { say: t, names })}
              </Text>
            )}
          </div>
        );
      })}
      <Group>
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => onChange([...value, { property: "", op: "is", value: "" }])}
        >
          {t("addCondition")}
        </Button>
      </Group>
    </Stack>
  );
};

export const EventField = ({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: EventMatch;
  readonly onChange: (value: EventMatch) => void;
}) => {
  const options = useOptions();
  const called = useNames();
  const names = [...new Set((options.data?.events ?? []).map((each) => each.name))];
  const words = called.event?.(value.name) ?? value.name;
  return (
    <Stack gap="xs">
      <Autocomplete
        label={label}
        data={names}
        limit={100}
        value={value.name}
        {...(words !== value.name && { description: words, inputWrapperOrder: ["label", "input", "description"] })}
        renderOption={({ option }) => (
          <Called name={option.value} words={called.event?.(option.value) ?? option.value} />
        )}
        onChange={(name) => onChange({ ...value, name })}
      />
      <Conditions value={value.where} event={value.name} onChange={(where) => onChange({ ...value, where })} />
    </Stack>
  );
};

type Group_ = Extract<Predicate, { kind: "and" | "or" }>;
const asGroup = (predicate: Predicate): Group_ =>
  predicate.kind === "and" || predicate.kind === "or" ? predicate : { kind: "and", of: [predicate] };
// An incomplete predicate lives here only; the definition holds complete ones or none.
const FIRST: Predicate = { kind: "order_count", count: { op: "at_least", n: 1 }, within: { kind: "ever" } };

/** A predicate of segments; null while there is none or it is not complete. */
export const PredicateField = ({
  value,
  onChange,
  optional,
}: {
  readonly value: Predicate | null;
  readonly onChange: (value: Predicate | null) => void;
  /** The words beside the box that switches it on; without them there always is one. */
  readonly optional?: string;
}) => {
  const t = useWords(words);
  const [tree, setTree] = useState<Group_ | null>(value ? asGroup(value) : null);
  const set = (next: Group_) => {
    setTree(next);
    const read = Predicate.safeParse(next);
    onChange(read.success ? read.data : null);
  };
  const on = tree !== null || optional === undefined;
  const complete = tree !== null && Predicate.safeParse(tree).success;
  return (
    <Stack gap="xs">
      {optional !== undefined && (
        <Checkbox
          label={optional}
          checked={on}
          onChange={(e) => {
            if (e.currentTarget.checked) set(asGroup(FIRST));
            else {
              setTree(null);
              onChange(null);
            }
          }}
        />
      )}
      {tree !== null ? (
        <>
          <PredicateBuilder value={tree} onChange={set} />
          {!complete && (
            <Text size="xs" c="var(--held)">
              {t("incomplete")}
            </Text>
          )}
        </>
      ) : (
        optional === undefined && (
          <Button variant="default" size="compact-sm" onClick={() => set(asGroup(FIRST))}>
            {t("useCondition")}
          </Button>
        )
      )}
    </Stack>
  );
};
