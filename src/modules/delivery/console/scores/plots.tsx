import { number, percent, Plot, prefectureText, say, useWords } from "#ui";
import { type Interval, IntervalChart } from "../../../../console/charts/index.ts";
import type { Scorecard } from "../../model.rows.ts";
import { FEW, intervalOf, useCount } from "../share.tsx";
import { carrierPair } from "../words.ts";
import { laneName, words } from "./words.ts";

const MOST_ROWS = 15;

/** Median days, and who is clearly faster. */
export const Days = ({ cards, lane }: { readonly cards: readonly Scorecard[]; readonly lane: boolean }) => {
  const t = useWords(words);
  const count = useCount();
  const [best, next] = cards
    .filter((card) => card.enough && card.days.median !== null)
    .toSorted((x, y) => (x.days.median ?? 0) - (y.days.median ?? 0));
  // Faster is said only where the intervals lie apart.
  const apart = best && next && (best.days.high ?? Infinity) < (next.days.low ?? 0);
  const rows = cards.slice(0, MOST_ROWS).map((card): Interval => {
    const label = lane
      ? card.prefecture
        ? prefectureText(card.prefecture)
        : t("unknownPlace")
      : say(carrierPair(card.carrier));
    return {
      key: `${card.carrier} ${card.prefecture}`,
      label,
      title: `${laneName(card, lane)} ${card.days.median ?? "–"} (${card.days.low ?? "?"}–${card.days.high ?? "?"}) ${count(number(card.shipped))}`,
      value: card.days.median,
      low: card.days.low,
      high: card.days.high,
      note: card.days.median === null ? "–" : `${t("unit", { n: card.days.median })} · ${count(number(card.shipped))}`,
      faint: !card.enough,
    };
  });
  const sentence = best
    ? t(apart || !next ? "sentence" : "sentenceSame", { best: laneName(best, lane), days: best.days.median ?? 0 })
    : t("sentenceNone");
  return (
    <Plot sentence={sentence} note={t("interval")}>
      <IntervalChart whole rows={rows} label={sentence} tick={(value) => t("unit", { n: value })} />
    </Plot>
  );
};

/** Promises kept, and who clearly keeps more. */
export const Kept = ({ cards }: { readonly cards: readonly Scorecard[] }) => {
  const t = useWords(words);
  const count = useCount();
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
  const rows = known.map((card) => intervalOf(card.carrier, say(carrierPair(card.carrier)), card.onTime, count));
  return rows.length === 0 ? null : (
    <Plot sentence={sentence} note={t("shareInterval")}>
      <IntervalChart rows={rows} label={sentence} most={1} tick={percent} />
    </Plot>
  );
};
