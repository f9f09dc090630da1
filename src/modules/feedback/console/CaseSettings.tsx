import { Group, MultiSelect, NumberInput, SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { DaysOffFields, Loaded, SaveForm, say, Section, useAct, useMay, useWords, Weekdays } from "#ui";
import { api } from "../../../console/api.ts";
import { SettingsFrame } from "../../../console/settings/SettingsFrame.tsx";
import { CASE_KINDS, type CaseSettings } from "../model.ts";
import { KIND } from "./words.ts";

const words = {
  lead: [
    "お客様のお困りごとに、誰が、いつまでに対応するか。期限は営業時間だけを数えます。すでにある案件の期限は変わりません。",
    "Who answers customers who need help, and by when. Deadlines count business hours only. Cases that are open keep theirs.",
  ],
  open: ["営業時間", "Business hours"],
  weekdays: ["営業する曜日", "Open on"],
  from: ["始まり", "From"],
  to: ["終わり", "To"],
  off: ["休業日", "Days closed"],
  hours: ["対応の期限", "To be answered within"],
  hoursHelp: [
    "お申し出から、営業時間で何時間以内に対応するか。",
    "Business hours from the report until it must be dealt with.",
  ],
  unit: [" 時間", " h"],
  team: ["担当する人", "Who takes cases"],
  teamHelp: [
    "持っている案件の少ない人から順に割り当てます。空欄ならオーナーが担当します。",
    "Each goes to the one with the fewest open cases. Empty: the owner takes them.",
  ],
  anyone: ["オーナー", "The owner"],
  saved: ["保存しました。次の案件から使われます", "Saved. It counts from the next case"],
} as const;

const Form = ({ start, people }: { readonly start: CaseSettings; readonly people: readonly Person[] }) => {
  const t = useWords(words);
  const may = useMay("marketer");
  const [value, setValue] = useState(start);
  const put = (more: Partial<CaseSettings>) => setValue({ ...value, ...more });
  const save = useAct((body: CaseSettings) => api.feedback.saveSettings({ body }), {
    done: words.saved,
    refresh: [["feedback"]],
    quiet: true,
  });
  return (
    <SaveForm changed={value !== start} may={may} save={() => save.mutate(value)} state={save}>
      <Section title={t("open")}>
        <Stack gap="md">
          <Weekdays
            label={t("weekdays")}
            value={value.weekdays.map((day) => day - 1)}
            onChange={(days) => put({ weekdays: days.map((day) => day + 1) })}
            disabled={!may}
          />
          <Group gap="md">
            {(["from", "to"] as const).map((end) => (
              <TextInput
                key={end}
                type="time"
                label={t(end)}
                required
                w={140}
                value={value[end]}
                disabled={!may}
                onChange={(e) => put({ [end]: e.currentTarget.value })}
              />
            ))}
          </Group>
        </Stack>
      </Section>
      <Section title={t("off")}>
        <DaysOffFields value={value} set={put} disabled={!may} />
      </Section>
      <Section title={t("hours")}>
        <Text c="dimmed" size="sm" mb="sm">
          {t("hoursHelp")}
        </Text>
        <SimpleGrid cols={{ base: 2, sm: 3, lg: 4 }} spacing="md" maw={880}>
          {CASE_KINDS.map((kind) => (
            <NumberInput
              key={kind}
              label={say(KIND[kind])}
              suffix={t("unit")}
              min={1}
              max={400}
              value={value.hours[kind]}
              disabled={!may}
              onChange={(next) => put({ hours: { ...value.hours, [kind]: Number(next) || 1 } })}
            />
          ))}
        </SimpleGrid>
      </Section>
      <Section title={t("team")}>
        <MultiSelect
          aria-label={t("team")}
          description={t("teamHelp")}
          placeholder={value.team.length === 0 ? t("anyone") : ""}
          data={people.map(({ id, name }) => ({ value: id, label: name }))}
          value={value.team}
          onChange={(team) => put({ team })}
          disabled={!may}
          maw={480}
        />
      </Section>
    </SaveForm>
  );
};

interface Person {
  readonly id: string;
  readonly name: string;
}

/** Business hours, days closed, deadlines by kind, and who takes cases. */
export const CaseSettingsPage = () => {
  const t = useWords(words);
  const settings = useQuery({ queryKey: ["feedback", "settings"], queryFn: () => api.feedback.settings({}) });
  const people = useQuery({ queryKey: ["feedback", "people"], queryFn: () => api.feedback.people({}) });
  return (
    <SettingsFrame lead={t("lead")}>
      <Loaded query={settings}>
        {(start) => (
          <Loaded query={people}>
            {({ items }) => <Form key={JSON.stringify(start)} start={start} people={items} />}
          </Loaded>
        )}
      </Loaded>
    </SettingsFrame>
  );
};
