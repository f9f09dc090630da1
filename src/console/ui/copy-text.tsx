import { Button, CopyButton, Group } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useWords } from "../words.ts";

const words = {
  copy: ["コピー", "Copy"],
  copied: ["コピーしました", "Copied"],
  copyOf: ["{name}をコピー", "Copy {name}"],
} as const;

/** A value to take along: shown whole, copied by one press. */
export const CopyText = ({ label, value }: { readonly label: string; readonly value: string }) => {
  const t = useWords(words);
  return (
    <Group gap="sm" wrap="nowrap">
      <span className="secret">{value}</span>
      <CopyButton value={value}>
        {({ copied, copy }) => (
          <Button
            variant="default"
            size="compact-md"
            style={{ flexShrink: 0 }}
            aria-label={copied ? t("copied") : t("copyOf", { name: label })}
            leftSection={copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
            onClick={copy}
          >
            {copied ? t("copied") : t("copy")}
          </Button>
        )}
      </CopyButton>
    </Group>
  );
};
