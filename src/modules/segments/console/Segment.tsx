import { Button, Progress, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import {
  LinkButton,
  type Column,
  DataTable,
  EmptyState,
  Loaded,
  Num,
  number,
  PageHeader,
  PersonLink,
  Section,
  StatusBadge,
  Time,
  useAct,
  useConfirm,
  useLanguage,
  useList,
  useMay,
  useParams,
  useWords,
} from "#ui";
import { type Segment, sentence } from "#segments/model";
import { api } from "../../../console/api.ts";
import { Explain } from "./Explain.tsx";
import { useNames } from "./names.ts";
import { STATUS } from "./words.ts";

const words = {
  segments: ["セグメント", "Segments"],
  edit: ["編集", "Edit"],
  pause: ["停止", "Pause"],
  resume: ["再開", "Resume"],
  remove: ["削除", "Delete"],
  removeTitle: ["「{name}」を削除しますか", "Delete “{name}”?"],
  removeBody: [
    "該当の記録も消えます。お客様の記録は残ります。",
    "Its membership is forgotten. Customers and their history stay.",
  ],
  removed: ["削除しました", "Deleted"],
  members: ["該当するお客様", "Members"],
  count: ["{n} 人", "{n} {n|person|people}"],
  name: ["お名前", "Name"],
  nameless: ["名前未登録", "No name yet"],
  handle: ["識別子", "Known as"],
  since: ["該当した日時", "Member since"],
  why: ["理由", "Why"],
  whyOf: ["{name} が該当する理由", "Why {name} is a member"],
  none: ["今は該当するお客様がいません", "Nobody meets this now"],
  noneBody: ["条件に当てはまるお客様が現れると、すぐにここに並びます。", "As soon as somebody does, they appear here."],
  building: ["全員を集計しています: {done} / {total}", "Looking at everybody: {done} of {total}"],
  paused: ["停止中のため、該当は動きません。", "Paused: membership stands still."],
} as const;

type Member = Awaited<ReturnType<typeof api.segments.members>>["items"][number];

const Actions = ({ segment }: { readonly segment: Segment }) => {
  const t = useWords(words);
  const confirm = useConfirm();
  const navigate = useNavigate();
  const params = { id: segment.id };
  const refresh = [["segments"]];
  const paused = segment.status === "paused";
  const toggle = useAct(() => (paused ? api.segments.resume({ params }) : api.segments.pause({ params })), { refresh });
  const remove = useAct(() => api.segments.remove({ params }), {
    done: words.removed,
    refresh: [["segments", "list"]],
    after: () => void navigate({ href: "/segments" }),
  });
  const ask = async () => {
    const sure = await confirm({
      title: t("removeTitle", { name: segment.name }),
      body: t("removeBody"),
      action: t("remove"),
      danger: true,
    });
    if (sure) remove.mutate();
  };
  return (
    <>
      <Button variant="default" onClick={() => void ask()} loading={remove.isPending}>
        {t("remove")}
      </Button>
      <Button variant="default" onClick={() => toggle.mutate()} loading={toggle.isPending}>
        {t(paused ? "resume" : "pause")}
      </Button>
      <LinkButton to={`/segments/${segment.id}/edit`}>{t("edit")}</LinkButton>
    </>
  );
};

const Members = ({ segment }: { readonly segment: Segment }) => {
  const t = useWords(words);
  const [asked, ask] = useState<Member | null>(null);
  const list = useList<Member>(
    ["segments", "members", segment.id],
    async (cursor) => {
      const query = { limit: 50, ...(cursor !== undefined && { cursor }) };
      const page = await api.segments.members({ params: { id: segment.id }, query });
      return { rows: page.items, next: page.next };
    },
    { refetchInterval: 5_000 },
  );
  const columns: readonly Column<Member>[] = [
    {
      key: "name",
      header: t("name"),
      cell: (m) => <PersonLink profile={m.profile} name={m.name || t("nameless")} />,
      text: (m) => m.name,
    },
    { key: "handle", header: t("handle"), wide: true, cell: (m) => m.handle, text: (m) => m.handle },
    {
      key: "since",
      header: t("since"),
      align: "end",
      cell: (m) => <Time at={m.since} />,
      text: (m) => m.since,
    },
    {
      key: "why",
      header: t("why"),
      align: "end",
      width: 72,
      cell: (m) => (
        <Button
          variant="subtle"
          size="compact-sm"
          onClick={() => ask(m)}
          aria-label={t("whyOf", { name: m.name || m.handle })}
        >
          {t("why")}
        </Button>
      ),
    },
  ];
  return (
    <Section title={t("members")}>
      <DataTable
        label={t("members")}
        list={list}
        columns={columns}
        rowKey={(m) => m.profile}
        total={segment.members}
        exportName={segment.name}
        empty={<EmptyState title={t("none")}>{t("noneBody")}</EmptyState>}
      />
      <Explain
        segment={segment}
        person={asked}
        title={asked ? t("whyOf", { name: asked.name || asked.handle }) : ""}
        onClose={() => ask(null)}
      />
    </Section>
  );
};

export const SegmentPage = () => {
  const t = useWords(words);
  const tongue = useLanguage();
  const may = useMay("marketer");
  const names = useNames();
  const { segment: id = "" } = useParams();
  const query = useQuery({
    queryKey: ["segments", "one", id],
    queryFn: () => api.segments.get({ params: { id } }),
    refetchInterval: (q) => (q.state.data?.status === "building" ? 700 : 3_000),
  });
  return (
    <Loaded query={query}>
      {(segment) => {
        const { done, total } = segment.progress;
        return (
          <>
            <PageHeader
              title={segment.name}
              lead={sentence(segment.predicate, tongue, names)}
              up={[{ to: "/segments", label: t("segments") }]}
              badge={<StatusBadge tone={STATUS[segment.status].tone}>{t(STATUS[segment.status].words)}</StatusBadge>}
              actions={may && <Actions segment={segment} />}
            />
            <Text fz={32} fw={600} lh={1.2} mb={4}>
              <Num value={segment.members} unit={t("count", { n: "" }).trim()} />
            </Text>
            {segment.description && (
              <Text c="dimmed" mb="sm" maw={720}>
                {segment.description}
              </Text>
            )}
            {segment.status === "paused" && (
              <Text c="dimmed" mb="sm">
                {t("paused")}
              </Text>
            )}
            {segment.status === "building" && (
              <div style={{ maxWidth: 420, marginBottom: 16 }}>
                <Text size="xs" c="dimmed" mb={4}>
                  {t("building", { done: number(done), total: number(total) })}
                </Text>
                <Progress
                  value={total === 0 ? 0 : (done / total) * 100}
                  aria-label={t("building", { done: number(done), total: number(total) })}
                />
              </div>
            )}
            <div style={{ height: 24 }} />
            <Members segment={segment} />
          </>
        );
      }}
    </Loaded>
  );
};
