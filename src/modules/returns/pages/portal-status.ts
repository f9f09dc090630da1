/** A return as its customer sees it, its label, its tax note, and what can be changed before the shipment. */
import { html } from "hono/html";
import type { Html } from "#kernel/html";
import type { Return } from "../actions/situation.ts";
import type { Seller } from "../model/policy.ts";
import { REASONS, type ReturnReason } from "../model/reasons.ts";
import { dateOf, dayOf, fault, field, money, NONE, qr, reckoning, type View } from "./portal-parts.ts";
import { headOf } from "./portal-heads.ts";
import type { Word } from "./portal-words.ts";

const STAGES = ["w1", "w2", "w3", "w4", "w5"] as const;
const stageOf = (of: Return): number => {
  if (["settled", "captured", "waived", "void"].includes(of.money) && of.approval !== "cancelled") return 4;
  if (["inspected", "settled", "received"].includes(of.logistics)) return 3;
  if (of.logistics === "shipped") return 2;
  return of.approval === "approved" ? 1 : 0;
};

const way = (view: View, of: Return): Html => {
  const at = stageOf(of);
  return html`<ol class="way">
    ${STAGES.map((stage, i) =>
      i < at
        ? html`<li data-s="past">${view.speak(stage)}<span class="hid"> ${view.speak("done")}</span></li>`
        : i === at
          ? html`<li data-s="here" aria-current="step">${view.speak(stage)}</li>`
          : html`<li>${view.speak(stage)}</li>`,
    )}
  </ol>`;
};

const post = (view: View, of: Return, what: string): string =>
  `${view.here}/${of.number}/${what}?lang=${view.language}`;

const bankForm = (view: View, of: Return): Html =>
  html`<h2>${view.speak("bank")}</h2>
    <p>${view.speak("bankLead")}</p>
    <form method="post" action="${post(view, of, "bank")}">
      ${field(view, "bank", "bankName")} ${field(view, "branch", "branch")}
      <label for="kind">${view.speak("kind")}</label>
      <select id="kind" name="kind">
        <option value="普通">${view.speak("ordinary")}</option>
        <option value="当座">${view.speak("current")}</option>
      </select>
      ${field(view, "account", "account", { pattern: "[0-9０-９]{7}", mode: "numeric" })}
      ${field(view, "holder", "holder")}
      <button>${view.speak("send")}</button>
    </form>`;

const toDo = (view: View, of: Return): Html => {
  const { speak } = view;
  if (of.approval === "declined")
    return html`<p class="lead">${speak("appealLead")}</p>
      <form method="post" action="${post(view, of, "appeal")}">
        <label for="why">${speak("comment")}</label><textarea id="why" name="why" rows="3" maxlength="1000"></textarea>
        <button>${speak("appeal")}</button>
      </form>`;
  if (of.money === "details") return bankForm(view, of);
  if (of.approval !== "approved" || of.logistics !== "awaiting") return NONE;
  const printed = of.method === "qr" || of.method === "dropoff";
  const owed = Math.max(0, of.quote.replacement - of.quote.toPay);
  const due = of.dueAt !== null && of.awaits === "shipment" ? dayOf(new Date(of.dueAt.getTime() - 1), view) : null;
  return html`${
      due === null
        ? NONE
        : html`<p class="note">
            ${speak("by", { d: due })}${of.money === "ahead" ? html`<br />${speak("owed", { a: money(view, owed) })}` : NONE}
          </p>`
    }
    <p>${speak("write")}</p>
    <p class="code">${of.number}</p>
    <a class="button" href="${view.here}/${of.number}/label?lang=${view.language}"
      >${speak(printed ? "qrOpen" : "labelOpen")}</a
    >
    <form method="post" action="${post(view, of, "sent")}">
      ${field(view, "tracking", "sent")}<button class="quiet">${speak("sentButton")}</button>
    </form>`;
};

export interface StatusParts {
  readonly fresh: boolean;
  readonly word: Word | null;
  readonly reason: string | null;
  readonly credit: { readonly code: string; readonly expiresAt: Date | null } | null;
  readonly note: boolean;
  readonly photos: readonly string[];
  /** What people call a variant. */
  readonly called: (variant: string) => string;
}

export const statusBody = (view: View, of: Return, parts: StatusParts): Html => {
  const { speak } = view;
  const [head, next] = headOf(of, view.language);
  const over = ["declined", "cancelled", "expired"].includes(of.approval);
  return html`${parts.fresh ? html`<p class="done" role="status">${speak("made")}</p>` : NONE}${fault(view, parts.word)}
    <p class="step">${speak("status", { n: of.number })}</p>
    <h1>${head}</h1>
    <p class="lead">${next}</p>
    ${of.approval === "declined" && parts.reason ? html`<p class="note">${parts.reason}</p>` : NONE}
    ${over ? NONE : way(view, of)}
    ${of.method === "none" && !over ? html`<p class="note">${speak("keepIt")}</p>` : NONE} ${toDo(view, of)}
    ${
      parts.credit
        ? html`<h2>${speak("creditCode")}</h2>
            <p class="code">${parts.credit.code}</p>
            ${parts.credit.expiresAt ? html`<p class="soft">${speak("until", { d: dateOf(parts.credit.expiresAt, view) })}</p>` : NONE}`
        : NONE
    }
    <h2>${speak("items")}</h2>
    <table>
      <tbody>
        ${of.items.map(
          (item) =>
            html`<tr>
              <td>
                ${item.name} ${parts.called(item.variant)}<br /><span class="soft"
                  >${REASONS[item.reason as ReturnReason]?.[view.language] ?? ""}</span
                >
                ${item.exchange ? html`<br />→ ${item.exchange.name} ${parts.called(item.exchange.variant)}` : NONE}
              </td>
              <td>× ${item.accepted ?? item.quantity}</td>
            </tr>`,
        )}
      </tbody>
    </table>
    ${over ? NONE : reckoning(view, of.final ?? of.quote, of.resolution)}
    ${parts.photos.map((file) => html`<p class="no"><a href="${view.here}/photo/${file}">${speak("photo")}</a></p>`)}
    ${parts.note && !view.gift ? html`<p class="no"><a href="${view.here}/${of.number}/note?lang=${view.language}">${speak("note")}</a></p>` : NONE}
    ${
      of.logistics === "awaiting" &&
      ["requested", "approved"].includes(of.approval) &&
      ["open", "details"].includes(of.money)
        ? html`<form method="post" action="${post(view, of, "cancel")}">
            <button class="quiet">${speak("cancel")}</button>
          </form>`
        : NONE
    }
    <p class="no"><a href="${view.here}?lang=${view.language}">${speak("title")}</a></p>`;
};

/** What is stuck on the parcel, or shown at a counter. */
export const labelBody = (view: View, of: Return, seller: Seller): Html => {
  const { speak } = view;
  const counter = of.method === "qr" || of.method === "dropoff";
  const store = seller.stores.find((each) => each.id === of.store);
  const [name, address] = of.method === "store" && store ? [store.name, store.address] : [seller.name, seller.address];
  return html`<h1 class="no">${speak(counter ? "qr" : of.method === "store" ? "store" : "label")}</h1>
    <p class="no">${speak(counter || of.method === "store" ? "showQr" : "print")}</p>
    <div class="sheet">
      <p>${speak("to")}</p>
      <p>
        <b>${name}</b
        ><br />${address}${seller.phone === "" || of.method === "store" ? NONE : html`<br />${seller.phone}`}
      </p>
      ${qr(of.number, of.number)}
      <p class="code" style="text-align:center">${of.number}</p>
    </div>
    <p class="no">
      <a href="${view.here}/${of.number}?lang=${view.language}">${speak("status", { n: of.number })}</a>
    </p>`;
};
