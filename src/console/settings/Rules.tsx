import { Group, NumberInput, Stack, Switch, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQuery } from "@tanstack/react-query";
import { faultsOf, Loaded, SaveForm, Section, useAct, useMay, useWords } from "#ui";
import { api } from "../api.ts";
import { SettingsFrame } from "./SettingsFrame.tsx";

const words = {
  lead: [
    "どの送り方でも、すべてのメッセージがこのきまりを通ります。止めたものは捨てずに保留し、時間が来たらもう一度判定します。",
    "Every message passes these rules, whoever sends it. What is held is kept and decided again, never dropped in silence.",
  ],
  quiet: ["配信停止時間帯", "Quiet hours"],
  quietHelp: [
    "お客様の地域の時刻で数えます。同じ時刻にすると停止しません。",
    "Counted by the customer's own clock. The same time twice means never.",
  ],
  from: ["開始", "From"],
  to: ["終了", "To"],
  service: ["ご注文・お届けの連絡も朝まで待つ", "Order and delivery messages wait for the morning too"],
  budget: ["接触上限", "Contact budget"],
  budgetHelp: [
    "お客様おひとりに届ける販促メッセージの上限です。ご注文の連絡は数えません。",
    "How many marketing messages one customer gets at most. Order messages do not count.",
  ],
  daily: ["1日あたり", "Per day"],
  weekly: ["7日あたり", "Per seven days"],
  unit: [" 通", ""],
  expiry: ["保留の期限", "How long a held message may wait"],
  expiryHelp: ["送り手が期限を決めていないときに使います。", "Used where the sender named no end."],
  hours: [" 時間", " hours"],
  pace: ["送る速さ", "Pace"],
  paceHelp: ["1秒あたり、1プロセスの上限です。", "Most per second and process."],
  line: ["LINE", "LINE"],
  email: ["メール", "E-mail"],
  saved: [
    "保存しました。保留中のものは次の判定から新しいきまりに従います。",
    "Saved. What is held follows the new rules when it is next decided.",
  ],
} as const;

type Settings = Awaited<ReturnType<typeof api.messaging.messagingSettings>>["settings"];
const KEY = ["messaging", "settings"];

const Form = ({ settings }: { readonly settings: Settings }) => {
  const t = useWords(words);
  const owner = useMay("owner");
  const form = useForm({ initialValues: settings });
  const save = useAct(() => api.messaging.saveMessagingSettings({ body: form.getValues() }), {
    done: words.saved,
    refresh: [KEY],
    quiet: true,
  });
  const amount = (path: string, label: string, suffix: string, max: number, min = 0) => (
    <NumberInput
      label={label}
      suffix={suffix}
      min={min}
      max={max}
      w={160}
      disabled={!owner}
      {...form.getInputProps(path)}
    />
  );
  const time = (path: string, label: string) => (
    <TextInput
      type="time"
      label={label}
      w={160}
      required
      withAsterisk={false}
      disabled={!owner}
      {...form.getInputProps(path)}
    />
  );
  const help = (text: string) => (
    <Text c="dimmed" size="sm" mb="sm">
      {text}
    </Text>
  );
  return (
    <SaveForm
      changed={form.isDirty()}
      may={owner}
      state={save}
      save={() => save.mutate(undefined, { onError: (e) => form.setErrors(faultsOf(e)) })}
    >
      <Stack gap={0} maw={640}>
        <Section title={t("quiet")}>
          {help(t("quietHelp"))}
          <Group gap="md" mb="md">
            {time("quietHours.from", t("from"))}
            {time("quietHours.to", t("to"))}
          </Group>
          <Switch
            label={t("service")}
            disabled={!owner}
            {...form.getInputProps("transactionalKeepsQuiet", { type: "checkbox" })}
          />
        </Section>
        <Section title={t("budget")}>
          {help(t("budgetHelp"))}
          <Group gap="md">
            {amount("dailyBudget", t("daily"), t("unit"), 50)}
            {amount("weeklyBudget", t("weekly"), t("unit"), 100)}
          </Group>
        </Section>
        <Section title={t("expiry")}>
          {help(t("expiryHelp"))}
          {amount("expiryHours", t("expiry"), t("hours"), 720, 1)}
        </Section>
        <Section title={t("pace")}>
          {help(t("paceHelp"))}
          <Group gap="md">
            {amount("pace.line", t("line"), "", 2000, 1)}
            {amount("pace.email", t("email"), "", 1000, 1)}
          </Group>
        </Section>
      </Stack>
    </SaveForm>
  );
};

/** Quiet hours, contact budget and pace. */
export const Rules = () => {
  const t = useWords(words);
  const query = useQuery({ queryKey: KEY, queryFn: () => api.messaging.messagingSettings({}) });
  return (
    <SettingsFrame lead={t("lead")}>
      <Loaded query={query}>{({ settings }) => <Form key={JSON.stringify(settings)} settings={settings} />}</Loaded>
    </SettingsFrame>
  );
};
