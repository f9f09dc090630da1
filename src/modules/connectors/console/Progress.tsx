import { Group, Progress, Stack, Text } from "@mantine/core";
import { duration, number, Stat, useWords } from "#ui";
import type { api } from "../../../console/api.ts";

export type Shown = Awaited<ReturnType<typeof api.connectors.get>>;

const words = {
  rows: ["読んだ行", "Rows read"],
  made: ["できるイベント", "Events made"],
  accepted: ["取り込んだイベント", "Events accepted"],
  duplicates: ["重複", "Duplicates"],
  quarantined: ["保留", "Held back"],
  faults: ["エラー行", "Faulty rows"],
  percent: ["{n}%", "{n}%"],
  reading: ["ファイルを読んでいます", "Reading the files"],
  sending: ["イベントにしています", "Making events"],
  rate: ["毎秒 {n} 行", "{n} rows/s"],
  left: ["あと {time}", "{time} left"],
  waiting: ["今届いているイベントを先に処理しています", "Letting live events go first"],
  bar: ["取り込みの進み具合", "Progress of the import"],
} as const;

const notes = (shown: Shown, t: ReturnType<typeof useWords<typeof words>>) => {
  const { progress: p } = shown;
  return [
    p.phase === "over" ? null : t(p.phase),
    p.waiting ? t("waiting") : null,
    p.rate === null ? null : t("rate", { n: number(p.rate) }),
    p.secondsLeft === null ? null : t("left", { time: duration(p.secondsLeft * 1_000) }),
  ].filter((note) => note !== null);
};

/** Counts of an import, and how far it is. */
export const ImportProgress = ({ shown }: { readonly shown: Shown }) => {
  const t = useWords(words);
  const { counts, progress, state } = shown;
  const open = state === "queued" || state === "running";
  return (
    <Stack gap="md">
      {open && (
        <div>
          <Progress value={progress.done * 100} aria-label={t("bar")} size="lg" />
          <Text size="sm" c="dimmed" mt={6} className="num">
            {[t("percent", { n: Math.floor(progress.done * 100) }), ...notes(shown, t)].join(" · ")}
          </Text>
        </div>
      )}
      <Group gap={40}>
        <Stat label={t("rows")} value={number(counts.rows)} />
        {shown.dryRun ? (
          <Stat label={t("made")} value={number(counts.events)} />
        ) : (
          <>
            <Stat label={t("accepted")} value={number(counts.accepted)} />
            <Stat label={t("duplicates")} value={number(counts.duplicates)} />
            <Stat
              label={t("quarantined")}
              value={number(counts.quarantined)}
              tone={counts.quarantined > 0 ? "held" : "plain"}
              {...(counts.quarantined > 0 && { to: "/quarantine" })}
            />
          </>
        )}
        <Stat label={t("faults")} value={number(counts.faults)} tone={counts.faults > 0 ? "broken" : "plain"} />
      </Group>
    </Stack>
  );
};
