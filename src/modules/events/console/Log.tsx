import { Drawer, Group, Select, Stack, Switch } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { EVENT_TYPES } from "#kernel/log";
import {
  AppLink,
  type Column,
  DataTable,
  EmptyState,
  Facts,
  JsonView,
  Loaded,
  PageHeader,
  SearchBox,
  Section,
  StatusBadge,
  Time,
  useFilters,
  useList,
  useWords,
} from "#ui";
import { api } from "../../../console/api.ts";
import type { ShownEvent } from "../model.ts";
import { LogFilters } from "./filters.ts";
import { typeWords } from "./words.ts";

const words = {
  title: ["イベント", "Events"],
  lead: [
    "届いた順に、すべてのイベント。ここにあるものから、顧客・注文・セグメントが作られます。",
    "Everything that came in, in the order of arrival. Customers, orders and segments are made of this.",
  ],
  live: ["自動更新", "Live"],
  who: ["識別子(例: user:42)", "Identity, such as user:42"],
  anyName: ["すべてのイベント", "All events"],
  anyType: ["すべての種類", "All types"],
  name: ["イベント", "Event"],
  type: ["種類", "Type"],
  subject: ["誰が", "Who"],
  at: ["発生", "Happened"],
  received: ["受信", "Arrived"],
  source: ["送信元", "Source"],
  unknown: ["未定義", "Unknown"],
  unknownHelp: ["定義にないイベントです。そのまま保存されています。", "Not in the catalogue; kept as it was sent."],
  clamped: ["日時を補正", "Time corrected"],
  clampedHelp: ["未来の日時で届いたため、受信日時としました。", "It was dated in the future, so its arrival counts."],
  none: ["イベントはまだありません", "No events yet"],
  noneBody: [
    "サイトやアプリにSegment互換のクライアントを入れ、書き込みキーを設定すると、ここに流れてきます。",
    "Put any Segment-compatible client on your site with the write key: events arrive here at once.",
  ],
  keys: ["書き込みキーを見る", "See the write key"],
  noMatch: ["条件に合うイベントはありません", "No event fits"],
  identities: ["識別子", "Identities"],
  id: ["メッセージID", "Message id"],
  position: ["位置", "Position"],
  properties: ["項目", "Properties"],
  context: ["文脈", "Context"],
  close: ["閉じる", "Close"],
} as const;

const Marks = ({ event }: { readonly event: ShownEvent }) => {
  const t = useWords(words);
  return (
    <>
      {!event.known && (
        <StatusBadge tone="plain" title={t("unknownHelp")}>
          {t("unknown")}
        </StatusBadge>
      )}
      {event.clamped && (
        <StatusBadge tone="held" title={t("clampedHelp")}>
          {t("clamped")}
        </StatusBadge>
      )}
    </>
  );
};

const Detail = ({ position }: { readonly position: number }) => {
  const t = useWords(words);
  const query = useQuery({
    queryKey: ["events", "one", position],
    queryFn: () => api.events.event({ params: { position } }),
  });
  return (
    <Loaded query={query}>
      {(event) => (
        <Stack gap="md">
          <Facts
            rows={[
              [t("type"), t(typeWords[event.type])],
              [t("at"), <Time key="at" at={event.at} />],
              [t("received"), <Time key="received" at={event.receivedAt} />],
              [t("source"), event.source],
              [t("identities"), event.identities.join("\n")],
              [t("id"), <code key="id">{event.messageId}</code>],
              [t("position"), String(event.position)],
            ]}
          />
          <Group gap="xs">
            <Marks event={event} />
          </Group>
          <Section title={t("properties")}>
            <JsonView value={event.properties} label={t("properties")} />
          </Section>
          <Section title={t("context")}>
            <JsonView value={event.context} label={t("context")} />
          </Section>
        </Stack>
      )}
    </Loaded>
  );
};

export const Log = () => {
  const t = useWords(words);
  const [filters, setFilters] = useFilters(LogFilters);
  const { name, type, subject, event } = filters;
  const [live, setLive] = useState(true);
  const names = useQuery({ queryKey: ["events", "names"], queryFn: () => api.events.eventNames({}) });
  const list = useList<ShownEvent>(
    ["events", "log", name ?? "", type ?? "", subject ?? ""],
    async (cursor) => {
      const page = await api.events.events({ query: { name, type, subject, cursor } });
      return { rows: page.events, next: page.next };
    },
    live ? { refetchInterval: 2_000 } : {},
  );
  const columns: readonly Column<ShownEvent>[] = [
    {
      key: "name",
      header: t("name"),
      cell: (e) => (
        <Group gap={8} wrap="nowrap">
          <span>{e.name}</span>
          <Marks event={e} />
        </Group>
      ),
      text: (e) => e.name,
    },
    { key: "type", header: t("type"), wide: true, cell: (e) => t(typeWords[e.type]), text: (e) => e.type },
    { key: "subject", header: t("subject"), wide: true, cell: (e) => <code>{e.subject}</code>, text: (e) => e.subject },
    { key: "source", header: t("source"), wide: true, cell: (e) => e.source, text: (e) => e.source },
    { key: "at", header: t("at"), align: "end", cell: (e) => <Time at={e.at} />, text: (e) => e.at },
    {
      key: "received",
      header: t("received"),
      align: "end",
      wide: true,
      cell: (e) => <Time at={e.receivedAt} show="ago" />,
      text: (e) => e.receivedAt,
    },
  ];
  const filtered = name ?? type ?? subject;
  const seen = (names.data ?? []).filter((each) => each.seen).map((each) => each.name);
  return (
    <>
      <PageHeader
        title={t("title")}
        lead={t("lead")}
        actions={<Switch label={t("live")} checked={live} onChange={(e) => setLive(e.currentTarget.checked)} />}
      />
      <DataTable
        label={t("title")}
        list={list}
        columns={columns}
        rowKey={(e) => String(e.position)}
        onOpen={(e) => setFilters({ event: e.position })}
        selected={event === undefined ? undefined : String(event)}
        exportName="events"
        filters={
          <Group gap="sm" style={{ flex: "1 1 320px" }}>
            <SearchBox value={subject} label={t("who")} onChange={(value) => setFilters({ subject: value })} />
            <Select
              aria-label={t("name")}
              placeholder={t("anyName")}
              data={seen}
              value={name ?? null}
              onChange={(value) => setFilters({ name: value ?? undefined })}
              searchable
              clearable
              limit={100}
            />
            <Select
              aria-label={t("type")}
              placeholder={t("anyType")}
              data={EVENT_TYPES.map((value) => ({ value, label: t(typeWords[value]) }))}
              value={type ?? null}
              onChange={(value) => setFilters({ type: value ?? undefined })}
              clearable
              w={160}
            />
          </Group>
        }
        empty={
          filtered ? (
            <EmptyState title={t("noMatch")} />
          ) : (
            <EmptyState title={t("none")} action={<AppLink to="/settings/keys">{t("keys")}</AppLink>}>
              {t("noneBody")}
            </EmptyState>
          )
        }
      />
      <Drawer
        opened={event !== undefined}
        onClose={() => setFilters({ event: undefined })}
        title={list.rows?.find((e) => e.position === event)?.name ?? t("name")}
        size="lg"
        closeButtonProps={{ "aria-label": t("close") }}
      >
        {event !== undefined && <Detail position={event} />}
      </Drawer>
    </>
  );
};
