import { Modal, Skeleton, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Facts, Loaded, Money, number, PersonLink, Time, useWords } from "#ui";
import { api } from "../api.ts";

type Order = Awaited<ReturnType<typeof api.orders.get>>;

const words = {
  title: ["注文 {number}", "Order {number}"],
  buyer: ["お客様", "Customer"],
  at: ["日時", "When"],
  product: ["商品", "Product"],
  quantity: ["数量", "Quantity"],
  total: ["金額", "Total"],
  shipping: ["送料", "Shipping"],
  discount: ["値引き", "Discount"],
  sum: ["合計", "Total"],
  refunded: ["返金", "Refunded"],
  shipped: ["出荷", "Shipped"],
  delivered: ["お届け", "Delivered"],
  cancelled: ["取り消し", "Cancelled"],
  channel: ["購入先", "Bought at"],
  coupon: ["クーポン", "Coupon"],
  close: ["閉じる", "Close"],
} as const;

const Lines = ({ order }: { readonly order: Order }) => {
  const t = useWords(words);
  // What stands between the lines and the sum; a discount that the lines carry is in them already.
  const carried = order.products.some((line) => line.discount !== 0);
  const beside = [
    ["discount", carried ? 0 : -(order.discount ?? 0)] as const,
    ["shipping", order.shipping ?? 0] as const,
  ].filter(([, amount]) => amount !== 0);
  return (
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
              {line.variantName && (
                <Text size="xs" c="dimmed" title={line.variant}>
                  {line.variantName}
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
      <tfoot>
        {beside.map(([name, amount]) => (
          <tr key={name}>
            <td />
            <td data-align="end">{t(name)}</td>
            <td data-align="end">
              <Money amount={amount} currency={order.currency} />
            </td>
          </tr>
        ))}
        <tr>
          <td />
          <td data-align="end">{t("sum")}</td>
          <td data-align="end">
            <b>
              <Money amount={order.total} currency={order.currency} />
            </b>
          </td>
        </tr>
      </tfoot>
    </table>
  );
};

/** One order with its lines, over the page it was opened from. */
export const OrderCard = ({
  order,
  onClose,
}: {
  readonly order: { readonly order: string; readonly number: string } | null;
  readonly onClose: () => void;
}) => {
  const t = useWords(words);
  const whole = useQuery({
    queryKey: ["order", order?.order ?? ""],
    queryFn: () => api.orders.get({ params: { id: order?.order ?? "" } }),
    enabled: order !== null,
  });
  return (
    <Modal
      opened={order !== null}
      onClose={onClose}
      title={t("title", { number: order?.number ?? "" })}
      size="lg"
      closeButtonProps={{ "aria-label": t("close") }}
    >
      {order && (
        <Loaded query={whole} skeleton={<Skeleton h={200} />}>
          {(o) => (
            <>
              <Facts
                rows={[
                  [t("buyer"), o.buyer && <PersonLink key="b" profile={o.buyer.profile} name={o.buyer.name} />],
                  [t("at"), <Time key="at" at={o.at} />],
                  [t("channel"), o.channel],
                  [t("coupon"), o.coupon],
                  [t("shipped"), o.shippedAt && <Time key="s" at={o.shippedAt} />],
                  [t("delivered"), o.deliveredAt && <Time key="d" at={o.deliveredAt} />],
                  [t("cancelled"), o.cancelledAt && <Time key="c" at={o.cancelledAt} />],
                  [t("refunded"), o.refunded > 0 && <Money key="r" amount={o.refunded} currency={o.currency} />],
                ]}
              />
              <Lines order={o} />
            </>
          )}
        </Loaded>
      )}
    </Modal>
  );
};
