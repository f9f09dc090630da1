import { Button, Fieldset, Group, MultiSelect, NumberInput, Select, Stack, Text, TextInput } from "@mantine/core";
import { prefectureText, say, StatusBadge, useNow, useWords } from "#ui";
import type { z } from "zod";
import { CARRIERS } from "../../../model/carriers.ts";
import { PREFECTURES } from "../../../model/promise/japan.ts";
import type { Backlog as BacklogShape, PromiseSettings } from "../../../model/promise/settings.ts";
import { carrierPair } from "../../words.ts";
import { words } from "./words.ts";

type Carrier = PromiseSettings["carriers"][number];
type Backlog = z.infer<typeof BacklogShape>;

const BacklogFields = ({
  value,
  set,
  remove,
  disabled,
}: {
  readonly value: Backlog;
  readonly set: (next: Backlog) => void;
  readonly remove: () => void;
  readonly disabled: boolean;
}) => {
  const t = useWords(words);
  const over = value.until < useNow(60_000).toISOString().slice(0, 10);
  return (
    <Group gap="sm" align="flex-end" role="group" aria-label={t("backlogs")}>
      <MultiSelect
        label={t("where")}
        data={PREFECTURES.map((value) => ({ value, label: prefectureText(value) }))}
        value={value.prefectures}
        onChange={(next) => set({ ...value, prefectures: next as Backlog["prefectures"] })}
        searchable
        disabled={disabled}
        style={{ flex: "1 1 240px" }}
      />
      <NumberInput
        label={t("more")}
        suffix={t("days")}
        min={1}
        max={30}
        w={140}
        value={value.days}
        disabled={disabled}
        onChange={(next) => set({ ...value, days: Number(next) || 1 })}
      />
      <TextInput
        label={t("until")}
        type="date"
        required
        w={170}
        value={value.until}
        disabled={disabled}
        onChange={(e) => set({ ...value, until: e.currentTarget.value })}
      />
      {over && <StatusBadge tone="plain">{t("over")}</StatusBadge>}
      {!disabled && (
        <Button variant="subtle" color="red" size="xs" onClick={remove}>
          {t("removeBacklog")}
        </Button>
      )}
    </Group>
  );
};

/** One carrier's service and what is known to hold it up. */
export const CarrierFields = ({
  value,
  first,
  set,
  remove,
  raise,
  disabled,
}: {
  readonly value: Carrier;
  readonly first: boolean;
  readonly set: (next: Carrier) => void;
  readonly remove: () => void;
  readonly raise: () => void;
  readonly disabled: boolean;
}) => {
  const t = useWords(words);
  const now = useNow(60_000);
  const { backlogs } = value;
  const known = [...new Set([...Object.keys(CARRIERS), value.id])];
  const name = `${say(carrierPair(value.id))} ${value.service}`.trim();
  const week = () => new Date(now.getTime() + 7 * 86_400_000).toISOString().slice(0, 10);
  const put = (next: readonly Backlog[]) => set({ ...value, backlogs: [...next] });
  return (
    <Fieldset legend={name} disabled={disabled} mb="md">
      <Stack gap="md">
        <Group gap="md" align="flex-start">
          <Select
            label={t("carrier")}
            data={known.map((id) => ({ value: id, label: say(carrierPair(id)) }))}
            value={value.id}
            onChange={(id) => id && set({ ...value, id })}
            allowDeselect={false}
            w={200}
          />
          <TextInput
            label={t("service")}
            description={t("serviceHelp")}
            inputWrapperOrder={["label", "input", "description", "error"]}
            maxLength={60}
            value={value.service}
            onChange={(e) => set({ ...value, service: e.currentTarget.value })}
            style={{ flex: "1 1 240px" }}
          />
          <Group gap="sm" mt={26}>
            {first ? (
              <StatusBadge tone="good">{t("isFirst")}</StatusBadge>
            ) : (
              <Button variant="default" size="xs" onClick={raise} aria-label={`${t("first")}: ${name}`}>
                {t("first")}
              </Button>
            )}
            <Button
              variant="subtle"
              color="red"
              size="xs"
              onClick={remove}
              aria-label={`${t("removeCarrier")}: ${name}`}
            >
              {t("removeCarrier")}
            </Button>
          </Group>
        </Group>
        <div>
          <Text size="sm" fw={500} mb={4}>
            {t("backlogs")}
          </Text>
          {backlogs.length === 0 && (
            <Text size="sm" c="dimmed">
              {t("noBacklog")}
            </Text>
          )}
          <Stack gap="sm">
            {backlogs.map((backlog, i) => (
              <BacklogFields
                key={i}
                value={backlog}
                set={(next) => put(backlogs.with(i, next))}
                remove={() => put(backlogs.toSpliced(i, 1))}
                disabled={disabled}
              />
            ))}
          </Stack>
          {!disabled && (
            <Button
              variant="default"
              size="xs"
              mt="sm"
              onClick={() => put([...backlogs, { prefectures: [], days: 1, until: week() }])}
            >
              {t("addBacklog")}
            </Button>
          )}
        </div>
      </Stack>
    </Fieldset>
  );
};
