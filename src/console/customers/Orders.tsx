import { Group } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { DataTable, EmptyState, Money, number, Stat, Time, useList, useWords } from "#ui";
import { api } from "../api.ts";
import { useOrderColumns } from "../orders/columns.tsx";
import { OrderCard } from "../orders/OrderCard.tsx";

const words = {
  title: ["注文", "Orders"],
  none: ["ご注文はまだありません", "No orders yet"],
  noneBody: ["最初のご注文が入ると、ここに並びます。", "The first order will stand here."],
  count: ["ご注文", "Orders"],
  times: ["回", ""],
  value: ["お買い上げ累計", "Value"],
  last: ["最後のご注文", "Last order"],
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
  const { number: name, at, status, items, total: amount } = useOrderColumns();
  const columns = [name, at, status, items, amount];
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
