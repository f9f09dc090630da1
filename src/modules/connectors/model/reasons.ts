import type { Language } from "#kernel/html";

/** Our sentences about rows and files in Japanese. One that is not here is given as it is. */
const JAPANESE: readonly (readonly [RegExp, string])[] = [
  [/^“(.*)” is no number\.$/, "「$1」は数値ではありません。"],
  [/^“(.*)” is no date of the form (.*)\.$/, "「$1」は日付の形式($2)に合いません。"],
  [/^This row is CP932 .*$/, "UTF-8のファイルの中で、この行だけShift_JIS(CP932)です。"],
  [/^This row is UTF-8 .*$/, "Shift_JIS(CP932)のファイルの中で、この行だけUTF-8です。"],
  [/^This row holds bytes that are not (.*)\.$/, "$1として読めない文字があります。"],
  [/^A quotation mark opens .*$/, "引用符が閉じられていません。"],
  [/^A quotation mark stands .*$/, "引用符の位置が正しくありません。項目の中では2つ重ねてください。"],
  [/^The row is longer than (.*) bytes\.$/, "1行が $1 バイトを超えています。"],
  [/^This row has (\d+) fields where the header has (\d+)\.$/, "項目が $1 個あります。見出しは $2 個です。"],
  [/^The column by which rows .*$/, "行をまとめる列(注文番号など)が空です。"],
  [/^Left out with row (\d+) of (.*), which .*$/, "$2 の $1 行目と同じ記録のため、取り込みませんでした。"],
  [/^Left out with row (\d+), which .*$/, "$1 行目と同じ記録のため、取り込みませんでした。"],
  [/^More than (.*) rows share this key\.$/, "同じキーの行が $1 行を超えています。"],
  [/^More than (.*) rows are faulty: .*$/, "エラー行が $1 行を超えました。対応づけがファイルに合っていません。"],
  [/^(.*) holds (.*) characters; (.*) are the most\.$/, "「$1」が $2 文字あります。上限は $3 文字です。"],
  [/^This line is not valid JSON\.$/, "JSONとして読めません。"],
  [/^This line is JSON but no object\.$/, "JSONのオブジェクトではありません。"],
  [/^The file (.*) has changed since .*$/, "ファイル 「$1」 は、この取り込みを始めた後に変わっています。"],
  [/^The file (.*) is no longer there\. .*$/, "ファイル 「$1」 が見つかりません。もう一度アップロードしてください。"],
  [/^The gzip file is damaged .*$/, "gzipファイルが壊れているか、途中で切れています。"],
  [
    /^Something broke on our side\. .*$/,
    "こちら側で問題が起きました。失われたものはありません。再開すると続きから進みます。",
  ],
  [
    /^(\d+) of the first (\d+) rows are in another encoding .*$/,
    "最初の $2 行のうち $1 行は文字コードが違い、エラー行になります。",
  ],
  [/^(\d+) of the first (\d+) rows cannot be read\.$/, "最初の $2 行のうち $1 行が読めません。"],
  [/^This group could not be read\.$/, "この記録は読めませんでした。"],
  [/^There are no rows of “(.*)” here\.$/, "対応する「$1」の行がありません。"],
  [/^The mapping joins no “(.*)” here\.$/, "対応づけに「$1」の結び付けがありません。"],
  [/^Only one column was found\. .*$/, "列が1つしか見つかりません。ほかにもある場合は、区切りを変えてください。"],
];

/** A sentence about a row or a file, as it is stored, in the language of who reads it. */
export const reasonIn = (language: Language, sentence: string): string => {
  if (language !== "ja") return sentence;
  const known = JAPANESE.find(([shape]) => shape.test(sentence));
  return known ? sentence.replace(known[0], known[1]) : sentence;
};
