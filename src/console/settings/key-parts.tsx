/** What API keys and write keys share: how one is made, shown and taken back. */
import { Button } from "@mantine/core";
import { IconKey } from "@tabler/icons-react";
import { type Column, type Pair, Time, useConfirm, useWords } from "#ui";

export const keyWords = {
  made: ["作成日", "Made"],
  act: ["操作", "Action"],
  revoke: ["無効にする", "Revoke"],
  revokeOf: ["{name}を無効にする", "Revoke {name}"],
  revoked: ["無効にしました", "Revoked"],
  ask: ["このキーを無効にしますか?", "Revoke this key?"],
} as const;

/** Asks before a key is taken back, saying what will no longer work. */
export const useRevoke = (body: Pair, revoke: (id: string) => void) => {
  const t = useWords(keyWords);
  const confirm = useConfirm();
  return async (key: { readonly id: string; readonly label: string }): Promise<void> => {
    const question = { title: t("ask"), body: t(body, { name: key.label }), action: t("revoke"), danger: true };
    if (await confirm(question)) revoke(key.id);
  };
};

export const RevokeButton = ({ name, onClick }: { readonly name: string; readonly onClick: () => void }) => {
  const t = useWords(keyWords);
  return (
    <Button variant="subtle" color="red" size="compact-sm" aria-label={t("revokeOf", { name })} onClick={onClick}>
      {t("revoke")}
    </Button>
  );
};

export const AddKeyButton = ({ label, onClick }: { readonly label: string; readonly onClick: () => void }) => (
  <Button leftSection={<IconKey size={16} aria-hidden />} onClick={onClick}>
    {label}
  </Button>
);

export const madeColumn = <Row extends { readonly createdAt: string }>(header: string): Column<Row> => ({
  key: "made",
  header,
  wide: true,
  cell: (key) => <Time at={key.createdAt} />,
});
