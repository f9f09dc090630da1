/** Wishes before the shipment, the search for an order, and short answers. */
import { html } from "hono/html";
import type { Html } from "#kernel/html";
import { cancellable, cancellationOf } from "../actions/changes.ts";
import type { Situation } from "../actions/situation.ts";
import { carried, fault, field, NONE, reckoning, type View } from "./portal-parts.ts";
import type { Word } from "./portal-words.ts";

/** Which lines are cancelled, and what that gives; the token makes it good once. */
export const cancelBody = (
  view: View,
  of: Situation,
  chosen: readonly number[] | null,
  token: string,
  word: Word | null,
): Html => {
  const { speak } = view;
  const left = cancellable(of);
  const lines = of.captured.lines
    .filter(({ line }) => left.includes(line))
    .map((line) => ({
      line: line.line,
      name: of.order.products.find((each) => each.line === line.line)?.name ?? line.product,
    }));
  if (chosen === null)
    return html`${fault(view, word)}
      <h1>${speak("cancelOrder")}</h1>
      <p class="soft">${speak("order", { n: of.order.number })}</p>
      <form method="post" action="${view.here}/cancel?lang=${view.language}">
        <fieldset>
          <legend>${speak("cancelWhich")}</legend>
          ${lines.map(
            ({ line, name }) =>
              html`<label class="pick"
                ><input type="checkbox" name="line" value="${line}" checked /><span><b>${name}</b></span></label
              >`,
          )}
        </fieldset>
        <button>${speak("next")}</button>
      </form>
      <p class="no"><a href="${view.here}?lang=${view.language}">${speak("back")}</a></p>`;
  const terms = { ...cancellationOf(of, chosen), bonus: 0, replacement: 0, toPay: 0 };
  return html`<h1>${speak("cancelAsk")}</h1>
    <p class="lead">${speak("checkLead")}</p>
    <ul>
      ${lines.filter(({ line }) => chosen.includes(line)).map(({ name }) => html`<li>${name}</li>`)}
    </ul>
    ${reckoning(view, terms, "refund")}
    <form method="post" action="${view.here}/cancel/confirm?lang=${view.language}">
      ${carried(chosen)}<input type="hidden" name="token" value="${token}" /><button>${speak("cancelGoes")}</button>
    </form>
    <p class="no"><a href="${view.here}?lang=${view.language}">${speak("back")}</a></p>`;
};

export const addressBody = (
  view: View,
  token: string,
  given: Readonly<Record<string, string>>,
  word: Word | null,
): Html => {
  const { speak } = view;
  const own = (name: string, label: Word, mode?: string) =>
    field(view, name, label, { value: given[name] ?? "", ...(mode !== undefined && { mode }) });
  return html`${fault(view, word)}
    <h1>${speak("address")}</h1>
    <form method="post" action="${view.here}/address?lang=${view.language}">
      ${own("name", "name")} ${own("postalCode", "postal", "numeric")} ${own("prefecture", "prefecture")}
      ${own("city", "city")} ${own("street", "street")} ${own("phone", "phone", "tel")}
      <input type="hidden" name="token" value="${token}" />
      <button>${speak("send")}</button>
    </form>
    <p class="no"><a href="${view.here}?lang=${view.language}">${speak("back")}</a></p>`;
};

export const toldBody = (view: View, word: Word, ok: boolean): Html =>
  html`<p class="${ok ? "done" : "fault"}" role="${ok ? "status" : "alert"}">${view.speak(word)}</p>
    <p class="no"><a href="${view.here}?lang=${view.language}">${view.speak("title")}</a></p>`;

export const findBody = (
  view: Pick<View, "speak" | "language">,
  given: { number: string },
  word: Word | null,
): Html => {
  const { speak } = view;
  return html`${word === null ? NONE : html`<p class="fault" role="alert">${speak(word)}</p>`}
    <h1>${speak("title")}</h1>
    <p class="lead">${speak("findLead")}</p>
    <form method="post" action="/r?lang=${view.language}">
      <label for="number">${speak("number")}</label
      ><input id="number" name="number" type="text" value="${given.number}" maxlength="100" required />
      <label for="contact">${speak("contact")}</label
      ><input id="contact" name="contact" type="text" maxlength="254" autocomplete="email" required />
      <button>${speak("search")}</button>
    </form>`;
};

export const goneBody = (view: Pick<View, "speak" | "language">): Html =>
  html`<h1>${view.speak("gone")}</h1>
    <p>${view.speak("goneWhy")}</p>
    <a class="button" href="/r?lang=${view.language}">${view.speak("find")}</a>`;
