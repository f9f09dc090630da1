import { Group } from "@mantine/core";
import {
  AppLink,
  type Column,
  DataTable,
  Days,
  EmptyState,
  FilterSelect,
  PageHeader,
  prefectureText,
  say,
  StatusBadge,
  Time,
  useFilters,
  useList,
  useWords,
} from "#ui";
import { api } from "../../../../console/api.ts";
import { OUTCOMES, PLACES, type PromiseRow } from "../../model/promise/types.ts";
import { carrierPair } from "../words.ts";
import { LedgerFilters } from "./filters.ts";
import { OUTCOME, PLACE, SURE } from "./words.ts";

const words = {
  title: ["お届け予定の台帳", "Promise ledger"],
  up: ["お届け予定", "Delivery promises"],
  lead: [
    "お客様にお見せしたお届け予定のすべてと、その結果です。",
    "Every delivery date that was shown to anybody, and what came of it.",
  ],
  shown: ["表示", "Shown"],
  place: ["場所", "Place"],
  lane: ["届け先", "To"],
  range: ["お届け予定", "Range"],
  by: ["遅くとも", "By"],
  sure: ["確かさ", "How sure"],
  arrived: ["到着", "Arrived"],
  outcome: ["結果", "Outcome"],
  order: ["注文", "Order"],
  anyPlace: ["すべての場所", "All places"],
  anyOutcome: ["すべての結果", "All outcomes"],
  none: ["お届け予定はまだ表示されていません", "No date was shown yet"],
  noneBody: [
    "倉庫と配送会社を設定すると、注文ごと、または商品ページでお届け予定が表示されます。",
    "Set warehouses and carriers: orders and product pages then show a date.",
  ],
  noMatch: ["条件に合う予定はありません", "No promise fits"],
} as const;

const Order = ({ id }: { readonly id: string }) => (
  <AppLink to={`/orders?q=${encodeURIComponent(id)}`} style={{ whiteSpace: "nowrap" }}>
    {id}
  </AppLink>
);

/** Everything that was promised. */
export const Ledger = () => {
  const t = useWords(words);
  const [filters, setFilters] = useFilters(LedgerFilters);
  const { place, outcome, carrier, prefecture, order } = filters;
  const list = useList<PromiseRow>(
    ["promises", "ledger", place ?? "", outcome ?? "", carrier ?? "", prefecture ?? "", order ?? ""],
    async (cursor) => {
      const page = await api.promises.promises({ query: { place, outcome, carrier, prefecture, order, cursor } });
      return { rows: page.items, next: page.next };
    },
  );
  const columns: readonly Column<PromiseRow>[] = [
    {
      key: "range",
      header: t("range"),
      cell: (p) => <Days from={p.earliest} to={p.latest} />,
      text: (p) => `${p.earliest}/${p.latest}`,
    },
    { key: "by", header: t("by"), wide: true, cell: (p) => <Days from={p.by} />, text: (p) => p.by },
    {
      key: "outcome",
      header: t("outcome"),
      cell: (p) => <StatusBadge tone={OUTCOME[p.outcome].tone}>{say(OUTCOME[p.outcome].words)}</StatusBadge>,
      text: (p) => p.outcome,
    },
    {
      key: "arrived",
      header: t("arrived"),
      wide: true,
      cell: (p) => (p.arrived === null ? "–" : <Days from={p.arrived} />),
      text: (p) => p.arrived,
    },
    {
      key: "lane",
      header: t("lane"),
      cell: (p) => `${say(carrierPair(p.carrier))} ${prefectureText(p.prefecture)}`,
      text: (p) => `${p.carrier} ${p.prefecture}`,
    },
    { key: "place", header: t("place"), wide: true, cell: (p) => say(PLACE[p.place]), text: (p) => p.place },
    { key: "sure", header: t("sure"), wide: true, cell: (p) => say(SURE[p.confidence]), text: (p) => p.confidence },
    {
      key: "order",
      header: t("order"),
      wide: true,
      cell: (p) => (p.order === "" ? "–" : <Order id={p.order} />),
      text: (p) => p.order,
    },
    {
      key: "shown",
      header: t("shown"),
      align: "end",
      cell: (p) => <Time at={p.shownAt} show="ago" />,
      text: (p) => p.shownAt,
    },
  ];
  const filtered = place ?? outcome ?? carrier ?? prefecture ?? order;
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} up={[{ to: "/promises", label: t("up") }]} />
      <DataTable
        label={t("title")}
        list={list}
        columns={columns}
        rowKey={(p) => p.id}
        exportName="promises"
        filters={
          <Group gap="sm">
            <FilterSelect
              label={t("outcome")}
              any={t("anyOutcome")}
              options={OUTCOMES.map((value) => [value, say(OUTCOME[value].words)])}
              value={outcome}
              onChange={(next) => setFilters({ outcome: next })}
            />
            <FilterSelect
              label={t("place")}
              any={t("anyPlace")}
              options={PLACES.map((value) => [value, say(PLACE[value])])}
              value={place}
              onChange={(next) => setFilters({ place: next })}
            />
          </Group>
        }
        empty={<EmptyState title={t(filtered ? "noMatch" : "none")}>{filtered ? null : t("noneBody")}</EmptyState>}
      />
    </>
  );
};
