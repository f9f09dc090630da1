/** The claim's page as HTML. All that people wrote is escaped by the template. */
import { html } from "hono/html";
import { faultNote, type Html, type Language } from "#kernel/html";
import { formatMoney } from "#kernel/money";
import { CLAIM_KINDS } from "../model/claim/kinds.ts";
import { reasonPair } from "../model/claim/words.ts";
import type { ClaimRow } from "../store/claim/claims.ts";
import type { EvidenceRow } from "../store/claim/evidence.ts";
import type { RemedyRow } from "../store/claim/remedies.ts";
import type { Speak, Word } from "./claim-words.ts";

export const STYLE = `
h2{font-size:1.125rem;margin:2rem 0 .5rem}article{border-top:1px solid var(--line);padding:.25rem 0 1rem;margin-top:1.5rem}
label.field{display:block;margin:1rem 0 .25rem;font-weight:600}fieldset{border:0;padding:0;margin:1rem 0}legend{font-weight:600;padding:0}
textarea,select,input[type=file]{width:100%;font:inherit;color:inherit;background:transparent;border:1px solid var(--soft);border-radius:8px;padding:.625rem .75rem}
textarea{min-height:6rem}input[type=radio]{width:1.375rem;height:1.375rem;accent-color:var(--accent)}
button{margin-top:1rem}.fault{color:#9b2c1f;font-weight:600}@media (prefers-color-scheme:dark){.fault{color:#ffb4a6}}
.told{margin:1rem 0;padding:.75rem 1rem;border-left:4px solid var(--accent);background:color-mix(in srgb,var(--accent) 10%,var(--ground));font-weight:600}
.said{white-space:pre-wrap;margin:.25rem 0}.pictures{display:flex;gap:.5rem;flex-wrap:wrap;padding:0;margin:.5rem 0;list-style:none}
.pictures img{width:5.5rem;height:5.5rem;object-fit:cover;border-radius:8px;display:block}
details{border-top:1px solid var(--line);margin-top:1rem}summary{min-height:3rem;display:flex;align-items:center;cursor:pointer;font-weight:600}summary::after{content:"＋";margin-left:auto;color:var(--soft)}details[open]>summary::after{content:"−"}summary::-webkit-details-marker{display:none}
.result{font-size:1.125rem;font-weight:600;margin:.5rem 0}`;

export interface OneClaim {
  readonly row: ClaimRow;
  readonly evidence: readonly EvidenceRow[];
  readonly remedies: readonly RemedyRow[];
}

export interface ClaimPage {
  readonly claims: readonly OneClaim[];
  readonly orderNumber: string;
  readonly parcels: readonly { readonly id: string; readonly carrier: string; readonly number: string }[];
  /** `/c/<token>` */
  readonly here: string;
  readonly language: Language;
  readonly zone: string;
  readonly now: Date;
  readonly speak: Speak;
  readonly fault: Word | null;
  readonly done: boolean;
  /** What to choose first in the form. */
  readonly kind: string;
  /** What was written before something had to be put right. */
  readonly written: string;
}

const LOCALE = { ja: "ja-JP", en: "en-GB" } as const;
const DAY = { month: "long", day: "numeric", weekday: "short" } as const;
const CLOCK = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
const day = (at: Date, { language, zone }: ClaimPage): string =>
  new Intl.DateTimeFormat(LOCALE[language], { ...DAY, timeZone: zone, ...CLOCK }).format(at);
const date = (at: Date, { language, zone }: ClaimPage): string =>
  new Intl.DateTimeFormat(LOCALE[language], { ...DAY, timeZone: zone }).format(at);

const words = (page: ClaimPage, name: string, label: Word, id: string, given = ""): Html =>
  html`<label class="field" for="${id}">${page.speak(label)}</label
    ><textarea id="${id}" name="${name}" maxlength="2000" rows="4">${given}</textarea>`;
const picture = (page: ClaimPage, id: string): Html =>
  html`<label class="field" for="${id}">${page.speak("photo")}</label
    ><input id="${id}" type="file" name="photo" accept="image/jpeg,image/png,image/webp,image/heic" />`;

const openForm = (page: ClaimPage): Html => {
  const { speak, parcels, here } = page;
  return html`<form method="post" action="${here}" enctype="multipart/form-data">
    <fieldset>
      <legend>${speak("what")}</legend>
      ${CLAIM_KINDS.map(
        (kind) =>
          html`<label class="row"
            ><input type="radio" name="kind" value="${kind}" required ${page.kind === kind ? "checked" : ""} />${speak(
              kind,
            )}</label
          >`,
      )}
    </fieldset>
    ${
      parcels.length < 2
        ? html``
        : html`<label class="field" for="parcel">${speak("which")}</label
            ><select id="parcel" name="parcel">
              ${parcels.map((parcel) => html`<option value="${parcel.id}">${speak("parcel", parcel)}</option>`)}
            </select>`
    }
    ${words(page, "statement", "statement", "statement", page.written)} ${picture(page, "photo")}
    <button>${speak("send")}</button>
  </form>`;
};

const stands = ({ row, remedies }: OneClaim, page: ClaimPage): Html => {
  const { speak, language } = page;
  if (row.state === "closed" && row.closed_why === "withdrawn")
    return html`<p class="result">${speak("closedWithdrawn")}</p>`;
  if (row.state === "appealed")
    return html`<p class="result">${speak("appealed")}</p>
      ${row.due_at ? html`<p>${speak("checkingWhy", { due: day(row.due_at, page) })}</p>` : ""}`;
  if (row.decision !== "") {
    const given = remedies.at(-1);
    const reason = reasonPair({ reason: row.reason, code: row.reason_code })[language === "ja" ? 0 : 1];
    const amount = formatMoney(given?.amount ?? 0, row.currency, language);
    return html`<p class="result">${speak(row.decision as Word, { amount })}</p>
      ${reason === "" ? "" : html`<p class="said">${reason}</p>`}
      ${row.state === "closed" ? html`<p class="soft">${speak("closedDone")}</p>` : ""}`;
  }
  if (row.state === "evidence" && row.asked.length > 0)
    return html`<p class="result">${speak("needed")}</p>
      <p>${speak(row.asked.at(-1) === "photo" ? "neededPhoto" : "neededStatement")}</p>`;
  return html`<p class="result">${speak("checking")}</p>
    ${row.due_at ? html`<p>${speak("checkingWhy", { due: day(row.due_at, page) })}</p>` : ""}`;
};

const told = ({ evidence }: OneClaim, { speak, here }: ClaimPage): Html => {
  const statements = evidence.filter((one) => one.kind === "statement" && one.giver === "customer");
  const photos = evidence.filter((one) => one.kind === "photo" && one.file !== null);
  if (statements.length + photos.length === 0) return html``;
  return html`<details>
    <summary>${speak("said")}</summary>
    ${statements.map((one) => html`<p class="said">${one.text}</p>`)}
    <ul class="pictures">
      ${photos.map(
        (one) =>
          html`<li>
            <img src="${here}/picture/${one.file}" alt="${speak("photoAlt")}" width="88" height="88" loading="lazy" />
          </li>`,
      )}
    </ul>
  </details>`;
};

const adding = ({ row }: OneClaim, page: ClaimPage): Html => {
  const { speak, here } = page;
  if (!["opened", "evidence", "review", "appealed"].includes(row.state)) return html``;
  const short = row.id.slice(0, 8);
  const form = html`<form method="post" action="${here}/${row.id}/evidence" enctype="multipart/form-data">
    ${words(page, "statement", "statement", `s-${short}`)} ${picture(page, `p-${short}`)}
    <button>${speak("addSend")}</button>
  </form>`;
  return row.state === "evidence" && row.asked.length > 0
    ? form
    : html`<details class="screen">
        <summary>${speak("add")}</summary>
        ${form}
      </details>`;
};

const ending = ({ row }: OneClaim, page: ClaimPage): Html => {
  const { speak, here, now } = page;
  const mayAppeal = row.state === "decided" || row.state === "auto_approved";
  if (mayAppeal && row.appeal_until !== null && row.appeal_until >= now) {
    const short = row.id.slice(0, 8);
    const form = html`<p class="soft">${speak("appealWhy", { until: date(row.appeal_until, page) })}</p>
      <form method="post" action="${here}/${row.id}/appeal">
        ${words(page, "words", "appealWords", `a-${short}`)}
        <button class="quiet">${speak("appealSend")}</button>
      </form>`;
    // Where we said no the way to object stands open.
    return html`<details ${row.decision === "decline" ? "open" : ""}>
      <summary>${speak("appeal")}</summary>
      ${form}
    </details>`;
  }
  if (!["opened", "evidence", "review", "appealed"].includes(row.state)) return html``;
  return html`<details class="screen">
    <summary>${speak("found")}</summary>
    <form method="post" action="${here}/${row.id}/found"><button class="quiet">${speak("foundSend")}</button></form>
  </details>`;
};

const oneClaim = (claim: OneClaim, page: ClaimPage): Html =>
  html`<article id="c-${claim.row.id}">
    <h2>${page.speak(claim.row.kind as Word)}</h2>
    ${stands(claim, page)} ${adding(claim, page)} ${told(claim, page)} ${ending(claim, page)}
    <p class="soft">${page.speak("number", { n: claim.row.number })}</p>
  </article>`;

export const claimBody = (page: ClaimPage): Html => {
  const { speak, claims, fault, done } = page;
  return html`<h1>${speak("title")}</h1>
    ${fault === null ? "" : faultNote(speak(fault))}
    ${done && fault === null ? html`<p class="told" role="status">${speak("done")}</p>` : ""}
    <p>${speak("sorry")}</p>
    <p class="soft">${speak("order", { n: page.orderNumber })}</p>
    ${claims.map((claim) => oneClaim(claim, page))}
    ${
      claims.length === 0
        ? openForm(page)
        : html`<details class="screen" ${page.written === "" ? "" : "open"}>
            <summary>${speak("new")}</summary>
            ${openForm(page)}
          </details>`
    }`;
};

export const goneBody = (speak: Speak): Html =>
  html`<h1>${speak("gone")}</h1>
    <p>${speak("goneWhy")}</p>`;

/** Where else to go from here: the delivery, and the other language. */
export const otherWays = (language: Language, speak: Speak, to: { here: string; tracking: string }): Html => {
  const other = language === "ja" ? "en" : "ja";
  return html`<p><a href="${new URL(to.tracking).pathname}?lang=${language}">${speak("tracking")}</a></p>
    <p><a href="${to.here}?lang=${other}" hreflang="${other}" lang="${other}">${speak("tongue")}</a></p>`;
};
