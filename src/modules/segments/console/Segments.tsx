import { Text } from "@mantine/core";
import { type Column, ListPage, Num, StatusBadge, useLanguage, updatedColumn, useList, useMay, useWords } from "#ui";
import { type Segment, sentence } from "#segments/model";
import { api } from "../../../console/api.ts";
import { useNames } from "./names.ts";
import { STATUS } from "./words.ts";

const words = {
  title: ["セグメント", "Segments"],
  lead: [
    "条件に当てはまるお客様の集まりです。お客様の動きに合わせて、その場で入れ替わります。",
    "Groups of customers who meet a condition. They follow what customers do, at once.",
  ],
  create: ["セグメントを作成", "Create a segment"],
  name: ["名前", "Name"],
  members: ["該当", "Members"],
  state: ["状態", "State"],
  updated: ["更新", "Changed"],
  none: ["セグメントはまだありません", "No segments yet"],
  noneBody: [
    "「直近30日に2回以上購入」「カートに入れたまま購入していない」など、条件を組み合わせてお客様をまとめます。ジャーニーの開始にも使えます。",
    "Combine conditions, such as “bought twice in the last 30 days” or “added to the cart and did not buy”. Journeys can start from them.",
  ],
} as const;

export const Segments = () => {
  const t = useWords(words);
  const tongue = useLanguage();
  const may = useMay("marketer");
  const names = useNames();
  const list = useList<Segment>(
    ["segments", "list"],
    async (cursor) => {
      const page = await api.segments.list({ query: { ...(cursor !== undefined && { cursor }) } });
      return { rows: page.items, next: page.next };
    },
    { refetchInterval: 3_000 },
  );
  const columns: readonly Column<Segment>[] = [
    {
      key: "name",
      header: t("name"),
      cell: (s) => (
        <>
          <b style={{ fontWeight: 600 }}>{s.name}</b>
          <Text size="xs" c="dimmed" lineClamp={2} component="div">
            {sentence(s.predicate, tongue, names)}
          </Text>
        </>
      ),
      text: (s) => s.name,
    },
    {
      key: "members",
      header: t("members"),
      align: "end",
      width: 96,
      cell: (s) => <Num value={s.members} />,
      text: (s) => s.members,
    },
    {
      key: "state",
      header: t("state"),
      width: 132,
      wide: true,
      cell: (s) => <StatusBadge tone={STATUS[s.status].tone}>{t(STATUS[s.status].words)}</StatusBadge>,
      text: (s) => s.status,
    },
    updatedColumn(t("updated")),
  ];
  return (
    <ListPage
      title={t("title")}
      lead={t("lead")}
      none={t("none")}
      noneBody={t("noneBody")}
      create={may ? { to: "/segments/new", label: t("create") } : null}
      list={list}
      columns={columns}
      rowKey={(s) => s.id}
      href={(s) => `/segments/${s.id}`}
    />
  );
};
