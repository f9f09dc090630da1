import { Group, SegmentedControl, Text } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import {
  listText,
  AppLink,
  LinkButton,
  buyerColumn,
  type Column,
  DataTable,
  Due,
  EmptyState,
  Money,
  number,
  PageHeader,
  pickColumn,
  rowAt,
  say,
  SearchBox,
  Time,
  useFilters,
  useLanguage,
  useList,
  useMay,
  usePicked,
  useWords,
} from "#ui";
import { api } from "../../../../console/api.ts";
import type { Awaits } from "../../model/machine.ts";
import { Bulk } from "./Bulk.tsx";
import { Changes } from "./Changes.tsx";
import { ReturnFilters } from "./filters.ts";
import { MachineBadge, reasonWords } from "./parts.tsx";
import { AWAITS_WORDS, RESOLUTION_WORDS } from "./words.ts";

const words = {
  title: ["返品・交換", "Returns & exchanges"],
  lead: [
    "承認・品物・お金は、それぞれ別に進みます。待ち先を選ぶと、期限の近いものから並びます。",
    "Approval, goods and money each run on their own. Choose what is waited for: the nearest deadline comes first.",
  ],
  all: ["すべて", "All"],
  return: ["返品番号", "Return"],
  items: ["商品と理由", "Items and reason"],
  wish: ["ご希望", "Wish"],
  goods: ["品物", "Goods"],
  money: ["お金", "Money"],
  value: ["金額", "Value"],
  due: ["期限", "Due"],
  made: ["受付", "Asked"],
  late: ["{n} 件超過", "{n} overdue"],
  search: ["返品番号・注文番号", "Return or order number"],
  queue: ["待ち先", "Waiting for"],
  inspect: ["検品", "Inspect"],
  policy: ["ポリシー", "Policy"],
  simulate: ["シミュレーション", "Simulate"],
  none: ["返品の申し出はまだありません", "No returns yet"],
  noneBody: [
    "お客様が返品ページで申し込むと、ここに期限つきで並びます。まず返品ポリシーを決めましょう。",
    "What customers ask for on the return page appears here with its deadline. Set the policy first.",
  ],
  noMatch: ["ここで待っている返品はありません", "Nothing waits here"],
  keys: ["J・K で移動、X で選択、Enter で開く", "J and K move, X selects, Enter opens"],
} as const;

type Row = Awaited<ReturnType<typeof api.returns.list>>["items"][number];
const QUEUES = [
  "decision",
  "inspection",
  "payment",
  "shipment",
  "arrival",
  "details",
] as const satisfies readonly Awaits[];

const itemsText = (row: Row): string =>
  listText(row.items.map((item) => `${item.name}${item.quantity > 1 ? ` ×${item.quantity}` : ""}`));

/** What waits for whom, the nearest deadline first. */
export const Returns = () => {
  const t = useWords(words);
  useLanguage();
  const navigate = useNavigate();
  const may = useMay("agent");
  const [{ awaits, q }, setFilters] = useFilters(ReturnFilters);
  const waiting = useQuery({
    queryKey: ["returns", "waiting"],
    queryFn: () => api.returns.waiting({}),
    refetchInterval: 10_000,
  });
  const list = useList<Row>(
    ["returns", "list", awaits ?? "", q ?? ""],
    async (cursor) => {
      const page = await api.returns.list({ query: { awaits, q, cursor } });
      return { rows: page.items, next: page.next };
    },
    { refetchInterval: 10_000 },
  );
  const picked = usePicked(list.rows);
  const choosing = may && awaits === "decision";
  useHotkeys([
    [
      "x",
      () => {
        const id = rowAt(document.activeElement);
        if (id !== null) picked.toggle(id);
      },
    ],
    ["i", () => void navigate({ href: "/returns/inspection" })],
  ]);
  const count = (name: Awaits) => {
    const found = waiting.data?.items.find((each) => each.awaits === name);
    return found && found.count > 0 ? `${say(AWAITS_WORDS[name])} ${number(found.count)}` : say(AWAITS_WORDS[name]);
  };
  const late = waiting.data?.items.reduce((sum, each) => sum + each.late, 0) ?? 0;
  const columns: readonly Column<Row>[] = [
    {
      key: "number",
      header: t("return"),
      cell: (row) => <strong className="num">{row.number}</strong>,
      text: (row) => row.number,
    },
    buyerColumn<Row>((row) => row.buyer),
    {
      key: "items",
      header: t("items"),
      wide: true,
      cell: (row) => (
        <>
          {itemsText(row)}
          <Text size="xs" c="dimmed">
            {listText([...new Set(row.items.map((item) => reasonWords(item.reason)))])}
          </Text>
        </>
      ),
      text: itemsText,
    },
    {
      key: "wish",
      header: t("wish"),
      wide: true,
      cell: (row) => say(RESOLUTION_WORDS[row.resolution] ?? ["", ""]),
      text: (row) => row.resolution,
    },
    {
      key: "goods",
      header: t("goods"),
      // On a phone: in a queue the deadline, in the whole list how far it is.
      wide: awaits !== undefined,
      cell: (row) =>
        row.approval === "approved" || row.approval === "closed" ? (
          <MachineBadge machine="logistics" state={row.logistics} />
        ) : (
          <MachineBadge machine="approval" state={row.approval} />
        ),
      text: (row) => row.logistics,
    },
    {
      key: "money",
      header: t("money"),
      wide: true,
      cell: (row) => <MachineBadge machine="money" state={row.money} />,
      text: (row) => row.money,
    },
    {
      key: "value",
      header: t("value"),
      align: "end",
      wide: true,
      cell: (row) => <Money amount={row.value} currency={row.currency} />,
      text: (row) => row.value,
    },
    {
      key: "due",
      header: awaits ? t("due") : t("made"),
      align: "end",
      wide: awaits === undefined,
      cell: (row) => (awaits ? <Due at={row.dueAt} /> : <Time at={row.createdAt} show="ago" />),
      text: (row) => row.dueAt,
    },
    ...(choosing ? [pickColumn<Row>(picked, (row) => row.number)] : []),
  ];
  return (
    <>
      <PageHeader
        title={t("title")}
        lead={
          <>
            {t("lead")}
            {late > 0 && <strong style={{ color: "var(--held)" }}> {t("late", { n: number(late) })}</strong>}
          </>
        }
        actions={
          <>
            <LinkButton to="/returns/inspection">{t("inspect")}</LinkButton>
            <LinkButton variant="default" to="/returns/policy">
              {t("policy")}
            </LinkButton>
            <LinkButton variant="default" to="/returns/simulation">
              {t("simulate")}
            </LinkButton>
          </>
        }
      />
      {(waiting.data?.changes ?? 0) > 0 && <Changes />}
      <div className="table-scroll" style={{ marginBottom: 12 }}>
        <SegmentedControl
          aria-label={t("queue")}
          value={awaits ?? "all"}
          onChange={(next) => setFilters({ awaits: next === "all" ? undefined : next })}
          data={[{ value: "all", label: t("all") }, ...QUEUES.map((value) => ({ value, label: count(value) }))]}
        />
      </div>
      <DataTable
        label={t("title")}
        list={list}
        columns={columns}
        rowKey={(row) => row.id}
        href={(row) => `/returns/${row.id}`}
        exportName="returns"
        filters={
          <Group gap="sm" style={{ flex: "1 1 auto" }}>
            <SearchBox label={t("search")} value={q ?? ""} onChange={(next) => setFilters({ q: next })} />
            {choosing && <Bulk ids={picked.ids} onDone={picked.clear} />}
          </Group>
        }
        empty={
          awaits || q ? (
            <EmptyState title={t("noMatch")} />
          ) : (
            <EmptyState title={t("none")} action={<AppLink to="/returns/policy">{t("policy")}</AppLink>}>
              {t("noneBody")}
            </EmptyState>
          )
        }
      />
      <Text size="xs" c="dimmed" mt="sm" visibleFrom="sm">
        {t("keys")}
      </Text>
    </>
  );
};
