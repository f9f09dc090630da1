/** The blocks that 特定電子メール法 asks of advertising mail: formal name, postal address, contact, how to stop it. Pure. */
import type { Sender } from "./settings.ts";

export interface FooterWords {
  readonly sender: Sender;
  readonly unsubscribe: string;
  readonly english: boolean;
}

const escape = (text: string): string => text.replaceAll(/[&<>"']/gu, (c) => `&#${c.codePointAt(0) ?? 0};`);

const linesOf = ({ sender, unsubscribe, english }: FooterWords): { label: string; value: string }[] => [
  { label: english ? "Sender" : "送信者", value: sender.formalName },
  { label: english ? "Address" : "所在地", value: sender.postalAddress },
  { label: english ? "Contact" : "お問い合わせ", value: sender.contact },
  { label: english ? "Stop these mails" : "配信停止はこちら", value: unsubscribe },
];

const complete = (text: string, { sender, unsubscribe }: FooterWords, plain: (t: string) => string): boolean =>
  [sender.formalName, sender.postalAddress, sender.contact].every((part) => text.includes(plain(part))) &&
  (text.includes(unsubscribe) || text.includes(plain(unsubscribe)));

/** The mail with the blocks at its end, unless it shows them all already. */
export const withFooter = (
  mail: { html: string | null; text: string },
  words: FooterWords,
): { html: string | null; text: string } => {
  const lines = linesOf(words);
  const text = complete(mail.text, words, (t) => t)
    ? mail.text
    : `${mail.text.trimEnd()}\n\n--\n${lines.map((line) => `${line.label}: ${line.value}`).join("\n")}\n`;
  if (mail.html === null || complete(mail.html, words, escape)) return { html: mail.html, text };
  const block = `<div style="margin:24px auto;max-width:600px;padding:16px;font-size:12px;line-height:1.7;color:#6b6760">${lines
    .map((line, i) =>
      i === lines.length - 1
        ? `<a href="${escape(line.value)}" style="color:#6b6760">${line.label}</a>`
        : `${line.label}: ${escape(line.value)}`,
    )
    .join("<br>")}</div>`;
  const end = mail.html.toLowerCase().lastIndexOf("</body>");
  const html = end < 0 ? mail.html + block : mail.html.slice(0, end) + block + mail.html.slice(end);
  return { html, text };
};
