/** Messages that LINE takes, one of each kind and more. For tests. */
const picture = "https://example.com/picture.jpg";
const link = { type: "uri", label: "見る", uri: "https://example.com/items?a=1" };
const tap = { type: "postback", label: "はい", data: "answer=yes", displayText: "はい" };
const say = { type: "message", label: "話す", text: "こんにちは" };
const pick = { type: "datetimepicker", label: "日を選ぶ", data: "when", mode: "date", initial: "2026-11-22" };
const copy = { type: "clipboard", label: "コードをコピー", clipboardText: "AKI-2026" };

const bubble = {
  type: "bubble",
  size: "kilo",
  hero: { type: "image", url: picture, size: "full", aspectRatio: "20:13", aspectMode: "cover", action: link },
  header: {
    type: "box",
    layout: "vertical",
    contents: [{ type: "text", text: "ようこそ", weight: "bold", size: "xl" }],
  },
  body: {
    type: "box",
    layout: "vertical",
    spacing: "md",
    paddingAll: "16px",
    backgroundColor: "#FAF8F5",
    contents: [
      { type: "text", text: "お届けは11月22日です", wrap: true, color: "#23211E", margin: "sm" },
      { type: "separator", margin: "lg", color: "#E3DED5" },
      {
        type: "box",
        layout: "baseline",
        contents: [
          { type: "icon", url: picture, size: "sm" },
          {
            type: "text",
            contents: [
              { type: "span", text: "¥5,480", weight: "bold" },
              { type: "span", text: "税込" },
            ],
          },
        ],
      },
    ],
  },
  footer: {
    type: "box",
    layout: "horizontal",
    contents: [
      { type: "button", action: link, style: "primary", color: "#3F6B4F", height: "sm" },
      { type: "button", action: tap, style: "link" },
    ],
  },
  styles: { footer: { separator: true } },
};

export const goodMessages: readonly Record<string, unknown>[] = [
  { type: "text", text: "こんにちは" },
  {
    type: "text",
    text: "$ 選んでください",
    emojis: [{ index: 0, productId: "5ac1bfd5040ab15980c9b435", emojiId: "001" }],
    quickReply: {
      items: [say, tap, pick, copy, { type: "camera", label: "撮る" }].map((action) => ({ type: "action", action })),
    },
    sender: { name: "髪と布", iconUrl: picture },
  },
  {
    type: "textV2",
    text: "{smile} ようこそ",
    substitution: { smile: { type: "emoji", productId: "abc", emojiId: "002" } },
  },
  { type: "sticker", packageId: "446", stickerId: "1988" },
  { type: "image", originalContentUrl: picture, previewImageUrl: picture },
  { type: "video", originalContentUrl: "https://example.com/film.mp4", previewImageUrl: picture },
  { type: "audio", originalContentUrl: "https://example.com/sound.m4a", duration: 60_000 },
  { type: "location", title: "本店", address: "東京都台東区谷中1-1-1", latitude: 35.727, longitude: 139.766 },
  {
    type: "imagemap",
    baseUrl: "https://example.com/map",
    altText: "地図",
    baseSize: { width: 1040, height: 520 },
    actions: [{ type: "uri", linkUri: "https://example.com", area: { x: 0, y: 0, width: 520, height: 520 } }],
  },
  {
    type: "template",
    altText: "選択肢",
    template: {
      type: "buttons",
      thumbnailImageUrl: picture,
      title: "メニュー",
      text: "お選びください",
      actions: [link, tap],
    },
  },
  { type: "template", altText: "確認", template: { type: "confirm", text: "よろしいですか", actions: [tap, say] } },
  {
    type: "template",
    altText: "商品",
    template: {
      type: "carousel",
      columns: [
        { title: "一", text: "あ", actions: [link] },
        { text: "い", actions: [link] },
      ],
    },
  },
  {
    type: "template",
    altText: "写真",
    template: { type: "image_carousel", columns: [{ imageUrl: picture, action: link }] },
  },
  { type: "flex", altText: "お届けのご案内", contents: bubble },
  { type: "flex", altText: "新着", contents: { type: "carousel", contents: [bubble, bubble] } },
  { type: "coupon", couponId: "01JD0000000000000000000000" },
];
