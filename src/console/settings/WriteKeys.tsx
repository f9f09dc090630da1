import { Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useDisclosure } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import {
  type Column,
  CopyText,
  DataTable,
  FormDrawer,
  Loaded,
  Section,
  StatusBadge,
  useAct,
  useList,
  useWords,
} from "#ui";
import { api } from "../api.ts";
import { AddKeyButton, keyWords, madeColumn, RevokeButton, useRevoke } from "./key-parts.tsx";

const words = {
  ...keyWords,
  title: ["書き込みキー", "Write keys"],
  help: [
    "サイトやアプリがイベントを送るためのキーです。Segment互換のクライアントに、キーと送信先アドレスを設定してください。",
    "Sites and apps send events with these. Give a key and the address to any Segment-compatible client.",
  ],
  first: ["はじめからあるキー", "The key it started with"],
  address: ["送信先アドレス", "Address"],
  label: ["送り手の名前", "Name of the sender"],
  labelHelp: ["イベントの「送り手」として記録されます。", "Kept with every event as its source."],
  hint: ["末尾", "Ends with"],
  add: ["書き込みキーを作成", "Make a write key"],
  off: ["無効", "Revoked"],
  askBody: [
    "「{name}」からのイベントは受け取れなくなります。すでに届いたイベントは残ります。",
    "Events from “{name}” are no longer taken in. What it sent stays.",
  ],
  none: ["追加のキーはまだありません", "No further keys"],
} as const;

type Key = Awaited<ReturnType<typeof api.events.writeKeys>>[number];
const KEY = ["write-keys"];

/** Keys with which sites and apps send events. */
export const WriteKeys = ({ told }: { readonly told: (value: string) => void }) => {
  const t = useWords(words);
  const [opened, { open, close }] = useDisclosure();
  const first = useQuery({ queryKey: ["keys", "first"], queryFn: () => api.admin.keys({}) });
  const list = useList<Key>(KEY, async () => ({ rows: await api.events.writeKeys({}), next: null }));
  const form = useForm({ initialValues: { label: "" } });
  const add = useAct(() => api.events.createWriteKey({ body: form.getValues() }), {
    refresh: [KEY],
    quiet: true,
    after: ({ key }) => {
      form.reset();
      close();
      told(key);
    },
  });
  const revoke = useAct((id: string) => api.events.revokeWriteKey({ params: { id } }), {
    done: words.revoked,
    refresh: [KEY],
  });
  const ask = useRevoke(words.askBody, revoke.mutate);
  const columns: readonly Column<Key>[] = [
    { key: "label", header: t("label"), cell: (k) => k.label },
    { key: "hint", header: t("hint"), cell: (k) => <code>…{k.hint}</code> },
    madeColumn(t("made")),
    {
      key: "act",
      header: t("act"),
      align: "end",
      cell: (k) =>
        k.revokedAt ? (
          <StatusBadge tone="plain">{t("off")}</StatusBadge>
        ) : (
          <RevokeButton name={k.label} onClick={() => void ask(k)} />
        ),
    },
  ];
  return (
    <Section title={t("title")}>
      <Text c="dimmed" mb="sm" maw={720}>
        {t("help")}
      </Text>
      <Loaded query={first}>
        {({ writeKey }) => (
          <Stack gap="sm" mb="lg">
            {writeKey && <CopyText label={t("first")} value={writeKey} />}
            <CopyText label={t("address")} value={location.origin} />
          </Stack>
        )}
      </Loaded>
      <DataTable
        label={t("title")}
        list={list}
        columns={columns}
        rowKey={(k) => k.id}
        empty={<Text c="dimmed">{t("none")}</Text>}
        filters={<AddKeyButton label={t("add")} onClick={open} />}
      />
      <FormDrawer
        opened={opened}
        onClose={close}
        title={t("add")}
        action={t("add")}
        busy={add.isPending}
        error={add.error}
        onSubmit={() => add.mutate()}
      >
        <TextInput
          label={t("label")}
          description={t("labelHelp")}
          required
          withAsterisk={false}
          maxLength={60}
          {...form.getInputProps("label")}
        />
      </FormDrawer>
    </Section>
  );
};
