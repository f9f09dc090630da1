import { IconPlus } from "@tabler/icons-react";
import {
  LinkButton,
  type Column,
  DataTable,
  EmptyState,
  Num,
  PageHeader,
  StatusBadge,
  Time,
  useList,
  useMay,
  useWords,
} from "#ui";
import { api } from "../../../console/api.ts";
import { mappingWords, STATE } from "./words.ts";

const words = {
  title: ["取り込み", "Imports"],
  lead: [
    "ほかのシステムから書き出したCSVやJSON Linesを、顧客・注文・商品のイベントとして取り込みます。",
    "Brings CSV and JSON lines from other systems in, as events of customers, orders and products.",
  ],
  start: ["新しい取り込み", "New import"],
  files: ["ファイル", "Files"],
  mapping: ["対応づけ", "Mapping"],
  state: ["状態", "State"],
  dry: ["試行", "Dry run"],
  rows: ["行数", "Rows"],
  accepted: ["取り込み", "Accepted"],
  faults: ["エラー行", "Faulty rows"],
  at: ["開始", "Started"],
  none: ["まだ何も取り込んでいません", "Nothing has been imported yet"],
  noneBody: [
    "会員や注文のCSVがあれば、そのまま使えます。文字コードや列の並びはファイルから読み取ります。",
    "A CSV of members or orders is enough. Encoding and columns are read from the file.",
  ],
} as const;

type Row = Awaited<ReturnType<typeof api.connectors.list>>["imports"][number];

export const Imports = () => {
  const t = useWords(words);
  const may = useMay("marketer");
  const list = useList<Row>(
    ["imports", "list"],
    async (cursor) => {
      const page = await api.connectors.list({ query: { ...(cursor && { cursor }) } });
      return { rows: page.imports, next: page.cursor };
    },
    { refetchInterval: 3_000 },
  );
  const start = may && (
    <LinkButton to="/imports/new" leftSection={<IconPlus size={16} aria-hidden />}>
      {t("start")}
    </LinkButton>
  );
  const columns: readonly Column<Row>[] = [
    {
      key: "files",
      header: t("files"),
      cell: (row) => row.files.map((file) => file.name).join(", "),
      text: (row) => row.files.map((file) => file.name).join(" "),
    },
    {
      key: "mapping",
      header: t("mapping"),
      wide: true,
      cell: (row) => t(mappingWords({ id: row.mapping })),
      text: (row) => row.mapping,
    },
    {
      key: "state",
      header: t("state"),
      cell: (row) => (
        <>
          <StatusBadge tone={STATE[row.state].tone}>{t(STATE[row.state].words)}</StatusBadge>
          {row.dryRun && ` ${t("dry")}`}
        </>
      ),
      text: (row) => row.state,
    },
    {
      key: "rows",
      header: t("rows"),
      align: "end",
      cell: (row) => <Num value={row.counts.rows} />,
      text: (row) => row.counts.rows,
    },
    {
      key: "accepted",
      header: t("accepted"),
      align: "end",
      wide: true,
      cell: (row) => <Num value={row.counts.accepted} />,
      text: (row) => row.counts.accepted,
    },
    {
      key: "faults",
      header: t("faults"),
      align: "end",
      wide: true,
      cell: (row) => <Num value={row.counts.faults} />,
      text: (row) => row.counts.faults,
    },
    {
      key: "at",
      header: t("at"),
      align: "end",
      cell: (row) => <Time at={row.createdAt} show="ago" />,
      text: (row) => row.createdAt,
    },
  ];
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} actions={start} />
      <DataTable
        label={t("title")}
        list={list}
        columns={columns}
        rowKey={(row) => row.id}
        href={(row) => `/imports/${row.id}`}
        exportName="imports"
        empty={
          <EmptyState title={t("none")} action={start}>
            {t("noneBody")}
          </EmptyState>
        }
      />
    </>
  );
};
