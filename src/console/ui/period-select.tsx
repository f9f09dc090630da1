import { Select } from "@mantine/core";
import { useWords } from "../words.ts";

const words = { period: ["期間", "Period"], days: ["直近 {n} 日", "Last {n} {n|day|days}"] } as const;
const SPANS = [30, 90, 180, 365];

/** The days that a page's figures are of. */
export const PeriodSelect = ({
  days,
  onChange,
}: {
  readonly days: number;
  readonly onChange: (days: string | undefined) => void;
}) => {
  const t = useWords(words);
  return (
    <Select
      aria-label={t("period")}
      data={SPANS.map((n) => ({ value: String(n), label: t("days", { n }) }))}
      value={String(days)}
      onChange={(value) => onChange(value ?? undefined)}
      allowDeselect={false}
      w={150}
    />
  );
};
