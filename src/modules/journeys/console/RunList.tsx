import { Select } from "@mantine/core";
import type { Definition } from "#journeys/model";
import {
  type Column,
  DataTable,
  EmptyState,
  moment,
  StatusBadge,
  Time,
  useFilters,
  useList,
  useNow,
  useWords,
} from "#ui";
import { api } from "../../../console/api.ts";
import { nodeTitle, type Teller } from "./describe.ts";
import { JourneyFilters } from "./filters.ts";
import { reasonText } from "./words.ts";

const words = {
  title: ["実行", "Runs"],
  person: ["お客様", "Customer"],
  state: ["状態", "State"],
  where: ["ステップ", "Step"],
  started: ["開始", "Started"],
  until: ["次に動く時刻", "Moves on by"],
  ended: ["終了", "Ended"],
  version: ["版", "Version"],
  test: ["テスト", "Test"],
  waiting: ["待機中", "Waiting"],
  ready: ["処理待ち", "Due"],
  held: ["一時停止中", "Held"],
  done: ["終了", "Ended"],
  any: ["すべて", "All"],
  alive: ["進行中", "On the way"],
  endedOnly: ["終了ずみ", "Ended"],
  anyNode: ["すべてのステップ", "Any step"],
  none: ["実行はまだありません", "No runs yet"],
  noneBody: [
    "きっかけとなる出来事があると、ここに一人ずつ並びます。",
    "As soon as the trigger happens, each person appears here.",
  ],
} as const;

type Row = Awaited<ReturnType<typeof api.journeys.runs>>["items"][number];

export const RunState = ({ run }: { readonly run: Pick<Row, "phase" | "held" | "test"> }) => {
  const t = useWords(words);
  const { phase, held } = run;
  const state = phase === "ended" ? "done" : held ? "held" : phase;
  const tone = { done: "plain", held: "held", waiting: "good", ready: "running" } as const;
  return (
    <span style={{ display: "inline-flex", gap: 6 }}>
      <StatusBadge tone={tone[state]}>{t(state)}</StatusBadge>
      {run.test && <StatusBadge tone="held">{t("test")}</StatusBadge>}
    </span>
  );
};

export const RunList = ({
  journey,
  definition,
  teller,
}: {
  readonly journey: string;
  readonly definition: Definition;
  readonly teller: Teller;
}) => {
  const t = useWords(words);
  const now = useNow();
  const [{ node, phase }, setFilters] = useFilters(JourneyFilters);
  const list = useList<Row>(
    ["journeys", "runs", journey, node ?? "", phase ?? ""],
    async (cursor) => {
      const page = await api.journeys.runs({ params: { id: journey }, query: { node, phase, cursor } });
      return { rows: page.items, next: page.next };
    },
    { refetchInterval: 10_000 },
  );
  const title = (id: string) => {
    const known = definition.nodes[id];
    return known ? nodeTitle(known, teller) : id;
  };
  const columns: readonly Column<Row>[] = [
    { key: "person", header: t("person"), cell: (r) => r.person, text: (r) => r.person },
    { key: "state", header: t("state"), cell: (r) => <RunState run={r} />, text: (r) => r.phase },
    {
      key: "where",
      header: t("where"),
      cell: (r) => (
        <>
          {title(r.node)}
          {r.end && (
            <div style={{ color: "var(--ink-soft)", fontSize: 12 }}>
              {reasonText(r.end, teller, (at) => moment(at, now))}
            </div>
          )}
        </>
      ),
      text: (r) => title(r.node),
    },
    {
      key: "until",
      header: t("until"),
      wide: true,
      align: "end",
      cell: (r) => <Time at={r.phase === "ended" ? null : r.deadline} />,
      text: (r) => r.deadline,
    },
    {
      key: "started",
      header: t("started"),
      align: "end",
      wide: true,
      cell: (r) => <Time at={r.enteredAt} />,
      text: (r) => r.enteredAt,
    },
    { key: "version", header: t("version"), align: "end", wide: true, cell: (r) => r.version, text: (r) => r.version },
  ];
  return (
    <DataTable
      label={t("title")}
      list={list}
      columns={columns}
      rowKey={(r) => r.id}
      href={(r) => `/runs/${r.id}`}
      exportName="runs"
      filters={
        <>
          <Select
            aria-label={t("state")}
            w={140}
            allowDeselect={false}
            value={phase ?? ""}
            data={[
              { value: "", label: t("any") },
              { value: "alive", label: t("alive") },
              { value: "ended", label: t("endedOnly") },
            ]}
            onChange={(value) => setFilters({ phase: (value ?? "") as never })}
          />
          <Select
            aria-label={t("where")}
            w={220}
            allowDeselect={false}
            value={node ?? ""}
            data={[
              { value: "", label: t("anyNode") },
              ...Object.keys(definition.nodes).map((id) => ({ value: id, label: title(id) })),
            ]}
            onChange={(value) => setFilters({ node: value ?? "" })}
          />
        </>
      }
      empty={<EmptyState title={t("none")}>{t("noneBody")}</EmptyState>}
    />
  );
};
