import { Drawer, Group, Select } from "@mantine/core";
import {
  ChannelIcon,
  type Column,
  DataTable,
  EmptyState,
  LinkButton,
  PageHeader,
  PersonLink,
  say,
  SEND_STATE,
  StatusBadge,
  Time,
  channelWords,
  useFilters,
  useList,
  useWords,
  whyWords,
} from "#ui";
import { api } from "../../../console/api.ts";
import { MESSAGE_CHANNELS, STATES, WHY } from "../model.ts";
import { LedgerFilters } from "./filters.ts";
import { Send } from "./Send.tsx";

const words = {
  title: ["送信台帳", "Send ledger"],
  lead: [
    "送ったもの、保留したもの、見送ったもののすべてと、その理由。",
    "Everything that was sent, held or refused, and why.",
  ],
  to: ["お客様", "Customer"],
  nameless: ["名前未登録", "No name yet"],
  template: ["テンプレート", "Template"],
  channel: ["チャネル", "Channel"],
  state: ["状態", "State"],
  why: ["配信判定", "Verdict"],
  class: ["区分", "Class"],
  at: ["日時", "Time"],
  anyState: ["すべての状態", "All states"],
  anyChannel: ["すべてのチャネル", "All channels"],
  anyClass: ["すべての区分", "All classes"],
  anyWhy: ["すべての判定", "All verdicts"],
  marketing: ["販促", "Marketing"],
  transactional: ["取引連絡", "Transactional"],
  test: ["テスト", "Test"],
  none: ["まだ何も送っていません", "Nothing was sent yet"],
  toJourneys: ["ジャーニーを見る", "See journeys"],
  noneBody: [
    "ジャーニーを公開すると、配信の判定と結果がここに並びます。",
    "Publish a journey: every decision and its result appears here.",
  ],
  noMatch: ["条件に合う送信はありません", "No send fits"],
  detail: ["送信の詳細", "One send"],
  close: ["閉じる", "Close"],
} as const;

type Row = Awaited<ReturnType<typeof api.messaging.messages>>["items"][number];

/** The state of a send in a word. */
export const StateBadge = ({ state }: { readonly state: string }) => {
  const known = SEND_STATE[state];
  return <StatusBadge tone={known?.tone ?? "plain"}>{known ? say(known.words) : state}</StatusBadge>;
};

export const Ledger = () => {
  const t = useWords(words);
  const [filters, setFilters] = useFilters(LedgerFilters);
  const { state, channel, class: kind, why, profile, send } = filters;
  const list = useList<Row>(
    ["messaging", "ledger", state ?? "", channel ?? "", kind ?? "", why ?? "", profile ?? ""],
    async (cursor) => {
      const page = await api.messaging.messages({ query: { state, channel, class: kind, why, profile, cursor } });
      return { rows: page.items, next: page.next };
    },
    { refetchInterval: 3_000 },
  );
  const buyer = (m: Row) => (m.profile ? <PersonLink profile={m.profile} name={m.name ?? t("nameless")} /> : m.subject);
  const columns: readonly Column<Row>[] = [
    {
      key: "template",
      header: t("template"),
      cell: (m) => (
        <Group gap={8} wrap="nowrap">
          <span>
            <span title={m.template}>{m.templateName}</span>
            <span className="narrow">{buyer(m)}</span>
          </span>
          {m.test && <StatusBadge tone="plain">{t("test")}</StatusBadge>}
        </Group>
      ),
      text: (m) => m.templateName,
    },
    {
      key: "to",
      header: t("to"),
      wide: true,
      cell: buyer,
      text: (m) => m.name ?? m.subject,
    },
    {
      key: "channel",
      header: t("channel"),
      wide: true,
      cell: (m) => (m.channel ? <ChannelIcon channel={m.channel} /> : "–"),
      text: (m) => m.channel,
    },
    {
      key: "class",
      header: t("class"),
      wide: true,
      cell: (m) => t(m.class === "marketing" ? "marketing" : "transactional"),
      text: (m) => m.class,
    },
    { key: "state", header: t("state"), cell: (m) => <StateBadge state={m.state} />, text: (m) => m.state },
    {
      key: "why",
      header: t("why"),
      wide: true,
      cell: (m) => (
        <>
          {whyWords(m.why)}
          {m.dueAt && (
            <>
              {" → "}
              <Time at={m.dueAt} />
            </>
          )}
        </>
      ),
      text: (m) => whyWords(m.why),
    },
    {
      key: "at",
      header: t("at"),
      align: "end",
      cell: (m) => <Time at={m.requestedAt} show="ago" />,
      text: (m) => m.requestedAt,
    },
  ];
  const choose = (
    name: "state" | "channel" | "class" | "why",
    any: keyof typeof words,
    data: readonly { value: string; label: string }[],
    value: string | undefined,
  ) => (
    <Select
      key={name}
      aria-label={t(name)}
      placeholder={t(any)}
      data={[...data]}
      value={value ?? null}
      onChange={(next) => setFilters({ [name]: next ?? undefined })}
      clearable
      searchable={data.length > 8}
      w={name === "why" ? 240 : 170}
    />
  );
  const filtered = state ?? channel ?? kind ?? why ?? profile;
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} />
      <DataTable
        label={t("title")}
        list={list}
        columns={columns}
        rowKey={(m) => m.id}
        onOpen={(m) => setFilters({ send: m.id })}
        selected={send}
        exportName="messages"
        filters={
          <Group gap="sm">
            {choose(
              "state",
              "anyState",
              STATES.map((value) => ({ value, label: say(SEND_STATE[value]?.words ?? [value, value]) })),
              state,
            )}
            {choose(
              "channel",
              "anyChannel",
              MESSAGE_CHANNELS.map((value) => ({ value, label: channelWords(value) })),
              channel,
            )}
            {choose(
              "class",
              "anyClass",
              (["marketing", "transactional"] as const).map((value) => ({ value, label: t(value) })),
              kind,
            )}
            {choose(
              "why",
              "anyWhy",
              WHY.map((value) => ({ value, label: whyWords(value) })),
              why,
            )}
          </Group>
        }
        empty={
          filtered ? (
            <EmptyState title={t("noMatch")} />
          ) : (
            <EmptyState title={t("none")} action={<LinkButton to="/journeys">{t("toJourneys")}</LinkButton>}>
              {t("noneBody")}
            </EmptyState>
          )
        }
      />
      <Drawer
        opened={send !== undefined}
        onClose={() => setFilters({ send: undefined })}
        title={t("detail")}
        position="right"
        size="lg"
        closeButtonProps={{ "aria-label": t("close") }}
      >
        {send && <Send id={send} />}
      </Drawer>
    </>
  );
};
