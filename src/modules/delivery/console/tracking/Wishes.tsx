import { Button, Group } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import {
  AppLink,
  type Column,
  DataTable,
  day,
  EmptyState,
  say,
  StatusBadge,
  Time,
  useAct,
  useLanguage,
  useMay,
  useNow,
  useWords,
} from "#ui";
import { api } from "../../../../console/api.ts";
import { CARRIERS } from "../../model/carriers.ts";
import { type Spot, SPOTS } from "../../model/choice.ts";
import { SPOT } from "../../model/tracking/words.ts";

const words = {
  title: ["再配達などのご希望", "Wishes"],
  order: ["注文", "Order"],
  parcel: ["荷物", "Parcel"],
  wish: ["ご希望", "Wish"],
  kind: ["種類", "Kind"],
  redelivery: ["再配達", "Another delivery"],
  change: ["日時・場所の変更", "Change"],
  hold: ["お預かり期限", "Kept until"],
  at: ["受付", "Asked"],
  morning: ["午前中", "Morning"],
  any: ["時間指定なし", "Any time"],
  hours: ["{from}時〜{to}時", "{from}:00–{to}:00"],
  act: ["対応", "Do"],
  arranged: ["手配した", "Arranged"],
  refused: ["承れない", "Not possible"],
  done: ["記録しました", "Kept"],
  none: ["手配を待っているご希望はありません", "No wish is waiting"],
  noneBody: [
    "ご不在のお客様が配送状況ページで再配達や置き配を選ぶと、ここに並びます。配送会社に手配したら「手配した」を押してください。",
    "When a customer asks for another delivery on the tracking page it appears here. Arrange it with the carrier, then say so.",
  ],
} as const;

type Row = Awaited<ReturnType<typeof api.tracking.choices>>["items"][number];

/** What customers wish for and somebody has to arrange. */
export const Wishes = () => {
  const t = useWords(words);
  const here = useLanguage();
  const may = useMay("agent");
  const now = useNow();
  const query = useQuery({
    queryKey: ["delivery", "choices"],
    queryFn: () => api.tracking.choices({ query: {} }),
    refetchInterval: 5_000,
  });
  const settle = useAct(
    ({ id, state }: { id: string; state: "arranged" | "refused" }) =>
      api.tracking.settleChoices({ body: { ids: [id], state } }),
    { refresh: [["delivery", "choices"]], done: words.done },
  );
  const hours = (slot: string) => {
    const [from = "", to = ""] = slot.split("-");
    return slot === "" ? t("any") : slot === "am" ? t("morning") : t("hours", { from, to });
  };
  const spot = (name: string) => (SPOTS.includes(name as Spot) ? say(SPOT[name as Spot]) : name);
  const wish = (row: Row) =>
    [row.day === null ? "" : day(`${row.day}T00:00:00Z`, now), hours(row.slot), spot(row.spot)]
      .filter((part) => part !== "")
      .join(" · ");
  const columns: readonly Column<Row>[] = [
    { key: "wish", header: t("wish"), cell: wish, text: wish },
    {
      key: "kind",
      header: t("kind"),
      wide: true,
      cell: (row) => <StatusBadge tone={row.kind === "redelivery" ? "held" : "plain"}>{t(row.kind)}</StatusBadge>,
      text: (row) => t(row.kind),
    },
    {
      key: "parcel",
      header: t("parcel"),
      cell: (row) => (
        <AppLink to={`/parcels/${row.parcel}`}>
          {CARRIERS[row.carrier]?.names[here === "ja" ? 0 : 1] ?? row.carrier} {row.number}
        </AppLink>
      ),
      text: (row) => `${row.carrier} ${row.number}`,
    },
    { key: "order", header: t("order"), wide: true, cell: (row) => row.order, text: (row) => row.order },
    {
      key: "hold",
      header: t("hold"),
      wide: true,
      cell: (row) => <Time at={row.holdUntil} show="day" />,
      text: (row) => row.holdUntil,
    },
    { key: "at", header: t("at"), wide: true, cell: (row) => <Time at={row.at} show="ago" />, text: (row) => row.at },
    ...(may
      ? [
          {
            key: "act",
            header: t("act"),
            cell: ({ id }: Row) => (
              <Group gap={6}>
                <Button size="xs" onClick={() => settle.mutate({ id, state: "arranged" })}>
                  {t("arranged")}
                </Button>
                <Button size="xs" variant="default" onClick={() => settle.mutate({ id, state: "refused" })}>
                  {t("refused")}
                </Button>
              </Group>
            ),
          },
        ]
      : []),
  ];
  const list = {
    rows: query.data?.items,
    error: query.error,
    pending: query.isPending,
    again: query.refetch,
    all: () => Promise.resolve(query.data?.items ?? []),
  };
  return (
    <DataTable
      label={t("title")}
      list={list}
      columns={columns}
      rowKey={(row) => row.id}
      exportName="wishes"
      empty={<EmptyState title={t("none")}>{t("noneBody")}</EmptyState>}
    />
  );
};
