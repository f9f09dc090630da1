/** The small pages around the tracking page: one question each. */
import { html } from "hono/html";
import { faultNote, type Html } from "#kernel/html";
import { PROBLEMS } from "../events.tracking.ts";
import type { Language } from "../model/tracking/dates.ts";
import { PROBLEM, say } from "../model/tracking/words.ts";
import { feelingForm, type Whole } from "./track.ts";
import type { Speak, Word } from "./words.ts";

const NONE = html``;
const back = ({ to, speak }: Pick<Whole, "to" | "speak">): Html =>
  html`<p class="screen"><a href="${to()}">${speak("back")}</a></p>`;

/** Three buttons for each parcel that has come. */
export const feelingBody = (whole: Whole, only: string): Html => {
  const { view, speak, to, said } = whole;
  const come = view.parcels.filter((parcel) => parcel.delivered && (only === "" || parcel.id === only));
  return html`<h1>${speak("felt")}</h1>
    <p class="no">${speak("order", { n: view.number })}</p>
    ${said === null ? NONE : html`<p class="done" role="status">${speak(said.word)} ${speak("feltChange")}</p>`}
    ${come.length === 0 ? html`<p>${speak("feltNone")}</p>` : NONE}
    ${come.map((parcel) => html`${parcel.title === "" ? NONE : html`<h2>${parcel.title}</h2>`}${feelingForm(parcel, whole)}`)}
    <a class="button quiet" href="${to("problem", come.length === 1 ? { parcel: come[0]?.id ?? "" } : {})}"
      >${speak("trouble")}</a
    >
    ${back(whole)}`;
};

export interface ProblemPage {
  readonly parcel: string;
  readonly problem: string;
  readonly note: string;
  readonly fault: Word | null;
}

export const problemBody = (whole: Whole, { parcel, problem, note, fault }: ProblemPage): Html => {
  const { view, speak, to, language } = whole;
  const several = view.parcels.length > 1;
  return html`<h1>${speak("trouble")}</h1>
    <p class="no">${speak("order", { n: view.number })}</p>
    <p>${speak("troubleLead")}</p>
    ${fault === null ? NONE : faultNote(speak(fault))}
    <form method="post" action="${to("problem")}">
      ${
        several
          ? html`<label for="parcel">${speak("which")}</label
              ><select id="parcel" name="parcel">
                <option value="">${speak("whole")}</option>
                ${view.parcels.map(
                  (one) =>
                    html`<option value="${one.id}" ${one.id === parcel ? html` selected` : NONE}>
                      ${one.title} ${one.headline}
                    </option>`,
                )}
              </select>`
          : html`<input type="hidden" name="parcel" value="${view.parcels[0]?.id ?? ""}" />`
      }
      <fieldset>
        <legend>${speak("what")}</legend>
        ${PROBLEMS.map(
          (key) =>
            html`<label class="row"
              ><input
                type="radio"
                name="problem"
                value="${key}"
                required${key === problem ? html` checked` : NONE}
              />${say(PROBLEM[key] ?? ["", ""], language)}</label
            >`,
        )}
      </fieldset>
      <label for="note">${speak("note")}</label
      ><textarea id="note" name="note" rows="4" maxlength="1000">${note}</textarea> <button>${speak("send")}</button>
    </form>
    ${back(whole)}`;
};

export const toldBody = ({ view, speak, to, returns }: Whole): Html =>
  html`<h1>${speak("told")}</h1>
    <p class="no">${speak("order", { n: view.number })}</p>
    <p role="status">${speak("toldNext")}</p>
    <a class="button quiet" href="${to()}">${speak("back")}</a>
    ${view.parcels.some((parcel) => parcel.delivered) ? html`<p class="screen"><a href="${returns}">${speak("returns")}</a></p>` : NONE}`;

/** Channels on which the customer can be reached. Addresses are never shown: the link may have been forwarded. */
export const noticesBody = (
  { speak, to, page }: Pick<Whole, "speak" | "to" | "page">,
  channels: readonly { readonly channel: "line" | "email" | "sms"; readonly on: boolean }[],
  saved: boolean,
): Html =>
  html`<h1>${speak("notices")}</h1>
    <p>${speak("noticesLead")}</p>
    ${saved ? html`<p class="done" role="status">${speak("saved")}</p>` : NONE}
    ${
      channels.length === 0
        ? html`<p>${speak("noticesNone")}</p>`
        : html`<form method="post" action="${to("notices")}">
            ${channels.map(
              ({ channel, on }) =>
                html`<label class="row"
                  ><input type="checkbox" name="${channel}" ${on ? html` checked` : NONE} />${speak(channel)}</label
                >`,
            )}<button>${speak("save")}</button>
          </form>`
    }
    ${page.lineUrl === "" || channels.some((one) => one.channel === "line") ? NONE : html`<a class="button quiet" href="${page.lineUrl}">${speak("addLine")}</a>`}
    ${back({ to, speak })}`;

export const lookupBody = (
  { speak, language }: Pick<Whole, "speak" | "language">,
  number: string,
  fault: "lookNone" | "lookLimited" | null,
): Html =>
  html`<h1>${speak("look")}</h1>
    <p>${speak("lookLead")}</p>
    ${fault === null ? NONE : faultNote(speak(fault))}
    <form method="post" action="/track?lang=${language}">
      <label for="number">${speak("lookNumber")}</label
      ><input
        id="number"
        name="number"
        type="text"
        value="${number}"
        required
        maxlength="100"
        autocomplete="off"
        autocapitalize="off"
        spellcheck="false"
      />
      <label for="contact">${speak("lookContact")}</label
      ><input
        id="contact"
        name="contact"
        type="text"
        required
        maxlength="254"
        autocomplete="email"
        autocapitalize="off"
        spellcheck="false"
      />
      <button>${speak("lookGo")}</button>
    </form>`;

export const goneBody = ({ speak, language }: Pick<Whole, "speak" | "language">): Html =>
  html`<h1>${speak("gone")}</h1>
    <p>${speak("goneWhy")}</p>
    <a class="button" href="/track?lang=${language}">${speak("look")}</a>`;

/** The way to the other language. */
export const otherLanguage = (language: Language, speak: Speak, there: (language: Language) => string): Html => {
  const other = language === "ja" ? "en" : "ja";
  return html`<p><a href="${there(other)}" lang="${other}" hreflang="${other}">${speak("language")}</a></p>`;
};
