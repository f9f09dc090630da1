import { Checkbox, Group, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import {
  type Column,
  DataTable,
  EmptyState,
  number,
  PageHeader,
  SearchBox,
  Time,
  useFilters,
  useList,
  useWords,
  WaysIn,
} from "#ui";
import { api } from "../api.ts";
import { ListFilters } from "./filters.ts";
import { IdentityIcons } from "./IdentityIcons.tsx";
import { matchWords } from "./words.ts";

const words = {
  title: ["顧客", "Customers"],
  lead: [
    "{known} 人のお客様と、まだ名前を知らない {anonymous} 人。",
    "{known} {known|person|people} you know, and {anonymous} not yet known by name.",
  ],
  search: ["名前・かな・電話の下4桁・メール・注文番号", "Name, kana, last 4 digits, e-mail, order number"],
  all: ["匿名の訪問者も表示", "Show anonymous visitors"],
  name: ["お名前", "Name"],
  nameless: ["名前未登録", "No name yet"],
  known: ["つながり", "Known by"],
  email: ["メールアドレス", "E-mail"],
  prefecture: ["地域", "Region"],
  seen: ["最後の動き", "Last seen"],
  since: ["初めて", "First seen"],
  found: ["一致した項目", "Found by"],
  none: ["お客様はまだいません", "No customers yet"],
  noneBody: [
    "サイトや店舗のイベントを送るか、CSVを取り込むと、ここにお客様が並びます。",
    "Send events from your site or shop, or import a CSV: customers appear here.",
  ],
  near: ["近いもの ", "Near: "],
  noMatch: ["「{q}」に一致するお客様はいません", "Nobody matches “{q}”"],
  noMatchBody: [
    "別の表記(かな、ローマ字、電話の下4桁、注文番号)でもお試しください。",
    "Try another way to write it: kana, romaji, the phone's last four digits, an order number.",
  ],
} as const;

type Row = Awaited<ReturnType<typeof api.profiles.list>>["items"][number];

export const Customers = () => {
  const t = useWords(words);
  const [filters, setFilters] = useFilters(ListFilters);
  const { q, all } = filters;
  const count = useQuery({ queryKey: ["profiles", "count"], queryFn: () => api.profiles.count({}) });
  const list = useList<Row>(["profiles", "list", q ?? "", all ?? ""], async (cursor) => {
    const page = await api.profiles.list({ query: { q, ...(all && { all }), cursor } });
    return { rows: page.items, next: page.next };
  });
  const columns: readonly Column<Row>[] = [
    {
      key: "name",
      header: t("name"),
      cell: (p) => (
        <span>
          {p.name ? (
            <b style={{ fontWeight: 600 }}>{p.name}</b>
          ) : (
            <Text component="span" c="dimmed">
              {t("nameless")}
            </Text>
          )}
          {p.kana && (
            <Text component="span" size="xs" c="dimmed" ml={8}>
              {p.kana}
            </Text>
          )}
        </span>
      ),
      text: (p) => p.name,
    },
    ...(q
      ? [
          {
            key: "match",
            header: t("found"),
            wide: true,
            cell: (p: Row) =>
              p.match ? `${p.match.near ? t("near") : ""}${t(matchWords(p.match.kind))}: ${p.match.shown}` : "",
          },
        ]
      : []),
    {
      key: "known",
      header: t("known"),
      wide: true,
      cell: (p) => <IdentityIcons kinds={p.kinds} />,
      text: (p) => p.kinds.join(" "),
    },
    { key: "email", header: t("email"), wide: true, cell: (p) => p.email, text: (p) => p.email },
    { key: "prefecture", header: t("prefecture"), wide: true, cell: (p) => p.prefecture, text: (p) => p.prefecture },
    {
      key: "since",
      header: t("since"),
      wide: true,
      cell: (p) => <Time at={p.createdAt} show="day" />,
      text: (p) => p.createdAt,
    },
    {
      key: "seen",
      header: t("seen"),
      align: "end",
      cell: (p) => <Time at={p.lastSeen} show="ago" />,
      text: (p) => p.lastSeen,
    },
  ];
  const lead = count.data
    ? t("lead", { known: number(count.data.known), anonymous: number(count.data.profiles - count.data.known) })
    : "\u00A0";
  return (
    <>
      <PageHeader title={t("title")} lead={lead} />
      <DataTable
        label={t("title")}
        list={list}
        columns={columns}
        rowKey={(p) => p.id}
        href={(p) => `/customers/${p.id}`}
        exportName="customers"
        total={q ? undefined : all ? count.data?.profiles : count.data?.known}
        filters={
          <Group gap="md" style={{ flex: "1 1 320px" }}>
            <SearchBox value={q} label={t("search")} onChange={(value) => setFilters({ q: value })} />
            <Checkbox
              label={t("all")}
              checked={all === "true"}
              onChange={(e) => setFilters({ all: e.currentTarget.checked ? "true" : undefined })}
            />
          </Group>
        }
        empty={
          q ? (
            <EmptyState title={t("noMatch", { q })}>{t("noMatchBody")}</EmptyState>
          ) : (
            <EmptyState title={t("none")} action={<WaysIn />}>
              {t("noneBody")}
            </EmptyState>
          )
        }
      />
    </>
  );
};
