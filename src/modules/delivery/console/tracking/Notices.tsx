import { Button, Group, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { AppLink, Loaded, StatusBadge, useAct, useLanguage, useMay, useWords } from "#ui";
import { api } from "../../../../console/api.ts";

const words = {
  lead: [
    "お知らせはジャーニーです。はじめたあとは、文面も時間も自由に変えられます。取引連絡として、宣伝を入れずにお送りします。",
    "Notices are journeys: once started, words and times are yours to change. They are service messages and carry no promotion.",
  ],
  start: ["はじめる", "Start"],
  startAll: ["すべてはじめる", "Start all"],
  live: ["公開中", "Live"],
  paused: ["一時停止", "Paused"],
  draft: ["下書き", "Draft"],
  archived: ["保管", "Archived"],
  edit: ["ジャーニーを見る", "Open the journey"],
  started: ["はじめました", "Started"],
} as const;
const TONE = { live: "good", paused: "held", draft: "plain", archived: "plain" } as const;

/** The journeys around a delivery, and how to start them. */
export const Notices = () => {
  const t = useWords(words);
  const language = useLanguage();
  const at = language === "ja" ? 0 : 1;
  const may = useMay("marketer");
  const query = useQuery({ queryKey: ["delivery", "notices"], queryFn: () => api.tracking.notices({}) });
  const start = useAct((keys: string[]) => api.tracking.startNotices({ body: { keys, language } }), {
    refresh: [["delivery", "notices"], ["journeys"]],
    done: words.started,
  });
  return (
    <Loaded query={query}>
      {({ items }) => {
        const missing = items.filter((item) => item.journey === null).map((item) => item.key);
        return (
          <Stack gap="lg" maw={760}>
            <Group justify="space-between" align="flex-start" wrap="nowrap">
              <Text c="dimmed">{t("lead")}</Text>
              {may && missing.length > 1 && (
                <Button loading={start.isPending} onClick={() => start.mutate(missing)} style={{ flex: "none" }}>
                  {t("startAll")}
                </Button>
              )}
            </Group>
            {items.map(({ key, name, about, journey }) => (
              <div key={key} style={{ borderTop: "1px solid var(--line)", paddingTop: 16 }}>
                <Group justify="space-between" align="flex-start" wrap="nowrap">
                  <div>
                    <Group gap="sm">
                      <Text fw={600}>{name[at]}</Text>
                      {journey && (
                        <StatusBadge tone={TONE[journey.status as keyof typeof TONE]}>
                          {t(journey.status as keyof typeof TONE)}
                        </StatusBadge>
                      )}
                    </Group>
                    <Text size="sm" c="dimmed">
                      {about[at]}
                    </Text>
                    {journey && <AppLink to={`/journeys/${journey.id}`}>{t("edit")}</AppLink>}
                  </div>
                  {may && journey === null && (
                    <Button
                      variant="default"
                      loading={start.isPending}
                      onClick={() => start.mutate([key])}
                      style={{ flex: "none" }}
                    >
                      {t("start")}
                    </Button>
                  )}
                </Group>
              </div>
            ))}
          </Stack>
        );
      }}
    </Loaded>
  );
};
