/** The server's sentences in Japanese, for problems that a person at the console can meet. `…` stands for what a sentence names. */
import { language } from "../words.ts";

type Book = Readonly<Record<string, string>>;

/** Things and roles as sentences name them. Names that people gave stay as they are. */
const NAMED: Book = {
  "API key": "APIキー",
  "carrier file": "配送会社への申告ファイル",
  case: "対応案件",
  channel: "チャネル",
  claim: "申告",
  content: "コンテンツ",
  customer: "顧客",
  event: "イベント",
  "event in the quarantine": "保留イベント",
  evidence: "根拠",
  file: "ファイル",
  "file with faulty rows": "エラー行のファイル",
  import: "取り込み",
  journey: "ジャーニー",
  mapping: "マッピング",
  message: "メッセージ",
  order: "注文",
  parcel: "荷物",
  "parcel of this order": "この注文の荷物",
  picture: "写真",
  policy: "ポリシー",
  product: "商品",
  "product sold in this period": "この期間に売れた商品",
  profile: "顧客プロフィール",
  return: "返品",
  route: "アドレス",
  run: "実行",
  segment: "セグメント",
  simulation: "シミュレーション",
  "suppressed address": "配信停止の宛先",
  "tax note": "適格返還請求書",
  template: "テンプレート",
  user: "ユーザー",
  version: "版",
  "write key": "書き込みキー",
  viewer: "閲覧者",
  agent: "応対担当",
  marketer: "マーケター",
  owner: "オーナー",
  Mail: "メール",
  email: "メール",
  body: "内容",
  path: "アドレス",
  query: "条件",
  replayed: "取り込み直し",
  discarded: "破棄",
};

/** What stands for every route, and the engine. */
const ALL: Book = {
  "The … of the request is not as this route needs it.": "送った…に、使えない項目があります。",
  "The … of the request holds a character that cannot be kept.": "送った…に、保存できない文字があります。",
  "The request holds a character that cannot be kept.": "保存できない文字があります。",
  "The body is not valid JSON.": "JSONとして読めません。",
  "There is no such ….": "…が見つかりません。",
  "There is no channel ….": "…というチャネルはありません。",
  "There is no file ….": "… というファイルはありません。",
  "This needs the role ….": "「…」の権限が必要です。",
  "Nobody is signed in.": "サインインしていません。",
  "Sign in, or send an API key as a bearer token.": "サインインしてください。",
  "Send an API key as a bearer token.": "サインインしてください。",
  "Sign in to see this picture.": "写真を見るには、サインインしてください。",
  "Sign in to see this tax note.": "適格返還請求書を見るには、サインインしてください。",
  "This API key is not known, or was revoked.": "このAPIキーは使えないか、無効になっています。",
  "This request comes from a page of another site.": "別のサイトのページからの操作のため、受け付けませんでした。",
  "At least one owner must stay able to sign in.": "サインインできるオーナーが一人は必要です。",
  "Somebody with this e-mail address is already here.": "このメールアドレスは、すでに登録されています。",
  "The server cannot be reached.": "サーバーにつながりません。",
  "The database does not answer.": "データベースから応答がありません。",
  "The cursor is not …": "一覧の続きを読めません。はじめから読み込んでください。",
  "This cursor …": "一覧の続きを読めません。はじめから読み込んでください。",
  "Name the events, or a reason.": "イベントか理由を指定してください。",
  "The event is still faulty.": "イベントはまだ読み取れません。",
  "This event was … already.": "このイベントは、すでに…されています。",
  "Somebody has said so already.": "すでに、同じお客様ではないと記録されています。",
  "Nobody has said that they are not.": "同じお客様ではないという記録はありません。",
  "This is no address that could be written to.": "宛先として使えないアドレスです。",
  "Something broke on our side. Nothing was changed.": "システム側で問題が起きました。何も変更されていません。",
};

const MAKING: Book = {
  "A segment cannot be a condition of itself, not even through another one.":
    "セグメント自身を、その条件に使うことはできません(ほかのセグメントを通しても)。",
  "The predicate names a segment that does not exist.": "条件に、存在しないセグメントがあります。",
  "With the segments that it names, the predicate has more than … conditions.":
    "参照するセグメントを含めて、条件が …個を超えています。",
  "Other segments name this one: ….": "ほかのセグメントが、このセグメントを使っています: …",
  "Counting takes too long just now. Save the segment to count it in full.":
    "集計に時間がかかっています。保存すると、全員を集計します。",
  "There are no buyers yet whose quintiles could be found.": "購入した顧客がまだいないため、五分位を求められません。",
  "A template keeps its class: journeys rely on it. Make another template.":
    "テンプレートの区分は変えられません(ジャーニーが使っています)。別のテンプレートを作ってください。",
  "The template was not saved: some of its words would not work.":
    "テンプレートに使えない箇所があるため、保存しませんでした。",
  "The template … does not work for this person.": "テンプレート「…」は、このお客様では文面にできません。",
  "The template … has no words for ….": "テンプレート「…」には、「…」の文面がありません。",
  "There is a template … already. Choose another key.":
    "「…」というテンプレートがすでにあります。別のキーにしてください。",
  "An archived journey cannot be changed.": "アーカイブしたジャーニーは変更できません。",
  "An archived journey cannot be tried.": "アーカイブしたジャーニーは試せません。",
  "An archived journey cannot live again.": "アーカイブしたジャーニーは再開できません。",
  "Only a live journey can be paused.": "一時停止できるのは、稼働中のジャーニーだけです。",
  "People have been in this journey: archive it instead, so that their story stays.":
    "通過したお客様がいるジャーニーは削除できません。履歴を残すため、アーカイブしてください。",
  "The journey cannot be activated yet.": "このジャーニーは、まだ開始できません。",
  "This journey has no definition.": "このジャーニーには、まだ内容がありません。",
  "This journey has no live version to go back to.": "戻せる公開中の版がありません。",
  "This run has ended already.": "この実行は、すでに終わっています。",
  "A message could not be decided. Try again.": "配信の判定ができませんでした。もう一度お試しください。",
  "A state is one of ….": "状態は、次のどれかにしてください: …",
  "The test was not sent.": "テストは送られませんでした。",
  "… is not set up here yet.": "「…」の設定がまだ済んでいません。",
  "This message is …; only unknown ones are settled by hand.":
    "手で確定できるのは、結果のわからないメッセージだけです。",
  "Cancel this import first.": "先に、この取り込みを中止してください。",
  "This import is … and cannot be ….": "この取り込みは、今の状態ではその操作ができません。",
  "A file of this import is missing.": "この取り込みのファイルが見つかりません。",
  "The file is empty.": "ファイルが空です。",
  "… is empty.": "… が空です。",
  "The file is larger than 20 GB when unpacked.": "ファイルは、展開後20 GBまでです。",
  "The file is larger than … MB. Pack it with gzip or split it.":
    "ファイルは … MBまでです。gzipで圧縮するか、分割してください。",
  "The file is no longer there. Upload it again.": "ファイルがもうありません。もう一度アップロードしてください。",
  "The file … is no longer there. Upload it again.":
    "ファイル「…」がもうありません。もう一度アップロードしてください。",
  "The file … has changed since this import was made.": "ファイル「…」が、この取り込みを作ったあとに変わっています。",
  "The file for “…” is missing.": "「…」のファイルがありません。",
  "The gzip file is damaged or was cut short.": "gzipファイルが壊れているか、途中で切れています。",
  "The request has no body: send the file's bytes as they are.": "ファイルの中身が送られていません。",
  "The first row cannot be read. …": "1行目を読めません。…",
  "The mapping has no part “…”.": "マッピングに「…」という部分がありません。",
  "The mapping has lost a part.": "マッピングの一部が失われています。",
  "The mapping joins no “…” here.": "マッピングに、「…」との結び付けがありません。",
  "There are no rows of “…” here.": "「…」の行がありません。",
  "This mapping comes with the product and cannot be deleted.": "はじめから入っているマッピングは削除できません。",
  "This mapping comes with the product. Save yours under another id.":
    "はじめから入っているマッピングです。別のIDで保存してください。",
  "Name a mapping, or send a definition.": "マッピングを選んでください。",
  "More than … rows are faulty: the mapping does not fit the file.":
    "エラー行が …行を超えました。マッピングがファイルに合っていません。",
  "“…” is no date format. Write it as yyyy-MM-dd HH:mm:ss.":
    "「…」は日付の形式として使えません。例: yyyy-MM-dd HH:mm:ss",
  "“…” is no date of the form ….": "「…」は「…」の形の日付ではありません。",
  "… holds … characters; … are the most.": "「…」が …文字あります(…文字まで)。",
  "“…” is no number.": "「…」は数ではありません。",
  "This is an Excel workbook or a zip archive. Save the sheet as CSV and upload that.":
    "ExcelファイルかZIPファイルです。シートをCSV形式で保存して、そのファイルを選んでください。",
  "This is an old Excel workbook. Save the sheet as CSV.":
    "古い形式のExcelファイルです。シートをCSV形式で保存してください。",
  "This is a PDF, not a table.": "PDFファイルです。表のファイル(CSV)を選んでください。",
  "This file is UTF-16. Save it as CSV in UTF-8 or Shift_JIS.":
    "文字コードがUTF-16です。UTF-8かShift_JISのCSVで保存してください。",
  "This is a binary file, not CSV or JSON lines.": "CSVでもJSON Linesでもないファイルです。",
  "The lines of this file end in CR alone. Save it with the line ends of Windows or Unix.":
    "改行コードがCRだけのファイルです。改行をCRLFかLFにして保存してください。",
  "This group could not be read.": "この行のまとまりを読めませんでした。",
  "The import was stopped or taken over.": "この取り込みは中止されたか、別の処理に引き継がれました。",
};

const SERVICE: Book = {
  "A shipment needs an order or a tracking number.": "出荷には、注文番号か送り状番号が必要です。",
  "No column of this file is known to hold tracking numbers. Say which columns hold what.":
    "送り状番号の列が見つかりません。列の対応を指定してください。",
  "The file is larger than 5 MB. Send it in parts.": "ファイルは5 MBまでです。分けて取り込んでください。",
  "This is no CSV file. Save the table as CSV and send that.":
    "CSVファイルではありません。CSV形式で保存してから選んでください。",
  "This word holds nothing that could be read.": "この表記には、読み取れる文字がありません。",
  "This person has no access any more.": "この担当者は、もうサインインできません。",
  "Another case of this order and kind is open already.": "同じ注文・種類の対応案件が、すでに開いています。",
  "A policy is published for now, not for later.": "ポリシーは、先の日付では公開できません。",
  "A published policy never changes: make a draft of it.": "公開したポリシーは変えられません。下書きを作ってください。",
  "Only a draft can be deleted.": "削除できるのは下書きだけです。",
  "Only the first policy may reach back: orders keep what they were placed under.":
    "過去にさかのぼれるのは、最初のポリシーだけです。",
  "This policy is published already.": "このポリシーは、すでに公開されています。",
  "Somebody saved another version meanwhile. Load it and look again.":
    "その間に、ほかの人が別の版を保存しました。読み込んで、もう一度ご確認ください。",
  "The policy does not allow this return.": "ポリシーでは、この返品を受け付けられません。",
  "What was confirmed is no longer so: look at it again.": "確認した内容が変わりました。もう一度ご確認ください。",
  "More would be given back than was paid for this order.": "お支払いいただいた金額を超えて返すことはできません。",
  "No bank details are needed.": "お振込先は必要ありません。",
  "Nothing was to be delivered for this order.": "この注文には、お届けする荷物がありません。",
  "Nothing is left to be done for this claim.": "この申告で、することはもうありません。",
  "Only a person may decline a claim: sign in to the console to do it.":
    "申告をお断りできるのは人だけです。サインインして操作してください。",
  "You declined this claim: somebody else has to look at the appeal.":
    "ご自身がお断りした申告です。異議はほかの人が確認してください。",
  "This cannot be done with the claim as it stands. Load it again to see what happened.":
    "申告の今の状態では、この操作はできません。読み込み直してください。",
  "A refusal needs a reason that the customer can read.": "お断りするときは、お客様が読む理由を書いてください。",
  "The time to appeal is over.": "異議の期限が過ぎています。",
  "These pieces are not there to come back: see which and why.":
    "返品できない数量が含まれています。どの商品か、理由とあわせてご確認ください。",
  "This is more than the order has left to give back, or nothing is left.":
    "この注文で返せる残りの金額を超えているか、返せる金額がもうありません。",
  "This is more than the order has left to give back.": "この注文で返せる残りの金額を超えています。",
  "Enough was said about this claim.": "この申告には、これ以上書き込めません。",
  "Six pictures are enough.": "写真は6枚までです。",
  "There is nothing to claim from this carrier now.": "この配送会社に申告するものは、今はありません。",
  "The inspection is not complete.": "検品の入力が済んでいません。",
  "The order is not known any more.": "この注文は、もう見つかりません。",
  "The return is not in a state from which this is possible.": "返品の今の状態では、この操作はできません。",
  "The return is not approved.": "返品が承認されていません。",
  "The return is still running.": "返品の手続きがまだ終わっていません。",
  "The parcel is on its way already.": "返送がすでに始まっています。",
  "Money has moved already.": "返金・精算がすでに進んでいます。",
  "The replacement goes out before the goods come back.": "交換品を先に送る返品です。",
  "The goods are not here.": "商品がまだ届いていません。",
  "The goods are here.": "商品はすでに届いています。",
  "The goods are not settled.": "商品の処理が済んでいません。",
  "The goods have not been inspected.": "検品が済んでいません。",
  "The money is not settled.": "精算が済んでいません。",
  "The span ends before it begins.": "期間の終わりが、はじまりより前です。",
  "This simulation is not running.": "このシミュレーションは動いていません。",
  "This wish is not open any more.": "このご要望は、すでに処理されています。",
  "This key was used for another action.": "同じ操作の番号が、別の操作で使われています。",
  "This key was used for something else.": "同じ操作の番号が、別の操作で使われています。",
  "These goods were sent in exchange: they come back under order ….":
    "交換でお送りした商品です。注文 … の返品として受け付けてください。",
  "A picture may have 60 million pixels and 30,000 on a side at most. Send a smaller copy.":
    "写真が大きすぎます。縮小した写しを選んでください。",
  "A picture may have 8 MB at most.": "写真は8 MBまでです。",
  "This is no picture that can be read: send JPEG, PNG, WebP or HEIC.":
    "写真として読めません。JPEG・PNG・WebP・HEICを選んでください。",
};

const BOOK = Object.entries({ ...ALL, ...MAKING, ...SERVICE }).map(([english, japanese]) => {
  const pieces = english.split("…").map((piece) => piece.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return { english: new RegExp(`^${pieces.join("([^]+?)")}$`, "u"), japanese };
});

/** What a problem's sentence says in Japanese; null where the book does not have it. */
export const problemInJapanese = (sentence: string): string | null => {
  for (const { english, japanese } of BOOK) {
    const found = english.exec(sentence);
    if (!found) continue;
    const named = found.slice(1).map((text) => NAMED[text] ?? text);
    return japanese.replaceAll("…", () => named.shift() ?? "");
  }
  return null;
};

/** A problem's sentence for the reader; null where it is known in the other language only. */
export const problemIn = (sentence: string): string | null =>
  language() === "en" ? sentence : problemInJapanese(sentence);
