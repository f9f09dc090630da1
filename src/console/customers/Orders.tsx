import { Group, Modal, Skeleton, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import {
  type Column,
  DataTable,
  EmptyState,
  Facts,
  Loaded,
  Money,
  number,
  Stat,
  StatusBadge,
  Time,
  useList,
  useWords,
} from "#ui";
import { api } from "../api.ts";
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
  product: ["商品", "Product"],
  quantity: ["数量", "Quantity"],
  refunded: ["返金", "Refunded"],
  shipped: ["出荷", "Shipped"],
  delivered: ["お届け", "Delivered"],
  cancelled: ["取り消し", "Cancelled"],
  channel: ["購入先", "Bought at"],
  coupon: ["クーポン", "Coupon"],
  close: ["閉じる", "Close"],
} as const;

type Head = Awaited<ReturnType<typeof api.orders.ofProfile>>["items"][number];
type Whole = Awaited<ReturnType<typeof api.orders.get>>;

const OrderCard = ({ order }: { readonly order: Whole }) => {
  const t = useWords(words);
  return (
    <>
      <Facts
        rows={[
          [t("at"), <Time key="at" at={order.at} />],
          [t("channel"), order.channel],
          [t("coupon"), order.coupon],
          [t("shipped"), order.shippedAt && <Time key="s" at={order.shippedAt} />],
          [t("delivered"), order.deliveredAt && <Time key="d" at={order.deliveredAt} />],
          [t("cancelled"), order.cancelledAt && <Time key="c" at={order.cancelledAt} />],
          [t("refunded"), order.refunded > 0 && <Money key="r" amount={order.refunded} currency={order.currency} />],
        ]}
      />
      <table className="table" style={{ marginTop: 16 }} aria-label={t("product")}>
        <thead>
          <tr>
            <th scope="col">{t("product")}</th>
            <th scope="col" data-align="end">
              {t("quantity")}
            </th>
            <th scope="col" data-align="end">
              {t("total")}
            </th>
          </tr>
        </thead>
        <tbody>
          {order.products.map((line) => (
            <tr key={line.line}>
              <td>
                {line.name || line.product}
                {line.variant && (
                  <Text size="xs" c="dimmed">
                    {line.variant}
                  </Text>
                )}
              </td>
              <td data-align="end">{number(line.quantity)}</td>
              <td data-align="end">
                <Money amount={line.total} currency={order.currency} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
};

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
  const whole = useQuery({
    queryKey: ["order", open?.order ?? ""],
    queryFn: () => api.orders.get({ params: { id: open?.order ?? "" } }),
    enabled: open !== null,
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
      <Modal
        opened={open !== null}
        onClose={() => setOpen(null)}
        title={`${t("number")} ${open?.number ?? ""}`}
        size="lg"
        closeButtonProps={{ "aria-label": t("close") }}
      >
        {open && (
          <Loaded query={whole} skeleton={<Skeleton h={200} />}>
            {(order) => <OrderCard order={order} />}
          </Loaded>
        )}
      </Modal>
    </>
  );
};
