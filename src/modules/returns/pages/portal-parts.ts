/** Pieces that the return pages share. What people wrote is escaped by the template. */
import { html } from "hono/html";
import { formatMoney } from "#kernel/money";
import { faultNote, type Html, type Language } from "#kernel/html";
import { qrPath } from "../model/qr.ts";
import type { Terms } from "../actions/situation.ts";
import type { Speak, Word } from "./portal-words.ts";

export const NONE = html``;

export interface View {
  readonly language: Language;
  readonly speak: Speak;
  readonly zone: string;
  readonly currency: string;
  /** No price is shown. */
  readonly gift: boolean;
  /** `/r/<token>` */
  readonly here: string;
}

export const money = (view: View, amount: number): string =>
  formatMoney(amount, view.currency, view.language === "ja" ? "ja-JP" : "en-GB");

export const dayOf = (at: Date, { zone, language }: Pick<View, "zone" | "language">): string =>
  new Intl.DateTimeFormat(language === "ja" ? "ja-JP" : "en-GB", {
    timeZone: zone,
    month: "long",
    day: "numeric",
    weekday: "short",
  }).format(at);

export const stepLine = (view: View, at: number): Html =>
  html`<p class="step">${view.speak("step", { a: at, b: 5 })}</p>`;

export const fault = (view: View, word: Word | null): Html => (word === null ? NONE : faultNote(view.speak(word)));

/** The same with its year: what is far off is taken for this year's otherwise. */
export const dateOf = (at: Date, { zone, language }: Pick<View, "zone" | "language">): string =>
  new Intl.DateTimeFormat(language === "ja" ? "ja-JP" : "en-GB", { timeZone: zone, dateStyle: "long" }).format(at);

/**
 * The wish so far travels in the form itself; every step reads it from scratch. Prices stay here: they are looked up at each
 * step, and that of a gift must not stand in its page (E7).
 */
export const carried = (wish: unknown): Html => {
  const plain = JSON.stringify(wish, (key, value: unknown) => (key === "price" ? 0 : value));
  return html`<input type="hidden" name="wish" value="${plain}" />`;
};

export const again = ({ here, speak, language }: View, word: Word = "back"): Html =>
  html`<p class="no"><a href="${here}?lang=${language}">${speak(word)}</a></p>`;

/** What is given back, row by row; the last row is what counts. */
export const reckoning = (view: View, terms: Terms, resolution: string): Html => {
  if (view.gift) return NONE;
  const { speak } = view;
  const sum = (amounts: readonly { amount: number }[]) => amounts.reduce((all, each) => all + each.amount, 0);
  const row = (word: Word, amount: number, last = false): Html =>
    amount === 0 && !last
      ? NONE
      : html`<tr class="${last ? "sum" : ""}">
          <td>${speak(word)}</td>
          <td>${amount < 0 ? "−" : ""}${money(view, Math.abs(amount))}</td>
        </tr>`;
  const exchange = resolution.startsWith("exchange");
  return html`<table>
      <tbody>
        ${row("back_goods", sum(terms.goods))} ${row("back_exchanged", sum(terms.exchanged))}
        ${row("back_setLost", -terms.setLost)} ${row("back_shipping", terms.shipping)} ${row("back_fee", terms.fee)}
        ${row("back_clawback", -terms.clawback)} ${row("back_restocking", -terms.restocking)}
        ${row("back_postage", -terms.postage)} ${row("back_bonus", terms.bonus)}
        ${exchange ? row("back_new", -terms.replacement) : NONE} ${row("back_points", -terms.points)}
        ${terms.toPay > 0 ? row("back_toPay", terms.toPay, true) : NONE}
        ${
          resolution === "credit"
            ? row("back_credit", terms.money + terms.bonus, true)
            : exchange && terms.toPay > 0
              ? NONE
              : row(exchange && terms.money === 0 ? "back_even" : "back_money", terms.money, true)
        }
      </tbody>
    </table>
    ${terms.pointsRevoked > 0 ? html`<p class="soft">${speak("revoked", { n: terms.pointsRevoked })}</p>` : NONE}`;
};

/** A QR code as a picture of its own, drawn here: no address of others is asked. */
export const qr = (text: string, label: string): Html => {
  const drawn = qrPath(text);
  return drawn === null
    ? NONE
    : html`<svg
        class="qr"
        role="img"
        aria-label="${label}"
        viewBox="0 0 ${drawn.size} ${drawn.size}"
        shape-rendering="crispEdges"
      >
        <path d="${drawn.path}" />
      </svg>`;
};

/** A labelled line of text. */
export const field = (
  view: View,
  name: string,
  word: Word,
  more: { pattern?: string; value?: string; mode?: string; fills?: string } = {},
): Html =>
  html`<label for="${name}">${view.speak(word)}</label
    ><input
      id="${name}"
      name="${name}"
      type="text"
      value="${more.value ?? ""}"
      maxlength="200"
      ${more.mode ? html`inputmode="${more.mode}"` : NONE}
      ${more.fills ? html`autocomplete="${more.fills}"` : NONE}
      ${more.pattern ? html`pattern="${more.pattern}"` : NONE}
      ${word === "phone" || word === "sent" ? NONE : html`required`}
    />`;
