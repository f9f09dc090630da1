import { useQuery } from "@tanstack/react-query";
import { actorName, type Column, DataTable, EmptyState, Num, Time, useWords } from "#ui";
import { api } from "../../../console/api.ts";

const words = {
  title: ["バージョン", "Versions"],
  version: ["バージョン", "Version"],
  by: ["作成者", "Made by"],
  made: ["作成", "Made"],
  activated: ["公開", "Went live"],
  tried: ["試行のみ", "Tried only"],
  steps: ["ステップ数", "Steps"],
  running: ["進行中", "Running"],
  none: ["公開されたバージョンはまだありません", "No version has been live yet"],
  noneBody: [
    "公開するたびに記録されます。進行中の人は、開始したときのバージョンのまま進みます。",
    "Each activation is kept. People go on by the version that they started with.",
  ],
} as const;

type Row = Awaited<ReturnType<typeof api.journeys.versions>>[number];

export const VersionList = ({ journey }: { readonly journey: string }) => {
  const t = useWords(words);
  const query = useQuery({
    queryKey: ["journeys", "versions", journey],
    queryFn: () => api.journeys.versions({ params: { id: journey } }),
  });
  const columns: readonly Column<Row>[] = [
    { key: "version", header: t("version"), cell: (v) => <b style={{ fontWeight: 600 }}>{v.version}</b> },
    {
      key: "activated",
      header: t("activated"),
      cell: (v) => (v.activatedAt ? <Time at={v.activatedAt} /> : t("tried")),
    },
    { key: "by", header: t("by"), wide: true, cell: (v) => actorName(v.createdBy) },
    {
      key: "steps",
      header: t("steps"),
      align: "end",
      wide: true,
      cell: (v) => <Num value={Object.keys(v.definition.nodes).length} />,
    },
    { key: "running", header: t("running"), align: "end", cell: (v) => <Num value={v.running} /> },
  ];
  const list = {
    rows: query.data,
    error: query.error,
    pending: query.isPending,
    again: query.refetch,
    all: () => Promise.resolve(query.data ?? []),
  };
  return (
    <DataTable
      label={t("title")}
      list={list}
      columns={columns}
      rowKey={(v) => String(v.version)}
      empty={<EmptyState title={t("none")}>{t("noneBody")}</EmptyState>}
    />
  );
};
