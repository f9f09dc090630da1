import {
  ActionIcon,
  Button,
  Fieldset,
  Group,
  MultiSelect,
  NumberInput,
  Select,
  Switch,
  TextInput,
} from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { FormDrawer, Loaded, say, useAct, useWords } from "#ui";
import { api } from "../../../../console/api.ts";
import { CARRIERS } from "../../model/carriers.ts";
import { Warehouse } from "../../model/promise/dispatch.ts";
import { PREFECTURES } from "../../model/promise/japan.ts";
import type { PromiseSettings } from "../../model/promise/settings.ts";
import { carrierPair } from "../words.ts";

const words = {
  title: ["お届け予定の設定", "Promise settings"],
  save: ["保存", "Save"],
  saved: ["保存しました", "Saved"],
  warehouse: ["倉庫", "Warehouse"],
  add: ["倉庫を追加", "Add a warehouse"],
  remove: ["この倉庫を外す", "Remove this warehouse"],
  name: ["名前", "Name"],
  prefecture: ["都道府県", "Prefecture"],
  cutOff: ["当日出荷の締め時刻", "Cut-off for the same day"],
  handling: ["出荷までの営業日数", "Business days to hand-over"],
  closed: ["定休日", "Closed on"],
  holidays: ["祝日は休み", "Closed on holidays"],
  obon: ["お盆(8/13–16)は休み", "Closed at Obon (13–16 Aug)"],
  yearEnd: ["年末年始(12/29–1/3)は休み", "Closed 29 Dec – 3 Jan"],
  carriers: ["運送会社(最初のものを使います)", "Carriers (the first is used)"],
  least: ["表示する確かさ", "Show when at least"],
  high: ["高い(実績十分)", "High (enough data)"],
  medium: ["ふつう", "Medium"],
  low: ["低くても表示する", "Even when low"],
} as const;
const WEEKDAYS = ["月 Mon", "火 Tue", "水 Wed", "木 Thu", "金 Fri", "土 Sat", "日 Sun"];

const Fields = ({
  value,
  set,
  remove,
}: {
  readonly value: Warehouse;
  readonly set: (next: Warehouse) => void;
  readonly remove: () => void;
}) => {
  const t = useWords(words);
  const put = (more: Partial<Warehouse>) => set({ ...value, ...more });
  return (
    <Fieldset legend={value.name || t("warehouse")}>
      <TextInput label={t("name")} required value={value.name} onChange={(e) => put({ name: e.currentTarget.value })} />
      <Select
        label={t("prefecture")}
        data={PREFECTURES}
        value={value.prefecture}
        onChange={(next) => next && put({ prefecture: next as Warehouse["prefecture"] })}
        searchable
        allowDeselect={false}
      />
      <Group grow>
        <TextInput
          label={t("cutOff")}
          type="time"
          required
          value={value.cutOff}
          onChange={(e) => put({ cutOff: e.currentTarget.value })}
        />
        <NumberInput
          label={t("handling")}
          min={0}
          max={60}
          value={value.handlingDays}
          onChange={(next) => put({ handlingDays: Number(next) || 0 })}
        />
      </Group>
      <MultiSelect
        label={t("closed")}
        data={WEEKDAYS.map((label, i) => ({ value: String(i), label }))}
        value={value.closedWeekdays.map(String)}
        onChange={(next) => put({ closedWeekdays: next.map(Number) })}
        mb="sm"
      />
      {(
        [
          ["holidays", "closedOnHolidays"],
          ["obon", "closedAtObon"],
          ["yearEnd", "closedAtYearEnd"],
        ] as const
      ).map(([label, field]) => (
        <Switch
          key={field}
          label={t(label)}
          checked={value[field]}
          onChange={(e) => put({ [field]: e.currentTarget.checked })}
          mb={6}
        />
      ))}
      <ActionIcon variant="subtle" color="red" aria-label={t("remove")} onClick={remove}>
        <IconTrash size={16} aria-hidden />
      </ActionIcon>
    </Fieldset>
  );
};

const Form = ({ start, onClose }: { readonly start: PromiseSettings; readonly onClose: () => void }) => {
  const t = useWords(words);
  const [value, setValue] = useState(start);
  const save = useAct((body: PromiseSettings) => api.promises.savePromiseSettings({ body }), {
    done: words.saved,
    refresh: [["promises"]],
    after: onClose,
    quiet: true,
  });
  const put = (more: Partial<PromiseSettings>) => setValue({ ...value, ...more });
  const { warehouses } = value;
  return (
    <FormDrawer
      opened
      onClose={onClose}
      title={t("title")}
      action={t("save")}
      onSubmit={() => save.mutate(value)}
      busy={save.isPending}
      error={save.error}
    >
      {warehouses.map((each, i) => (
        <Fields
          key={each.id}
          value={each}
          set={(next) => put({ warehouses: warehouses.with(i, next) })}
          remove={() => put({ warehouses: warehouses.toSpliced(i, 1) })}
        />
      ))}
      <Button
        variant="default"
        onClick={() =>
          put({
            warehouses: [
              ...warehouses,
              Warehouse.parse({
                id: crypto.randomUUID(),
                name: `${t("warehouse")} ${warehouses.length + 1}`,
                prefecture: "東京都",
              }),
            ],
          })
        }
      >
        {t("add")}
      </Button>
      <MultiSelect
        label={t("carriers")}
        data={[...new Set([...Object.keys(CARRIERS), ...value.carriers.map(({ id }) => id)])].map((id) => ({
          value: id,
          label: say(carrierPair(id)),
        }))}
        value={value.carriers.map(({ id }) => id)}
        onChange={(ids) =>
          put({
            carriers: ids.map(
              (id) => value.carriers.find((each) => each.id === id) ?? { id, service: "", backlogs: [] },
            ),
          })
        }
      />
      <Select
        label={t("least")}
        data={(["high", "medium", "low"] as const).map((level) => ({ value: level, label: t(level) }))}
        value={value.least}
        onChange={(next) => next && put({ least: next as PromiseSettings["least"] })}
        allowDeselect={false}
      />
    </FormDrawer>
  );
};

/** Warehouses, carriers, and how sure a promise must be. */
export const Settings = ({ onClose }: { readonly onClose: () => void }) => {
  const settings = useQuery({ queryKey: ["promises", "settings"], queryFn: () => api.promises.promiseSettings({}) });
  return <Loaded query={settings}>{(start) => <Form start={start} onClose={onClose} />}</Loaded>;
};
