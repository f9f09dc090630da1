import { Button, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { brandCurrency, money, useAct, useMay, useWords } from "#ui";
import { api } from "../../../../console/api.ts";

const words = {
  cuts: [
    "R5は{r}日以内、F5は1年に{f}回以上、M5は1年に{m}以上。",
    "R5: within {r} {r|day|days}. F5: {f} {f|order|orders} or more a year. M5: {m} or more a year.",
  ],
  fit: ["今の購入者で5等分し直す", "Fit to today's buyers"],
  fitted: [
    "RFMの区切りを更新しました。使っているセグメントを集計し直します。",
    "RFM cuts updated. Segments that use them are rebuilt.",
  ],
} as const;

/** What a top score means now, and the way to fit it anew. */
export const RfmCutsNote = () => {
  const t = useWords(words);
  const may = useMay("marketer");
  const cuts = useQuery({ queryKey: ["segments", "rfm"], queryFn: () => api.segments.rfm({}) });
  const fit = useAct(() => api.segments.fitRfm({}), { done: words.fitted, refresh: [["segments"]] });
  if (!cuts.data) return null;
  const { r, f, m } = cuts.data;
  return (
    <Text size="xs" c="dimmed" component="div" style={{ flexBasis: "100%" }}>
      {t("cuts", { r: r[0], f: f[3], m: money(m[3], brandCurrency()) })}{" "}
      {may && (
        <Button variant="subtle" size="compact-xs" loading={fit.isPending} onClick={() => fit.mutate()}>
          {t("fit")}
        </Button>
      )}
    </Text>
  );
};
