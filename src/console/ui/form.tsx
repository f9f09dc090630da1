import { Button, Drawer, Group, Stack } from "@mantine/core";
import type { FormEvent, ReactNode } from "react";
import { Problem } from "#kernel/errors";
import { useWords } from "../words.ts";
import { faultText } from "./fault-sentences.ts";
import { ProblemNotice } from "./problem.tsx";

const words = { cancel: ["キャンセル", "Cancel"], close: ["閉じる", "Close"] } as const;

/** The server's faults by field, as @mantine/form takes them: `form.setErrors(faultsOf(error))`. */
export const faultsOf = (error: unknown): Record<string, string> =>
  error instanceof Problem ? Object.fromEntries(error.faults.map((f) => [f.at, faultText(f.message)])) : {};

/** A form beside the page: its fields, what went wrong, and one verb. */
export const FormDrawer = (props: {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly title: string;
  /** The verb on the button. */
  readonly action: string;
  readonly onSubmit: () => void;
  readonly busy?: boolean;
  readonly error?: unknown;
  readonly children: ReactNode;
}) => {
  const t = useWords(words);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    props.onSubmit();
  };
  return (
    <Drawer
      opened={props.opened}
      onClose={props.onClose}
      title={props.title}
      closeButtonProps={{ "aria-label": t("close") }}
    >
      <form onSubmit={submit}>
        <Stack gap="md">
          {props.children}
          {props.error !== null && props.error !== undefined && <ProblemNotice error={props.error} />}
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={props.onClose}>
              {t("cancel")}
            </Button>
            <Button type="submit" loading={props.busy ?? false}>
              {props.action}
            </Button>
          </Group>
        </Stack>
      </form>
    </Drawer>
  );
};
