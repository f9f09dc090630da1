import { Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { AppLink, Loaded, Section, StatusBadge, Time, useWords } from "#ui";
import { api } from "../api.ts";
import { Messages } from "./Messages.tsx";

const words = {
  next: ["次に起きること", "What happens next"],
  waiting: ["{at}まで待っています", "waits until {at}"],
  until: ["次の動き", "Moves on"],
  ready: ["まもなく進みます", "moves on in a moment"],
  held: ["休止中", "On hold"],
  none: ["進行中のジャーニーはありません。", "In no journey just now."],
  past: ["終わったジャーニー {n} 件", "{n} {n|journey|journeys} ended"],
  ended: ["終了", "Ended"],
  segments: ["該当するセグメント", "Segments"],
  noSegments: ["該当するセグメントはありません。", "In no segment."],
  since: ["から", "since"],
} as const;

type Run = Awaited<ReturnType<typeof api.journeys.runsOf>>["items"][number];

const Alive = ({ run }: { readonly run: Run }) => {
  const t = useWords(words);
  return (
    <li>
      <AppLink to={`/runs/${run.id}`}>{run.journeyName}</AppLink>{" "}
      {run.held && <StatusBadge tone="held">{t("held")}</StatusBadge>}
      <Text size="xs" c="dimmed" component="div">
        {run.deadline ? (
          <>
            {t("until")}: <Time at={run.deadline} /> (<Time at={run.deadline} show="ago" />)
          </>
        ) : (
          t("ready")
        )}
      </Text>
    </li>
  );
};

/** What is next for this person, and why. */
export const Next = ({ profile }: { readonly profile: string }) => {
  const t = useWords(words);
  const runs = useQuery({
    queryKey: ["runs", "of", profile],
    queryFn: () => api.journeys.runsOf({ query: { profile } }),
    refetchInterval: 10_000,
  });
  const segments = useQuery({
    queryKey: ["segments", "of", profile],
    queryFn: () => api.segments.ofProfile({ params: { profile } }),
  });
  return (
    <>
      <Section title={t("next")}>
        <Loaded query={runs}>
          {({ items }) => {
            const alive = items.filter((run) => run.phase !== "ended");
            const ended = items.filter((run) => run.phase === "ended");
            return (
              <Stack gap="sm">
                {alive.length === 0 && <Text c="dimmed">{t("none")}</Text>}
                <ul className="rows">
                  {alive.map((run) => (
                    <Alive key={run.id} run={run} />
                  ))}
                </ul>
                {ended.length > 0 && (
                  <details>
                    <summary>{t("past", { n: ended.length })}</summary>
                    <ul className="rows">
                      {ended.map((run) => (
                        <li key={run.id}>
                          <AppLink to={`/runs/${run.id}`}>{run.journeyName}</AppLink>
                          <Text size="xs" c="dimmed">
                            {t("ended")} <Time at={run.endedAt} />
                          </Text>
                        </li>
                      ))}
                    </ul>
                  </details>
                )}
              </Stack>
            );
          }}
        </Loaded>
      </Section>
      <Messages profile={profile} />
      <Section title={t("segments")}>
        <Loaded query={segments}>
          {(items) =>
            items.length === 0 ? (
              <Text c="dimmed">{t("noSegments")}</Text>
            ) : (
              <ul className="rows">
                {items.map((segment) => (
                  <li key={segment.id}>
                    <AppLink to={`/segments/${segment.id}`}>{segment.name}</AppLink>
                    <Text size="xs" c="dimmed">
                      <Time at={segment.since} /> {t("since")}
                    </Text>
                  </li>
                ))}
              </ul>
            )
          }
        </Loaded>
      </Section>
    </>
  );
};
