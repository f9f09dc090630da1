import { Group } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { type Column, DataTable, EmptyState, Money, number, Stat, StatusBadge, Time, useList, useWords } from "#ui";
import { api } from "../api.ts";
import { OrderCard } from "../orders/OrderCard.tsx";
import { ORDER_STATUS } from "../story/order-words.ts";

const words = {
  title: ["注文", "Orders"],
  none: ["ご注文はまだありません", "No orders yet"],
  noneBody: ["最初のご注文が入ると、ここに並びます。", "The first order will stand here."],
  count: ["ご注文", "Orders"],
  times: ["回", ""],
  value: ["お買い上げ累計", "Value"],
  last: ["最後のご注文", "Last order"],
  number: ["注文番号", "Order"],
  at: ["日時", "When"],
  status: ["状態", "Status"],
  items: ["点数", "Items"],
  total: ["金額", "Total"],
  return: ["返品", "Return"],
} as const;

type Head = Awaited<ReturnType<typeof api.orders.ofProfile>>["items"][number];
/** What this person bought: the totals, then order by order. */
export const Orders = ({ profile }: { readonly profile: string }) => {
  const t = useWords(words);
  const [open, setOpen] = useState<Head | null>(null);
  const first = useQuery({
    queryKey: ["profile", profile, "orders", "totals"],
    queryFn: () => api.orders.ofProfile({ params: { id: profile }, query: { limit: 1 } }),
  });
  const list = useList<Head>(["profile", profile, "orders"], async (cursor) => {
    const page = await api.orders.ofProfile({ params: { id: profile }, query: { cursor } });
    return { rows: page.items, next: page.next };
  });
  const columns: readonly Column<Head>[] = [
    {
      key: "number",
      header: t("number"),
      cell: (o) => (
        <>
          {o.number} {o.kind === "return" && <StatusBadge tone="held">{t("return")}</StatusBadge>}
        </>
      ),
      text: (o) => o.number,
    },
    { key: "at", header: t("at"), cell: (o) => <Time at={o.at} />, text: (o) => o.at },
    {
      key: "status",
      header: t("status"),
      wide: true,
      cell: (o) => <StatusBadge tone={ORDER_STATUS[o.status].tone}>{t(ORDER_STATUS[o.status].words)}</StatusBadge>,
      text: (o) => o.status,
    },
    { key: "items", header: t("items"), align: "end", wide: true, cell: (o) => number(o.items), text: (o) => o.items },
    {
      key: "total",
      header: t("total"),
      align: "end",
      cell: (o) => <Money amount={o.total} currency={o.currency} />,
      text: (o) => o.total,
    },
  ];
  return (
    <>
      {first.data?.totals.map((total) => (
        <Group key={total.currency} gap="xl" mb="lg" align="flex-start">
          <Stat
            label={t("count")}
            value={
              <>
                {number(total.orders)} <small style={{ fontSize: 13 }}>{t("times")}</small>
              </>
            }
          />
          <Stat label={t("value")} value={<Money amount={total.value} currency={total.currency} />} />
          <Stat label={t("last")} value={<Time at={total.last} show="ago" />} />
        </Group>
      ))}
      <DataTable
        label={t("title")}
        list={list}
        columns={columns}
        rowKey={(o) => o.order}
        onOpen={setOpen}
        empty={<EmptyState title={t("none")}>{t("noneBody")}</EmptyState>}
      />
      <OrderCard order={open} onClose={() => setOpen(null)} />
    </>
  );
};
