/** What the return pages say to customers. */
import type { Language } from "#kernel/html";

const WORDS = {
  title: ["返品・交換", "Returns and exchanges"],
  about: ["ご注文の返品・交換のお手続きページです。", "Return or exchange what you ordered."],
  gone: ["このリンクは使えません", "This link no longer works"],
  goneWhy: [
    "有効期限が切れているか、アドレスが途中で切れています。ご注文番号からもう一度お探しください。",
    "It has expired or was cut off. Please look your order up again by its number.",
  ],
  find: ["ご注文を探す", "Find your order"],
  findLead: [
    "ご注文番号と、ご注文時のメールアドレスまたは電話番号を入力してください。",
    "Enter your order number and the e-mail address or phone number that you ordered with.",
  ],
  number: ["ご注文番号", "Order number"],
  contact: ["メールアドレスまたは電話番号", "E-mail address or phone number"],
  search: ["探す", "Find"],
  notFound: [
    "ご注文が見つかりませんでした。番号と、ご注文時のメールアドレスまたは電話番号をお確かめください。",
    "We found no such order. Please check the number and the e-mail address or phone number.",
  ],
  tooMany: [
    "何度もお試しいただいたため、しばらくお待ちください。15分ほどでもう一度お試しいただけます。",
    "There were too many tries. Please wait about 15 minutes.",
  ],
  order: ["ご注文 {n}", "Order {n}"],
  which: ["どの商品ですか?", "Which items?"],
  whichLead: ["返品・交換したい商品を選んでください。", "Choose what you would like to return or exchange."],
  none: ["いま返品・交換いただける商品はありません。", "There is nothing that can be returned now."],
  until: ["{d}まで", "until {d}"],
  howMany: ["{n} の数量", "How many of {n}"],
  pieces: ["{n}点", "{n} pcs"],
  next: ["次へ", "Next"],
  back: ["最初からやり直す", "Start again"],
  step: ["ステップ {a}/{b}", "Step {a} of {b}"],
  why: ["理由を教えてください", "Tell us why"],
  whyLead: [
    "お選びいただいた理由で、送料やお手続きが変わることがあります。",
    "Postage and what we can do depend on it.",
  ],
  reason: ["理由", "Reason"],
  condition: ["商品の状態", "Condition"],
  unused: ["未使用・タグ付き", "Unused, with its tags"],
  opened: ["開封・試着のみ", "Opened or tried on"],
  used: ["使用した・洗濯した", "Used or washed"],
  comment: ["詳しく(任意)", "Tell us more (optional)"],
  photo: ["写真(任意・JPEG、PNG、WebP、HEIC、8MBまで)", "Photo (optional; JPEG, PNG, WebP or HEIC, up to 8 MB)"],
  photoWanted: [
    "不具合や破損のときは、写真があるとお手続きが早くなります。",
    "If it is faulty or damaged, a photo makes it quicker.",
  ],
  notPicture: [
    "写真として読み取れないファイルです。JPEG、PNG、WebP、HEIC のいずれかをお選びください。",
    "This file cannot be read as a photo. Please choose JPEG, PNG, WebP or HEIC.",
  ],
  tooLarge: ["写真が大きすぎます。1枚8MBまでです。", "The photo is too large: 8 MB at most."],
  enough: ["写真は1日20枚までです。", "20 photos a day at most."],
  can: ["お受けできます", "You can return it"],
  cannot: ["お受けできません", "It cannot be returned"],
  look: ["担当者が確認してから、承認のご連絡をいたします。", "Somebody will look at it first and write to you."],
  keepIt: [
    "商品をお送りいただく必要はありません。お手元でお使いいただくか、処分してください。",
    "You need not send it back: please keep it or dispose of it.",
  ],
  wish: ["ご希望を選んでください", "What would you like?"],
  exchange_variant: ["サイズ・色を交換する", "Exchange for another size or colour"],
  exchange_variantNote: ["追加料金なし・送料無料", "No extra charge, postage free"],
  exchange_product: ["別の商品に交換する", "Exchange for another product"],
  exchange_productNote: ["{a}分としてお使いいただけます", "worth {a} towards it"],
  exchange_productGift: ["同じくらいの品からお選びいただけます", "of about the same value"],
  credit: ["ストアクレジットで受け取る", "Store credit"],
  creditNote: ["{a}(うち{b}はプラス分)", "{a}, of which {b} is our bonus"],
  refund: ["返金する", "Refund"],
  refundGift: ["返品する(贈り主様に返金されます)", "Return it (the giver is refunded)"],
  refundNote: ["{a}", "{a}"],
  newVariant: ["{n} の交換先", "{n}: exchange for"],
  newProduct: ["{n} の代わりに", "Instead of {n}"],
  choose: ["選んでください", "Please choose"],
  pickOne: ["交換先を選んでください。", "Please choose what to exchange it for."],
  how: ["返送の方法を選んでください", "How will you send it back?"],
  way: ["返送の方法", "How it comes back"],
  beforePostage: [
    "金額は、返送料を差し引く前のものです。返送料は次の画面でご確認いただけます。",
    "Before return postage, which the next page shows.",
  ],
  label: ["ラベルを印刷して貼る", "Print a label"],
  qr: ["QRコードを店頭で見せる(印刷不要)", "Show a QR code at the counter (nothing to print)"],
  dropoff: ["お近くの取扱店に持ち込む", "Drop it off at a counter near you"],
  store: ["店舗に持って行く", "Bring it to a store"],
  own: ["自分で送る", "Send it yourself"],
  fee: ["返送料 {a} を差し引きます", "{a} postage is deducted"],
  free: ["送料無料", "postage free"],
  collect: ["着払いでお送りください", "Send it at our cost (payment on arrival)"],
  ownFee: ["送料はお客様のご負担です", "you pay the postage"],
  whichStore: ["お持ちになる店舗", "Which store"],
  check: ["内容をご確認ください", "Please check"],
  checkLead: ["「確定する」を押すまで、何も変わりません。", "Nothing changes until you confirm."],
  items: ["商品", "Items"],
  back_goods: ["商品代金", "Goods"],
  back_exchanged: ["交換する商品", "Exchanged goods"],
  back_setLost: ["まとめ買い割引の調整", "Set discount that no longer holds"],
  back_shipping: ["送料", "Shipping"],
  back_fee: ["手数料", "Fees"],
  back_clawback: ["送料無料の条件を下回るため", "Free shipping that no longer holds"],
  back_restocking: ["再入荷手数料", "Restocking"],
  back_postage: ["返送料", "Return postage"],
  back_points: ["ポイントでお返し", "Given back as points"],
  back_bonus: ["プラス分", "Bonus"],
  back_new: ["交換先の商品", "New goods"],
  back_money: ["お返しする金額", "You get back"],
  back_credit: ["ストアクレジット", "Store credit"],
  back_toPay: ["お支払いいただく金額", "You pay"],
  revoked: ["今回のご購入で付いた {n} ポイントは取り消されます。", "The {n} points earned on this are taken back."],
  pay_original: ["お支払いに使われた方法へお返しします。", "We refund the way you paid."],
  pay_bank: [
    "銀行口座へお振り込みします。承認後に口座をお伺いします。",
    "We transfer it to your bank account and will ask you for it.",
  ],
  pay_cash: ["店舗にて現金でお返しします。", "We give it back in cash in the store."],
  pay_giver: ["贈り主様へお返しします。", "We refund the giver."],
  instant: ["商品のお戻りを待たずに、交換品をお送りします。", "We send the new one before yours is back."],
  confirm: ["確定する", "Confirm"],
  expired: [
    "確認画面の有効期限(2時間)が切れました。お手数ですが、もう一度お願いいたします。",
    "The confirmation was valid for two hours. Please go through it once more.",
  ],
  changed: ["内容が変わったため、もう一度ご確認ください。", "Something changed meanwhile. Please check it once more."],
  returns: ["お手続き中・お手続き済み", "Your returns"],
  status: ["返品 {n}", "Return {n}"],
  made: ["承りました", "We have it"],
  cancel: ["この返品を取り消す", "Cancel this return"],
  sent: ["送り状番号(任意)", "Parcel number (optional)"],
  sentButton: ["発送しました", "I have sent it"],
  labelOpen: ["ラベルを開く", "Open the label"],
  qrOpen: ["QRコードを開く", "Open the QR code"],
  by: ["{d}までにお送りください。", "Please send it by {d}."],
  bank: ["お振込先", "Your bank account"],
  bankLead: [
    "返金のお振込先を入力してください。お振り込みが済みましたら、口座の情報は消去します。",
    "Tell us where to transfer the refund. We erase it once it is paid.",
  ],
  bankName: ["銀行名", "Bank"],
  branch: ["支店名", "Branch"],
  kind: ["種別", "Kind"],
  ordinary: ["普通", "Ordinary"],
  current: ["当座", "Current"],
  account: ["口座番号(7桁)", "Account number (7 digits)"],
  holder: ["口座名義(カナ)", "Account holder"],
  send: ["送信する", "Send"],
  badBank: [
    "口座番号は7桁の数字で、ほかの欄もすべてご入力ください。",
    "Please fill in everything; the account number has 7 digits.",
  ],
  appeal: ["もう一度見てもらう", "Ask for another look"],
  appealLead: [
    "お断りの理由にご納得いただけないときは、お知らせください。担当者がもう一度確認します。",
    "If you do not agree, tell us why: somebody will look at it again.",
  ],
  note: ["返品の明細(適格返還請求書)", "Return invoice"],
  creditCode: ["ストアクレジット番号", "Your store credit code"],
  before: ["発送前の変更", "Before we send it"],
  cancelOrder: ["ご注文をキャンセルする", "Cancel the order"],
  cancelWhich: ["キャンセルする商品", "What to cancel"],
  cancelAsk: ["キャンセルの内容", "Your cancellation"],
  cancelGoes: ["キャンセルを申し込む", "Ask to cancel"],
  cancelled: [
    "キャンセルを承りました。発送を止められしだい、お知らせします。",
    "We have your cancellation and will tell you as soon as the parcel is stopped.",
  ],
  address: ["お届け先を変更する", "Change the address"],
  addressDone: ["お届け先の変更を承りました。", "We have your new address."],
  name: ["お名前", "Name"],
  postal: ["郵便番号", "Postal code"],
  prefecture: ["都道府県", "Prefecture"],
  city: ["市区町村", "City"],
  street: ["番地・建物名", "Street and building"],
  phone: ["電話番号(任意)", "Phone (optional)"],
  badAddress: [
    "郵便番号は7桁で、お名前とご住所をすべてご入力ください。",
    "Please fill in the name and the whole address; the postal code has 7 digits.",
  ],
  no_shipped: [
    "すでに発送の準備が済んでいるため、変更できません。お届け後に返品いただけます。",
    "It has been sent already. You can return it once it has arrived.",
  ],
  no_cancelled: ["このご注文はキャンセル済みです。", "This order was cancelled already."],
  no_policy: ["このページでは変更をお受けしていません。", "This cannot be changed here."],
  no_late: ["変更をお受けできる時間を過ぎました。", "The time for changes is over."],
  no_asked: ["すでに承っています。", "We have it already."],
  no_prefecture: ["別の都道府県への変更はお受けしていません。", "It cannot go to another prefecture."],
  language: ["English", "日本語"],
  to: ["返送先", "Send it to"],
  write: ["この番号を伝票か箱に書いてください。", "Write this number on the parcel."],
  print: ["このページを印刷して、荷物の見えるところに貼ってください。", "Print this page and put it on the parcel."],
  showQr: ["カウンターでこのコードをお見せください。", "Show this code at the counter."],
  here: ["いま", "now"],
  done: ["済み", "done"],
  w1: ["受付", "Asked"],
  w2: ["承認", "Agreed"],
  w3: ["返送", "Sent"],
  w4: ["確認", "Checked"],
  w5: ["完了", "Done"],
} as const;
export type Word = keyof typeof WORDS;
export type Speak = (word: Word, params?: Readonly<Record<string, string | number>>) => string;

export const speaker =
  (language: Language): Speak =>
  (word, params = {}) =>
    WORDS[word][language === "ja" ? 0 : 1].replaceAll(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? ""));

/** First sight: what is the case, and what happens next. By approval, logistics and money. */
const HEADS: Readonly<Record<string, readonly [ja: readonly [string, string], en: readonly [string, string]]>> = {
  requested: [
    ["お申し込みを承りました", "担当者が内容を確認しています。承認されましたら、返送の方法をお知らせします。"],
    ["We have your request", "Somebody is looking at it. Once it is approved we tell you how to send it back."],
  ],
  awaiting: [
    ["承認されました。商品をお送りください", "下の方法でお送りください。届きしだい確認し、お手続きを進めます。"],
    ["Approved: please send it back", "Use the way below. We go on as soon as it is here."],
  ],
  shipped: [
    ["返送中です", "倉庫に届きましたら、お知らせします。"],
    ["On its way back", "We tell you when it has arrived."],
  ],
  received: [
    ["届きました。確認しています", "商品の状態を確認して、数日のうちにお手続きを進めます。"],
    ["It has arrived", "We are looking at it and go on within a few days."],
  ],
  due: [
    ["確認が済みました。お手続きを進めています", "まもなく完了のお知らせをいたします。"],
    ["Checked: we are settling it", "We tell you as soon as it is done."],
  ],
  details: [
    ["お振込先を教えてください", "返金のお振込先が分かりしだい、お振り込みします。"],
    ["Where may we transfer it?", "We pay as soon as we know your account."],
  ],
  held: [
    ["交換品を先にお送りします", "お手元の商品は、期限までにお送りください。"],
    ["The new one comes first", "Please send yours back in time."],
  ],
  refund: [
    ["返金が完了しました", "ご利用ありがとうございました。"],
    ["Refunded", "Thank you."],
  ],
  credit: [
    ["ストアクレジットを発行しました", "次のお買い物でお使いください。"],
    ["Your store credit is ready", "Use it with your next order."],
  ],
  exchange: [
    ["交換品をお送りしました", "お届けまで、いましばらくお待ちください。"],
    ["Your replacement is on its way", "It will be with you soon."],
  ],
  void: [
    ["確認が済みました", "商品の状態により、返金はございませんでした。ご不明な点はお問い合わせください。"],
    ["Checked", "There was nothing to give back. Please ask us if you have questions."],
  ],
  declined: [
    ["申し訳ございません。お受けできませんでした", "理由を下に記しています。"],
    ["We are sorry: we cannot take it back", "The reason is below."],
  ],
  cancelled: [
    ["取り消しました", "商品はお手元でお使いください。"],
    ["Cancelled", "Please keep the item."],
  ],
  expired: [
    ["返送の期限が過ぎました", "すでにお送りいただいた場合は、届きしだいお手続きします。"],
    ["The time to send it is over", "If you have sent it, we go on as soon as it is here."],
  ],
  lost: [
    ["返送中の荷物を探しています", "配送会社に確認しています。ご心配をおかけし、申し訳ございません。"],
    ["We are looking for your parcel", "We are asking the carrier. We are sorry for the trouble."],
  ],
};

export const headOf = (
  of: { approval: string; logistics: string; money: string; resolution: string },
  language: Language,
): readonly [string, string] => {
  const key = ["requested", "declined", "cancelled", "expired"].includes(of.approval)
    ? of.approval
    : of.logistics === "lost"
      ? "lost"
      : ["settled", "captured"].includes(of.money)
        ? of.resolution.replace(/_.*/u, "")
        : of.money === "held" && of.logistics === "awaiting"
          ? "held"
          : ["void", "details"].includes(of.money)
            ? of.money
            : ["due", "sending", "failed"].includes(of.money)
              ? "due"
              : ["shipped", "received"].includes(of.logistics)
                ? of.logistics
                : of.logistics === "awaiting"
                  ? "awaiting"
                  : "due";
  const found = HEADS[key] ?? HEADS["due"];
  return found?.[language === "ja" ? 0 : 1] ?? ["", ""];
};
