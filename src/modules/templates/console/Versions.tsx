import { Button } from "@mantine/core";
import {
  type Column,
  DataTable,
  EmptyState,
  Num,
  Section,
  StatusBadge,
  Time,
  useAct,
  useList,
  useMay,
  useWords,
} from "#ui";
import { api } from "../../../console/api.ts";
import { words } from "./words.ts";

type Row = Awaited<ReturnType<typeof api.templates.versions>>["versions"][number];

/** What was live before, each to be restored. */
export const Versions = ({ template, live }: { readonly template: string; readonly live: number }) => {
  const t = useWords(words);
  const may = useMay("marketer");
  const list = useList<Row>(["templates", "versions", template], async () => ({
    rows: (await api.templates.versions({ params: { key: template } })).versions,
    next: null,
  }));
  const restore = useAct((version: number) => api.templates.restore({ params: { key: template, version } }), {
    done: words.restored,
    refresh: [["templates"]],
  });
  const columns: readonly Column<Row>[] = [
    { key: "version", header: t("version"), width: 72, cell: (row) => <Num value={row.version} /> },
    { key: "saved", header: t("updated"), cell: (row) => <Time at={row.savedAt} show="at" /> },
    { key: "by", header: t("name"), cell: (row) => row.savedBy, wide: true },
    {
      key: "do",
      header: t("restore"),
      align: "end",
      cell: (row) =>
        row.version === live ? (
          <StatusBadge tone="good">{t("live")}</StatusBadge>
        ) : (
          may && (
            <Button variant="subtle" size="compact-sm" onClick={() => restore.mutate(row.version)}>
              {t("restore")}
            </Button>
          )
        ),
    },
  ];
  return (
    <div style={{ marginTop: 40 }}>
      <Section title={t("versions")}>
        <DataTable
          label={t("versions")}
          list={list}
          columns={columns}
          rowKey={(row) => String(row.version)}
          empty={<EmptyState title={t("none")}>{""}</EmptyState>}
        />
      </Section>
    </div>
  );
};
