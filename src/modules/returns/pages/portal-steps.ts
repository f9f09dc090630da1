/** The steps of a return: what, why, what for, how, and a last look. */
import { html } from "hono/html";
import type { Html } from "#kernel/html";
import type { Before } from "../actions/changes.ts";
import type { Proposal, Wish } from "../actions/propose.ts";
import type { Return, Situation } from "../actions/situation.ts";
import { REASONS, RETURN_REASONS } from "../model/reasons.ts";
import type { Answer } from "../model/eligible.ts";
import { again, carried, dayOf, fault, money, NONE, picture, reckoning, stepLine, type View } from "./portal-parts.ts";
import { headOf, type Word } from "./portal-words.ts";

export interface Choice {
  readonly line: number;
  readonly left: number;
  readonly answer: Answer;
}

const nameOf = (of: Situation, line: number) => {
  const found = of.order.products.find((each) => each.line === line);
  return { name: found?.name || found?.product || "", variant: found?.variant ?? "", product: found?.product ?? "" };
};

const tongue = (view: View, pair: { ja: string; en: string }): string => (view.language === "ja" ? pair.ja : pair.en);

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
          />${picture(name, of.images.get(product))}${told}</label
        >`
      : html`<div class="pick" data-no>${picture(name, of.images.get(product))}${told}</div>`;
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

/** Step 2. */
export const whyBody = (
  view: View,
  of: Situation,
  wish: { items: readonly { line: number; quantity: number }[] },
  word: Word | null,
): Html => {
  const { speak } = view;
  return html`${fault(view, word)}${stepLine(view, 2)}
    <h1>${speak("why")}</h1>
    <p class="lead">${speak("whyLead")}</p>
    <form method="post" enctype="multipart/form-data" action="${view.here}/wish?lang=${view.language}">
      ${carried(wish)}
      ${wish.items.map(({ line, quantity }) => {
        const { name } = nameOf(of, line);
        return html`<fieldset>
          <legend>${name}${quantity > 1 ? ` × ${quantity}` : ""}</legend>
          <label for="r${line}">${speak("reason")}</label>
          <select id="r${line}" name="reason-${line}" required>
            <option value="">${speak("choose")}</option>
            ${RETURN_REASONS.filter((reason) => view.gift || reason !== "gift_unwanted").map(
              (reason) => html`<option value="${reason}">${tongue(view, REASONS[reason])}</option>`,
            )}
          </select>
          <label for="c${line}">${speak("condition")}</label>
          <select id="c${line}" name="condition-${line}">
            ${(["unused", "opened", "used"] as const).map((each) => html`<option value="${each}">${speak(each)}</option>`)}
          </select>
          <label for="m${line}">${speak("comment")}</label>
          <textarea id="m${line}" name="comment-${line}" rows="2" maxlength="1000"></textarea>
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

const answers = (view: View, of: Situation, proposal: Proposal): Html =>
  html`${proposal.items.map(({ line, answer }) => {
    const { name } = nameOf(of, line);
    return html`<div class="${answer.eligible ? "done" : "fault"}">
      <b>${name}: ${view.speak(answer.eligible ? "can" : "cannot")}</b><br />${tongue(view, answer.why)}
    </div>`;
  })}
  ${proposal.eligible && proposal.review ? html`<p class="note">${view.speak("look")}</p>` : NONE}
  ${proposal.keep ? html`<p class="note">${view.speak("keepIt")}</p>` : NONE}`;

export interface Offer {
  readonly line: number;
  readonly variants: readonly { readonly id: string; readonly name: string }[];
  readonly products: readonly { readonly id: string; readonly name: string; readonly price: number }[];
}

/** Step 3: what is possible and what each would give, before anything is chosen. */
export const wishBody = (
  view: View,
  of: Situation,
  wish: Wish,
  proposal: Proposal,
  each: ReadonlyMap<string, Proposal>,
  offers: readonly Offer[],
  word: Word | null,
): Html => {
  const { speak } = view;
  const note = (resolution: string): string => {
    const terms = each.get(resolution)?.terms;
    if (!terms || view.gift) return resolution === "exchange_product" && view.gift ? speak("exchange_productGift") : "";
    const old = terms.exchanged.reduce((sum, one) => sum + one.amount, 0);
    if (resolution === "exchange_variant") return speak("exchange_variantNote");
    if (resolution === "exchange_product") return speak("exchange_productNote", { a: money(view, old) });
    if (resolution === "credit")
      return speak("creditNote", { a: money(view, terms.money + terms.bonus), b: money(view, terms.bonus) });
    return speak("refundNote", { a: money(view, terms.money) });
  };
  const offered = proposal.resolutions.filter(
    (resolution) =>
      (resolution !== "exchange_variant" || offers.every((offer) => offer.variants.length > 0)) &&
      (resolution !== "exchange_product" || offers.every((offer) => offer.products.length > 0)),
  );
  const select = (offer: Offer, what: "variant" | "product"): Html => {
    const { name } = nameOf(of, offer.line);
    const id = `${what}-${offer.line}`;
    return html`<label for="${id}">${speak(what === "variant" ? "newVariant" : "newProduct", { n: name })}</label>
      <select id="${id}" name="${id}">
        <option value="">${speak("choose")}</option>
        ${
          what === "variant"
            ? offer.variants.map(
                (variant) => html`<option value="${variant.id}">${variant.name || variant.id}</option>`,
              )
            : offer.products.map(
                (product) =>
                  html`<option value="${product.id}">
                    ${product.name}${view.gift ? "" : ` (${money(view, product.price)})`}
                  </option>`,
              )
        }
      </select>`;
  };
  if (!proposal.eligible)
    return html`<h1>${speak("cannot")}</h1>
      ${answers(view, of, proposal)}${again(view)}`;
  return html`${fault(view, word)}${stepLine(view, 3)}
    <h1>${speak("wish")}</h1>
    ${answers(view, of, proposal)}
    <form method="post" action="${view.here}/how?lang=${view.language}">
      ${carried(wish)}
      <fieldset>
        <legend class="hid">${speak("wish")}</legend>
        ${offered.map(
          (resolution, i) =>
            html`<label class="pick"
                ><input
                  type="radio"
                  name="resolution"
                  value="${resolution}"
                  ${i === 0 ? "checked" : ""}
                  required
                /><span
                  ><b>${speak(resolution === "refund" && view.gift ? "refundGift" : resolution)}</b
                  ><small>${note(resolution)}</small></span
                ></label
              >
              ${resolution === "exchange_variant" ? offers.map((offer) => select(offer, "variant")) : NONE}
              ${resolution === "exchange_product" ? offers.map((offer) => select(offer, "product")) : NONE}`,
        )}
      </fieldset>
      <button>${speak("next")}</button>
    </form>
    ${again(view)}`;
};

/** Step 4: how it travels. */
export const howBody = (
  view: View,
  wish: Wish,
  proposal: Proposal,
  stores: readonly { id: string; name: string }[],
  fee: number,
): Html => {
  const { speak } = view;
  const methods = proposal.methods.filter((method) => method !== "store" || stores.length > 0);
  const charged = proposal.postage === "buyer" && proposal.resolution !== "exchange_variant";
  const note = (method: string): string => {
    if (method === "store") return speak("free");
    if (method === "own") return speak(charged ? "ownFee" : "collect");
    return charged && !view.gift ? speak("fee", { a: money(view, fee) }) : speak("free");
  };
  return html`${stepLine(view, 4)}
    <h1>${speak("how")}</h1>
    <form method="post" action="${view.here}/check?lang=${view.language}">
      ${carried(wish)}
      <fieldset>
        <legend class="hid">${speak("how")}</legend>
        ${methods.map(
          (method, i) =>
            html`<label class="pick"
                ><input type="radio" name="method" value="${method}" ${i === 0 ? "checked" : ""} required /><span
                  ><b>${speak(method)}</b><small>${note(method)}</small></span
                ></label
              >
              ${
                method === "store"
                  ? html`<label for="store" class="hid">${speak("whichStore")}</label
                      ><select id="store" name="store">
                        ${stores.map((store) => html`<option value="${store.id}">${store.name}</option>`)}
                      </select>`
                  : NONE
              }`,
        )}
      </fieldset>
      <button>${speak("next")}</button>
    </form>
    ${again(view)}`;
};

/** Step 5: everything at a glance; only this button changes anything. */
export const checkBody = (
  view: View,
  of: Situation,
  wish: Wish,
  proposal: Proposal,
  token: string,
  word: Word | null,
): Html => {
  const { speak } = view;
  const exchange = proposal.resolution.startsWith("exchange");
  const paid = proposal.terms.money > 0 && proposal.resolution !== "credit";
  return html`${fault(view, word)}${stepLine(view, 5)}
    <h1>${speak("check")}</h1>
    <p class="lead">${speak("checkLead")}</p>
    <h2>${speak("items")}</h2>
    <table>
      <tbody>
        ${wish.items.map((item) => {
          const { name, variant } = nameOf(of, item.line);
          return html`<tr>
            <td>
              ${name} ${variant}<br /><span class="soft">${tongue(view, REASONS[item.reason])}</span>
              ${exchange && item.exchange ? html`<br />→ ${item.exchange.name} ${item.exchange.variant}` : NONE}
            </td>
            <td>× ${item.quantity}</td>
          </tr>`;
        })}
      </tbody>
    </table>
    <h2>${speak(proposal.resolution === "refund" && view.gift ? "refundGift" : proposal.resolution)}</h2>
    ${reckoning(view, proposal.terms, proposal.resolution)}
    ${paid || view.gift ? html`<p class="soft">${speak(`pay_${proposal.payout}`)}</p>` : NONE}
    ${proposal.instant ? html`<p class="note">${speak("instant")}</p>` : NONE}
    ${
      proposal.keep
        ? html`<p class="note">${speak("keepIt")}</p>`
        : html`<h2>${speak("how")}</h2>
            <p>${speak(proposal.method)}</p>`
    }
    ${proposal.review ? html`<p class="note">${speak("look")}</p>` : NONE}
    <form method="post" action="${view.here}/confirm?lang=${view.language}">
      ${carried(wish)}<input type="hidden" name="token" value="${token}" /><button>${speak("confirm")}</button>
    </form>
    ${again(view)}`;
};
