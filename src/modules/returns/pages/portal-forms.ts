/** Wishes before the shipment, the search for an order, and short answers. */
import { html } from "hono/html";
import { faultNote, goodsPicture, type Html } from "#kernel/html";
import { PREFECTURES, prefectureOf } from "#profiles/model";
import { cancellable, cancellationOf } from "../actions/changes.ts";
import { returnedPieces, type Situation } from "../actions/situation.ts";
import { again, carried, fault, field, NONE, reckoning, type View } from "./portal-parts.ts";
import { nameOf } from "./portal-start.ts";
import type { Word } from "./portal-words.ts";

/** Which lines are cancelled, and what that gives; the token makes it good once. */
export const cancelBody = (
  view: View,
  of: Situation,
  chosen: readonly number[] | null,
  token: string,
  word: Word | null,
  open = false,
): Html => {
  const { speak } = view;
  const left = cancellable(of);
  const lines = of.captured.lines
    .filter(({ line }) => left.includes(line))
    .map(({ line, product, quantity }) => {
      const { name, variant } = nameOf(of, line);
      const pieces = quantity - returnedPieces(of, line);
      return { line, name, variant, quantity: pieces, image: of.images.get(product) ?? "" };
    });
  if (chosen === null)
    return html`${fault(view, word)}
      <h1>${speak("cancelOrder")}</h1>
      <p class="soft">${speak("order", { n: of.order.number })}</p>
      ${open ? html`<p class="done" role="status">${speak("openCancel")}</p>` : NONE}
      <p class="lead">${speak("cancelLead")}</p>
      <form method="post" action="${view.here}/cancel?lang=${view.language}">
        <fieldset>
          <legend>${speak("cancelWhich")}</legend>
          ${lines.map(
            ({ line, name, variant, quantity, image }) =>
              html`<label class="pick"
                ><input type="checkbox" name="line" value="${line}" checked />${goodsPicture(name, image)}<span
                  ><b>${name}</b><small>${variant} × ${quantity}</small></span
                ></label
              >`,
          )}
        </fieldset>
        <button>${speak("next")}</button>
      </form>
      ${again(view, "toOrder")}`;
  const terms = { ...cancellationOf(of, chosen), bonus: 0, replacement: 0, toPay: 0 };
  return html`<h1>${speak("cancelAsk")}</h1>
    <p class="lead">${speak("checkLead")}</p>
    <ul>
      ${lines
        .filter(({ line }) => chosen.includes(line))
        .map(({ name, variant, quantity }) => html`<li>${name} ${variant} × ${quantity}</li>`)}
    </ul>
    ${reckoning(view, terms, "refund")}
    <form method="post" action="${view.here}/cancel/confirm?lang=${view.language}">
      ${carried(chosen)}<input type="hidden" name="token" value="${token}" /><button>${speak("cancelGoes")}</button>
    </form>
    ${again(view, "toOrder")}`;
};

export const addressBody = (
  view: View,
  of: Situation,
  token: string,
  given: Readonly<Record<string, string>>,
  word: Word | null,
  open = false,
): Html => {
  const { speak } = view;
  const own = (name: string, label: Word, fills: string, mode?: string) =>
    field(view, name, label, { value: given[name] ?? "", fills, ...(mode !== undefined && { mode }) });
  const there = prefectureOf(given["prefecture"] ?? "");
  return html`${fault(view, word)}
    <h1>${speak("address")}</h1>
    <p class="soft">${speak("order", { n: of.order.number })}</p>
    ${open ? html`<p class="done" role="status">${speak("openMove")}</p>` : NONE}
    <p class="lead">${speak("addressLead")}</p>
    <form method="post" action="${view.here}/address?lang=${view.language}">
      ${own("name", "name", "name")} ${own("postalCode", "postal", "postal-code", "numeric")}
      <label for="prefecture">${speak("prefecture")}</label>
      <select id="prefecture" name="prefecture" autocomplete="address-level1" required>
        <option value="">${speak("choose")}</option>
        ${PREFECTURES.map(
          ([name, latin]) =>
            html`<option value="${name}" ${name === there ? html` selected` : NONE}>
              ${name}${view.language === "ja" ? "" : ` ${latin}`}
            </option>`,
        )}
      </select>
      ${own("city", "city", "address-level2")} ${own("street", "street", "street-address")}
      ${own("phone", "phone", "tel", "tel")}
      <input type="hidden" name="token" value="${token}" />
      <button>${speak("send")}</button>
    </form>
    ${again(view, "toOrder")}`;
};

export const toldBody = (view: View, of: Situation, about: "cancelOrder" | "address", word: Word, ok: boolean): Html =>
  html`<h1>${view.speak(about)}</h1>
    <p class="soft">${view.speak("order", { n: of.order.number })}</p>
    ${ok ? html`<p class="done" role="status">${view.speak(word)}</p>` : fault(view, word)} ${again(view, "toOrder")}`;

export const findBody = (
  view: Pick<View, "speak" | "language">,
  given: { number: string },
  word: Word | null,
): Html => {
  const { speak } = view;
  return html`${word === null ? NONE : faultNote(speak(word))}
    <h1>${speak("title")}</h1>
    <p class="lead">${speak("findLead")}</p>
    <form method="post" action="/r?lang=${view.language}">
      <label for="number">${speak("number")}</label
      ><input
        id="number"
        name="number"
        type="text"
        autocomplete="off"
        spellcheck="false"
        value="${given.number}"
        maxlength="100"
        required
      />
      <label for="contact">${speak("contact")}</label
      ><input id="contact" name="contact" type="text" maxlength="254" autocomplete="email" required />
      <button>${speak("search")}</button>
    </form>`;
};

export const goneBody = (view: Pick<View, "speak" | "language">): Html =>
  html`<h1>${view.speak("gone")}</h1>
    <p>${view.speak("goneWhy")}</p>
    <a class="button" href="/r?lang=${view.language}">${view.speak("find")}</a>`;
