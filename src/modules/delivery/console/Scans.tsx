import { Text } from "@mantine/core";
import { say, Time, useWords } from "#ui";
import type { ScanRow } from "../model.rows.ts";
import { ParcelBadge } from "./parts.tsx";
import { sourcePair } from "./words.ts";

const words = {
  scans: ["記録", "Scans"],
  at: ["日時", "When"],
  text: ["運送会社の表記", "The carrier's words"],
  read: ["読み取り", "Read as"],
  place: ["場所", "Place"],
  source: ["経路", "Came by"],
  map: ["対応表", "Map"],
  noMap: ["なし", "none"],
} as const;

/** What carriers said, word for word, the newest first, and how it was read. */
export const Scans = ({ scans }: { readonly scans: readonly ScanRow[] }) => {
  const t = useWords(words);
  return (
    <div className="table-scroll" role="region" aria-label={t("scans")} tabIndex={0}>
      <table className="table" aria-label={t("scans")}>
        <thead>
          <tr>
            <th scope="col">{t("at")}</th>
            <th scope="col">{t("text")}</th>
            <th scope="col">{t("read")}</th>
            <th scope="col" data-wide>
              {t("place")}
            </th>
            <th scope="col" data-wide>
              {t("source")}
            </th>
            <th scope="col" data-wide>
              {t("map")}
            </th>
          </tr>
        </thead>
        <tbody>
          {scans.toReversed().map((scan) => (
            <tr key={scan.id}>
              <td>
                <Time at={scan.occurredAt} />
              </td>
              <td>
                {scan.text}
                {scan.code !== "" && scan.code !== scan.text && (
                  <Text size="xs" c="dimmed">
                    {scan.code}
                  </Text>
                )}
              </td>
              <td>
                <ParcelBadge state={scan.state} reason={scan.reason} />
              </td>
              <td data-wide>{scan.place || "–"}</td>
              <td data-wide>{say(sourcePair(scan.source))}</td>
              <td data-wide>
                <code>{scan.map || t("noMap")}</code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};
