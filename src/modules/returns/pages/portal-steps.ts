/** The last three steps of a return: what for, how, and a last look. */
import { html } from "hono/html";
import { type Html, wholeDays } from "#kernel/html";
import type { Proposal } from "../actions/propose.ts";
import type { Wish } from "../model/wish.ts";
import type { Situation } from "../actions/situation.ts";
import { REASONS } from "../model/reasons.ts";
import { again, carried, fault, money, NONE, reckoning, stepLine, type View } from "./portal-parts.ts";
import { nameOf, tongue } from "./portal-start.ts";
import type { Word } from "./portal-words.ts";

const answers = (view: View, of: Situation, proposal: Proposal): Html =>
  html`${proposal.items.map(({ line, answer }) => {
    const { name } = nameOf(of, line);
    return html`<div class="${answer.eligible ? "done" : "fault"}">
      <b>${name}: ${view.speak(answer.eligible ? "can" : "cannot")}</b><br />${wholeDays(tongue(view, answer.why))}
    </div>`;
  })}
  ${proposal.eligible && proposal.review ? html`<p class="note">${view.speak("look")}</p>` : NONE}
  ${proposal.keep ? html`<p class="note">${view.speak("keepIt")}</p>` : NONE}`;

export interface Offer {
  readonly line: number;
  readonly variants: readonly { readonly id: string; readonly name: string; readonly sure: boolean }[];
  readonly products: readonly {
    readonly id: string;
    readonly name: string;
    readonly price: number;
    readonly sure: boolean;
  }[];
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
                ({ id: value, name: kind, sure }) =>
                  html`<option value="${value}">${kind || value}${sure ? "" : speak("unsure")}</option>`,
              )
            : offer.products.map(
                ({ id: value, name: called, price, sure }) =>
                  html`<option value="${value}">
                    ${called}${view.gift ? "" : ` (${money(view, price)})`}${sure ? "" : speak("unsure")}
                  </option>`,
              )
        }
      </select>
      ${
        (what === "variant" ? offer.variants : offer.products).every(({ sure }) => sure)
          ? NONE
          : html`<p class="soft">${speak("unsureNote")}</p>`
      }`;
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
      ${proposal.postage === "buyer" && !proposal.keep && !view.gift ? html`<p class="soft">${speak("beforePostage")}</p>` : NONE}
      <button>${speak("next")}</button>
    </form>
    ${again(view)}`;
};

/** Step 4: how it travels. */
export const howBody = (
  view: View,
  of: Situation,
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
    return charged && fee > 0 && !view.gift ? speak("fee", { a: money(view, fee) }) : speak("free");
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
      ${
        proposal.instant
          ? html`<fieldset>
              <legend>${speak("when")}</legend>
              ${(["first", "later"] as const).map(
                (when) =>
                  html`<label class="pick"
                    ><input type="radio" name="when" value="${when}" ${when === "first" ? "checked" : ""} /><span
                      ><b>${speak(when)}</b
                      >${when === "first" ? html`<small>${ahead(view, of, proposal)}</small>` : NONE}</span
                    ></label
                  >`,
              )}
            </fieldset>`
          : NONE
      }
      <button>${speak("next")}</button>
    </form>
    ${again(view)}`;
};

/** What it means that the new goods go out first. */
const ahead = (view: View, of: Situation, proposal: Proposal): string =>
  view.speak(proposal.security === "debt" ? "firstDebt" : "firstHold", {
    d: of.policy.instantDays,
    a: money(view, proposal.secured),
  });

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
    ${proposal.instant ? html`<p class="note">${ahead(view, of, proposal)}</p>` : NONE}
    ${proposal.notAhead === null ? NONE : html`<p class="soft">${speak(`ahead_${proposal.notAhead}`)}</p>`}
    ${
      proposal.keep
        ? html`<p class="note">${speak("keepIt")}</p>`
        : html`<h2>${speak("way")}</h2>
            <p>${speak(proposal.method)}</p>`
    }
    ${proposal.review ? html`<p class="note">${speak("look")}</p>` : NONE}
    <form method="post" action="${view.here}/confirm?lang=${view.language}">
      ${carried(wish)}<input type="hidden" name="token" value="${token}" /><button>${speak("confirm")}</button>
    </form>
    ${again(view)}`;
};
