import { Skeleton } from "@mantine/core";
import { clock, Loaded, moment, number, Plot, useNow, useWords } from "#ui";
import { BarChart } from "../charts/index.ts";
import type { Figures } from "./figures.ts";

const words = {
  sentence: [
    "この24時間のイベントは {n} 件。いちばん多いのは {at} からの1時間で {most} 件です。",
    "{n} {n|event|events} in the last 24 hours, most of them, {most}, in the hour from {at}.",
  ],
  empty: ["この24時間、イベントは届いていません。", "No events in the last 24 hours."],
  note: ["1時間ごとの件数。右端の薄い棒は途中です。", "By the hour. The pale bar is still being counted."],
  bar: ["{at} から {n} 件", "{n} from {at}"],
} as const;

/** Events per hour over a day. */
export const EventsPlot = ({ query }: { readonly query: Figures["summary"] }) => {
  const t = useWords(words);
  const now = useNow(60_000);
  return (
    <div style={{ marginBottom: 32, minHeight: 232 }}>
      <Loaded query={query} skeleton={<Skeleton h={224} />}>
        {({ hours }) => {
          const total = hours.reduce((sum, each) => sum + each.count, 0);
          const most = hours.reduce(
            (best, each) => (each.count > best.count ? each : best),
            hours[0] ?? { at: "", count: 0 },
          );
          const sentence =
            total === 0
              ? t("empty")
              : t("sentence", { n: number(total), at: clock(most.at), most: number(most.count) });
          return (
            <Plot sentence={sentence} note={t("note")}>
              <BarChart
                label={sentence}
                bars={hours.map((each, i) => ({
                  key: each.at,
                  label: i % 4 === 3 ? clock(each.at) : "",
                  title: t("bar", { at: moment(each.at, now), n: number(each.count) }),
                  value: each.count,
                  open: i === hours.length - 1,
                }))}
              />
            </Plot>
          );
        }}
      </Loaded>
    </div>
  );
};
