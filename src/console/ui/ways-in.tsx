import { Group } from "@mantine/core";
import { useMay } from "../session.ts";
import { useWords } from "../words.ts";
import { AppLink, LinkButton } from "./link.tsx";

const words = {
  file: ["CSVを取り込む", "Import a CSV"],
  keys: ["イベントを送るキーを見る", "See the key for sending events"],
} as const;

/** How data comes in, for pages that have none yet. Each way for those who may take it. */
export const WaysIn = () => {
  const t = useWords(words);
  const marketer = useMay("marketer");
  const owner = useMay("owner");
  return (
    <Group gap="md">
      {marketer && <LinkButton to="/imports/new">{t("file")}</LinkButton>}
      {owner && <AppLink to="/settings/keys">{t("keys")}</AppLink>}
    </Group>
  );
};
