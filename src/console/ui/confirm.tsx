import { Button, Group, Modal, Text } from "@mantine/core";
import { createContext, type ReactNode, useCallback, useContext, useState } from "react";
import { useWords } from "../words.ts";

interface Question {
  readonly title: string;
  /** What will happen, and what will not. */
  readonly body?: ReactNode;
  /** The verb on the button. */
  readonly action: string;
  readonly danger?: boolean;
}
type Ask = (question: Question) => Promise<boolean>;

const Context = createContext<Ask>(() => Promise.resolve(false));
const words = { cancel: ["キャンセル", "Cancel"], close: ["閉じる", "Close"] } as const;

/** `const confirm = useConfirm()`, then `if (await confirm({ title, body, action })) …` */
export const useConfirm = (): Ask => useContext(Context);

export const ConfirmProvider = ({ children }: { readonly children: ReactNode }) => {
  const t = useWords(words);
  const [open, setOpen] = useState<{ question: Question; answer: (yes: boolean) => void } | null>(null);
  const ask = useCallback<Ask>((question) => new Promise((answer) => setOpen({ question, answer })), []);
  const settle = (yes: boolean) => {
    open?.answer(yes);
    setOpen(null);
  };
  return (
    <Context value={ask}>
      {children}
      <Modal
        opened={open !== null}
        onClose={() => settle(false)}
        title={open?.question.title}
        closeButtonProps={{ "aria-label": t("close") }}
      >
        {open?.question.body && (
          <Text mb="md" component="div">
            {open.question.body}
          </Text>
        )}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={() => settle(false)}>
            {t("cancel")}
          </Button>
          <Button color={open?.question.danger ? "red" : "matcha"} onClick={() => settle(true)} data-autofocus>
            {open?.question.action}
          </Button>
        </Group>
      </Modal>
    </Context>
  );
};
