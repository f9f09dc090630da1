import { Button, Group, NumberInput, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import {
  CopyText,
  faultsOf,
  FormDrawer,
  Loaded,
  ProblemNotice,
  say,
  Section,
  StatusBadge,
  useAct,
  useConfirm,
  useMay,
  useWords,
} from "#ui";
import { api } from "../../../console/api.ts";
import { SettingsFrame } from "../../../console/settings/SettingsFrame.tsx";
import type { ParcelState } from "../model.ts";
import { STATE } from "./words.ts";

const words = {
  lead: [
    "配送サービスからの知らせの受け口と、荷物を「動きなし」とみなすまでの時間。",
    "Where tracking services send their news, and when a parcel counts as silent.",
  ],
  hooks: ["Webhook", "Webhooks"],
  aftership: ["AfterShip", "AfterShip"],
  trackingmore: ["TrackingMore", "TrackingMore"],
  shopify: ["Shopify", "Shopify"],
  address: ["アドレス", "Address"],
  off: ["未設定", "Not set up"],
  on: ["有効", "On"],
  rotating: ["切り替え中", "Two secrets"],
  set: ["シークレットを設定", "Set the secret"],
  close: ["受け口を閉じる", "Close it"],
  askClose: ["この受け口を閉じますか?", "Close this webhook?"],
  askCloseBody: [
    "これ以後、このサービスからの知らせは受け取りません。",
    "News from this service will be refused from now on.",
  ],
  secret: ["シークレット", "Secret"],
  previous: ["これまでのシークレット(切り替え中だけ)", "The one before (while you change)"],
  save: ["保存", "Save"],
  saved: ["保存しました", "Saved"],
  silence: ["動きなしとみなす時間", "Silent after"],
  silenceHelp: [
    "最後の記録からこの時間、次の記録がなければ要対応に並びます。",
    "Without another scan for so long, a parcel waits for somebody.",
  ],
  hours: [" 時間", " hours"],
  warning: ["保管期限の何時間前に知らせるか", "Warn so long before a depot sends it back"],
} as const;

type Hook = Awaited<ReturnType<typeof api.delivery.deliveryHooks>>[number];
const HOOKS = ["delivery", "hooks"];
const SETTINGS = ["delivery", "settings"];

const SetSecret = ({ hook, onClose }: { readonly hook: Hook; readonly onClose: () => void }) => {
  const t = useWords(words);
  const [secret, setSecret] = useState("");
  const [previous, setPrevious] = useState("");
  const save = useAct(
    () =>
      api.delivery.setDeliveryHook({
        params: { hook: hook.hook },
        body: { secrets: [secret, previous].map((one) => one.trim()).filter((one) => one !== "") },
      }),
    { refresh: [HOOKS], done: words.saved, after: onClose, quiet: true },
  );
  return (
    <FormDrawer
      opened
      onClose={onClose}
      title={`${t(hook.hook)} ${t("set")}`}
      action={t("save")}
      onSubmit={() => save.mutate()}
      busy={save.isPending}
      error={save.error}
    >
      <TextInput
        label={t("secret")}
        value={secret}
        autoComplete="off"
        onChange={(event) => setSecret(event.currentTarget.value)}
        required
      />
      <TextInput
        label={t("previous")}
        value={previous}
        autoComplete="off"
        onChange={(event) => setPrevious(event.currentTarget.value)}
      />
    </FormDrawer>
  );
};

const Hooks = () => {
  const t = useWords(words);
  const confirm = useConfirm();
  const [chosen, setChosen] = useState<Hook | null>(null);
  const query = useQuery({ queryKey: HOOKS, queryFn: () => api.delivery.deliveryHooks({}) });
  const close = useAct(
    (hook: Hook["hook"]) => api.delivery.setDeliveryHook({ params: { hook }, body: { secrets: [] } }),
    {
      refresh: [HOOKS],
      done: words.saved,
    },
  );
  const ask = async (hook: Hook["hook"]) => {
    if (await confirm({ title: t("askClose"), body: t("askCloseBody"), action: t("close"), danger: true }))
      close.mutate(hook);
  };
  return (
    <Section title={t("hooks")}>
      <Loaded query={query}>
        {(hooks) => (
          <Stack gap="md">
            {hooks.map((hook) => (
              <Group key={hook.hook} gap="md" justify="space-between">
                <div>
                  <Group gap="sm" mb={4}>
                    <b>{t(hook.hook)}</b>
                    <StatusBadge tone={hook.secrets === 0 ? "plain" : hook.secrets === 1 ? "good" : "held"}>
                      {t(hook.secrets === 0 ? "off" : hook.secrets === 1 ? "on" : "rotating")}
                    </StatusBadge>
                  </Group>
                  <CopyText label={t("address")} value={hook.address} />
                </div>
                <Group gap="sm">
                  {hook.secrets > 0 && (
                    <Button variant="default" size="xs" onClick={() => void ask(hook.hook)}>
                      {t("close")}
                    </Button>
                  )}
                  <Button variant="default" size="xs" onClick={() => setChosen(hook)}>
                    {t("set")}
                  </Button>
                </Group>
              </Group>
            ))}
          </Stack>
        )}
      </Loaded>
      {chosen && <SetSecret hook={chosen} onClose={() => setChosen(null)} />}
    </Section>
  );
};

type Settings = Awaited<ReturnType<typeof api.delivery.deliverySettings>>;

const Silence = ({ settings }: { readonly settings: Settings }) => {
  const t = useWords(words);
  const owner = useMay("owner");
  const form = useForm({ initialValues: settings });
  const save = useAct(() => api.delivery.saveDeliverySettings({ body: form.getValues() }), {
    done: words.saved,
    refresh: [SETTINGS],
    quiet: true,
  });
  const field = (path: string, label: string) => (
    <NumberInput
      key={path}
      label={label}
      suffix={t("hours")}
      min={1}
      max={2_000}
      w={180}
      disabled={!owner}
      {...form.getInputProps(path)}
    />
  );
  return (
    <form onSubmit={form.onSubmit(() => save.mutate(undefined, { onError: (e) => form.setErrors(faultsOf(e)) }))}>
      <Section title={t("silence")}>
        <Text c="dimmed" size="sm" mb="sm">
          {t("silenceHelp")}
        </Text>
        <Group gap="md" mb="md">
          {(Object.keys(settings.silence) as (ParcelState & keyof Settings["silence"])[]).map((state) =>
            field(`silence.${state}`, say(STATE[state].words)),
          )}
        </Group>
        <Group gap="md" mb="md">
          {field("holdWarning", t("warning"))}
        </Group>
        {save.error && <ProblemNotice error={save.error} />}
        {owner && (
          <Button type="submit" loading={save.isPending} disabled={!form.isDirty()}>
            {t("save")}
          </Button>
        )}
      </Section>
    </form>
  );
};

/** Webhooks of tracking services, and when parcels count as silent. */
export const CarrierSettings = () => {
  const t = useWords(words);
  const owner = useMay("owner");
  const query = useQuery({ queryKey: SETTINGS, queryFn: () => api.delivery.deliverySettings({}) });
  return (
    <SettingsFrame lead={t("lead")}>
      {owner && <Hooks />}
      <Loaded query={query}>{(settings) => <Silence key={JSON.stringify(settings)} settings={settings} />}</Loaded>
    </SettingsFrame>
  );
};
