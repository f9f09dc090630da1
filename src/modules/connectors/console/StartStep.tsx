import { Button, Group, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { Loaded, useAct, useWords } from "#ui";
import { api } from "../../../console/api.ts";
import { Faults } from "./Faults.tsx";
import { ImportProgress } from "./Progress.tsx";

const words = {
  lead: [
    "試行はファイルを最後まで読み、件数とエラー行だけを数えます。何も書き込みません。",
    "A dry run reads the files to their end and counts events and faulty rows. Nothing is written.",
  ],
  dry: ["試行する", "Dry run"],
  start: ["取り込む", "Import"],
} as const;

type Body = Omit<Parameters<typeof api.connectors.create>[0]["body"], "dryRun">;

/** Tries the whole, then does it. */
export const StartStep = ({ body }: { readonly body: Body }) => {
  const t = useWords(words);
  const navigate = useNavigate();
  const [tried, setTried] = useState<string | null>(null);
  const dry = useAct(() => api.connectors.create({ body: { ...body, dryRun: true } }), {
    after: (made) => setTried(made.id),
  });
  const start = useAct(() => api.connectors.create({ body: { ...body, dryRun: false } }), {
    after: (made) => void navigate({ to: `/imports/${made.id}` as never }),
  });
  const query = useQuery({
    queryKey: ["imports", tried],
    queryFn: () => api.connectors.get({ params: { id: tried ?? "" } }),
    enabled: tried !== null,
    refetchInterval: (asked) => (["queued", "running"].includes(asked.state.data?.state ?? "") ? 700 : false),
  });
  return (
    <Stack gap="lg">
      <Text c="dimmed">{t("lead")}</Text>
      <Group>
        <Button
          variant={tried === null ? "filled" : "default"}
          loading={dry.isPending || query.data?.state === "running"}
          onClick={() => dry.mutate()}
        >
          {t("dry")}
        </Button>
        <Button
          variant={tried === null ? "default" : "filled"}
          loading={start.isPending}
          onClick={() => start.mutate()}
        >
          {t("start")}
        </Button>
      </Group>
      {tried !== null && (
        <Loaded query={query}>
          {(shown) => (
            <>
              <ImportProgress shown={shown} />
              {shown.faults.length > 0 && <Faults shown={shown} />}
            </>
          )}
        </Loaded>
      )}
    </Stack>
  );
};
