import { say } from "../words.ts";
import type { Column } from "./data-table.tsx";
import { PersonLink } from "./link.tsx";

const words = { customer: ["お客様", "Customer"], nameless: ["名前未登録", "No name yet"] } as const;

interface Buyer {
  readonly profile: string;
  readonly name: string;
}

/** Whose it is; opens the person. */
export const buyerColumn = <Row,>(of: (row: Row) => Buyer | null, wide = false): Column<Row> => ({
  key: "customer",
  header: say(words.customer),
  wide,
  cell: (row) => {
    const buyer = of(row);
    return buyer ? <PersonLink profile={buyer.profile} name={buyer.name || say(words.nameless)} /> : "–";
  },
  text: (row) => of(row)?.name,
});
