import { Select, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { faultsOf, SaveForm, useAct, useMay, useMe, useWords } from "#ui";
import { api } from "../api.ts";
import { meQuery, type Me } from "../session.ts";
import { SettingsFrame } from "./SettingsFrame.tsx";

const words = {
  lead: [
    "お客様に届くページとメッセージ、そして時刻の計算に使われます。",
    "Customer pages, messages and every calendar rule use these.",
  ],
  name: ["ブランド名", "Brand name"],
  zone: ["タイムゾーン", "Time zone"],
  zoneHelp: [
    "配信停止時間帯、曜日、日付の区切りはこのタイムゾーンで数えます。",
    "Quiet hours, weekdays and days are counted in this zone.",
  ],
  currency: ["通貨", "Currency"],
  currencyHelp: ["ISO 4217の3文字(JPYなど)", "Three letters of ISO 4217, such as JPY"],
  language: ["お客様への既定の言語", "Language towards customers"],
  languageHelp: ["お客様の言語がわからないときに使います。", "Used where a customer's own language is not known."],
  saved: ["保存しました", "Saved"],
} as const;

const Form = ({ me }: { readonly me: Me }) => {
  const t = useWords(words);
  const owner = useMay("owner");
  const form = useForm({ initialValues: { ...me.brand } });
  const save = useAct(() => api.admin.saveBrand({ body: form.getValues() }), {
    done: words.saved,
    refresh: [meQuery.queryKey],
    quiet: true,
  });
  return (
    <SaveForm
      changed={form.isDirty()}
      may={owner}
      state={save}
      save={() => save.mutate(undefined, { onError: (error) => form.setErrors(faultsOf(error)) })}
    >
      <Stack gap="md" maw={480}>
        <TextInput label={t("name")} required withAsterisk={false} disabled={!owner} {...form.getInputProps("name")} />
        <Select
          label={t("zone")}
          description={t("zoneHelp")}
          searchable
          allowDeselect={false}
          data={Intl.supportedValuesOf("timeZone")}
          disabled={!owner}
          {...form.getInputProps("zone")}
        />
        <TextInput
          label={t("currency")}
          description={t("currencyHelp")}
          maxLength={3}
          disabled={!owner}
          {...form.getInputProps("currency")}
        />
        <Select
          label={t("language")}
          description={t("languageHelp")}
          allowDeselect={false}
          data={[
            { value: "ja", label: "日本語" },
            { value: "en", label: "English" },
          ]}
          disabled={!owner}
          {...form.getInputProps("language")}
        />
      </Stack>
    </SaveForm>
  );
};

export const BrandSettings = () => {
  const t = useWords(words);
  const me = useMe();
  return <SettingsFrame lead={t("lead")}>{me && <Form key={JSON.stringify(me.brand)} me={me} />}</SettingsFrame>;
};
