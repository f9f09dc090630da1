import { Button, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useDisclosure } from "@mantine/hooks";
import { IconKey } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import {
  type Column,
  CopyText,
  DataTable,
  FormDrawer,
  Loaded,
  Section,
  StatusBadge,
  Time,
  useAct,
  useConfirm,
  useList,
  useWords,
} from "#ui";
import { api } from "../api.ts";

const words = {
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
  made: ["作成日", "Made"],
  act: ["操作", "Action"],
  add: ["書き込みキーを作成", "Make a write key"],
  revoke: ["無効にする", "Revoke"],
  revokeOf: ["{name}を無効にする", "Revoke {name}"],
  revoked: ["無効", "Revoked"],
  done: ["無効にしました", "Revoked"],
  ask: ["このキーを無効にしますか?", "Revoke this key?"],
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
  const confirm = useConfirm();
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
    done: words.done,
    refresh: [KEY],
  });
  const ask = async (key: Key) => {
    const body = t("askBody", { name: key.label });
    if (await confirm({ title: t("ask"), body, action: t("revoke"), danger: true })) revoke.mutate(key.id);
  };
  const columns: readonly Column<Key>[] = [
    { key: "label", header: t("label"), cell: (k) => k.label },
    { key: "hint", header: t("hint"), cell: (k) => <code>…{k.hint}</code> },
    { key: "made", header: t("made"), wide: true, cell: (k) => <Time at={k.createdAt} /> },
    {
      key: "act",
      header: t("act"),
      align: "end",
      cell: (k) =>
        k.revokedAt ? (
          <StatusBadge tone="plain">{t("revoked")}</StatusBadge>
        ) : (
          <Button
            variant="subtle"
            color="red"
            size="compact-sm"
            aria-label={t("revokeOf", { name: k.label })}
            onClick={() => void ask(k)}
          >
            {t("revoke")}
          </Button>
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
        filters={
          <Button leftSection={<IconKey size={16} aria-hidden />} onClick={open}>
            {t("add")}
          </Button>
        }
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
