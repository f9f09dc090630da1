import { Button, Group, NumberInput, Select, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { EmptyState, Loaded, SaveForm, Section, useAct, useMay, useWords } from "#ui";
import { api } from "../../../../../console/api.ts";
import { SettingsFrame } from "../../../../../console/settings/SettingsFrame.tsx";
import { CARRIERS } from "../../../model/carriers.ts";
import { Warehouse } from "../../../model/promise/warehouse.ts";
import { LEVELS_SHOWN, type PromiseSettings } from "../../../model/promise/settings.ts";
import { CarrierFields } from "./CarrierFields.tsx";
import { WarehouseFields } from "./WarehouseFields.tsx";
import { words } from "./words.ts";

const KEY = ["promises", "settings"];

const Form = ({ start }: { readonly start: PromiseSettings }) => {
  const t = useWords(words);
  const disabled = !useMay("marketer");
  const [value, setValue] = useState(start);
  const put = (more: Partial<PromiseSettings>) => setValue({ ...value, ...more });
  const save = useAct((body: PromiseSettings) => api.promises.savePromiseSettings({ body }), {
    done: words.saved,
    refresh: [["promises"]],
    quiet: true,
  });
  const { warehouses, carriers } = value;
  const addWarehouse = () =>
    put({
      warehouses: [
        ...warehouses,
        Warehouse.parse({
          id: crypto.randomUUID(),
          name: `${t("warehouse")} ${warehouses.length + 1}`,
          prefecture: "東京都",
        }),
      ],
    });
  const addCarrier = () => {
    const unused = Object.keys(CARRIERS).find((id) => carriers.every((each) => each.id !== id));
    put({ carriers: [...carriers, { id: unused ?? "yamato", service: "", backlogs: [] }] });
  };
  return (
    <SaveForm changed={value !== start} may={!disabled} save={() => save.mutate(value)} state={save}>
      <Section title={t("warehouses")}>
        {warehouses.length === 0 && <EmptyState title={t("noWarehouse")}>{t("noWarehouseBody")}</EmptyState>}
        {warehouses.map((each, i) => (
          <WarehouseFields
            key={each.id}
            value={each}
            set={(next) => put({ warehouses: warehouses.with(i, next) })}
            remove={() => put({ warehouses: warehouses.toSpliced(i, 1) })}
            disabled={disabled}
          />
        ))}
        {!disabled && (
          <Button variant="default" onClick={addWarehouse}>
            {t("addWarehouse")}
          </Button>
        )}
      </Section>
      <Section title={t("carriers")}>
        <Text c="dimmed" size="sm" mb="sm">
          {t(carriers.length === 0 ? "noCarrier" : "carriersHelp")}
        </Text>
        {carriers.map((each, i) => (
          <CarrierFields
            key={i}
            value={each}
            first={i === 0}
            set={(next) => put({ carriers: carriers.with(i, next) })}
            remove={() => put({ carriers: carriers.toSpliced(i, 1) })}
            raise={() => put({ carriers: [each, ...carriers.toSpliced(i, 1)] })}
            disabled={disabled}
          />
        ))}
        {!disabled && (
          <Button variant="default" onClick={addCarrier}>
            {t("addCarrier")}
          </Button>
        )}
      </Section>
      <Section title={t("sure")}>
        <Group gap="md" align="flex-start">
          <Select
            label={t("least")}
            data={LEVELS_SHOWN.map((level) => ({ value: level, label: t(level) }))}
            value={value.least}
            onChange={(next) => next && put({ least: next as PromiseSettings["least"] })}
            allowDeselect={false}
            disabled={disabled}
            w={300}
          />
          <NumberInput
            label={t("refit")}
            min={1}
            max={14}
            value={value.refitEvery}
            onChange={(next) => put({ refitEvery: Number(next) || 1 })}
            disabled={disabled}
            w={220}
          />
        </Group>
      </Section>
    </SaveForm>
  );
};

/** Warehouses, carriers with their services and delays, and how sure a promise must be. */
export const PromiseSettingsPage = () => {
  const t = useWords(words);
  const settings = useQuery({ queryKey: KEY, queryFn: () => api.promises.promiseSettings({}) });
  return (
    <SettingsFrame lead={t("lead")}>
      <Loaded query={settings}>{(start) => <Form key={JSON.stringify(start)} start={start} />}</Loaded>
    </SettingsFrame>
  );
};
