import { Button, Group, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { answering, answers, useConnection } from "./connection.ts";
import { useWords } from "./words.ts";

const words = {
  lost: [
    "サーバーにつながりません。入力した内容はこの画面に残っています。つながりしだい、自動で続けます。",
    "The server cannot be reached. What you entered stays on this page, and it goes on by itself as soon as the server is back.",
  ],
  slow: [
    "サーバーの応答に時間がかかっています。このままお待ちください。",
    "The server is taking long to answer. Please wait.",
  ],
  again: ["今すぐ試す", "Try now"],
} as const;

/** Over every page while the server is away; asks for all anew when it is back. */
export const ConnectionNotice = () => {
  const t = useWords(words);
  const connection = useConnection();
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const lost = connection === "lost";
  useEffect(() => {
    if (!lost) return;
    void answering();
    return () => void queries.invalidateQueries();
  }, [lost, queries]);
  if (connection === "fine") return null;
  const again = async () => {
    setAsking(true);
    await answers();
    setAsking(false);
  };
  return (
    <div role="status" className="connection" data-lost={lost || undefined}>
      <Group gap="md" wrap="nowrap" justify="space-between">
        <Text size="sm">{t(lost ? "lost" : "slow")}</Text>
        {lost && (
          <Button size="xs" variant="default" style={{ flexShrink: 0 }} loading={asking} onClick={() => void again()}>
            {t("again")}
          </Button>
        )}
      </Group>
    </div>
  );
};
