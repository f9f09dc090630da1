import { Code, Text } from "@mantine/core";
import { type Column, DataTable, EmptyState, Time, useList, useWords } from "#ui";
import { api } from "../api.ts";
import { auditWords } from "./audit-words.ts";
import { SettingsFrame } from "./SettingsFrame.tsx";

const words = {
  lead: ["誰が、いつ、何を変えたか。消せません。", "Who changed what, and when. Nothing here can be removed."],
  table: ["操作履歴", "Audit log"],
  at: ["日時", "When"],
  who: ["誰が", "Who"],
  what: ["操作", "What"],
  target: ["対象", "On what"],
  detail: ["内容", "Detail"],
  none: ["まだ記録はありません", "Nothing recorded yet"],
  noneBody: ["設定や配信の変更がここに残ります。", "Changes to settings, segments and messages are kept here."],
} as const;

type Entry = Awaited<ReturnType<typeof api.admin.audit>>[number];
const PAGE = 50;

const detailText = (detail: unknown): string =>
  detail && typeof detail === "object" && Object.keys(detail).length > 0 ? JSON.stringify(detail) : "";

export const Audit = () => {
  const t = useWords(words);
  const list = useList(["audit"], async (cursor) => {
    const rows = await api.admin.audit({ query: { limit: PAGE, ...(cursor && { before: cursor }) } });
    return { rows, next: rows.length === PAGE ? String(rows.at(-1)?.id) : null };
  });
  const columns: readonly Column<Entry>[] = [
    { key: "at", header: t("at"), width: 170, cell: (e) => <Time at={e.at} />, text: (e) => e.at },
    { key: "who", header: t("who"), wide: true, cell: (e) => e.actor, text: (e) => e.actor },
    {
      key: "what",
      header: t("what"),
      cell: (e) => (
        <>
          {auditWords(e.action)}
          <Text size="xs" c="dimmed" className="narrow">
            {e.actor}
          </Text>
        </>
      ),
      text: (e) => e.action,
    },
    {
      key: "target",
      header: t("target"),
      wide: true,
      cell: (e) => <Code>{e.target}</Code>,
      text: (e) => e.target,
    },
    {
      key: "detail",
      header: t("detail"),
      wide: true,
      cell: (e) => <span style={{ fontSize: 12, color: "var(--ink-soft)" }}>{detailText(e.detail)}</span>,
      text: (e) => detailText(e.detail),
    },
  ];
  return (
    <SettingsFrame lead={t("lead")}>
      <DataTable
        label={t("table")}
        list={list}
        columns={columns}
        rowKey={(e) => String(e.id)}
        exportName="audit"
        empty={<EmptyState title={t("none")}>{t("noneBody")}</EmptyState>}
      />
    </SettingsFrame>
  );
};
