import { Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQuery } from "@tanstack/react-query";
import { faultsOf, Loaded, SaveForm, Section, StatusBadge, useAct, useMay, useWords } from "#ui";
import { api } from "../api.ts";

const words = {
  title: ["メールの送信者", "Who the e-mails come from"],
  lead: [
    "販促メールには、正式名称・住所・問い合わせ先の表示が法律で求められます。そろうまで販促メールは送られません。",
    "By law, advertising mail states the sender's formal name, postal address and contact. Until they are all here, none goes out.",
  ],
  missing: ["未入力があります", "Something is missing"],
  complete: ["そろっています", "Complete"],
  name: ["差出人名", "Display name"],
  address: ["差出人アドレス", "From address"],
  replyTo: ["返信先アドレス", "Reply-to address"],
  formalName: ["正式名称", "Formal name"],
  postalAddress: ["住所", "Postal address"],
  contact: ["問い合わせ先(アドレス・電話・ページ)", "Contact: an address, number or page"],
  bounceDomain: ["不達の戻り先ドメイン", "Domain of the return path"],
  dkim: ["DKIM署名", "DKIM signature"],
  none: ["未設定", "not set up"],
  saved: ["保存しました", "Saved"],
} as const;

type Shown = Awaited<ReturnType<typeof api.messaging.messagingSettings>>["sender"];
const KEY = ["messaging", "settings"];
const FIELDS = ["name", "address", "replyTo", "formalName", "postalAddress", "contact", "bounceDomain"] as const;

const Form = ({ sender }: { readonly sender: Shown }) => {
  const t = useWords(words);
  const owner = useMay("owner");
  const initialValues = Object.fromEntries(FIELDS.map((field) => [field, sender[field]])) as Record<
    (typeof FIELDS)[number],
    string
  >;
  const form = useForm({ initialValues });
  const save = useAct(() => api.messaging.saveSender({ body: form.getValues() }), {
    done: words.saved,
    refresh: [KEY],
    quiet: true,
  });
  return (
    <SaveForm
      changed={form.isDirty()}
      may={owner}
      state={save}
      save={() => save.mutate(undefined, { onError: (e) => form.setErrors(faultsOf(e)) })}
    >
      <Stack gap="md" maw={480}>
        {FIELDS.map((field) => (
          <TextInput
            key={field}
            label={t(field)}
            disabled={!owner}
            {...(sender.missing.includes(field) && { description: t("missing") })}
            {...form.getInputProps(field)}
          />
        ))}
        <Text size="sm" c="dimmed">
          {t("dkim")}: {sender.dkim ? `${sender.dkim.selector}._domainkey.${sender.dkim.domain}` : t("none")}
        </Text>
      </Stack>
    </SaveForm>
  );
};

/** In whose name mail goes out, as the law on advertising mail asks. */
export const Sender = () => {
  const t = useWords(words);
  const query = useQuery({ queryKey: KEY, queryFn: () => api.messaging.messagingSettings({}) });
  const complete = query.data?.sender.missing.length === 0;
  return (
    <Section
      title={t("title")}
      actions={
        query.data && (
          <StatusBadge tone={complete ? "good" : "held"}>{t(complete ? "complete" : "missing")}</StatusBadge>
        )
      }
    >
      <Text c="dimmed" mb="md">
        {t("lead")}
      </Text>
      <Loaded query={query}>{({ sender }) => <Form key={JSON.stringify(sender)} sender={sender} />}</Loaded>
    </Section>
  );
};
