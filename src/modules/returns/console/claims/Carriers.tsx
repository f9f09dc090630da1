import { Button, Group, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import {
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
  made: ["作成した請求ファイル", "Files made"],
  carrier: ["配送会社", "Carrier"],
  count: ["件数", "Claims"],
  amount: ["金額", "Amount"],
  due: ["最初の期限", "First deadline"],
  missed: ["期限切れ {n} 件", "{n} too late"],
  make: ["請求ファイルを作る", "Make the file"],
  csv: ["CSV", "CSV"],
  print: ["印刷", "Print"],
  at: ["作成日時", "Made at"],
  by: ["作成者", "By"],
  file: ["ファイル", "File"],
  none: ["請求できるものはありません", "Nothing to claim"],
  noneBody: [
    "破損・不足はお届けから14日以内、紛失は1年以内が標準です。契約に合わせて変えられます。",
    "Standard terms: damage and shortage within 14 days of delivery, loss within a year. They can be fitted to your contracts.",
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

export const Carriers = () => {
  const t = useWords(words);
  const tongue = useLanguage();
  const may = useMay("agent");
  const query = useQuery({ queryKey: ["claims", "carriers"], queryFn: () => api.claims.claimCarriers({}) });
  const make = useAct((carrier: string) => api.claims.makeCarrierFile({ params: { carrier } }), {
    done: words.done,
    refresh: [["claims"]],
  });
  const get = useAct(async ({ id, paper }: { id: string; paper: boolean }) => {
    const file = await api.claims.carrierFile({ params: { id } });
    const name = `${file.carrier}-${file.at.slice(0, 10)}`;
    if (paper)
      print(`${t("title")} ${carrierName(file.carrier)} ${file.at.slice(0, 10)}`, HEADER[tongue], linesOf(file));
    else download(`${name}.csv`, csvOf(HEADER[tongue], linesOf(file)));
  });
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} up={[{ to: "/claims", label: t("claims") }]} />
      <Loaded query={query}>
        {({ carriers, files }) => (
          <>
            <Section title={t("owed")}>
              {carriers.length === 0 ? (
                <EmptyState title={t("none")}>{t("noneBody")}</EmptyState>
              ) : (
                <div className="table-scroll">
                  <table className="table" aria-label={t("owed")}>
                    <thead>
                      <tr>
                        <th scope="col">{t("carrier")}</th>
                        <th scope="col" data-align="end">
                          {t("count")}
                        </th>
                        <th scope="col" data-align="end">
                          {t("amount")}
                        </th>
                        <th scope="col">{t("due")}</th>
                        <th scope="col" data-align="end">
                          {t("action")}
                        </th>
                      </tr>
                    </thead>
                    <tbody>
                      {carriers.map((row) => (
                        <tr key={row.carrier}>
                          <td>{carrierName(row.carrier)}</td>
                          <td data-align="end" className="num">
                            {number(row.claims)}
                          </td>
                          <td data-align="end">
                            <Money amount={row.amount} />
                          </td>
                          <td>
                            <Group gap="xs">
                              <Time at={row.due} show="day" />
                              {row.missed > 0 && (
                                <StatusBadge tone="broken">{t("missed", { n: number(row.missed) })}</StatusBadge>
                              )}
                            </Group>
                          </td>
                          <td data-align="end">
                            {may && row.claims > 0 && (
                              <Button
                                size="compact-sm"
                                loading={make.isPending}
                                onClick={() => make.mutate(row.carrier)}
                              >
                                {t("make")}
                              </Button>
                            )}
                          </td>
                        </tr>
                      ))}
                    </tbody>
                  </table>
                </div>
              )}
            </Section>
            <Section title={t("made")}>
              {files.length === 0 ? (
                <Text c="dimmed">{t("noFiles")}</Text>
              ) : (
                <div className="table-scroll">
                  <table className="table" aria-label={t("made")}>
                    <thead>
                      <tr>
                        <th scope="col">{t("carrier")}</th>
                        <th scope="col" data-align="end">
                          {t("count")}
                        </th>
                        <th scope="col" data-align="end" data-wide>
                          {t("amount")}
                        </th>
                        <th scope="col">{t("at")}</th>
                        <th scope="col" data-wide>
                          {t("by")}
                        </th>
                        <th scope="col" data-align="end">
                          {t("file")}
                        </th>
                      </tr>
                    </thead>
                    <tbody>
                      {files.map((file) => (
                        <tr key={file.id}>
                          <td>{carrierName(file.carrier)}</td>
                          <td data-align="end" className="num">
                            {number(file.claims)}
                          </td>
                          <td data-align="end" data-wide>
                            <Money amount={file.amount} />
                          </td>
                          <td>
                            <Time at={file.at} />
                          </td>
                          <td data-wide>{file.actor}</td>
                          <td data-align="end">
                            <Group gap={4} justify="flex-end" wrap="nowrap">
                              <Button
                                size="compact-sm"
                                variant="default"
                                onClick={() => get.mutate({ id: file.id, paper: false })}
                              >
                                {t("csv")}
                              </Button>
                              <Button
                                size="compact-sm"
                                variant="default"
                                onClick={() => get.mutate({ id: file.id, paper: true })}
                              >
                                {t("print")}
                              </Button>
                            </Group>
                          </td>
                        </tr>
                      ))}
                    </tbody>
                  </table>
                </div>
              )}
            </Section>
          </>
        )}
      </Loaded>
    </>
  );
};
