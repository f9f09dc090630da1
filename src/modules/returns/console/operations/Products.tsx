import { Button, Text, Textarea } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import {
  type Cell,
  csvOf,
  download,
  EmptyState,
  FormDrawer,
  Loaded,
  number,
  percent,
  Section,
  Table,
  Time,
  useAct,
  useLanguage,
  useMay,
  useWords,
} from "#ui";
import { api } from "../../../../console/api.ts";
import { REASONS } from "../../model/reasons.ts";
import { FEWEST, IntervalBar } from "./share.tsx";

const words = {
  title: ["商品ごとの返品理由", "Why goods come back, by product"],
  lead: [
    "期間内に販売した数のうち、戻ってきた数。線は95%区間、縦線は全体の割合 {mean}。販売が少ない商品は割合を出しません。",
    "Pieces that came back, of the pieces sold in the period. The line is the 95% interval, the upright the share of all, {mean}. No share is shown where few were sold.",
  ],
  product: ["商品", "Product"],
  back: ["返品", "Back"],
  share: ["割合", "Share"],
  interval: ["95%区間", "95% interval"],
  reasons: ["理由", "Reasons"],
  send: ["商品開発へ送る", "Send to product development"],
  sendShort: ["送る", "Send"],
  development: ["商品開発へ", "To development"],
  sent: ["送信済み", "Sent"],
  sendTitle: ["「{name}」を商品開発へ送る", "Send “{name}” to product development"],
  sendBody: [
    "数と理由を「product.issue_reported」として記録します。ジャーニーやWebhookで担当の部署へ届けられます。お客様の情報は含みません。",
    "The figures and reasons are recorded as product.issue_reported, for a journey or webhook to carry on. Nobody's data is in it.",
  ],
  note: ["ひとこと", "A note"],
  done: ["商品開発へ送りました", "Sent to product development"],
  export: ["CSVで書き出す", "Export CSV"],
  none: ["この期間に戻ってきた商品はありません", "Nothing came back in this period"],
  of: ["{k} / {n}", "{k} of {n}"],
} as const;

type Row = Awaited<ReturnType<typeof api.operations.operationsProducts>>["items"][number];

const Send = ({
  row,
  days,
  onClose,
}: {
  readonly row: Row | null;
  readonly days: number;
  readonly onClose: () => void;
}) => {
  const t = useWords(words);
  const [note, setNote] = useState("");
  const act = useAct(
    () =>
      api.operations.sendProductReasons({
        params: { product: encodeURIComponent(row?.product ?? "") },
        body: { days, note },
      }),
    { done: words.done, refresh: [["operations"]], after: onClose },
  );
  return (
    <FormDrawer
      opened={row !== null}
      onClose={onClose}
      title={t("sendTitle", { name: row?.name ?? "" })}
      action={t("send")}
      onSubmit={() => act.mutate()}
      busy={act.isPending}
    >
      <Text c="dimmed">{t("sendBody")}</Text>
      <Textarea label={t("note")} value={note} onChange={(e) => setNote(e.currentTarget.value)} autosize minRows={3} />
    </FormDrawer>
  );
};

/** What comes back and why, each product with how sure that is. */
export const Products = ({ days }: { readonly days: number }) => {
  const t = useWords(words);
  const tongue = useLanguage();
  const may = useMay("agent");
  const [asked, ask] = useState<Row | null>(null);
  const query = useQuery({
    queryKey: ["operations", "products", days],
    queryFn: () => api.operations.operationsProducts({ query: { days, limit: 50 } }),
  });
  // Shops tell reasons in words of their own: those stand as they are.
  const reason = (key: string) => (key in REASONS ? REASONS[key as keyof typeof REASONS][tongue] : key);
  const told = (row: Row, most: number) =>
    row.reasons
      .slice(0, most)
      .map((one) => `${reason(one.reason)} ${number(one.pieces)}`)
      .join(tongue === "ja" ? "、" : ", ");
  const save = (rows: readonly Row[]) =>
    download(
      "return-reasons.csv",
      csvOf(
        ["product", "name", "back", "sold", "low", "high", "reason", "pieces"],
        rows.flatMap((row) =>
          row.reasons.map((one) => [
            row.product,
            row.name,
            row.back.k,
            row.back.n,
            Math.round(row.back.low * 10_000) / 10_000,
            Math.round(row.back.high * 10_000) / 10_000,
            reason(one.reason),
            one.pieces,
          ]),
        ),
      ),
    );
  const columns = (mean: number, most: number): readonly Cell<Row>[] => [
    { key: "product", header: t("product"), cell: (row) => row.name || row.product },
    {
      key: "back",
      header: t("back"),
      align: "end",
      cell: (row) => t("of", { k: number(row.back.k), n: number(row.back.n) }),
    },
    {
      key: "share",
      header: t("share"),
      align: "end",
      cell: (row) => (row.back.n < FEWEST ? "–" : percent(row.back.k / row.back.n)),
    },
    {
      key: "interval",
      header: t("interval"),
      wide: true,
      width: 160,
      cell: (row) => row.back.n >= FEWEST && <IntervalBar share={row.back} most={most} mean={mean} />,
    },
    { key: "reasons", header: t("reasons"), wide: true, cell: (row) => told(row, 3) },
    {
      key: "sent",
      header: t("development"),
      align: "end",
      cell: (row) =>
        row.sentAt ? (
          <>
            {t("sent")} <Time at={row.sentAt} show="ago" />
          </>
        ) : (
          may && (
            <Button
              size="compact-sm"
              variant="default"
              aria-label={t("sendTitle", { name: row.name || row.product })}
              onClick={() => ask(row)}
            >
              {t("sendShort")}
            </Button>
          )
        ),
    },
  ];
  return (
    <Loaded query={query}>
      {({ items, overall }) => {
        const rows = items.filter((row) => row.back.k > 0);
        const mean = overall.n === 0 ? 0 : overall.k / overall.n;
        const most = Math.max(0.02, ...rows.filter((row) => row.back.n >= FEWEST).map((row) => row.back.high));
        return (
          <Section
            title={t("title")}
            actions={
              rows.length > 0 && (
                <Button variant="default" onClick={() => save(rows)}>
                  {t("export")}
                </Button>
              )
            }
          >
            {rows.length === 0 ? (
              <EmptyState title={t("none")}>{null}</EmptyState>
            ) : (
              <>
                <Text c="dimmed" mb="sm" maw={720}>
                  {t("lead", { mean: percent(mean) })}
                </Text>
                <Table
                  label={t("title")}
                  columns={columns(mean, most)}
                  rows={rows}
                  rowKey={(row) => row.product}
                  first={15}
                />
              </>
            )}
            <Send key={asked?.product ?? ""} row={asked} days={days} onClose={() => ask(null)} />
          </Section>
        );
      }}
    </Loaded>
  );
};
