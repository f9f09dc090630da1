/** The first two steps: what comes back, and why. */
import { html } from "hono/html";
import { goodsPicture, type Html } from "#kernel/html";
import type { Before } from "../actions/changes.ts";
import type { Return, Situation } from "../actions/situation.ts";
import type { Answer } from "../model/eligible.ts";
import { REASONS, RETURN_REASONS } from "../model/reasons.ts";
import { again, carried, dayOf, fault, NONE, stepLine, type View } from "./portal-parts.ts";
import { headOf } from "./portal-heads.ts";
import type { Word } from "./portal-words.ts";

export interface Choice {
  readonly line: number;
  readonly left: number;
  readonly answer: Answer;
}

export const nameOf = (of: Situation, line: number) => {
  const found = of.lines.find((each) => each.line === line);
  return {
    name: found?.name || found?.product || "",
    variant: of.called(found?.variant ?? ""),
    product: found?.product ?? "",
  };
};

export const tongue = (view: View, pair: { ja: string; en: string }): string =>
  view.language === "ja" ? pair.ja : pair.en;

const listed = (view: View, returns: readonly Return[]): Html =>
  returns.length === 0
    ? NONE
    : html`<h2>${view.speak("returns")}</h2>
        <ul class="links">
          ${returns.map(
            (each) =>
              html`<li>
                <a href="${view.here}/${each.number}?lang=${view.language}"
                  >${view.speak("status", { n: each.number })} – ${headOf(each, view.language)[0]}</a
                >
              </li>`,
          )}
        </ul>`;

/** Step 1: the order, what of it can come back, and what was asked for already. */
export const startBody = (
  view: View,
  of: Situation,
  choices: readonly Choice[],
  before: { cancel: Before; move: Before },
  word: Word | null,
): Html => {
  const { speak } = view;
  const open = choices.filter((choice) => choice.left > 0);
  const line = (choice: Choice): Html => {
    const { name, variant, product } = nameOf(of, choice.line);
    const can = choice.left > 0;
    const told = html`<span
      ><b>${name}</b>${variant === "" ? NONE : html`<small>${variant}</small>`}
      <small
        >${
          can && choice.answer.until !== null
            ? speak("until", { d: dayOf(new Date(choice.answer.until.getTime() - 1), view) })
            : tongue(view, choice.answer.why)
        }</small
      >
      ${
        can && choice.left > 1
          ? html`<select name="quantity-${choice.line}" aria-label="${speak("howMany", { n: name })}">
              ${Array.from({ length: Math.min(choice.left, 99) }, (_, i) => html`<option value="${i + 1}">${speak("pieces", { n: i + 1 })}</option>`)}
            </select>`
          : NONE
      }</span
    >`;
    return can
      ? html`<label class="pick"
          ><input
            type="checkbox"
            name="line"
            value="${choice.line}"
          />${goodsPicture(name, of.images.get(product) ?? "")}${told}</label
        >`
      : html`<div class="pick" data-no>${goodsPicture(name, of.images.get(product) ?? "")}${told}</div>`;
  };
  return html`${fault(view, word)} ${open.length > 0 ? stepLine(view, 1) : NONE}
    <h1>${open.length > 0 ? speak("which") : speak("title")}</h1>
    <p class="soft">${speak("order", { n: of.order.number })}</p>
    ${
      open.length > 0
        ? html`<p class="lead">${speak("whichLead")}</p>
            <form method="post" action="${view.here}/why?lang=${view.language}">
              <fieldset>
                <legend class="hid">${speak("which")}</legend>
                ${choices.map(line)}
              </fieldset>
              <button>${speak("next")}</button>
            </form>`
        : html`<p class="lead">${speak("none")}</p>
            ${choices.map(line)}`
    }
    ${listed(view, of.returns)}
    ${
      before.cancel.ok || before.move.ok
        ? html`<h2>${speak("before")}</h2>
            ${before.cancel.ok ? html`<a class="button quiet" href="${view.here}/cancel?lang=${view.language}">${speak("cancelOrder")}</a>` : NONE}
            ${before.move.ok ? html`<a class="button quiet" href="${view.here}/address?lang=${view.language}">${speak("address")}</a>` : NONE}`
        : NONE
    }`;
};

/** What was chosen so far of one line: kept when something else must be put right. */
export interface Draft {
  readonly line: number;
  readonly quantity: number;
  readonly reason?: string;
  readonly condition?: string;
  readonly comment?: string;
}
const chosen = (is: boolean): Html => (is ? html` selected` : NONE);

/** Step 2. */
export const whyBody = (view: View, of: Situation, { items }: { items: readonly Draft[] }, word: Word | null): Html => {
  const { speak } = view;
  return html`${fault(view, word)}${stepLine(view, 2)}
    <h1>${speak("why")}</h1>
    <p class="lead">${speak("whyLead")}</p>
    <form method="post" enctype="multipart/form-data" action="${view.here}/wish?lang=${view.language}">
      ${carried({ items: items.map(({ line, quantity }) => ({ line, quantity })) })}
      ${items.map(({ line, quantity, reason: why, condition, comment }) => {
        const { name } = nameOf(of, line);
        return html`<fieldset>
          <legend>${name}${quantity > 1 ? ` × ${quantity}` : ""}</legend>
          <label for="r${line}">${speak("reason")}</label>
          <select id="r${line}" name="reason-${line}" required>
            <option value="">${speak("choose")}</option>
            ${RETURN_REASONS.filter((reason) => view.gift || reason !== "gift_unwanted").map(
              (reason) =>
                html`<option value="${reason}" ${chosen(reason === why)}>${tongue(view, REASONS[reason])}</option>`,
            )}
          </select>
          <label for="c${line}">${speak("condition")}</label>
          <select id="c${line}" name="condition-${line}">
            ${(["unused", "opened", "used"] as const).map((each) => html`<option value="${each}" ${chosen(each === condition)}>${speak(each)}</option>`)}
          </select>
          <label for="m${line}">${speak("comment")}</label>
          <textarea id="m${line}" name="comment-${line}" rows="2" maxlength="1000">${comment ?? ""}</textarea>
          <label for="p${line}">${speak("photo")}</label>
          <p class="soft" id="pn${line}">${speak("photoWanted")}</p>
          <input
            id="p${line}"
            type="file"
            name="photo-${line}"
            accept="image/jpeg,image/png,image/webp,image/heic"
            aria-describedby="pn${line}"
          />
        </fieldset>`;
      })}
      <button>${speak("next")}</button>
    </form>
    ${again(view)}`;
};
