import { Button, Group, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Loaded, Money, Section, Table, Time, useAct, useMay, useWords } from "#ui";
import { api } from "../../../../console/api.ts";

const words = {
  title: ["発送前のご希望", "Wishes before the shipment"],
  order: ["注文", "Order"],
  what: ["ご希望", "Wish"],
  at: ["受付", "Asked"],
  act: ["対応", "Do"],
  cancel: ["キャンセル", "Cancel"],
  part: ["一部キャンセル", "Cancel in part"],
  address: ["お届け先の変更", "New address"],
  done: ["対応した", "Done"],
  refuse: ["間に合わなかった", "Too late"],
  told: ["記録しました", "Noted"],
  refund: ["返金", "Refund"],
} as const;

type Change = Awaited<ReturnType<typeof api.returns.changes>>["items"][number];

const What = ({ change }: { readonly change: Change }) => {
  const t = useWords(words);
  const detail = change.detail as {
    whole?: boolean;
    reckoned?: { money: number };
    postalCode?: string;
    prefecture?: string;
    city?: string;
    street?: string;
    name?: string;
  };
  if (change.kind === "cancel")
    return (
      <>
        {t(detail.whole === false ? "part" : "cancel")}
        {detail.reckoned && (
          <Text span c="dimmed" size="sm">
            {" "}
            {t("refund")} <Money amount={detail.reckoned.money} currency="JPY" />
          </Text>
        )}
      </>
    );
  return (
    <>
      {t("address")}{" "}
      <Text span c="dimmed" size="sm">
        〒{detail.postalCode} {detail.prefecture}
        {detail.city}
        {detail.street} {detail.name}
      </Text>
    </>
  );
};

/** Cancellations and new addresses that somebody has to carry out in the shop's system. */
export const Changes = () => {
  const t = useWords(words);
  const may = useMay("agent");
  const open = useQuery({ queryKey: ["returns", "changes"], queryFn: () => api.returns.changes({}), enabled: may });
  const settle = useAct(
    (input: { id: string; done: boolean }) =>
      api.returns.settleChange({ params: { id: input.id }, body: { done: input.done } }),
    { done: words.told, refresh: [["returns"]] },
  );
  if (!may) return null;
  return (
    <Section title={t("title")}>
      <Loaded query={open}>
        {({ items }) => (
          <Table
            label={t("title")}
            rows={items}
            rowKey={(change) => change.id}
            columns={[
              { key: "order", header: t("order"), cell: (change) => <span className="num">{change.orderNumber}</span> },
              { key: "what", header: t("what"), cell: (change) => <What change={change} /> },
              { key: "at", header: t("at"), wide: true, cell: (change) => <Time at={change.at} show="ago" /> },
              {
                key: "act",
                header: t("act"),
                align: "end",
                cell: ({ id }) => (
                  <Group gap="xs" justify="flex-end">
                    <Button size="xs" onClick={() => settle.mutate({ id, done: true })}>
                      {t("done")}
                    </Button>
                    <Button size="xs" variant="default" onClick={() => settle.mutate({ id, done: false })}>
                      {t("refuse")}
                    </Button>
                  </Group>
                ),
              },
            ]}
          />
        )}
      </Loaded>
    </Section>
  );
};
