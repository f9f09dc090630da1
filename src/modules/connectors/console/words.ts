import { number, type Pair, type Tone } from "#ui";
import type { State } from "#connectors/model";

export const STATE: Readonly<Record<State, { readonly words: Pair; readonly tone: Tone }>> = {
  queued: { words: ["待機中", "Queued"], tone: "plain" },
  running: { words: ["取り込み中", "Running"], tone: "running" },
  done: { words: ["完了", "Done"], tone: "good" },
  failed: { words: ["中断", "Failed"], tone: "broken" },
  cancelled: { words: ["停止", "Stopped"], tone: "held" },
};

/** Names of the built-in mappings. Saved ones carry their own. */
const MAPPING: Readonly<Record<string, Pair>> = {
  customers: ["顧客(英語の見出し)", "Customers (English headers)"],
  orders: ["注文・1行1明細(英語の見出し)", "Orders, a row for each line (English headers)"],
  products: ["商品(英語の見出し)", "Products (English headers)"],
  events: ["イベント(JSON Lines)", "Events (JSON lines)"],
  "eccube4-orders": ["EC-CUBE 4 受注CSV", "EC-CUBE 4 orders"],
  "eccube4-customers": ["EC-CUBE 4 会員CSV", "EC-CUBE 4 members"],
  "uci-online-retail": ["UCI Online Retail", "UCI Online Retail"],
  olist: ["Olist(8つの表)", "Olist (eight tables)"],
  unsaved: ["保存していない対応づけ", "An unsaved mapping"],
};
export const mappingWords = (mapping: { readonly id: string; readonly name?: string }): Pair =>
  MAPPING[mapping.id] ?? [mapping.name ?? mapping.id, mapping.name ?? mapping.id];

/** 7.6 MB */
export const size = (bytes: number): string =>
  bytes < 1_000
    ? `${bytes} B`
    : bytes < 1_000_000
      ? `${number(bytes / 1_000, 1)} kB`
      : `${number(bytes / 1_000_000, 1)} MB`;

export const ENCODING_LABEL = { "utf-8": "UTF-8", cp932: "Shift_JIS (CP932)" } as const;
export const DELIMITER_WORDS: Readonly<Record<string, Pair>> = {
  ",": ["カンマ", "Comma"],
  "\t": ["タブ", "Tab"],
  ";": ["セミコロン", "Semicolon"],
  "|": ["縦線", "Bar"],
};
