import { NativeSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ORDER_STATUSES } from "#orders/model";
import {
  type Column,
  DataTable,
  EmptyState,
  money,
  number,
  PageHeader,
  PersonLink,
  SearchBox,
  useFilters,
  useList,
  useWords,
  WaysIn,
} from "#ui";
import { api } from "../api.ts";
import { ORDER_STATUS } from "../story/order-words.ts";
import { useOrderColumns } from "./columns.tsx";
import { OrderFilters } from "./filters.ts";
import { OrderCard } from "./OrderCard.tsx";

const words = {
  title: ["注文", "Orders"],
  lead: ["{n} 件のご注文、返金・返品を除いて {value}。", "{n} {n|order|orders}, {value} net of refunds and returns."],
  search: ["注文番号", "Order number"],
  status: ["状態", "Status"],
  any: ["すべての状態", "Any status"],
  buyer: ["お客様", "Customer"],
  nobody: ["不明", "unknown"],
  channel: ["購入先", "Bought at"],
  none: ["注文はまだありません", "No orders yet"],
  noneBody: [
    "「Order Completed」イベントが届くか、注文のCSVを取り込むと、ここに並びます。",
    "They appear when an “Order Completed” event comes in, or an order CSV is imported.",
  ],
  noMatch: ["条件に合う注文はありません", "No order fits"],
} as const;

type Row = Awaited<ReturnType<typeof api.orders.list>>["items"][number];

/** Orders and returns of all channels. */
export const OrderList = () => {
  const t = useWords(words);
  const [{ q, status, kind }, setFilters] = useFilters(OrderFilters);
  const [open, setOpen] = useState<Row | null>(null);
  const totals = useQuery({ queryKey: ["orders", "totals"], queryFn: () => api.orders.totals({}) });
  const list = useList<Row>(["orders", q ?? "", status ?? "", kind ?? ""], async (cursor) => {
    const page = await api.orders.list({ query: { q, status, kind, cursor } });
    return { rows: page.items, next: page.next };
  });
  const own = useOrderColumns();
  const columns: readonly Column<Row>[] = [
    own.number,
    {
      key: "buyer",
      header: t("buyer"),
      cell: (o) =>
        o.buyer ? (
          <PersonLink profile={o.buyer.profile} name={o.buyer.name} />
        ) : (
          <span style={{ color: "var(--ink-soft)" }}>{t("nobody")}</span>
        ),
      text: (o) => o.buyer?.name,
    },
    { ...own.at, wide: true },
    own.status,
    { key: "channel", header: t("channel"), wide: true, cell: (o) => o.channel, text: (o) => o.channel },
    own.items,
    own.total,
  ];
  const lead = totals.data?.items
    .map((each) => t("lead", { n: number(each.orders), value: money(each.value, each.currency) }))
    .join(" ");
  const filtered = q !== undefined || status !== undefined || kind !== undefined;
  return (
    <>
      <PageHeader title={t("title")} lead={lead ?? "\u00A0"} />
      <DataTable
        label={t("title")}
        list={list}
        columns={columns}
        rowKey={(o) => o.order}
        onOpen={setOpen}
        exportName="orders"
        filters={
          <>
            <SearchBox value={q} label={t("search")} onChange={(value) => setFilters({ q: value })} />
            <NativeSelect
              aria-label={t("status")}
              value={status ?? ""}
              onChange={(e) => setFilters({ status: e.currentTarget.value || undefined })}
              data={[
                { value: "", label: t("any") },
                ...ORDER_STATUSES.map((each) => ({ value: each, label: t(ORDER_STATUS[each].words) })),
              ]}
            />
          </>
        }
        empty={
          filtered ? (
            <EmptyState title={t("noMatch")} />
          ) : (
            <EmptyState title={t("none")} action={<WaysIn />}>
              {t("noneBody")}
            </EmptyState>
          )
        }
      />
      <OrderCard order={open} onClose={() => setOpen(null)} />
    </>
  );
};
