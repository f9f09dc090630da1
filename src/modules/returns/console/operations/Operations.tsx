import { SegmentedControl, SimpleGrid, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { z } from "zod";
import {
  shortDay,
  type Cell,
  day,
  Loaded,
  Money,
  money,
  number,
  PageHeader,
  Plot,
  say,
  Section,
  Stat,
  Table,
  useFilters,
  useLanguage,
  useNow,
  useWords,
} from "#ui";
import { BarChart } from "../../../../console/charts/index.ts";
import { api } from "../../../../console/api.ts";
import type { ClaimKind, Remedy } from "../../model/claim/kinds.ts";
import { DECISION_WORDS, KIND_WORDS } from "../../model/claim/words.ts";
import { Products } from "./Products.tsx";
import { Share } from "./share.tsx";

const words = {
  title: ["配送の運営", "Delivery operations"],
  lead: [
    "お届けの約束、「いつ届く?」のお問い合わせ、失敗とその費用、返品の理由。",
    "Promises kept, contacts that ask where a parcel is, failures and what they cost, and why goods come back.",
  ],
  period: ["期間", "Period"],
  days: ["{n}日", "{n} {n|day|days}"],
  span: ["{from}から", "since {from}"],
  sent: ["発送した荷物", "Parcels sent"],
  kept: ["お届け予定を守れた", "Promise kept"],
  late: ["予定より遅れた", "Late"],
  absent: ["ご不在があった", "Not at home"],
  wismo: ["「いつ届く?」の声", "Asked where it is"],
  failed: ["トラブルの申告", "Reported trouble"],
  noPromise: ["お届け予定の結果がまだありません。", "No promise has come to its end yet."],
  contactsNote: [
    "荷物ごとに数えます。発送から到着3日後までに、お客様から配送に関するLINEのメッセージ({messages} 件)または配送状況ページの申告({reports} 件)があったもの。電話や店頭は、記録が届かないため含みません。",
    "Counted by parcel: those whose customer wrote about delivery on LINE ({messages}) or reported on the tracking page ({reports}) between dispatch and three days after arrival. Calls and visits are not in it, as nobody tells us of them.",
  ],
  contactsPlot: [
    "配送のお問い合わせは、直近の1週間で{n}件(前の週 {m}件)",
    "{n} {n|contact|contacts} about deliveries in the last whole week ({m} the week before)",
  ],
  noContacts: ["この期間に記録されたお問い合わせはありません。", "No contact was recorded in this period."],
  costPlot: ["失敗への対応は、この期間で {sum}", "Putting failures right cost {sum} in this period"],
  week: ["{week} の週: {n}", "Week of {week}: {n}"],
  openWeek: ["薄い棒は途中の週", "The paler bar is a week that is not over"],
  cost: ["失敗の費用", "What failures cost"],
  noCost: ["この期間に対応したものはありません。", "Nothing was given in this period."],
  kind: ["種類", "Kind"],
  remedy: ["対応", "Remedy"],
  claims: ["件数", "Claims"],
  amount: ["金額", "Amount"],
  perHundred: ["荷物100個あたり", "For 100 parcels"],
  back: ["配送会社へ請求した額", "Asked back from carriers"],
  total: ["合計", "Total"],
} as const;

const Search = z.object({ days: z.coerce.number().int().min(7).max(365).catch(90).default(90) });
type Figures = Awaited<ReturnType<typeof api.operations.operations>>;
type Cost = Figures["cost"][number];

const Costs = ({ figures }: { readonly figures: Figures }) => {
  const t = useWords(words);
  const total = figures.cost.reduce((sum, row) => sum + row.amount, 0);
  if (figures.cost.length === 0) return <Text c="dimmed">{t("noCost")}</Text>;
  const columns: readonly Cell<Cost>[] = [
    { key: "kind", header: t("kind"), cell: (row) => say(KIND_WORDS[row.kind as ClaimKind]) },
    { key: "remedy", header: t("remedy"), cell: (row) => say(DECISION_WORDS[row.remedy as Remedy]) },
    { key: "claims", header: t("claims"), align: "end", cell: (row) => number(row.claims) },
    {
      key: "amount",
      header: t("amount"),
      align: "end",
      cell: (row) => <Money amount={row.amount} currency={figures.currency} />,
    },
  ];
  const foot = (
    <tr>
      <td colSpan={3}>
        <strong>{t("total")}</strong>
      </td>
      <td data-align="end">
        <strong>
          <Money amount={total} currency={figures.currency} />
        </strong>
      </td>
    </tr>
  );
  return (
    <div style={{ maxWidth: 640 }}>
      <Table
        label={t("cost")}
        columns={columns}
        rows={figures.cost}
        rowKey={(row) => `${row.kind} ${row.remedy}`}
        foot={foot}
      />
    </div>
  );
};

const Weeks = ({ figures }: { readonly figures: Figures }) => {
  const t = useWords(words);
  const whole = figures.weeks.filter((week) => !week.open);
  const total = figures.cost.reduce((sum, row) => sum + row.amount, 0);
  const label = (week: string, i: number) => (i % Math.ceil(figures.weeks.length / 6) === 0 ? shortDay(week) : "");
  const bars = (of: "contacts" | "cost", shown: (value: number) => string) =>
    figures.weeks.map((week, i) => ({
      key: week.week,
      label: label(week.week, i),
      title: t("week", { week: shortDay(week.week), n: shown(week[of]) }),
      value: week[of],
      open: week.open,
    }));
  const contacts = t("contactsPlot", {
    n: number(whole.at(-1)?.contacts ?? 0),
    m: number(whole.at(-2)?.contacts ?? 0),
  });
  const cost = t("costPlot", { sum: money(total, figures.currency) });
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }} spacing="xl" mb="xl">
      <Plot sentence={contacts} note={t("openWeek")}>
        {figures.weeks.some((week) => week.contacts > 0) ? (
          <BarChart bars={bars("contacts", (value) => number(value))} label={contacts} />
        ) : (
          <Text c="dimmed">{t("noContacts")}</Text>
        )}
      </Plot>
      <Plot sentence={cost} note={t("openWeek")}>
        <BarChart bars={bars("cost", (value) => money(value, figures.currency))} label={cost} />
      </Plot>
    </SimpleGrid>
  );
};

export const Operations = () => {
  const t = useWords(words);
  useLanguage();
  const now = useNow(60_000);
  const [{ days }, setFilters] = useFilters(Search);
  const query = useQuery({
    queryKey: ["operations", days],
    queryFn: () => api.operations.operations({ query: { days } }),
    refetchInterval: 60_000,
  });
  return (
    <>
      <PageHeader
        title={t("title")}
        lead={t("lead")}
        actions={
          <SegmentedControl
            aria-label={t("period")}
            value={String(days)}
            onChange={(next) => setFilters({ days: Number(next) })}
            data={["28", "90", "365"].map((n) => ({ value: n, label: t("days", { n }) }))}
          />
        }
      />
      <Loaded query={query}>
        {(figures) => {
          const total = figures.cost.reduce((sum, row) => sum + row.amount, 0);
          return (
            <>
              <SimpleGrid cols={{ base: 2, sm: 3, lg: 6 }} spacing="lg" mb="md">
                <Stat
                  label={t("sent")}
                  value={number(figures.parcels)}
                  note={t("span", { from: day(figures.from, now) })}
                />
                {figures.promise ? (
                  <>
                    <Share name={t("kept")} share={figures.promise.kept} />
                    <Share name={t("late")} share={figures.promise.late} />
                  </>
                ) : (
                  <Stat label={t("kept")} value="–" note={t("noPromise")} />
                )}
                <Share name={t("absent")} share={figures.absent} />
                <Share name={t("wismo")} share={figures.contacts.parcels} />
                <Share name={t("failed")} share={figures.failures} />
              </SimpleGrid>
              <Text size="xs" c="dimmed" maw={860} mb="xl">
                {t("contactsNote", {
                  messages: number(figures.contacts.messages),
                  reports: number(figures.contacts.reports),
                })}
              </Text>
              <Weeks figures={figures} />
              <Section title={t("cost")}>
                <SimpleGrid cols={{ base: 2, sm: 3 }} spacing="lg" mb="md" maw={640}>
                  <Stat
                    label={t("perHundred")}
                    value={
                      figures.parcels === 0 ? (
                        "–"
                      ) : (
                        <Money amount={Math.round((total / figures.parcels) * 100)} currency={figures.currency} />
                      )
                    }
                  />
                  <Stat
                    label={t("back")}
                    value={<Money amount={figures.carriersAsked} currency={figures.currency} />}
                    to="/claims/carriers"
                  />
                </SimpleGrid>
                <Costs figures={figures} />
              </Section>
            </>
          );
        }}
      </Loaded>
      <Products days={days} />
    </>
  );
};
