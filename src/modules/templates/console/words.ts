import type { Body } from "#templates/model";

export const words = {
  title: ["テンプレート", "Templates"],
  lead: [
    "お客様にお送りする言葉です。チャネルと言語ごとに書き、保存すると次の配信から使われます。",
    "The words that reach customers, by channel and language. What you save is used from the next message on.",
  ],
  create: ["テンプレートを作成", "Create a template"],
  none: ["テンプレートはまだありません", "No templates yet"],
  noneBody: [
    "LINEとメールの文面をここで用意すると、ジャーニーから送れるようになります。",
    "Write for LINE and mail here, and journeys can send it.",
  ],
  search: ["名前・キーで探す", "Find by name or key"],
  name: ["名前", "Name"],
  key: ["キー", "Key"],
  keyHint: [
    "ジャーニーとAPIで使う名前です。英小文字・数字・_・-",
    "Journeys and the API use it. a to z, 0 to 9, _ and -",
  ],
  kind: ["種類", "Kind"],
  marketing: ["お知らせ", "Marketing"],
  transactional: ["ご注文・お届けの連絡", "Transactional"],
  kindKept: ["作成したあとは変えられません。", "It cannot be changed once made."],
  bodies: ["文面", "Words for"],
  version: ["版", "Version"],
  updated: ["更新", "Changed"],
  save: ["保存", "Save"],
  saved: ["保存しました。次の配信から使われます", "Saved. Used from the next message on"],
  add: ["文面を追加", "Add words"],
  remove: ["この文面を削除", "Remove these words"],
  format: ["形式", "Format"],
  subject: ["件名", "Subject"],
  source: ["本文", "Body"],
  alternative: ["別の文", "Other text"],
  alternativeLine: ["トーク一覧に出る文", "Shown in the chat list"],
  alternativeMail: ["テキスト版(空欄なら自動)", "Plain text (made by itself if empty)"],
  sample: ["例のデータ(JSON)", "Example data (JSON)"],
  sampleBroken: ["JSONとして読めません。", "This is not valid JSON."],
  preview: ["プレビュー", "Preview"],
  faults: ["直すところ", "To correct"],
  line: ["{n}行目", "Line {n}"],
  fine: ["このまま保存できます。", "Ready to save."],
  versions: ["これまでの版", "Versions"],
  live: ["使用中", "Live"],
  restore: ["この版に戻す", "Restore"],
  restored: ["戻しました", "Restored"],
  as: ["お客様で確認", "As a customer"],
  example: ["例のデータ", "Example data"],
  html: ["メール", "Mail"],
  text: ["テキスト版", "Plain text"],
} as const;

export const FORMATS: Readonly<Record<Body["format"], readonly [string, string]>> = {
  text: ["テキスト", "Text"],
  flex: ["Flex(JSON)", "Flex (JSON)"],
  mjml: ["MJML", "MJML"],
};
export const CHANNELS: Readonly<Record<Body["channel"], readonly [string, string]>> = {
  line: ["LINE", "LINE"],
  email: ["メール", "Mail"],
};
export const LANGUAGES: Readonly<Record<string, readonly [string, string]>> = {
  ja: ["日本語", "Japanese"],
  en: ["英語", "English"],
};
