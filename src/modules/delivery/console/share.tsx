import { Text } from "@mantine/core";
import { number, percent, useWords } from "#ui";
import type { Interval } from "../../../console/charts/index.ts";

const words = { of: ["{n} 件", "of {n}"] } as const;

/** Hits of so many, with the 95 % interval. */
export interface ShareOf {
  readonly hits: number;
  readonly of: number;
  readonly share: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/** Below this a share says too little to be compared. */
export const FEW = 30;

/** A share, its interval and what it is a share of; faint where that is little. */
export const ShareCell = ({ of }: { readonly of: ShareOf }) => {
  const t = useWords(words);
  if (of.share === null || of.low === null || of.high === null) return <>–</>;
  return (
    <span
      title={`${number(of.hits)} / ${number(of.of)}`}
      style={of.of < FEW ? { color: "var(--ink-soft)" } : undefined}
    >
      {percent(of.share)}{" "}
      <Text span size="xs" c="dimmed">
        {percent(of.low)}–{percent(of.high)} · {t("of", { n: number(of.of) })}
      </Text>
    </span>
  );
};

/** The same as a row of a plot. `count` says how many, in words. */
export const intervalOf = (key: string, label: string, of: ShareOf, count: (n: string) => string): Interval => {
  const said = of.share === null ? "–" : percent(of.share);
  const note = `${said} · ${count(number(of.of))}`;
  return {
    key,
    label,
    title: `${label} ${note}`,
    value: of.share,
    low: of.low,
    high: of.high,
    note,
    faint: of.of < FEW,
  };
};

/** How many a row of a plot is made of. */
export const useCount = (): ((n: string) => string) => {
  const t = useWords(words);
  return (n) => t("of", { n });
};
