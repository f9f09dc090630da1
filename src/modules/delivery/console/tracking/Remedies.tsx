import { Button, Group, NumberInput, Select, Stack, Text } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQuery } from "@tanstack/react-query";
import {
  type Column,
  DataTable,
  EmptyState,
  Loaded,
  Money,
  PersonLink,
  Section,
  Stat,
  Time,
  useAct,
  useMay,
  useWords,
} from "#ui";
import { api } from "../../../../console/api.ts";
import { CAUSES, type RemedyPolicy } from "../../model/remedy.ts";

const words = {
  policy: ["お詫びの方針", "Policy"],
  lead: [
    "お届けに失敗したときに差し上げるもの。予算と上限を超えては渡しません。超えるときは、お詫びの言葉だけをお送りします。",
    "What is given when a delivery fails. Never more than the budget and the cap: beyond them there are words only.",
  ],
  late: ["遅れたとき", "Late"],
  lost: ["見つからないとき", "Lost"],
  damaged: ["壊れたとき", "Damaged"],
  message: ["お詫びの言葉だけ", "Words only"],
  points: ["ポイント", "Points"],
  coupon: ["クーポン", "Coupon"],
  shipping: ["送料の返金", "Refund of shipping"],
  amount: ["{c}の金額", "Amount: {c}"],
  monthlyBudget: ["一か月の予算", "Budget per month"],
  customerCap: ["お一人様の一か月の上限", "Cap per customer and month"],
  save: ["保存する", "Save"],
  saved: ["保存しました", "Saved"],
  given: ["今月の記録", "This month"],
  spent: ["今月差し上げた額", "Given this month"],
  left: ["残り", "Left"],
  cause: ["理由", "Cause"],
  gives: ["差し上げたもの", "Given"],
  order: ["注文", "Order"],
  customer: ["お客様", "Customer"],
  see: ["開く", "Open"],
  reason: ["判断", "Decision"],
  at: ["日時", "Time"],
  "reason.policy": ["方針のとおり", "As the policy says"],
  "reason.words_only": ["方針は言葉だけ", "The policy gives words"],
  "reason.no_shipping_paid": ["送料のお支払いなし", "No shipping was paid"],
  "reason.already_given": ["この注文には渡し済み", "This order was given something"],
  "reason.customer_cap": ["お一人様の上限", "The customer's cap"],
  "reason.budget": ["今月の予算", "This month's budget"],
  none: ["今月のお詫びはまだありません", "Nothing went wrong this month"],
} as const;

const Policy = ({ now }: { readonly now: RemedyPolicy }) => {
  const t = useWords(words);
  const may = useMay("owner");
  const form = useForm<RemedyPolicy>({ initialValues: now });
  const save = useAct(() => api.tracking.saveRemedyPolicy({ body: form.values }), {
    refresh: [["delivery"]],
    done: words.saved,
  });
  const yen = { min: 0, thousandSeparator: ",", disabled: !may } as const;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <Stack gap="md" maw={560}>
        <Text c="dimmed">{t("lead")}</Text>
        {CAUSES.map((cause) => (
          <Group key={cause} align="flex-end" wrap="nowrap">
            <Select
              label={t(cause)}
              w={220}
              allowDeselect={false}
              disabled={!may}
              data={(["message", "points", "coupon", "shipping"] as const).map((value) => ({ value, label: t(value) }))}
              {...form.getInputProps(`${cause}.gives`)}
            />
            {["points", "coupon"].includes(form.values[cause].gives) && (
              <NumberInput
                aria-label={t("amount", { c: t(cause) })}
                w={140}
                {...yen}
                {...form.getInputProps(`${cause}.amount`)}
              />
            )}
          </Group>
        ))}
        <Group grow>
          <NumberInput label={t("monthlyBudget")} {...yen} {...form.getInputProps("monthlyBudget")} />
          <NumberInput label={t("customerCap")} {...yen} {...form.getInputProps("customerCap")} />
        </Group>
        {may && (
          <Button type="submit" loading={save.isPending} style={{ alignSelf: "flex-start" }}>
            {t("save")}
          </Button>
        )}
      </Stack>
    </form>
  );
};

type Row = Awaited<ReturnType<typeof api.tracking.remedies>>["items"][number];

/** The policy, and what it gave. */
export const Remedies = () => {
  const t = useWords(words);
  const policy = useQuery({ queryKey: ["delivery", "policy"], queryFn: () => api.tracking.remedyPolicy({}) });
  const given = useQuery({ queryKey: ["delivery", "remedies"], queryFn: () => api.tracking.remedies({ query: {} }) });
  const rows = given.data?.items;
  const gives = (row: Row) =>
    row.gives === "points" || row.gives === "coupon" || row.gives === "shipping" ? t(row.gives) : t("message");
  const reason = (row: Row) => {
    const key = `reason.${row.reason}`;
    return key in words ? t(key as keyof typeof words) : row.reason;
  };
  const columns: readonly Column<Row>[] = [
    { key: "cause", header: t("cause"), cell: (row) => t(row.cause), text: (row) => t(row.cause) },
    {
      key: "gives",
      header: t("gives"),
      cell: (row) => (
        <Group gap={6} wrap="nowrap">
          <span>{gives(row)}</span>
          {row.amount > 0 && <Money amount={row.amount} currency={row.currency} />}
        </Group>
      ),
      text: (row) => `${gives(row)} ${row.amount}`,
    },
    { key: "reason", header: t("reason"), wide: true, cell: reason, text: reason },
    { key: "order", header: t("order"), wide: true, cell: (row) => row.order, text: (row) => row.order },
    {
      key: "customer",
      header: t("customer"),
      wide: true,
      cell: (row) => (row.profile === null ? "–" : <PersonLink profile={row.profile} name={t("see")} />),
    },
    { key: "at", header: t("at"), align: "end", cell: (row) => <Time at={row.at} show="ago" />, text: (row) => row.at },
  ];
  const budget = policy.data?.monthlyBudget ?? 0;
  return (
    <>
      <Section title={t("policy")}>
        <Loaded query={policy}>{(now) => <Policy now={now} />}</Loaded>
      </Section>
      <Section title={t("given")}>
        <Group gap="xl" mb="md">
          <Stat label={t("spent")} value={<Money amount={given.data?.spent ?? 0} currency="JPY" />} />
          <Stat
            label={t("left")}
            value={<Money amount={Math.max(0, budget - (given.data?.spent ?? 0))} currency="JPY" />}
          />
        </Group>
        <DataTable
          label={t("given")}
          list={{
            rows,
            error: given.error,
            pending: given.isPending,
            again: given.refetch,
            all: () => Promise.resolve(rows ?? []),
          }}
          columns={columns}
          rowKey={(row) => row.id}
          exportName="remedies"
          empty={<EmptyState title={t("none")} />}
        />
      </Section>
    </>
  );
};
