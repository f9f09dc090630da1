import { Button, Text } from "@mantine/core";
import {
  type Column,
  DataTable,
  EmptyState,
  Num,
  number,
  PageHeader,
  Section,
  StatusBadge,
  Time,
  useAct,
  useList,
  useMay,
  useWords,
} from "#ui";
import { api } from "../../../console/api.ts";
import type { ReactionState, StuckEvent } from "../model.ts";

const words = {
  title: ["処理状況", "Processing"],
  lead: [
    "イベントから顧客・注文・セグメントなどを作る処理が、どこまで進んだか。",
    "How far the work has come that makes customers, orders and segments of events.",
  ],
  name: ["処理", "Reaction"],
  lag: ["未処理", "Waiting"],
  state: ["状態", "State"],
  even: ["追いついています", "Up to date"],
  behind: ["処理中", "Working"],
  stuckCount: ["止まったイベント {n} 件", "{n} stuck"],
  moved: ["最後の処理", "Last moved"],
  none: ["まだ処理はありません", "Nothing has run yet"],
  stuck: ["止まったイベント", "Stuck events"],
  stuckLead: [
    "処理できなかったイベントだけを飛ばして、先へ進んでいます。原因を直してから再試行してください。",
    "Only these were passed over, everything after them was done. Mend the cause, then try them again.",
  ],
  event: ["イベント", "Event"],
  reason: ["理由", "Reason"],
  at: ["日時", "When"],
  act: ["操作", "Action"],
  retry: ["再試行", "Retry"],
  asked: ["再試行を依頼しました", "Another try was asked for"],
  waiting: ["再試行待ち", "Waiting for a try"],
  noStuck: ["止まったイベントはありません", "Nothing is stuck"],
} as const;

export const Reactions = () => {
  const t = useWords(words);
  const mayAct = useMay("marketer");
  const often = { refetchInterval: 3_000 };
  const reactions = useList<ReactionState>(
    ["events", "reactions"],
    async () => ({ rows: await api.events.reactions({}), next: null }),
    often,
  );
  const stuck = useList<StuckEvent>(
    ["events", "stuck"],
    async () => ({ rows: await api.events.stuck({ query: {} }), next: null }),
    often,
  );
  const retry = useAct(
    (each: StuckEvent) => api.events.retryStuck({ body: { reaction: each.reaction, positions: [each.position] } }),
    { done: words.asked, refresh: [["events"]] },
  );
  const columns: readonly Column<ReactionState>[] = [
    { key: "name", header: t("name"), cell: (r) => <code>{r.name}</code>, text: (r) => r.name },
    {
      key: "state",
      header: t("state"),
      cell: (r) =>
        r.stuck > 0 ? (
          <StatusBadge tone="broken">{t("stuckCount", { n: number(r.stuck) })}</StatusBadge>
        ) : (
          <StatusBadge tone={r.lag > 0 ? "running" : "good"}>{t(r.lag > 0 ? "behind" : "even")}</StatusBadge>
        ),
    },
    { key: "lag", header: t("lag"), align: "end", cell: (r) => <Num value={r.lag} />, text: (r) => r.lag },
    {
      key: "moved",
      header: t("moved"),
      align: "end",
      wide: true,
      cell: (r) => <Time at={r.movedAt} show="ago" />,
      text: (r) => r.movedAt,
    },
  ];
  const stuckColumns: readonly Column<StuckEvent>[] = [
    { key: "event", header: t("event"), cell: (s) => s.name, text: (s) => s.name },
    { key: "reaction", header: t("name"), wide: true, cell: (s) => <code>{s.reaction}</code>, text: (s) => s.reaction },
    { key: "reason", header: t("reason"), cell: (s) => s.reason, text: (s) => s.reason },
    { key: "at", header: t("at"), align: "end", wide: true, cell: (s) => <Time at={s.at} />, text: (s) => s.at },
    ...(mayAct
      ? [
          {
            key: "act",
            header: t("act"),
            cell: (s: StuckEvent) =>
              s.retry ? (
                <StatusBadge tone="held">{t("waiting")}</StatusBadge>
              ) : (
                <Button size="compact-sm" variant="default" onClick={() => retry.mutate(s)}>
                  {t("retry")}
                </Button>
              ),
          },
        ]
      : []),
  ];
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} />
      <DataTable
        label={t("title")}
        list={reactions}
        columns={columns}
        rowKey={(r) => r.name}
        empty={<EmptyState title={t("none")} />}
      />
      <div style={{ marginTop: 32 }}>
        <Section title={t("stuck")}>
          {stuck.rows && stuck.rows.length > 0 && (
            <Text c="dimmed" mb="sm">
              {t("stuckLead")}
            </Text>
          )}
          <DataTable
            label={t("stuck")}
            list={stuck}
            columns={stuckColumns}
            rowKey={(s) => `${s.reaction} ${s.position}`}
            empty={<EmptyState title={t("noStuck")} />}
          />
        </Section>
      </div>
    </>
  );
};
