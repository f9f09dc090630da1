import { Button, Group, Select, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { z } from "zod";
import {
  actorName,
  AppLink,
  currentTime,
  EmptyState,
  Loaded,
  number,
  PageHeader,
  Section,
  StatusBadge,
  Table,
  Time,
  type Pair,
  useAct,
  useFilters,
  useMay,
  useWords,
} from "#ui";
import { api } from "../../../../console/api.ts";

const words = {
  returns: ["返品・交換", "Returns & exchanges"],
  title: ["返品ポリシーのシミュレーション", "Simulate a return policy"],
  lead: [
    "過去に実際に戻ってきた商品を、別のポリシーで判断し直します。実際の返品には何も起きません。",
    "What really came back is judged under another policy. Nothing happens to real returns.",
  ],
  policy: ["試すポリシー", "Policy to try"],
  span: ["期間", "Span"],
  d90: ["直近90日", "Last 90 days"],
  d180: ["直近180日", "Last 180 days"],
  d365: ["直近1年", "Last year"],
  run: ["はじめる", "Run"],
  past: ["これまでの結果", "Earlier runs"],
  draft: ["(下書き)", "(draft)"],
  none: ["まだ試していません", "Nothing was tried yet"],
  noneBody: [
    "下書きを作り、過去に当てはめてから公開すると安心です。",
    "Make a draft and try it on the past before you publish it.",
  ],
  tried: ["ポリシー", "Policy"],
  state: ["状態", "State"],
  judged: ["判断した返品", "Returns judged"],
  at: ["実行", "Run"],
  running: ["実行中", "Running"],
  done: ["完了", "Done"],
  stopped: ["中止", "Stopped"],
  failed: ["失敗", "Failed"],
  seen: ["{done} / {total} 件", "{done} of {total}"],
} as const;

const Search = z.object({ policy: z.string().optional().catch(undefined) });
const TONES = { running: "running", done: "good", stopped: "plain", failed: "broken" } as const;
const STATES: Readonly<Record<keyof typeof TONES, Pair>> = {
  running: words.running,
  done: words.done,
  stopped: words.stopped,
  failed: words.failed,
};

/** Choose a policy and a span; the runs so far. */
export const Simulations = () => {
  const t = useWords(words);
  const may = useMay("marketer");
  const navigate = useNavigate();
  const [{ policy }, setFilters] = useFilters(Search);
  const [days, setDays] = useState("180");
  const policies = useQuery({ queryKey: ["returns", "policies"], queryFn: () => api.returns.policies({}) });
  const runs = useQuery({
    queryKey: ["returns", "simulations"],
    queryFn: () => api.returns.simulations({}),
    refetchInterval: 5_000,
  });
  const items = policies.data?.items ?? [];
  const chosen = items.find((each) => each.id === policy) ?? items[0];
  const run = useAct(
    () => {
      const until = currentTime();
      const from = new Date(until.getTime() - Number(days) * 86_400_000);
      if (!chosen) throw new Error("Nothing is chosen.");
      return api.returns.simulate({
        body: {
          name: chosen.name,
          definition: chosen.definition,
          from: from.toISOString(),
          until: until.toISOString(),
        },
      });
    },
    {
      refresh: [["returns", "simulations"]],
      after: (made) => void navigate({ href: `/returns/simulation/${made.id}` }),
    },
  );
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} up={[{ to: "/returns", label: t("returns") }]} />
      {may && items.length > 0 && (
        <Group align="flex-end" mb="xl">
          <Select
            label={t("policy")}
            data={items.map((each) => ({
              value: each.id,
              label: `${each.name} ${each.version === null ? t("draft") : `v${each.version}`}`,
            }))}
            value={chosen?.id ?? null}
            allowDeselect={false}
            onChange={(next) => setFilters({ policy: next ?? undefined })}
            w={280}
          />
          <Select
            label={t("span")}
            data={(["90", "180", "365"] as const).map((value) => ({ value, label: t(`d${value}`) }))}
            value={days}
            allowDeselect={false}
            onChange={(next) => next && setDays(next)}
            w={160}
          />
          <Button loading={run.isPending} onClick={() => run.mutate()}>
            {t("run")}
          </Button>
        </Group>
      )}
      <Section title={t("past")}>
        <Loaded query={runs}>
          {({ items: found }) =>
            found.length === 0 ? (
              <EmptyState title={t("none")} action={<AppLink to="/returns/policy">{t("policy")}</AppLink>}>
                {t("noneBody")}
              </EmptyState>
            ) : (
              <Table
                label={t("past")}
                rows={found}
                rowKey={(each) => each.id}
                columns={[
                  {
                    key: "name",
                    header: t("tried"),
                    cell: (each) => (
                      <>
                        <AppLink to={`/returns/simulation/${each.id}`}>{each.name}</AppLink>
                        <Text size="xs" c="dimmed">
                          {actorName(each.createdBy)}
                        </Text>
                      </>
                    ),
                  },
                  {
                    key: "state",
                    header: t("state"),
                    cell: (each) => <StatusBadge tone={TONES[each.state]}>{t(STATES[each.state])}</StatusBadge>,
                  },
                  {
                    key: "seen",
                    header: t("judged"),
                    align: "end",
                    cell: (each) => t("seen", { done: number(each.done), total: number(each.total) }),
                  },
                  {
                    key: "at",
                    header: t("at"),
                    align: "end",
                    wide: true,
                    cell: (each) => <Time at={each.createdAt} show="ago" />,
                  },
                ]}
              />
            )
          }
        </Loaded>
      </Section>
    </>
  );
};
