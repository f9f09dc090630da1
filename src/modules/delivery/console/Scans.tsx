import { Text } from "@mantine/core";
import { type Cell, eventWords, say, Table, Time, useWords } from "#ui";
import type { ScanRow } from "../model.rows.ts";
import { ParcelBadge } from "./parts.tsx";
import { sourcePair } from "./words.ts";

const words = {
  scans: ["記録", "Scans"],
  at: ["日時", "When"],
  text: ["配送会社の表記", "The carrier's words"],
  read: ["読み取り", "Read as"],
  place: ["場所", "Place"],
  source: ["経路", "Came by"],
  map: ["対応表", "Map"],
  noMap: ["なし", "none"],
} as const;

/** What carriers said, word for word, the newest first, and how it was read. */
export const Scans = ({ scans }: { readonly scans: readonly ScanRow[] }) => {
  const t = useWords(words);
  const columns: readonly Cell<ScanRow>[] = [
    { key: "at", header: t("at"), cell: (scan) => <Time at={scan.occurredAt} /> },
    {
      key: "text",
      header: t("text"),
      cell: (scan) => (
        <>
          {say(eventWords(scan.text)?.words ?? [scan.text, scan.text])}
          {scan.code !== "" && scan.code !== scan.text && (
            <Text size="xs" c="dimmed">
              {scan.code}
            </Text>
          )}
        </>
      ),
    },
    { key: "read", header: t("read"), cell: (scan) => <ParcelBadge state={scan.state} reason={scan.reason} /> },
    { key: "place", header: t("place"), wide: true, cell: (scan) => scan.place || "–" },
    { key: "source", header: t("source"), wide: true, cell: (scan) => say(sourcePair(scan.source)) },
    { key: "map", header: t("map"), wide: true, cell: (scan) => <code>{scan.map || t("noMap")}</code> },
  ];
  return <Table label={t("scans")} columns={columns} rows={scans.toReversed()} rowKey={(scan) => String(scan.id)} />;
};
