import { Text } from "@mantine/core";
import { AppLink, type Cell, number, Table, useWords } from "#ui";
import type { Scorecard } from "../../model.rows.ts";
import { ShareCell } from "../share.tsx";
import { laneName, words } from "./words.ts";

const behind = ({ carrier, prefecture }: Scorecard): string =>
  `/parcels?carrier=${encodeURIComponent(carrier)}${prefecture ? `&prefecture=${encodeURIComponent(prefecture)}` : ""}`;

/** How many lanes are shown before the others are asked for. */
const FIRST = 15;

/** A row for each carrier or lane; the name opens its parcels. */
export const Cards = ({ cards, lane }: { readonly cards: readonly Scorecard[]; readonly lane: boolean }) => {
  const t = useWords(words);
  const columns: readonly Cell<Scorecard>[] = [
    {
      key: "name",
      header: t(lane ? "lane" : "carrier"),
      cell: (card) => (
        <>
          <AppLink to={behind(card)}>{laneName(card, lane)}</AppLink>
          {!card.enough && (
            <Text size="xs" c="dimmed" className="wide">
              {t("few")}
            </Text>
          )}
        </>
      ),
    },
    { key: "shipped", header: t("shipped"), align: "end", cell: (card) => number(card.shipped) },
    { key: "open", header: t("open"), align: "end", wide: true, cell: (card) => number(card.open) },
    {
      key: "median",
      header: t("median"),
      align: "end",
      cell: ({ days }) =>
        days.median === null ? (
          "–"
        ) : (
          <>
            {t("unit", { n: days.median })}{" "}
            <Text span size="xs" c="dimmed">
              {days.low ?? "?"}–{days.high ?? "?"}
            </Text>
          </>
        ),
    },
    {
      key: "onTime",
      header: t("onTime"),
      align: "end",
      cell: ({ onTime }) =>
        onTime.of === 0 ? (
          <Text span size="xs" c="dimmed">
            {t("noPromise")}
          </Text>
        ) : (
          <ShareCell of={onTime} />
        ),
    },
    {
      key: "exceptions",
      header: t("exceptions"),
      align: "end",
      wide: true,
      cell: (card) => <ShareCell of={card.exceptions} />,
    },
    { key: "absent", header: t("absent"), align: "end", wide: true, cell: (card) => <ShareCell of={card.absent} /> },
  ];
  return (
    <Table
      label={t(lane ? "byLane" : "byCarrier")}
      columns={columns}
      rows={cards}
      rowKey={(card) => `${card.carrier} ${card.prefecture}`}
      first={FIRST}
    />
  );
};
