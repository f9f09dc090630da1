import { type FaultBook, faultIn } from "#ui";

const FAULTS: FaultBook = [
  [/^An event is a JSON object\.$/, "イベントはJSONのオブジェクトです。"],
  [/^The type is one of (.*)\.$/, "type は次のどれかです: $1"],
  [/^The (\w+) are an object\.$/, "$1 はオブジェクトです。"],
  [/^The context is an object\.$/, "context はオブジェクトです。"],
  [/^A track event has a name of 1 to 255 characters\.$/, "track には1〜255文字のイベント名が必要です。"],
  [
    /^Names like order\.recorded are kept for Engawa's own facts\.$/,
    "order.recorded のような名前は、システム記録のための名前です。",
  ],
  [
    /^The event names nobody: it needs a userId or an anonymousId\.$/,
    "誰のイベントか分かりません。userId か anonymousId が必要です。",
  ],
  [/^An event has (\d+) KiB of JSON at most\.$/, "イベントは $1 KiBまでです。"],
  [/^An event is nested (\d+) levels deep at most\.$/, "入れ子は $1 段までです。"],
  [
    /^The timestamp is no ISO 8601 time and no epoch\.$/,
    "日時として読めません。ISO 8601かエポック秒で送ってください。",
  ],
  [/^The timestamp lies before the year 2000\.$/, "日時が2000年より前です。"],
  [/^An id is a text that is not empty, or a number\.$/, "IDは空でない文字列か数です。"],
  [/^An amount is a number such as 2740 or 27\.4\.$/, "金額は 2740 や 27.4 のような数です。"],
  [/^A quantity is a number\.$/, "数量は数です。"],
  [/^A currency is three letters of ISO 4217, such as JPY\.$/, "通貨は JPY のような3文字です(ISO 4217)。"],
  [/^A product has a product_id or a sku\.$/, "商品には product_id か sku が必要です。"],
  [/^The products are a list\.$/, "products は配列です。"],
  [/^Too small: expected string .*$/, "空にはできません。"],
  [/^Too (?:small|big): .*$/, "この値は範囲の外です。"],
  [/^Invalid input: expected .*, received undefined$/, "必要な項目がありません。"],
  [/^Invalid input: expected string, .*$/, "文字列にしてください。"],
  [/^Invalid input: expected number, .*$/, "数にしてください。"],
  [/^Invalid input.*$/, "この値は使えません。"],
];

/** Why an event could not be read, in the language on screen. */
export const faultWords = (message: string): string => faultIn(FAULTS, message) ?? message;
