import { Text } from "@mantine/core";
import { number, percent, useLanguage, useWords } from "#ui";

const words = {
  of: ["{k} / {n} 件", "{k} of {n}"],
  interval: ["95%区間 {low}〜{high}%", "95% interval {low}–{high}%"],
  few: ["まだ判断できる件数がありません", "Not enough data"],
} as const;

export interface ShareOf {
  readonly k: number;
  readonly n: number;
  readonly low: number;
  readonly high: number;
}

/** Below this an interval is wider than anything that could be said of it. */
export const FEWEST = 20;

/** A share with what it is a share of, and how sure it is. */
export const Share = ({ name, share }: { readonly name: string; readonly share: ShareOf }) => {
  const t = useWords(words);
  useLanguage();
  const few = share.n < FEWEST;
  return (
    <div>
      <Text size="xs" c="dimmed">
        {name}
      </Text>
      <Text className="num" fz={24} fw={600} lh={1.3}>
        {few ? "–" : percent(share.k / share.n)}
      </Text>
      <Text size="xs" c="dimmed" className="num">
        {t("of", { k: number(share.k), n: number(share.n) })}
      </Text>
      <Text size="xs" c="dimmed" className="num">
        {few ? t("few") : t("interval", { low: number(share.low * 100, 1), high: number(share.high * 100, 1) })}
      </Text>
    </div>
  );
};

/** Point and interval on a line that all rows share. */
export const IntervalBar = ({
  share,
  most,
  mean,
}: {
  readonly share: ShareOf;
  readonly most: number;
  readonly mean: number;
}) => {
  const x = (value: number) => (Math.min(value, most) / most) * 100;
  return (
    <svg width="100%" height="16" viewBox="0 0 100 16" preserveAspectRatio="none" aria-hidden style={{ minWidth: 90 }}>
      <line x1={x(mean)} x2={x(mean)} y1="0" y2="16" stroke="var(--hair)" vectorEffect="non-scaling-stroke" />
      <line
        x1={x(share.low)}
        x2={x(share.high)}
        y1="8"
        y2="8"
        stroke="var(--ink-soft)"
        strokeWidth="2"
        vectorEffect="non-scaling-stroke"
      />
      <rect
        x={Math.max(0, x(share.k / Math.max(1, share.n)) - 0.7)}
        width="1.4"
        y="3"
        height="10"
        fill="var(--accent-ink)"
      />
    </svg>
  );
};
