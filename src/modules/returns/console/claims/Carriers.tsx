import { Button, Group, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import {
  actorName,
  AppLink,
  LinkButton,
  type Cell,
  csvOf,
  download,
  EmptyState,
  Loaded,
  Money,
  number,
  PageHeader,
  say,
  Section,
  StatusBadge,
  Table,
  Time,
  useAct,
  useLanguage,
  useMay,
  useWords,
} from "#ui";
import { api } from "../../../../console/api.ts";
import { KIND_WORDS } from "../../model/claim/words.ts";
import type { ClaimKind } from "../../model/claim/kinds.ts";
import { carrierName } from "./parts.tsx";

const words = {
  title: ["配送会社への請求", "Claims against carriers"],
  lead: [
    "お客様への対応が決まった荷物のうち、配送会社の補償の対象で、期限内のもの。お客様の氏名や住所は含みません。",
    "Parcels whose customers were helped, that the carrier's terms cover and that are not too late. No names or addresses are in the file.",
  ],
  claims: ["お届けトラブル", "Delivery claims"],
  owed: ["請求できるもの", "To claim"],
  terms: ["補償の条件", "Terms"],
  made: ["作成した請求ファイル", "Files made"],
  carrier: ["配送会社", "Carrier"],
  count: ["件数", "Claims"],
  amount: ["金額", "Amount"],
  due: ["最初の期限", "First deadline"],
  missed: ["期限切れ {n} 件", "{n} too late"],
  make: ["ファイルを作る", "Make the file"],
  csv: ["CSV", "CSV"],
  print: ["印刷", "Print"],
  at: ["作成日時", "Made at"],
  by: ["作成者", "By"],
  file: ["ファイル", "File"],
  none: ["請求できるものはありません", "Nothing to claim"],
  noneBody: [
    "期限と上限額は「補償の条件」で、契約に合わせて変えられます。",
    "Deadlines and limits are set under “Terms”, to fit your contracts.",
  ],
  noFiles: ["まだ作成していません。", "None yet."],
  done: ["請求ファイルを作成しました", "The file was made"],
  action: ["操作", "Action"],
} as const;

const HEADER: Readonly<Record<"ja" | "en", readonly string[]>> = {
  ja: [
    "受付番号",
    "送り状番号",
    "注文番号",
    "事故の種類",
    "発送日時",
    "配達日時",
    "品名・数量",
    "請求額",
    "通貨",
    "請求期限",
  ],
  en: ["Reference", "Tracking", "Order", "Kind", "Shipped", "Delivered", "Goods", "Amount", "Currency", "Deadline"],
};

type File = Awaited<ReturnType<typeof api.claims.carrierFile>>;

const linesOf = (file: File) =>
  file.rows.map((row) => [
    row.number,
    row.tracking,
    row.order,
    say(KIND_WORDS[row.kind as ClaimKind]),
    row.shipped,
    row.delivered,
    row.goods,
    row.amount,
    row.currency,
    row.due,
  ]);

const escaped = (text: string | number): string =>
  String(text).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

/** A sheet of its own, so that nothing of the console is printed with it. */
const print = (title: string, header: readonly string[], rows: readonly (readonly (string | number)[])[]) => {
  const frame = document.createElement("iframe");
  frame.style.display = "none";
  frame.title = title;
  const cells = (row: readonly (string | number)[], tag: string) =>
    row.map((cell) => `<${tag}>${escaped(cell)}</${tag}>`).join("");
  frame.srcdoc = `<title>${escaped(title)}</title><style>body{font:12px sans-serif}table{border-collapse:collapse;width:100%}th,td{border:1px solid #999;padding:4px;text-align:left}</style><h1>${escaped(title)}</h1><table><tr>${cells(header, "th")}</tr>${rows.map((row) => `<tr>${cells(row, "td")}</tr>`).join("")}</table>`;
  frame.addEventListener("load", () => {
    frame.contentWindow?.addEventListener("afterprint", () => frame.remove());
    frame.contentWindow?.print();
  });
  document.body.append(frame);
};

type Owed = Awaited<ReturnType<typeof api.claims.claimCarriers>>["carriers"][number];
type Made = Awaited<ReturnType<typeof api.claims.claimCarriers>>["files"][number];

/** The columns that both tables share. */
const amounts = <Row extends { readonly carrier: string; readonly claims: number; readonly amount: number }>(
  t: (word: "carrier" | "count" | "amount") => string,
): Record<"carrier" | "count" | "amount", Cell<Row>> => ({
  carrier: { key: "carrier", header: t("carrier"), cell: (row) => carrierName(row.carrier) },
  count: { key: "count", header: t("count"), align: "end", cell: (row) => number(row.claims) },
  amount: {
    key: "amount",
    header: t("amount"),
    align: "end",
    wide: true,
    cell: (row) => <Money amount={row.amount} />,
  },
});

const OwedTable = ({ rows }: { readonly rows: readonly Owed[] }) => {
  const t = useWords(words);
  const may = useMay("agent");
  const make = useAct((carrier: string) => api.claims.makeCarrierFile({ params: { carrier } }), {
    done: words.done,
    refresh: [["claims"]],
  });
  const { carrier, count, amount } = amounts<Owed>(t);
  const columns: readonly Cell<Owed>[] = [
    carrier,
    count,
    amount,
    {
      key: "due",
      header: t("due"),
      cell: (row) => (
        <Group gap="xs">
          <Time at={row.due} show="day" />
          {row.missed > 0 && <StatusBadge tone="broken">{t("missed", { n: number(row.missed) })}</StatusBadge>}
        </Group>
      ),
    },
    ...(may
      ? [
          {
            key: "make",
            header: t("action"),
            align: "end" as const,
            cell: (row: Owed) =>
              row.claims > 0 && (
                <Button size="compact-sm" loading={make.isPending} onClick={() => make.mutate(row.carrier)}>
                  {t("make")}
                </Button>
              ),
          },
        ]
      : []),
  ];
  return <Table label={t("owed")} columns={columns} rows={rows} rowKey={(row) => row.carrier} />;
};

const MadeTable = ({ rows }: { readonly rows: readonly Made[] }) => {
  const t = useWords(words);
  const tongue = useLanguage();
  const get = useAct(async ({ id, paper }: { id: string; paper: boolean }) => {
    const file = await api.claims.carrierFile({ params: { id } });
    const name = `${file.carrier}-${file.at.slice(0, 10)}`;
    if (paper)
      print(`${t("title")} ${carrierName(file.carrier)} ${file.at.slice(0, 10)}`, HEADER[tongue], linesOf(file));
    else download(`${name}.csv`, csvOf(HEADER[tongue], linesOf(file)));
  });
  const { carrier, count, amount } = amounts<Made>(t);
  const columns: readonly Cell<Made>[] = [
    carrier,
    count,
    amount,
    { key: "at", header: t("at"), cell: (file) => <Time at={file.at} show="day" /> },
    { key: "by", header: t("by"), wide: true, cell: (file) => actorName(file.actor) },
    {
      key: "file",
      header: t("file"),
      align: "end",
      cell: ({ id }) => (
        <Group gap={4} justify="flex-end" wrap="nowrap">
          {([false, true] as const).map((paper) => (
            <Button key={String(paper)} size="compact-sm" variant="default" onClick={() => get.mutate({ id, paper })}>
              {t(paper ? "print" : "csv")}
            </Button>
          ))}
        </Group>
      ),
    },
  ];
  return <Table label={t("made")} columns={columns} rows={rows} rowKey={(file) => file.id} />;
};

/** What carriers owe, and what was asked of them. */
export const Carriers = () => {
  const t = useWords(words);
  const query = useQuery({ queryKey: ["claims", "carriers"], queryFn: () => api.claims.claimCarriers({}) });
  return (
    <>
      <PageHeader
        title={t("title")}
        lead={t("lead")}
        up={[{ to: "/claims", label: t("claims") }]}
        actions={
          <LinkButton variant="default" to="/claims/terms">
            {t("terms")}
          </LinkButton>
        }
      />
      <Loaded query={query}>
        {({ carriers, files }) => (
          <>
            <Section title={t("owed")}>
              {carriers.length === 0 ? (
                <EmptyState title={t("none")} action={<AppLink to="/claims/terms">{t("terms")}</AppLink>}>
                  {t("noneBody")}
                </EmptyState>
              ) : (
                <OwedTable rows={carriers} />
              )}
            </Section>
            <Section title={t("made")}>
              {files.length === 0 ? <Text c="dimmed">{t("noFiles")}</Text> : <MadeTable rows={files} />}
            </Section>
          </>
        )}
      </Loaded>
    </>
  );
};
