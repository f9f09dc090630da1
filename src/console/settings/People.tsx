import { Button, PasswordInput, Select, Switch, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useDisclosure } from "@mantine/hooks";
import { IconUserPlus } from "@tabler/icons-react";
import type { Role } from "#kernel/roles";
import {
  type Column,
  DataTable,
  EmptyState,
  faultsOf,
  FormDrawer,
  Time,
  useAct,
  useConfirm,
  useList,
  useMe,
  useWords,
} from "#ui";
import { api } from "../api.ts";
import { roleOptions } from "../roles.ts";
import { SettingsFrame } from "./SettingsFrame.tsx";

const words = {
  lead: [
    "閲覧者は見るだけ、応対担当は顧客対応、マーケターは配信まで、オーナーはすべてを行えます。",
    "Viewers look, agents serve customers, marketers send, owners may do everything.",
  ],
  table: ["ユーザー", "Users"],
  name: ["名前", "Name"],
  email: ["メールアドレス", "E-mail address"],
  role: ["権限", "Role"],
  roleOf: ["{name}の権限", "Role of {name}"],
  since: ["追加日", "Added"],
  access: ["サインイン", "Sign-in"],
  may: ["{name}のサインインを許可", "{name} may sign in"],
  add: ["ユーザーを追加", "Add a user"],
  added: ["追加しました", "Added"],
  changed: ["変更しました", "Changed"],
  password: ["最初のパスワード", "First password"],
  passwordHelp: [
    "10文字以上。本人に別の手段で伝えてください。",
    "At least 10 characters. Hand it over by another way.",
  ],
  off: ["サインインを停止しますか?", "Stop this person signing in?"],
  offBody: [
    "{name}さんはすぐにサインアウトされます。操作履歴は残り、いつでも再開できます。",
    "{name} is signed out at once. What they did stays in the audit log, and you can let them in again.",
  ],
  stop: ["停止する", "Stop sign-in"],
  none: ["まだ誰もいません", "Nobody yet"],
} as const;

type User = Awaited<ReturnType<typeof api.admin.users>>[number];
const KEY = ["users"];

const AddUser = ({ opened, close }: { readonly opened: boolean; readonly close: () => void }) => {
  const t = useWords(words);
  const form = useForm({ initialValues: { name: "", email: "", password: "", role: "viewer" as Role } });
  const add = useAct(() => api.admin.addUser({ body: form.getValues() }), {
    done: words.added,
    refresh: [KEY],
    quiet: true,
    after: () => {
      form.reset();
      close();
    },
  });
  return (
    <FormDrawer
      opened={opened}
      onClose={close}
      title={t("add")}
      action={t("add")}
      busy={add.isPending}
      error={add.error}
      onSubmit={() => add.mutate(undefined, { onError: (error) => form.setErrors(faultsOf(error)) })}
    >
      <TextInput label={t("name")} required withAsterisk={false} {...form.getInputProps("name")} />
      <TextInput label={t("email")} type="email" required withAsterisk={false} {...form.getInputProps("email")} />
      <PasswordInput
        label={t("password")}
        description={t("passwordHelp")}
        autoComplete="new-password"
        required
        withAsterisk={false}
        minLength={10}
        {...form.getInputProps("password")}
      />
      <Select label={t("role")} allowDeselect={false} data={roleOptions()} {...form.getInputProps("role")} />
    </FormDrawer>
  );
};

export const People = () => {
  const t = useWords(words);
  const me = useMe();
  const confirm = useConfirm();
  const [opened, { open, close }] = useDisclosure();
  const list = useList(KEY, async () => ({ rows: await api.admin.users({}), next: null }));
  const change = useAct(
    (input: { id: string; role?: Role; disabled?: boolean }) => {
      const { id, ...body } = input;
      return api.admin.changeUser({ params: { id }, body });
    },
    { done: words.changed, refresh: [KEY] },
  );
  const toggle = async (user: User) => {
    const question = { title: t("off"), body: t("offBody", { name: user.name }), action: t("stop"), danger: true };
    if (user.disabled || (await confirm(question))) change.mutate({ id: user.id, disabled: !user.disabled });
  };
  const columns: readonly Column<User>[] = [
    { key: "name", header: t("name"), cell: (u) => u.name },
    { key: "email", header: t("email"), cell: (u) => u.email, wide: true },
    {
      key: "role",
      header: t("role"),
      width: 180,
      cell: (u) => (
        <Select
          aria-label={t("roleOf", { name: u.name })}
          size="xs"
          w={140}
          allowDeselect={false}
          disabled={u.id === me?.user.id}
          data={roleOptions()}
          value={u.role}
          onChange={(role) => role && change.mutate({ id: u.id, role })}
        />
      ),
    },
    {
      key: "access",
      header: t("access"),
      cell: (u) => (
        <Switch
          aria-label={t("may", { name: u.name })}
          checked={!u.disabled}
          disabled={u.id === me?.user.id}
          onChange={() => void toggle(u)}
        />
      ),
    },
    { key: "since", header: t("since"), wide: true, cell: (u) => <Time at={u.createdAt} show="day" /> },
  ];
  return (
    <SettingsFrame lead={t("lead")}>
      <DataTable
        label={t("table")}
        list={list}
        columns={columns}
        rowKey={(u) => u.id}
        empty={<EmptyState title={t("none")} />}
        filters={
          <Button leftSection={<IconUserPlus size={16} aria-hidden />} onClick={open}>
            {t("add")}
          </Button>
        }
      />
      <AddUser opened={opened} close={close} />
    </SettingsFrame>
  );
};
