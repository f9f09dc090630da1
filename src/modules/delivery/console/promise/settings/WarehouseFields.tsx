import { Button, Fieldset, NumberInput, Select, SimpleGrid, Stack, TextInput } from "@mantine/core";
import { DaysOffFields, prefectureText, useWords, Weekdays } from "#ui";
import type { Warehouse } from "../../../model/promise/warehouse.ts";
import { PREFECTURES } from "../../../model/promise/japan.ts";
import { words } from "./words.ts";

/** One warehouse: until when it takes orders for today, how long it needs, and when it is closed. */
export const WarehouseFields = ({
  value,
  set,
  remove,
  disabled,
}: {
  readonly value: Warehouse;
  readonly set: (next: Warehouse) => void;
  readonly remove: () => void;
  readonly disabled: boolean;
}) => {
  const t = useWords(words);
  const put = (more: Partial<Warehouse>) => set({ ...value, ...more });
  return (
    <Fieldset legend={value.name || t("warehouse")} disabled={disabled} mb="md">
      <Stack gap="md">
        <SimpleGrid cols={{ base: 1, sm: 2, lg: 4 }} spacing="md">
          <TextInput
            label={t("name")}
            required
            maxLength={80}
            value={value.name}
            onChange={(e) => put({ name: e.currentTarget.value })}
          />
          <Select
            label={t("prefecture")}
            data={PREFECTURES.map((value) => ({ value, label: prefectureText(value) }))}
            value={value.prefecture}
            onChange={(next) => next && put({ prefecture: next as Warehouse["prefecture"] })}
            searchable
            allowDeselect={false}
          />
          <TextInput
            label={t("cutOff")}
            description={t("cutOffHelp")}
            inputWrapperOrder={["label", "input", "description", "error"]}
            type="time"
            required
            value={value.cutOff}
            onChange={(e) => put({ cutOff: e.currentTarget.value })}
          />
          <NumberInput
            label={t("handling")}
            description={t("handlingHelp")}
            inputWrapperOrder={["label", "input", "description", "error"]}
            suffix={t("days")}
            min={0}
            max={60}
            value={value.handlingDays}
            onChange={(next) => put({ handlingDays: Number(next) || 0 })}
          />
        </SimpleGrid>
        <Weekdays
          label={t("weekdays")}
          value={value.closedWeekdays}
          disabled={disabled}
          onChange={(closedWeekdays) => put({ closedWeekdays })}
        />
        <DaysOffFields value={value} set={put} disabled={disabled} />
        {!disabled && (
          <div>
            <Button variant="subtle" color="red" size="xs" onClick={remove}>
              {t("removeWarehouse")}
            </Button>
          </div>
        )}
      </Stack>
    </Fieldset>
  );
};
