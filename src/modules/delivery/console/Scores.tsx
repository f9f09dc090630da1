import { Select, Skeleton, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { AppLink, EmptyState, Loaded, number, PageHeader, Plot, say, Section, useFilters, useWords } from "#ui";
import { api } from "../../../console/api.ts";
import { type Interval, IntervalChart } from "../../../console/charts/index.ts";
import type { Scorecard } from "../model.rows.ts";
import { ScoreFilters } from "./filters.ts";
import { carrierPair } from "./words.ts";

const words = {
  title: ["配送成績", "Carrier scorecards"],
  lead: [
    "運送会社と届け先ごとの日数・お約束・異常。まだ届いていない荷物も数えています。",
    "Days, promises and exceptions by carrier and destination. Parcels still under way count too.",
  ],
  period: ["期間", "Period"],
  days: ["直近 {n} 日", "Last {n} days"],
  carrier: ["運送会社", "Carrier"],
  lane: ["届け先", "To"],
  all: ["すべての運送会社", "All carriers"],
  shipped: ["出荷", "Shipped"],
  open: ["未着", "Under way"],
  median: ["日数の中央値", "Median days"],
  onTime: ["お約束どおり", "On time"],
  exceptions: ["異常", "Exceptions"],
  absent: ["不在", "Absent"],
  few: ["データが足りません", "Not enough data"],
  noPromise: ["お約束の記録なし", "No promises known"],
  unknownPlace: ["届け先不明", "Unknown"],
  byCarrier: ["運送会社ごと", "By carrier"],
  byLane: ["届け先ごと", "By lane"],
  interval: [
    "点は中央値、線は95%の区間。出荷から到着までの暦日数です。",
    "Dots are medians, lines 95 % intervals, in calendar days from shipping to arrival.",
  ],
  shareInterval: [
    "点は割合、線は95%の区間。お約束の日が来た荷物だけを数えます。",
    "Dots are shares, lines 95 % intervals, of parcels whose promised day has come.",
  ],
  sentence: [
    "もっとも速いのは{best}で、半分の荷物が{days}日で届いています。",
    "{best} is fastest: half of its parcels arrive within {days} days.",
  ],
  sentenceSame: [
    "はっきりした差はありません。半分の荷物が{days}日で届いています。",
    "No clear difference: half of the parcels arrive within {days} days.",
  ],
  sentenceNone: ["比べられるだけの荷物がまだありません。", "There are not yet parcels enough to compare."],
  keptSentence: ["お約束をもっとも守っているのは{best}で、{share}です。", "{best} keeps most promises: {share}."],
  keptSame: ["お約束の守られ方に、はっきりした差はありません。", "No clear difference in promises kept."],
  keptNone: ["お約束の記録がまだ足りません。", "Too few promises are known yet."],
  unit: ["{n}日", "{n} d"],
  none: ["この期間に出荷した荷物はありません", "Nothing was shipped in this time"],
} as const;

const percent = (value: number) => `${(value * 100).toFixed(value > 0.995 || value < 0.095 ? 1 : 0)}%`;
/** How few make a share that says nothing. */
const FEW = 30;

const nameOf = (card: Scorecard, lane: boolean): string =>
  lane
    ? `${say(carrierPair(card.carrier))} ${card.prefecture || say(words.unknownPlace)}`
    : say(carrierPair(card.carrier));

const ShareCell = ({ of }: { readonly of: Scorecard["onTime"] }) =>
  of.share === null || of.low === null || of.high === null ? (
    <>–</>
  ) : (
    <span
      title={`${number(of.hits)} / ${number(of.of)}`}
      style={of.of < FEW ? { color: "var(--ink-soft)" } : undefined}
    >
      {percent(of.share)}{" "}
      <Text span size="xs" c="dimmed">
        {percent(of.low)}–{percent(of.high)} · n={number(of.of)}
      </Text>
    </span>
  );

const Cards = ({ cards, lane }: { readonly cards: readonly Scorecard[]; readonly lane: boolean }) => {
  const t = useWords(words);
  return (
    <div className="table-scroll">
      <table className="table" aria-label={t(lane ? "byLane" : "byCarrier")}>
        <thead>
          <tr>
            <th scope="col">{t(lane ? "lane" : "carrier")}</th>
            <th scope="col" data-align="end">
              {t("shipped")}
            </th>
            <th scope="col" data-align="end">
              {t("open")}
            </th>
            <th scope="col" data-align="end">
              {t("median")}
            </th>
            <th scope="col" data-align="end">
              {t("onTime")}
            </th>
            <th scope="col" data-align="end" data-wide>
              {t("exceptions")}
            </th>
            <th scope="col" data-align="end" data-wide>
              {t("absent")}
            </th>
          </tr>
        </thead>
        <tbody>
          {cards.map((card) => (
            <tr key={`${card.carrier} ${card.prefecture}`}>
              <td>
                <AppLink
                  to={`/parcels?carrier=${encodeURIComponent(card.carrier)}${card.prefecture ? `&prefecture=${encodeURIComponent(card.prefecture)}` : ""}`}
                >
                  {nameOf(card, lane)}
                </AppLink>
                {!card.enough && (
                  <Text size="xs" c="dimmed">
                    {t("few")}
                  </Text>
                )}
              </td>
              <td data-align="end" className="num">
                {number(card.shipped)}
              </td>
              <td data-align="end" className="num">
                {number(card.open)}
              </td>
              <td data-align="end" className="num">
                {card.days.median === null ? (
                  "–"
                ) : (
                  <>
                    {t("unit", { n: card.days.median })}{" "}
                    <Text span size="xs" c="dimmed">
                      {card.days.low ?? "?"}–{card.days.high ?? "?"}
                    </Text>
                  </>
                )}
              </td>
              <td data-align="end" className="num">
                {card.onTime.of === 0 ? (
                  <Text span size="xs" c="dimmed">
                    {t("noPromise")}
                  </Text>
                ) : (
                  <ShareCell of={card.onTime} />
                )}
              </td>
              <td data-align="end" data-wide className="num">
                <ShareCell of={card.exceptions} />
              </td>
              <td data-align="end" data-wide className="num">
                <ShareCell of={card.absent} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};

const MOST_ROWS = 15;

const Days = ({ cards, lane }: { readonly cards: readonly Scorecard[]; readonly lane: boolean }) => {
  const t = useWords(words);
  const [best, next] = cards
    .filter((card) => card.enough && card.days.median !== null)
    .toSorted((x, y) => (x.days.median ?? 0) - (y.days.median ?? 0));
  // Faster is said only where the intervals lie apart.
  const apart = best && next && (best.days.high ?? Infinity) < (next.days.low ?? 0);
  const rows = cards.slice(0, MOST_ROWS).map((card): Interval => {
    const label = lane ? card.prefecture || t("unknownPlace") : say(carrierPair(card.carrier));
    return {
      key: `${card.carrier} ${card.prefecture}`,
      label,
      title: `${nameOf(card, lane)} ${card.days.median ?? "–"} (${card.days.low ?? "?"}–${card.days.high ?? "?"}) n=${card.shipped}`,
      value: card.days.median,
      low: card.days.low,
      high: card.days.high,
      note: card.days.median === null ? "–" : `${t("unit", { n: card.days.median })} n=${number(card.shipped)}`,
      faint: !card.enough,
    };
  });
  const sentence = best
    ? t(apart || !next ? "sentence" : "sentenceSame", { best: nameOf(best, lane), days: best.days.median ?? 0 })
    : t("sentenceNone");
  return (
    <Plot sentence={sentence} note={t("interval")}>
      <IntervalChart rows={rows} label={sentence} tick={(value) => t("unit", { n: value })} />
    </Plot>
  );
};

const Kept = ({ cards }: { readonly cards: readonly Scorecard[] }) => {
  const t = useWords(words);
  const known = cards.filter((card) => card.onTime.share !== null);
  const [best, next] = known
    .filter((card) => card.onTime.of >= FEW)
    .toSorted((x, y) => (y.onTime.share ?? 0) - (x.onTime.share ?? 0));
  const apart = !next || (best?.onTime.low ?? 0) > (next.onTime.high ?? 1);
  const sentence = best
    ? t(apart ? "keptSentence" : "keptSame", {
        best: say(carrierPair(best.carrier)),
        share: percent(best.onTime.share ?? 0),
      })
    : t("keptNone");
  const rows = known.map((card): Interval => ({
    key: card.carrier,
    label: say(carrierPair(card.carrier)),
    title: `${say(carrierPair(card.carrier))} ${percent(card.onTime.share ?? 0)} n=${card.onTime.of}`,
    value: card.onTime.share,
    low: card.onTime.low,
    high: card.onTime.high,
    note: `${percent(card.onTime.share ?? 0)} n=${number(card.onTime.of)}`,
    faint: card.onTime.of < FEW,
  }));
  return rows.length === 0 ? null : (
    <Plot sentence={sentence} note={t("shareInterval")}>
      <IntervalChart rows={rows} label={sentence} most={1} tick={percent} />
    </Plot>
  );
};

/** How carriers and their lanes do. */
export const Scores = () => {
  const t = useWords(words);
  const [{ days, carrier }, setFilters] = useFilters(ScoreFilters);
  const ask = (by: "carrier" | "lane") => ({
    queryKey: ["parcels", "scores", by, days, by === "lane" ? (carrier ?? "") : ""],
    queryFn: () =>
      api.delivery.parcelScorecards({
        query: { by, days, ...(by === "lane" && carrier !== undefined && { carrier }) },
      }),
  });
  const carriers = useQuery(ask("carrier"));
  const lanes = useQuery(ask("lane"));
  return (
    <>
      <PageHeader
        title={t("title")}
        lead={t("lead")}
        actions={
          <Select
            aria-label={t("period")}
            data={[30, 90, 180, 365].map((n) => ({ value: String(n), label: t("days", { n }) }))}
            value={String(days)}
            onChange={(value) => setFilters({ days: value ?? undefined })}
            allowDeselect={false}
            w={150}
          />
        }
      />
      <Loaded query={carriers} skeleton={<Skeleton h={280} />}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={t("none")} />
          ) : (
            <Section title={t("byCarrier")}>
              <div
                style={{
                  display: "grid",
                  gap: 32,
                  gridTemplateColumns: "repeat(auto-fit, minmax(min(100%, 380px), 1fr))",
                  marginBottom: 24,
                }}
              >
                <Days cards={items} lane={false} />
                <Kept cards={items} />
              </div>
              <Cards cards={items} lane={false} />
            </Section>
          )
        }
      </Loaded>
      <Loaded query={lanes} skeleton={<Skeleton h={280} />}>
        {({ items }) =>
          items.length === 0 ? null : (
            <Section
              title={t("byLane")}
              actions={
                <Select
                  aria-label={t("carrier")}
                  placeholder={t("all")}
                  data={(carriers.data?.items ?? []).map((card) => ({
                    value: card.carrier,
                    label: say(carrierPair(card.carrier)),
                  }))}
                  value={carrier ?? null}
                  onChange={(value) => setFilters({ carrier: value ?? undefined })}
                  clearable
                  w={180}
                />
              }
            >
              {carrier !== undefined && <Days cards={items} lane />}
              <Cards cards={items} lane />
            </Section>
          )
        }
      </Loaded>
    </>
  );
};
