import { Button, Stack, Switch, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQuery } from "@tanstack/react-query";
import { faultsOf, Loaded, useAct, useMay, useWords } from "#ui";
import { api } from "../../../../console/api.ts";
import type { TrackingPage } from "../../model/tracking/settings.ts";

const words = {
  choices: ["再配達・日時や場所の変更を承る", "Take wishes for another time or place"],
  choicesHint: [
    "「再配達などのご希望」に届きます。配送会社への手配は、そちらから行ってください。",
    "They arrive under Wishes; somebody has to arrange them with the carrier.",
  ],
  contactUrl: ["お問い合わせページ", "Contact page"],
  contactEmail: ["お問い合わせメール", "Contact e-mail"],
  contactPhone: ["電話番号", "Phone"],
  contactHours: ["受付時間", "Hours"],
  lineUrl: ["LINEの友だち追加ページ", "Where to add us on LINE"],
  shopUrl: ["お店のページ", "Shop"],
  save: ["保存する", "Save"],
  saved: ["保存しました", "Saved"],
} as const;
const FIELDS = ["contactUrl", "contactEmail", "contactPhone", "contactHours", "lineUrl", "shopUrl"] as const;

const Fields = ({ now }: { readonly now: TrackingPage }) => {
  const t = useWords(words);
  const may = useMay("marketer");
  const form = useForm<TrackingPage>({ initialValues: now });
  const save = useAct(() => api.tracking.savePage({ body: form.values }), {
    refresh: [["delivery", "page"]],
    done: words.saved,
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(undefined, { onError: (error) => form.setErrors(faultsOf(error)) });
      }}
    >
      <Stack gap="md" maw={520}>
        {FIELDS.map((field) => (
          <TextInput key={field} label={t(field)} disabled={!may} {...form.getInputProps(field)} />
        ))}
        <Switch
          label={t("choices")}
          description={t("choicesHint")}
          disabled={!may}
          {...form.getInputProps("choices", { type: "checkbox" })}
        />
        {may && (
          <Button type="submit" loading={save.isPending} style={{ alignSelf: "flex-start" }}>
            {t("save")}
          </Button>
        )}
      </Stack>
    </form>
  );
};

/** What the page shows besides the parcel. */
export const PageSettings = () => {
  const query = useQuery({ queryKey: ["delivery", "page"], queryFn: () => api.tracking.page({}) });
  return <Loaded query={query}>{(now) => <Fields now={now} />}</Loaded>;
};
