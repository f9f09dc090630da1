import { Button, Group, Modal, Select, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useDisclosure } from "@mantine/hooks";
import { useState } from "react";
import type { Role } from "#kernel/roles";
import {
  type Column,
  CopyText,
  DataTable,
  EmptyState,
  FormDrawer,
  Section,
  StatusBadge,
  useAct,
  useList,
  useWords,
} from "#ui";
import { api } from "../api.ts";
import { roleOptions, roleWords } from "../roles.ts";
import { AddKeyButton, keyWords, madeColumn, RevokeButton, useRevoke } from "./key-parts.tsx";
import { SettingsFrame } from "./SettingsFrame.tsx";
import { WriteKeys } from "./WriteKeys.tsx";

const words = {
  ...keyWords,
  api: ["APIキー", "API keys"],
  apiHelp: [
    "ほかのシステムがAPIを呼ぶためのキーです。値は作成時に一度だけ表示されます。",
    "Other systems call the API with these. A key's value is shown once, when it is made.",
  ],
  label: ["用途", "What it is for"],
  role: ["権限", "Role"],
  add: ["APIキーを作成", "Make an API key"],
  once: ["このキーが表示されるのは今だけです", "This key is shown only now"],
  onceBody: ["安全な場所に控えてから閉じてください。", "Keep it in a safe place before you close this."],
  kept: ["控えました", "I have kept it"],
  askBody: [
    "「{name}」を使うシステムはすぐにAPIを呼べなくなります。元に戻せません。",
    "Whatever uses “{name}” can no longer call the API, at once. This cannot be undone.",
  ],
  none: ["APIキーはまだありません", "No API keys yet"],
} as const;

type Keys = Awaited<ReturnType<typeof api.admin.keys>>;
type ApiKey = Keys["apiKeys"][number];
const KEY = ["keys"];

const AddKey = (props: { opened: boolean; close: () => void; told: (value: string) => void }) => {
  const t = useWords(words);
  const form = useForm({ initialValues: { label: "", role: "marketer" as Role } });
  const add = useAct(() => api.admin.addKey({ body: form.getValues() }), {
    refresh: [KEY],
    quiet: true,
    after: ({ value }) => {
      form.reset();
      props.close();
      props.told(value);
    },
  });
  return (
    <FormDrawer
      opened={props.opened}
      onClose={props.close}
      title={t("add")}
      action={t("add")}
      busy={add.isPending}
      error={add.error}
      onSubmit={() => add.mutate()}
    >
      <TextInput label={t("label")} required withAsterisk={false} {...form.getInputProps("label")} />
      <Select label={t("role")} allowDeselect={false} data={roleOptions()} {...form.getInputProps("role")} />
    </FormDrawer>
  );
};

export const Keys = () => {
  const t = useWords(words);
  const [opened, { open, close }] = useDisclosure();
  const [told, setTold] = useState<string | null>(null);
  const list = useList([...KEY, "api"], async () => ({ rows: (await api.admin.keys({})).apiKeys, next: null }));
  const revoke = useAct((id: string) => api.admin.revokeKey({ params: { id } }), {
    done: words.revoked,
    refresh: [KEY],
  });
  const ask = useRevoke(words.askBody, revoke.mutate);
  const columns: readonly Column<ApiKey>[] = [
    { key: "label", header: t("label"), cell: (k) => k.label },
    {
      key: "role",
      header: t("role"),
      cell: (k) => <StatusBadge tone="plain">{t(roleWords[k.role])}</StatusBadge>,
    },
    madeColumn(t("made")),
    {
      key: "revoke",
      header: t("act"),
      align: "end",
      cell: (k) => <RevokeButton name={k.label} onClick={() => void ask(k)} />,
    },
  ];
  return (
    <SettingsFrame>
      <WriteKeys told={setTold} />
      <Section title={t("api")}>
        <Text c="dimmed" mb="md" maw={720}>
          {t("apiHelp")}
        </Text>
        <DataTable
          label={t("api")}
          list={list}
          columns={columns}
          rowKey={(k) => k.id}
          empty={<EmptyState title={t("none")} />}
          filters={<AddKeyButton label={t("add")} onClick={open} />}
        />
      </Section>
      <AddKey opened={opened} close={close} told={setTold} />
      <Modal opened={told !== null} onClose={() => setTold(null)} title={t("once")} withCloseButton={false} size="lg">
        <Text mb="md">{t("onceBody")}</Text>
        <CopyText label={t("api")} value={told ?? ""} />
        <Group justify="flex-end" mt="md">
          <Button onClick={() => setTold(null)}>{t("kept")}</Button>
        </Group>
      </Modal>
    </SettingsFrame>
  );
};
