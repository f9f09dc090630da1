import { Checkbox } from "@mantine/core";
import { useState } from "react";
import { say } from "../words.ts";
import type { Column } from "./data-table.tsx";

const words = { pick: ["選択", "Select"], one: ["{n} を選択", "Select {n}"] } as const;

export interface Picked {
  /** Those chosen that are on the page. */
  readonly ids: readonly string[];
  readonly has: (id: string) => boolean;
  readonly toggle: (id: string) => void;
  readonly clear: () => void;
}

/** Rows chosen to be handled together. What left the list counts no more. */
export const usePicked = (rows: readonly { readonly id: string }[] | null | undefined): Picked => {
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const shown = new Set(rows?.map((row) => row.id));
  return {
    ids: chosen.filter((id) => shown.has(id)),
    has: (id) => chosen.includes(id),
    toggle: (id) => setChosen((now) => (now.includes(id) ? now.filter((one) => one !== id) : [...now, id])),
    clear: () => setChosen([]),
  };
};

/** The column of boxes. `name` says which row a box chooses. */
export const pickColumn = <Row extends { readonly id: string }>(
  picked: Picked,
  name: (row: Row) => string,
): Column<Row> => ({
  key: "pick",
  header: say(words.pick),
  align: "end",
  width: 56,
  cell: (row) => (
    <Checkbox
      data-pick={row.id}
      checked={picked.has(row.id)}
      onChange={() => picked.toggle(row.id)}
      aria-label={say(words.one).replace("{n}", name(row))}
      style={{ display: "inline-flex" }}
    />
  ),
});

/** The row that the keyboard stands on, by its box. */
export const rowAt = (target: Element | null): string | null =>
  target?.closest("tr")?.querySelector("[data-pick]")?.getAttribute("data-pick") ?? null;
