import { Button, Group, Text } from "@mantine/core";
import type { FormEvent, ReactNode } from "react";
import { useWords } from "../words.ts";
import { ProblemNotice } from "./problem.tsx";

const words = {
  save: ["保存", "Save"],
  unsaved: ["まだ保存していない変更があります。", "There are changes not yet saved."],
  readOnly: ["この設定を変える権限がありません。", "Your role may look at this, not change it."],
} as const;

/** Settings on a page: their fields, what went wrong, and one button that stands in reach while there is something to save. */
export const SaveForm = ({
  changed,
  may,
  save,
  state,
  children,
}: {
  readonly changed: boolean;
  readonly may: boolean;
  readonly save: () => void;
  readonly state: { readonly isPending: boolean; readonly error: unknown };
  readonly children: ReactNode;
}) => {
  const t = useWords(words);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save();
  };
  return (
    <form onSubmit={submit}>
      {children}
      {state.error !== null && state.error !== undefined && <ProblemNotice error={state.error} />}
      {may ? (
        <Group gap="md" className="save-bar">
          <Button type="submit" loading={state.isPending} disabled={!changed}>
            {t("save")}
          </Button>
          <Text size="sm" c="dimmed" role="status">
            {changed ? t("unsaved") : ""}
          </Text>
        </Group>
      ) : (
        <Text size="sm" c="dimmed">
          {t("readOnly")}
        </Text>
      )}
    </form>
  );
};
