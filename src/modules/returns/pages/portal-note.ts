/** 適格返還請求書: its words are the law's, in Japanese; who reads English finds them in English beside. */
import { html } from "hono/html";
import type { Html } from "#kernel/html";
import { type Note, type NoteItem, REDUCED, type Totals } from "../model/note.ts";
import { money, NONE, type View } from "./portal-parts.ts";

const rate = (basis: number): string => `${basis / 100}%`;
type Both = (ja: string, en: string) => Html;

/** What an exchange leaves over after what was given back and sold anew. */
const difference = (view: View, { total, sold }: Note, both: Both): Html => {
  const over = total - sold.total;
  const amount = money(view, Math.abs(over));
  if (over === 0)
    return both(
      "返還額をお買い上げ額にあてました。差額はありません。",
      "What was given back paid for the new goods; nothing is left over.",
    );
  return over > 0
    ? both(
        `返還額をお買い上げ額にあて、差額 ${amount} をお返ししました。`,
        `What was given back paid for the new goods; the difference of ${amount} was paid out.`,
      )
    : both(
        `返還額をお買い上げ額にあて、差額 ${amount} をお支払いいただきました。`,
        `What was given back went towards the new goods; you paid the difference of ${amount}.`,
      );
};

export const noteBody = (view: View, kept: { number: number; issuedAt: Date; document: Note }, home: string): Html => {
  const { document } = kept;
  const shown = { ...view, currency: document.currency };
  const both: Both = (ja, en) => html`${ja}${view.language === "en" ? html`<small lang="en">${en}</small>` : NONE}`;
  const date = (text: string) =>
    new Intl.DateTimeFormat("ja-JP", { timeZone: view.zone, dateStyle: "long" }).format(new Date(text));
  const row = (ja: string, en: string, value: string): Html =>
    html`<tr>
      <td>${both(ja, en)}</td>
      <td>${value}</td>
    </tr>`;
  const item = ({ name, quantity, rate: at, bought }: NoteItem): Html => {
    const goods = `${name} × ${quantity}${at === REDUCED ? " ※" : ""}`;
    return html`${goods}${bought === undefined ? NONE : html`<small>${html`お取引日 <span class="whole">${date(bought)}</span>${view.language === "en" ? " · sold on" : ""}`}</small>`}`;
  };
  const table = (of: Totals & { items: readonly NoteItem[] }, heads: readonly (readonly [string, string])[]): Html => {
    const [amount = ["", ""], all = ["", ""]] = heads;
    return html`<table>
      <thead>
        <tr>
          <th scope="col">${both("品名", "Item")}</th>
          <th scope="col">${both(...amount)}</th>
        </tr>
      </thead>
      <tbody>
        ${of.items.map(
          (each) =>
            html`<tr>
              <td>${item(each)}</td>
              <td>${money(shown, each.amount)}</td>
            </tr>`,
        )}
        ${of.totals.map((total) => {
          const tax = money(shown, total.tax);
          return html`<tr>
            <td>
              ${rate(total.rate)}対象 計<span class="whole">(うち消費税 ${tax})</span
              >${view.language === "en" ? html`<small lang="en">Total at ${rate(total.rate)}, of which tax ${tax}</small>` : NONE}
            </td>
            <td>${money(shown, total.amount)}</td>
          </tr>`;
        })}
        <tr class="sum">
          <td>${both(...all)}</td>
          <td>${money(shown, of.total)}</td>
        </tr>
      </tbody>
    </table>`;
  };
  const { charges } = document;
  return html`<div lang="ja">
      <h1>${both("適格返還請求書", "Return invoice")}</h1>
      <p class="soft">No. ${kept.number} · ${date(kept.issuedAt.toISOString())}</p>
      ${document.required ? NONE : html`<p class="soft">${both("税込1万円未満のため交付義務のない返還です。", "Below ¥10,000 with tax the law asks for no note.")}</p>`}
      <div class="sheet flow">
        <p>
          <b>${document.issuer.name}</b><br />登録番号 ${document.issuer.registration || "–"}<br />${document.issuer.address}
        </p>
        <table>
          <tbody>
            ${row("ご注文番号", "Order", document.order)} ${row("お取引日", "Sold on", date(document.bought))}
            ${row("返還日", "Given back on", date(document.returned))}
          </tbody>
        </table>
        ${table(document, [
          ["返還額(税込)", "Given back, incl. tax"],
          ["返還額合計", "Given back in all"],
        ])}
        ${
          document.sold.items.length > 0
            ? html`<h2>${both("交換で新たにお買い上げの品", "Sold to you in exchange")}</h2>
                ${table(document.sold, [
                  ["お買い上げ額(税込)", "Price, incl. tax"],
                  ["お買い上げ額合計", "Sold in all"],
                ])}
                <p>${difference(shown, document, both)}</p>`
            : NONE
        }
        ${[...document.items, ...document.sold.items].some((each) => each.rate === REDUCED) ? html`<p class="soft">${both("※ 軽減税率(8%)対象", "※ Reduced rate of 8%")}</p>` : NONE}
        ${
          charges.amount > 0
            ? html`<p class="soft">
                ${both(
                  `返送料・手数料等 ${money(shown, charges.amount)}(${rate(charges.rate)}、うち消費税 ${money(shown, charges.tax)})を差し引いてお返ししました。`,
                  `Postage and fees of ${money(shown, charges.amount)} (at ${rate(charges.rate)}, of which tax ${money(shown, charges.tax)}) were taken off.`,
                )}
              </p>`
            : NONE
        }
      </div>
    </div>
    <p class="no"><a href="${home}">${view.speak("title")}</a></p>`;
};
