/** Files of shipped results, as B2, e飛伝 and ゆうパックプリントR write them. Pure: rows in, news and faults out. */
import { carrierOf } from "../carriers.ts";
import { endOfDay } from "../day.ts";
import { readNumber } from "../number.ts";
import type { News, RawScan } from "../place.ts";
import { dayIn } from "../tracking/dates.ts";
import { clean, instant } from "./read.ts";

export const FORMATS = ["auto", "b2", "ehiden", "yupack"] as const;
export type Format = (typeof FORMATS)[number];

/** What a column can be. */
export const FIELDS = [
  "order",
  "number",
  "shipped",
  "by",
  "status",
  "statusAt",
  "carrier",
  "service",
  "postalCode",
] as const;
export type Field = (typeof FIELDS)[number];
/** Field → column, counted from 0. */
export type Columns = Partial<Record<Field, number>>;

/** Headings of the three carriers' programs and of shops' own exports. */
const HEADINGS: Readonly<Record<Field, readonly string[]>> = {
  order: [
    "お客様管理番号",
    "お客様管理ナンバー",
    "お客様側管理番号",
    "管理番号",
    "注文番号",
    "受注番号",
    "order_id",
    "order_number",
    "order",
  ],
  number: [
    "伝票番号",
    "送り状番号",
    "お問合せ送り状No",
    "お問合せ送り状No.",
    "お問い合せ送り状No.",
    "お問い合せ送り状番号",
    "お問い合わせ番号",
    "お問合せ番号",
    "問い合わせ番号",
    "追跡番号",
    "荷物番号",
    "配送伝票番号",
    "tracking_number",
  ],
  shipped: ["出荷日", "出荷予定日", "発送日", "発送予定日", "出荷年月日", "shipped_at"],
  by: ["お届け予定日", "お届け指定日", "お届け予定(指定)日", "配達指定日", "配達日", "お届け日", "deliver_by"],
  status: ["荷物状況", "配達状況", "配送状況", "荷物状態", "ステータス", "status"],
  statusAt: ["状況日時", "配達日時", "更新日時", "status_at"],
  carrier: ["配送会社", "配送業者", "運送会社", "carrier"],
  service: ["送り状種類", "送り状種別", "郵便種別", "service"],
  postalCode: ["お届け先郵便番号", "郵便番号"],
};
const plain = (heading: string): string =>
  heading
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/[\s().・_-]/gu, "");
const BY_HEADING = new Map(
  (Object.entries(HEADINGS) as [Field, readonly string[]][]).flatMap(([field, names]) =>
    names.map((name) => [plain(name), field] as const),
  ),
);

/**
 * Columns by position where a program writes no headings. Only layouts whose columns are known stand here: B2's, and the history
 * of e飛伝Ⅱ, which always has 53 (e飛伝Ⅲ has others). ゆうパックプリントR writes what its user chose, in any order.
 */
const POSITIONS: Partial<Readonly<Record<Format, { readonly columns: Columns; readonly wide?: number }>>> = {
  b2: { columns: { order: 0, service: 1, number: 3, shipped: 4, by: 5 } },
  ehiden: { columns: { number: 0, shipped: 1, postalCode: 4, order: 12, by: 37 }, wide: 53 },
};
const byPosition = (format: Format, row: readonly string[]): Columns => {
  const layout = POSITIONS[format];
  return layout && (layout.wide === undefined || layout.wide === row.length) ? layout.columns : {};
};
const CARRIER: Partial<Readonly<Record<Format, string>>> = { b2: "yamato", ehiden: "sagawa", yupack: "japanpost" };

/** Columns that a heading row names; null where the row is no heading. */
export const columnsOf = (row: readonly string[]): Columns | null => {
  const columns: Columns = {};
  for (const [i, cell] of row.entries()) {
    const field = BY_HEADING.get(plain(cell));
    if (field !== undefined && columns[field] === undefined) columns[field] = i;
  }
  return columns.number === undefined ? null : columns;
};

/** RFC 4180, forgiving: quotes, doubled quotes, any line end; a quote that nothing closes is a sign like any. */
export const cells = (text: string): string[][] => {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = "";
  let quoted = false;
  let open = { i: 0, rows: 0, row };
  const endCell = () => {
    row.push(cell);
    cell = "";
  };
  const endRow = () => {
    endCell();
    rows.push(row);
    row = [];
  };
  for (let i = 0; i < text.length || quoted; i++) {
    const at = text[i];
    if (at === undefined) {
      // Back to the quote that is still open: else it would swallow every row behind it.
      [i, row, cell, quoted] = [open.i, open.row, '"', false];
      rows.length = open.rows;
    } else if (quoted) {
      if (at !== '"') cell += at;
      else if (text[i + 1] === '"') cell += text[++i];
      else quoted = false;
    } else if (at === '"' && (cell === "" || cell === "=")) {
      quoted = true;
      open = { i, rows: rows.length, row: [...row] };
    } else if (at === ",") endCell();
    else if (at === "\n") endRow();
    else if (at !== "\r") cell += at;
  }
  endRow();
  return rows;
};

export interface RowFault {
  /** As a spreadsheet counts. */
  readonly row: number;
  readonly why:
    | "other_order"
    | "no_number"
    | "spoilt_number"
    | "no_order"
    | "no_date"
    | "check_digit"
    | "length"
    | "letters";
  readonly text: string;
}
export interface ShippedFile {
  readonly format: Format;
  readonly rows: number;
  readonly news: readonly News[];
  /** The row of each piece of news. */
  readonly at: readonly number[];
  /** Rows that could not be taken, and rows that were taken though their number looks wrong. */
  readonly faults: readonly RowFault[];
}

const carrierIn = (format: Format, headings: readonly string[]): string => {
  const all = plain(headings.join(" "));
  if (CARRIER[format]) return CARRIER[format];
  if (/お客様側管理番号|郵便種別/u.test(all)) return "japanpost";
  if (/お客様管理ナンバー|お問合?い?合?せ送り状/u.test(all)) return "sagawa";
  return /送り状種[類別]|クール区分/u.test(all) ? "yamato" : "";
};

export interface ReadAs {
  readonly format: Format;
  /** Columns said by hand come before headings, headings before positions. */
  readonly columns?: Columns | undefined;
  readonly carrier?: string | undefined;
  readonly zone: string;
  readonly now: Date;
}

const filled = (row: readonly string[]): boolean => row.some((cell) => cell.trim() !== "");

/** The news in a file. `null` where nobody can tell which column holds the number. */
export const readShipped = (text: string, as: ReadAs): ShippedFile | null => {
  const all = cells(text.replace(/^\uFEFF/u, ""));
  const top = Math.max(0, all.findIndex(filled));
  const rows = all.slice(top);
  const headed = columnsOf(rows[0] ?? []);
  const columns = { ...(headed ?? byPosition(as.format, rows[0] ?? [])), ...as.columns };
  if (columns.number === undefined) return null;
  const fallback = as.carrier || carrierIn(as.format, headed ? (rows[0] ?? []) : []);
  const first = headed ? 1 : 0;
  const faults: RowFault[] = [];
  const news: News[] = [];
  const places: number[] = [];
  for (const [i, row] of rows.slice(first).entries()) {
    if (!filled(row)) continue;
    const here = top + first + i + 1;
    const at = (field: Field): string => clean(columns[field] === undefined ? "" : (row[columns[field]] ?? ""));
    const typed = at("number");
    const fault = (why: RowFault["why"], what: string) => faults.push({ row: here, why, text: what.slice(0, 60) });
    if (typed === "") {
      fault("no_number", at("order"));
      continue;
    }
    // A spreadsheet turned twelve digits into 4.44414E+11: the number is lost.
    if (/\d[eE]\+?\d/.test(typed)) {
      fault("spoilt_number", typed);
      continue;
    }
    const order = at("order");
    if (order === "") {
      fault("no_order", typed);
      continue;
    }
    const shipped = at("shipped") === "" ? as.now : instant(at("shipped"), as.zone);
    if (shipped === null) {
      fault("no_date", at("shipped"));
      continue;
    }
    const carrier = carrierOf(at("carrier") || fallback);
    const { doubt } = readNumber(carrier, typed);
    if (doubt !== "") fault(doubt, typed);
    const due = instant(at("by"), as.zone);
    const by = due && endOfDay(dayIn(due, as.zone), as.zone);
    const detail = by === null ? {} : { by: by.toISOString() };
    // What is planned for later has a label and has not left.
    const word = shipped > as.now ? "label" : "shipped";
    const scans: RawScan[] = [
      {
        occurredAt: word === "label" ? as.now : shipped,
        sayings: [{ vocabulary: "shop", word }],
        code: "",
        text: word,
        place: "",
        detail,
        undated: word === "label" || at("shipped") === "",
      },
    ];
    const status = at("status");
    const statusAt = instant(at("statusAt"), as.zone);
    if (status !== "")
      scans.push({
        occurredAt: statusAt ?? as.now,
        undated: statusAt === null,
        sayings: [{ vocabulary: carrier, word: status }],
        code: "",
        text: status,
        place: "",
        detail: {},
      });
    places.push(here);
    news.push({ source: "csv", order, carrier, service: at("service"), number: typed, scans, creates: true });
  }
  return { format: as.format, rows: rows.slice(first).filter(filled).length, news, at: places, faults };
};
