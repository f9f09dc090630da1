import { Button, Group, Progress, SimpleGrid, Tabs, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import {
  prefectureText,
  type Cell,
  Loaded,
  Money,
  money,
  number,
  PageHeader,
  Plot,
  Section,
  Stat,
  Table,
  Time,
  useAct,
  useLanguage,
  useMay,
  useParams,
  useWords,
} from "#ui";
import { ruleWords } from "./parts.tsx";
import { api } from "../../../../console/api.ts";
import { BarChart } from "../../../../console/charts/index.ts";

const words = {
  simulations: ["シミュレーション", "Simulations"],
  lead: [
    "{n} 件のご注文のうち、戻ってきた {m} 件を判断し直しました。",
    "Of {n} {n|order|orders}, {m} {m|return was|returns were} judged again.",
  ],
  stop: ["中止する", "Stop"],
  stopped: ["中止しました", "Stopped"],
  seen: ["{done} / {total} 件", "{done} of {total}"],
  refused: ["お断りになる返品", "Returns refused"],
  ofRequests: ["{m} 件中", "of {m}"],
  given: ["お返しする総額", "Given back"],
  was: ["実際は {a}", "{a} in fact"],
  change: ["差額(送料を含む)", "Difference, with postage"],
  postage: ["当店負担の送料", "Postage that we bear"],
  review: ["人が確認", "A person looks"],
  daysTitle: [
    "お届けから {share}% が{days}日以内に申し込まれています",
    "{share}% are asked for within {days} {days|day|days} of arrival",
  ],
  daysNote: [
    "お届けから申し込みまでの日数。薄い棒はお断りになる分を含む日。",
    "Days from arrival to request. Pale bars hold some that would be refused.",
  ],
  day: ["{d}日目: {n} 件、うちお断り {r} 件", "Day {d}: {n}, refused {r}"],
  noneYet: ["まだ判断できる件数がありません", "Not enough data yet"],
  rules: ["お断りの根拠", "Why they are refused"],
  rule: ["ルール", "Rule"],
  count: ["件数", "Count"],
  who: ["影響を受けるお客様", "Who is affected"],
  prefectures: ["都道府県", "Prefecture"],
  tiers: ["会員ランク", "Tier"],
  segments: ["セグメント", "Segment"],
  categories: ["カテゴリ", "Category"],
  requests: ["返品", "Returns"],
  more: ["新たにお断り", "Newly refused"],
  difference: ["お返しの差額", "Change"],
  unknown: ["不明", "unknown"],
  examples: ["結果が変わるご注文", "Orders that would end otherwise"],
  order: ["注文", "Order"],
  before: ["実際", "In fact"],
  after: ["このポリシーなら", "Under this policy"],
  why: ["理由", "Why"],
  note: [
    "お客様の行動の変化(期間が短いと買い控える、長いと返品が増える など)は含みません。",
    "How customers would behave then (buy less, return more) is not in it.",
  ],
} as const;

type Whole = Awaited<ReturnType<typeof api.returns.simulation>>;
type Group = Whole["tiers"][number];

const Groups = ({ groups, label }: { readonly groups: readonly Group[]; readonly label: string }) => {
  const t = useWords(words);
  if (groups.length === 0) return <Text c="dimmed">{t("noneYet")}</Text>;
  const columns: readonly Cell<Group>[] = [
    { key: "name", header: label, cell: (group) => prefectureText(group.name) || t("unknown") },
    { key: "requests", header: t("requests"), align: "end", cell: (group) => number(group.requests) },
    { key: "more", header: t("more"), align: "end", cell: (group) => number(group.refused) },
    {
      key: "difference",
      header: t("difference"),
      align: "end",
      cell: (group) => <Money amount={group.change} currency="JPY" />,
    },
  ];
  return <Table label={label} columns={columns} rows={groups} rowKey={(group) => group.name} first={10} />;
};

const Days = ({ of }: { readonly of: Whole }) => {
  const t = useWords(words);
  const all = of.days.reduce((sum, each) => sum + each.requests, 0);
  if (all === 0) return <Text c="dimmed">{t("noneYet")}</Text>;
  const upTo = (day: number) => of.days.reduce((sum, each) => sum + (each.day <= day ? each.requests : 0), 0);
  const most = of.days.find((each) => upTo(each.day) >= all * 0.8);
  const seen = most ? upTo(most.day) : all;
  const last = Math.min(60, Math.max(14, ...of.days.map((each) => each.day)));
  const by = new Map(of.days.map((each) => [each.day, each]));
  const bars = Array.from({ length: last + 1 }, (_, day) => {
    const here = by.get(day) ?? { requests: 0, refused: 0 };
    return {
      key: String(day),
      label: day % 7 === 0 ? String(day) : "",
      title: t("day", { d: day, n: number(here.requests), r: number(here.refused) }),
      value: here.requests,
      open: here.refused > 0,
    };
  });
  const sentence = t("daysTitle", { share: number(Math.round((seen / all) * 100)), days: number(most?.day ?? last) });
  return (
    <Plot sentence={sentence} note={t("daysNote")}>
      <BarChart bars={bars} label={sentence} />
    </Plot>
  );
};

const Shown = ({ of }: { readonly of: Whole }) => {
  const t = useWords(words);
  const language = useLanguage();
  const may = useMay("marketer");
  const stop = useAct(() => api.returns.stopSimulation({ params: { id: of.id } }), {
    done: words.stopped,
    refresh: [["returns", "simulation"]],
  });
  const { before, after } = of;
  const why = (each: Whole["examples"][number]) => (language === "ja" ? each.ja : each.en);
  const cost = (side: typeof before) => side.given + side.bonus + side.postage;
  const panel = (value: string, children: ReactNode) => (
    <Tabs.Panel value={value} pt="sm">
      {children}
    </Tabs.Panel>
  );
  return (
    <>
      <PageHeader
        title={of.name}
        lead={t("lead", { n: number(of.orders), m: number(of.requests) })}
        up={[{ to: "/returns/simulation", label: t("simulations") }]}
        actions={
          of.state === "running" &&
          may && (
            <Button variant="default" loading={stop.isPending} onClick={() => stop.mutate()}>
              {t("stop")}
            </Button>
          )
        }
      />
      {of.state === "running" && (
        <div style={{ marginBottom: 24 }} aria-live="polite">
          <Progress value={of.total === 0 ? 100 : (of.done / of.total) * 100} aria-label={t("simulations")} />
          <Text size="sm" c="dimmed" mt={4}>
            {t("seen", { done: number(of.done), total: number(of.total) })}
          </Text>
        </div>
      )}
      <SimpleGrid cols={{ base: 2, md: 4 }} mb="lg">
        <Stat
          label={t("refused")}
          value={number(after.refused)}
          note={t("ofRequests", { m: number(of.requests) })}
          tone={after.refused > 0 ? "held" : "plain"}
        />
        <Stat
          label={t("given")}
          value={money(after.given + after.bonus, "JPY")}
          note={t("was", { a: money(before.given + before.bonus, "JPY") })}
        />
        <Stat label={t("change")} value={money(cost(after) - cost(before), "JPY")} />
        <Stat
          label={t("postage")}
          value={money(after.postage, "JPY")}
          note={t("was", { a: money(before.postage, "JPY") })}
        />
      </SimpleGrid>
      <Text size="sm" c="dimmed" mb="xl">
        {t("note")}
      </Text>
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="xl" mb="xl">
        <Days of={of} />
        <Section title={t("rules")}>
          {of.rules.length === 0 ? (
            <Text c="dimmed">–</Text>
          ) : (
            <Table
              label={t("rules")}
              rows={of.rules}
              rowKey={(each) => each.rule}
              columns={[
                { key: "rule", header: t("rule"), cell: (each) => ruleWords(each.rule, each.words) },
                { key: "count", header: t("count"), align: "end", cell: (each) => number(each.refused) },
              ]}
            />
          )}
        </Section>
      </SimpleGrid>
      <Section title={t("who")}>
        <Tabs defaultValue="prefectures">
          <Tabs.List>
            {(["prefectures", "segments", "tiers", "categories"] as const).map((value) => (
              <Tabs.Tab key={value} value={value}>
                {t(value)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          {panel("prefectures", <Groups groups={of.prefectures} label={t("prefectures")} />)}
          {panel("segments", <Groups groups={of.segments} label={t("segments")} />)}
          {panel("tiers", <Groups groups={of.tiers} label={t("tiers")} />)}
          {panel("categories", <Groups groups={of.categories} label={t("categories")} />)}
        </Tabs>
      </Section>
      <Section title={t("examples")}>
        {of.examples.length === 0 ? (
          <Text c="dimmed">–</Text>
        ) : (
          <Table
            label={t("examples")}
            rows={of.examples}
            rowKey={(_, i) => String(i)}
            columns={[
              {
                key: "order",
                header: t("order"),
                cell: (each) => (
                  <>
                    <div className="num whole">{each.order}</div>
                    <Time at={each.at} />
                    <Text size="xs" c="dimmed" className="narrow">
                      {why(each)}
                    </Text>
                  </>
                ),
              },
              { key: "why", header: t("why"), wide: true, cell: why },
              {
                key: "before",
                header: t("before"),
                align: "end",
                cell: (each) => <Money amount={each.before} currency="JPY" />,
              },
              {
                key: "after",
                header: t("after"),
                align: "end",
                cell: (each) => <Money amount={each.after} currency="JPY" />,
              },
            ]}
          />
        )}
      </Section>
    </>
  );
};

/** What a policy would have done: cost, refusals, and who is affected. Follows a run while it goes on. */
export const SimulationPage = () => {
  const id = useParams()["simulation"] ?? "";
  const found = useQuery({
    queryKey: ["returns", "simulation", id],
    queryFn: () => api.returns.simulation({ params: { id } }),
    refetchInterval: (query) => (query.state.data?.state === "running" ? 700 : false),
  });
  return <Loaded query={found}>{(of) => <Shown of={of} />}</Loaded>;
};
