import { type FaultBook, faultIn, language } from "#ui";

/** Faults of a template's words, those of Liquid and MJML among them. */
const FAULTS: FaultBook = [
  [/^There are no words yet\.$/, "本文がまだありません。"],
  [/^A mail needs a subject\.$/, "メールには件名が必要です。"],
  [/^A Flex message needs a short text for the chat list\.$/, "Flexには、トーク一覧に出る文が必要です。"],
  [/^A LINE message is text or flex\.$/, "LINEの形式はテキストかFlexです。"],
  [/^A mail is mjml or text\.$/, "メールの形式はMJMLかテキストです。"],
  [/^There are two bodies for (\S+) in (\S+)\.$/, "同じチャネルと言語の文面が2つあります($1 · $2)。"],
  [
    /^A message about an order has no place for recommendations \((.*)\)\.$/,
    "ご注文・お届けの連絡に、おすすめの差し込みは使えません($1)。",
  ],
  [
    /^“(.*)” promotes\. A person must say that it does not here\.$/,
    "「$1」は宣伝と読めます。宣伝でないことを確認してください。",
  ],

  [/^This is not valid JSON: a value is expected, .*$/, "JSONとして読めません。値が必要です。"],
  [
    /^This is not valid JSON: a name in quotes is expected, .*$/,
    "JSONとして読めません。引用符で囲んだ名前が必要です。",
  ],
  [/^This is not valid JSON: the end is expected, .*$/, "JSONとして読めません。終わりのあとに余分な文字があります。"],
  [/^This is not valid JSON: (.*) is expected, and the text ends\.$/, "JSONとして読めません。最後に $1 が足りません。"],
  [
    /^This is not valid JSON: (.*) is expected, and there is (.*)\.$/,
    "JSONとして読めません。$2 の前に $1 が必要です。",
  ],
  [/^This is not valid JSON: .*$/, "JSONとして読めません。"],
  [/^Unknown field: (.*)\.$/, "LINEにない項目です: $1"],
  [/^May not be empty\.$/, "空にはできません。"],
  [/^Must be at most (\d+) characters long.*$/, "$1文字以内にしてください。"],
  [/^Must be an address that begins with (.*)\.$/, "$1 で始まるアドレスにしてください。"],
  [/^Must be one of the following values: \[(.*)\]\.$/, "次のどれかにしてください: $1"],
  [/^Size must be between (\d+) and (\d+)\.$/, "$1〜$2個にしてください。"],
  [/^At most (\d+) .*$/, "$1個までです。"],
  [/^Must be a string\.$/, "文字列にしてください。"],
  [/^Must be an array\.$/, "配列([ ])にしてください。"],
  [/^Must be a number\.$/, "数にしてください。"],
  [/^Must be a whole number\.$/, "整数にしてください。"],
  [/^Must be more than 0\.$/, "0より大きくしてください。"],
  [/^Must be 0 or more\.$/, "0以上にしてください。"],
  [/^Must be true or false\.$/, "true か false にしてください。"],
  [/^Must be a percentage\.$/, "%で書いてください。"],
  [/^Must be a (colour|ratio) such as (.*)\.$/, "$2 のように書いてください。"],
  [/^Must be an angle such as (.*)\.$/, "$1 のように書いてください。"],
  [/^Must be a box or an image\.$/, "box か image にしてください。"],
  [/^Must be (.*) or pixels or a percentage\.$/, "$1、ピクセル、%のどれかにしてください。"],
  [/^Must be pixels or a percentage\.$/, "ピクセルか%で書いてください。"],
  [/^Must be pixels such as (.*)\.$/, "$1 のように書いてください。"],
  [/^Must be (.*) or pixels(?: such as (.*))?\.$/, "$1 かピクセルにしてください。"],
  [/^Must be (1040|action|linearGradient)\.$/, "$1 にしてください。"],
  [/^A bubble needs a header, hero, body or footer\.$/, "バブルには header、hero、body、footer のどれかが必要です。"],
  [
    /^A (bubble|carousel) may be at most (\d+) KB of JSON; this is (\d+) bytes\.$/,
    "$1は$2 KBまでです(いま $3 バイト)。",
  ],
  [/^A film needs a bubble of size kilo, mega or giga\.$/, "動画は kilo、mega、giga のバブルにだけ置けます。"],
  [/^A film may not stand in a carousel\.$/, "カルーセルに動画は置けません。"],
  [/^All bubbles of a carousel must have the same size\.$/, "カルーセルのバブルは同じ大きさにしてください。"],
  [/^Every column must have the same number of actions\.$/, "どのカラムも同じ数のアクションにしてください。"],
  [/^A baseline box may hold only (.*)\.$/, "baseline のボックスに置けるのは $1 だけです。"],
  [/^An icon may stand only in a baseline box\.$/, "icon は baseline のボックスにだけ置けます。"],
  [/^Only spans may stand in a text\.$/, "text の中に置けるのは span だけです。"],
  [/^Invalid input: expected .*, received undefined$/, "必要な項目がありません。"],
  [/^Invalid input.*$/, "この値は使えません。"],
  [/^Too (?:small|big): .*$/, "この値は範囲の外です。"],

  [/^Undefined variable: (.*)\.$/, "例のデータに「$1」がありません。"],
  [/^Undefined filter: (.*)\.$/, "「$1」というフィルターはありません。"],
  [/^Unknown partial "(.*)"\.$/, "ほかのファイル「$1」は読み込めません。"],
  [/^Tag "?(.*?)"? not closed\.$/, "$1 が閉じられていません。"],
  [/^Output "?(.*?)"? not closed\.$/, "$1 が閉じられていません。"],
  [/^Tag "(.*)" not found\.$/, "「$1」というタグはありません。"],
  [/^Expected (.*?)(?:, .*)?\.$/, "$1 が必要です。"],
  [/^Invalid value expression: (.*)\.$/, "式として読めません: $1"],
  [/^(?:Template )?(?:parse|render) (?:length )?limit exceeded\.$/i, "長すぎるか、繰り返しが多すぎます。"],
  [/^Memory alloc limit exceeded\.$/, "できあがる文が長すぎます。"],
  [/^(?:Illegal|Unexpected|Invalid|Unbalanced|Duplicated|Empty candidates:?) ?(.*)\.$/, "Liquidとして読めません: $1"],

  [/^<(\S+)> Element \S+ doesn't exist or is not registered$/, "<$1> というMJMLのタグはありません。"],
  [/^<(\S+)> \S+ cannot be used inside (\S+), only inside: (.*)$/, "<$1> は $2 の中に置けません(置けるのは $3 の中)。"],
  [/^<(\S+)> Attributes? (\S+) is illegal$/, "<$1> に $2 という属性はありません。"],
  [/^<(\S+)> Attributes? (.*) are illegal$/, "<$1> に次の属性はありません: $2"],
  [/^<(\S+)> Attribute (\S+) (.*)$/, "<$1> の属性 $2 の値が正しくありません。"],
  [
    /^(?:Malformed MJML|Parsing failed|MJML could not be read).*$/,
    "MJMLとして読めません。全体を <mjml> で囲んでください。",
  ],
  [
    /^([\s\S]*) stands where MJML drops it: put it inside <mj-raw>, or into a text or an attribute\.$/,
    "$1 はこの位置ではMJMLに消されます。<mj-raw> の中か、文章か属性に置いてください。",
  ],
];

/** `contents[0].text: `: where in the JSON it is. It is the same in every language. */
const PLACE = /^((?:[\w-]+|\[\d+\])(?:\.[\w-]+|\[\d+\])*: )/;
/** `Line 3: `: how the API names a line. */
const LINE = /^Line (\d+): /;

/** A fault in the language on screen. */
export const faultWords = (message: string): string => {
  if (language() === "en") return message;
  const line = LINE.exec(message);
  const rest = message.slice(line?.[0].length ?? 0);
  const place = PLACE.exec(rest)?.[1] ?? "";
  const whole = faultIn(FAULTS, rest);
  const said = whole ?? `${place}${faultIn(FAULTS, rest.slice(place.length)) ?? rest.slice(place.length)}`;
  return line ? `${line[1]}行目: ${said}` : said;
};
