import { type Column, Money, number, StatusBadge, Time, useWords } from "#ui";
import type { api } from "../api.ts";
import { ORDER_STATUS } from "../story/order-words.ts";

const words = {
  number: ["注文番号", "Order"],
  at: ["日時", "When"],
  status: ["状態", "Status"],
  items: ["点数", "Items"],
  total: ["金額", "Total"],
  return: ["返品", "Return"],
} as const;

type Head = Awaited<ReturnType<typeof api.orders.ofProfile>>["items"][number];

/** What every list of orders says of one. */
export const useOrderColumns = (): Readonly<Record<"number" | "at" | "status" | "items" | "total", Column<Head>>> => {
  const t = useWords(words);
  return {
    number: {
      key: "number",
      header: t("number"),
      cell: (o) => (
        <>
          {o.number} {o.kind === "return" && <StatusBadge tone="held">{t("return")}</StatusBadge>}
        </>
      ),
      text: (o) => o.number,
    },
    at: { key: "at", header: t("at"), cell: (o) => <Time at={o.at} />, text: (o) => o.at },
    status: {
      key: "status",
      header: t("status"),
      wide: true,
      cell: (o) => <StatusBadge tone={ORDER_STATUS[o.status].tone}>{t(ORDER_STATUS[o.status].words)}</StatusBadge>,
      text: (o) => o.status,
    },
    items: {
      key: "items",
      header: t("items"),
      align: "end",
      wide: true,
      cell: (o) => number(o.items),
      text: (o) => o.items,
    },
    total: {
      key: "total",
      header: t("total"),
      align: "end",
      cell: (o) => <Money amount={o.total} currency={o.currency} />,
      text: (o) => o.total,
    },
  };
};
