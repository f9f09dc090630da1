import { Alert, Button, Checkbox, Group, NumberInput, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQuery } from "@tanstack/react-query";
import { faultsOf, Loaded, PageHeader, Section, useAct, useMay, useWords } from "#ui";
import { api } from "../../../console/api.ts";

const words = {
  title: ["配信ルール", "Sending rules"],
  lead: [
    "いつ、どれだけ、誰の名前で送るか。配信判定はこのルールに従います。",
    "When, how much, and in whose name. The arbiter keeps to these rules.",
  ],
  quiet: ["配信停止時間帯", "Quiet hours"],
  from: ["開始", "From"],
  to: ["終了", "To"],
  strict: ["ご注文・お届けのご連絡も朝まで待つ", "Order and delivery messages wait for the morning too"],
  budget: ["接触上限(販促メッセージ)", "Contact budget (marketing)"],
  daily: ["1日あたり(通)", "Per day"],
  weekly: ["7日間あたり(通)", "Per seven days"],
  expiry: ["保留できる時間(時間)", "Hours a message may be held"],
  sender: ["差出人", "Sender"],
  name: ["表示名", "Name shown"],
  address: ["差出人アドレス", "From address"],
  replyTo: ["返信先アドレス", "Reply-to address"],
  formalName: ["送信者の正式名称", "Formal name of the sender"],
  postalAddress: ["住所", "Postal address"],
  contact: ["苦情・問い合わせ先", "Contact for complaints"],
  bounceDomain: ["バウンス用ドメイン", "Domain of the return path"],
  missing: [
    "特定電子メール法の表示に必要な項目が足りないため、販促メールは送られません。",
    "Fields that the law on advertising mail asks for are missing: marketing mail is not sent.",
  ],
  save: ["保存", "Save"],
  saved: ["保存しました", "Saved"],
} as const;

type Settings = Awaited<ReturnType<typeof api.messaging.messagingSettings>>;

const Limits = ({ settings }: { readonly settings: Settings["settings"] }) => {
  const t = useWords(words);
  const may = useMay("owner");
  const form = useForm({ initialValues: { ...settings, from: settings.quietHours.from, to: settings.quietHours.to } });
  const save = useAct(
    ({ from, to, ...rest }: typeof form.values) =>
      api.messaging.saveMessagingSettings({ body: { ...rest, quietHours: { from, to } } }),
    { done: words.saved, refresh: [["messaging"]] },
  );
  const submit = form.onSubmit((values) => save.mutate(values, { onError: (e) => form.setErrors(faultsOf(e)) }));
  return (
    <form onSubmit={submit}>
      <Section title={t("quiet")}>
        <Stack gap="sm" maw={480}>
          <Group grow>
            <TextInput type="time" label={t("from")} {...form.getInputProps("from")} disabled={!may} />
            <TextInput type="time" label={t("to")} {...form.getInputProps("to")} disabled={!may} />
          </Group>
          <Checkbox
            label={t("strict")}
            {...form.getInputProps("transactionalKeepsQuiet", { type: "checkbox" })}
            disabled={!may}
          />
        </Stack>
      </Section>
      <Section title={t("budget")}>
        <Stack gap="sm" maw={480}>
          <Group grow>
            <NumberInput label={t("daily")} min={0} max={50} {...form.getInputProps("dailyBudget")} disabled={!may} />
            <NumberInput
              label={t("weekly")}
              min={0}
              max={100}
              {...form.getInputProps("weeklyBudget")}
              disabled={!may}
            />
          </Group>
          <NumberInput label={t("expiry")} min={1} max={720} {...form.getInputProps("expiryHours")} disabled={!may} />
          {may && (
            <Button type="submit" loading={save.isPending} style={{ alignSelf: "flex-start" }}>
              {t("save")}
            </Button>
          )}
        </Stack>
      </Section>
    </form>
  );
};

const FIELDS = ["name", "address", "replyTo", "formalName", "postalAddress", "contact", "bounceDomain"] as const;

const Who = ({ sender }: { readonly sender: Settings["sender"] }) => {
  const t = useWords(words);
  const may = useMay("owner");
  const form = useForm({
    initialValues: Object.fromEntries(FIELDS.map((field) => [field, sender[field]])) as Record<
      (typeof FIELDS)[number],
      string
    >,
  });
  const save = useAct((values: typeof form.values) => api.messaging.saveSender({ body: values }), {
    done: words.saved,
    refresh: [["messaging"]],
  });
  const submit = form.onSubmit((values) => save.mutate(values, { onError: (e) => form.setErrors(faultsOf(e)) }));
  return (
    <Section title={t("sender")}>
      <form onSubmit={submit}>
        <Stack gap="sm" maw={480}>
          {sender.missing.length > 0 && (
            <Alert color="amber" variant="light">
              {t("missing")} {sender.missing.map((field) => t(field as (typeof FIELDS)[number])).join("、")}
            </Alert>
          )}
          {FIELDS.map((field) => (
            <TextInput key={field} label={t(field)} {...form.getInputProps(field)} disabled={!may} />
          ))}
          {may && (
            <Button type="submit" loading={save.isPending} style={{ alignSelf: "flex-start" }}>
              {t("save")}
            </Button>
          )}
        </Stack>
      </form>
    </Section>
  );
};

export const Rules = () => {
  const t = useWords(words);
  const query = useQuery({ queryKey: ["messaging", "settings"], queryFn: () => api.messaging.messagingSettings({}) });
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} />
      <Loaded query={query}>
        {({ settings, sender }) => (
          <>
            <Limits settings={settings} />
            <Who sender={sender} />
          </>
        )}
      </Loaded>
    </>
  );
};
