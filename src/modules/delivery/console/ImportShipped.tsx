import { FileInput, Select, Text } from "@mantine/core";
import { useState } from "react";
import { FormDrawer, number, say, useAct, useWords } from "#ui";
import { api } from "../../../console/api.ts";
import { FORMATS } from "../model/inbound/csv.ts";
import { FAULT } from "./words.ts";

const words = {
  title: ["出荷結果を取り込む", "Read a shipped file"],
  file: ["CSVファイル(5 MBまで)", "CSV file (5 MB at most)"],
  choose: ["ファイルを選ぶ", "Choose a file"],
  format: ["形式", "Format"],
  auto: ["見出しから判別", "By its headings"],
  b2: ["B2クラウド(ヤマト)", "B2 Cloud (Yamato)"],
  ehiden: ["e飛伝(佐川)", "e-Hiden (Sagawa)"],
  yupack: ["ゆうパックプリントR", "Yu-Pack Print R"],
  action: ["取り込む", "Read"],
  taken: [
    "{rows} 行のうち {taken} 行を取り込みました(新しい荷物 {created})。",
    "{taken} of {rows} {rows|row|rows} taken ({created} new {created|parcel|parcels}).",
  ],
  unlinked: [
    "{n} 件は注文がまだ見つかりません。注文が届くと自動で結びつきます。",
    "{n} {n|waits for its|wait for their} order to become known.",
  ],
  row: ["{n} 行目", "Row {n}"],
} as const;

const base64 = async (file: File): Promise<string> => {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = "";
  // Spreading a whole file would overflow the stack.
  for (let from = 0; from < bytes.length; from += 32_768)
    text += String.fromCharCode(...bytes.subarray(from, from + 32_768));
  return btoa(text);
};

/** A carrier's file of shipped results, read beside the list. */
export const ImportShipped = ({ opened, onClose }: { readonly opened: boolean; readonly onClose: () => void }) => {
  const t = useWords(words);
  const [file, setFile] = useState<File | null>(null);
  const [format, setFormat] = useState<(typeof FORMATS)[number]>("auto");
  const read = useAct(
    async () => (file ? api.delivery.importShipped({ body: { file: await base64(file), format } }) : null),
    { refresh: [["parcels"]], quiet: true },
  );
  const close = () => {
    read.reset();
    setFile(null);
    onClose();
  };
  const { data } = read;
  return (
    <FormDrawer
      opened={opened}
      onClose={close}
      title={t("title")}
      action={t("action")}
      onSubmit={() => read.mutate()}
      busy={read.isPending}
      error={read.error}
    >
      <FileInput
        label={t("file")}
        placeholder={t("choose")}
        accept=".csv,.txt,text/csv"
        value={file}
        onChange={setFile}
        required
      />
      <Select
        label={t("format")}
        data={FORMATS.map((value) => ({ value, label: t(value) }))}
        value={format}
        onChange={(value) => setFormat((value ?? "auto") as typeof format)}
        allowDeselect={false}
      />
      {data && (
        <div role="status">
          <Text size="sm">
            {t("taken", { rows: number(data.rows), taken: number(data.taken), created: number(data.created) })}
          </Text>
          {data.unlinked > 0 && <Text size="sm">{t("unlinked", { n: number(data.unlinked) })}</Text>}
          {data.faults.length > 0 && (
            <ul style={{ fontSize: 13, paddingInlineStart: 20 }}>
              {data.faults.slice(0, 50).map((fault) => (
                <li key={`${fault.row} ${fault.why}`}>
                  {t("row", { n: fault.row })}: {say(FAULT[fault.why] ?? [fault.why, fault.why])} {fault.text}
                </li>
              ))}
            </ul>
          )}
        </div>
      )}
    </FormDrawer>
  );
};
