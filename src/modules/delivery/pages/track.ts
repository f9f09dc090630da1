/** The tracking page as HTML. Everything that people or carriers wrote is escaped by the template. */
import { html } from "hono/html";
import { goodsPicture, type Html, wholeDays } from "#kernel/html";
import { contentIn, type StoredContent } from "../model/content.ts";
import { type Language, plainDayWords } from "../model/tracking/dates.ts";
import type { TrackingPage } from "../model/tracking/settings.ts";
import type { ParcelView, TrackedItem, TrackingView } from "../model/tracking/view.ts";
import { FEELING, say, SPOT } from "../model/tracking/words.ts";
import type { Speak, Word } from "./words.ts";

export interface Whole {
  readonly view: TrackingView;
  readonly content: readonly StoredContent[];
  readonly page: TrackingPage;
  readonly language: Language;
  readonly speak: Speak;
  /** The address of a page of this order, in the language that is read now. */
  readonly to: (
    page?: "" | "choice" | "feeling" | "notices" | "problem",
    more?: Readonly<Record<string, string>>,
  ) => string;
  /** What was just done, or why it was not. */
  readonly said: { readonly parcel: string; readonly word: Word; readonly ok: boolean } | null;
  /** Where goods are returned, or an order is changed before it leaves; there the customer says who they are. */
  readonly returns: string;
}

const NONE = html``;
/** A face drawn, not written: fonts do not agree on which ones they have. */
const face = (mouth: string): Html =>
  html`<svg viewBox="0 0 24 24" width="32" height="32" aria-hidden="true">
    <circle cx="12" cy="12" r="10" />
    <path d="M8 9v1m8-1v1${mouth}" />
  </svg>`;
const FACE: Readonly<Record<string, Html>> = {
  good: face("M8 14q4 5 8 0"),
  ok: face("M8 16h8"),
  bad: face("M8 17q4-5 8 0"),
};

const goods = (items: readonly TrackedItem[], speak: Speak): Html =>
  html`<ul class="goods">
    ${items.map(
      ({ name, variant, quantity, image }) =>
        html`<li>
          ${goodsPicture(name, image)}<span
            ><b>${name}</b><small>${variant === "" ? "" : `${variant} `}${speak("count", { n: quantity })}</small></span
          >
        </li>`,
    )}
  </ul>`;

const way = (parcel: ParcelView, speak: Speak): Html =>
  html`<ol class="${parcel.trouble ? "way bad" : "way"}" aria-label="${speak("way")}">
    ${parcel.stages.map(
      ({ label, state }) =>
        html`<li${state === "ahead" ? NONE : html` data-s="${state}"`}${state === "here" ? html` aria-current="step"` : NONE}>${label}<span class="hid"> ${speak(state)}</span></li>`,
    )}
  </ol>`;

const chooser = (parcel: ParcelView, { to, speak, language }: Whole): Html => {
  const { choices } = parcel;
  if (!choices) return NONE;
  const id = (name: string) => `${name}-${parcel.id.slice(0, 8)}`;
  const form = html`<form method="post" action="${to("choice")}">
    <input type="hidden" name="parcel" value="${parcel.id}" />
    <label for="${id("day")}">${speak("day")}</label
    ><select id="${id("day")}" name="day">
      ${choices.days.map((day) => html`<option value="${day}">${plainDayWords(day, language)}</option>`)}
    </select>
    <label for="${id("slot")}">${speak("slot")}</label
    ><select id="${id("slot")}" name="slot">
      <option value="">${speak("anySlot")}</option>
      ${choices.slots.map(
        ({ code, from, to }) =>
          html`<option value="${code}">${code === "am" ? speak("morning") : `${from}:00〜${to}:00`}</option>`,
      )}
    </select>
    <label for="${id("spot")}">${speak("spot")}</label
    ><select id="${id("spot")}" name="spot">
      ${choices.spots.map((spot) => html`<option value="${spot}">${say(SPOT[spot], language)}</option>`)}
    </select>
    <button>${speak("ask")}</button>
  </form>`;
  if (choices.kind === "redelivery" && parcel.wish === "")
    return html`<h2 class="screen">${speak("again")}</h2>
      ${form}`;
  return html`<details class="screen">
    <summary>${speak(choices.kind === "redelivery" ? "again" : "change")}</summary>
    ${form}
  </details>`;
};

/** Three buttons; each is a form's answer, so that opening a link says nothing. */
export const feelingForm = (parcel: Pick<ParcelView, "id" | "feeling">, { to, language, speak }: Whole): Html =>
  html`<form method="post" action="${to("feeling")}">
    <input type="hidden" name="parcel" value="${parcel.id}" />
    <div class="three" role="group" aria-label="${speak("felt")}">
      ${Object.entries(FEELING).map(
        ([key, words]) =>
          html`<button name="feeling" value="${key}" aria-pressed="${parcel.feeling === key ? "true" : "false"}">
            ${FACE[key] ?? ""}${say(words, language)}
          </button>`,
      )}
    </div>
  </form>`;

const spoken = (whole: Whole, parcel: string): Html =>
  whole.said?.parcel === parcel
    ? html`<p class="${whole.said.ok ? "done" : "fault"}" role="${whole.said.ok ? "status" : "alert"}">
        ${whole.speak(whole.said.word)}
      </p>`
    : NONE;

const parcelPart = (parcel: ParcelView, whole: Whole, first: boolean): Html => {
  const { speak, to } = whole;
  const heading = parcel.title === "" ? speak("next") : `${parcel.title} – ${parcel.headline}`;
  return html`<section id="p-${parcel.id}">
    ${first ? NONE : html`<h2>${heading}</h2>`}
    ${parcel.detail === "" ? NONE : html`<p class="lead">${wholeDays(parcel.detail)}</p>`}
    ${parcel.sure === "" ? NONE : html`<p class="soft">${wholeDays(parcel.sure)}</p>`}
    ${parcel.sorry ? html`<p class="sorry">${speak("sorry")}</p>` : NONE} ${way(parcel, speak)}
    <p>${wholeDays(parcel.next)}</p>
    ${spoken(whole, parcel.id)}
    ${parcel.wish === "" ? NONE : html`<p class="done">${speak("wish", { w: parcel.wish })}<br />${speak("wishNote")}</p>`}
    ${chooser(parcel, whole)}
    ${
      parcel.delivered
        ? html`<h2 class="screen">${speak("felt")}</h2>
            <p class="soft screen">${speak(parcel.feeling === null ? "feltLead" : "feltChange")}</p>
            ${feelingForm(parcel, whole)}`
        : NONE
    }
    ${
      parcel.delivered
        ? html`<a class="button quiet" href="${to("problem", { parcel: parcel.id })}">${speak("trouble")}</a
            ><a class="button quiet" href="${whole.returns}">${speak("returns")}</a>`
        : NONE
    }
    ${parcel.link === null ? NONE : html`<p class="screen"><a href="${parcel.link}" rel="noreferrer noopener">${speak("carrier", { c: parcel.carrier })}</a></p>`}
    ${parcel.number === "" ? NONE : html`<p class="soft">${parcel.carrier} ${speak("number", { n: parcel.number })}</p>`}
    ${
      parcel.items.length === 0
        ? NONE
        : html`<h2>${speak("items")}</h2>
            ${goods(parcel.items, speak)}`
    }
    ${
      parcel.story.length === 0
        ? NONE
        : html`<details>
            <summary>${speak("story")}</summary>
            <ol class="story">
              ${parcel.story.map(({ at, text }) => html`<li><time>${at}</time>${text}</li>`)}
            </ol>
          </details>`
    }
  </section>`;
};

const SHOWN = ["howto", "care", "lesson", "faq"] as const;

const words = ({ content, language, speak }: Whole): Html =>
  html`${SHOWN.map((kind) => {
    const here = content.filter((one) => one.kind === kind);
    return here.length === 0
      ? NONE
      : html`<h2 id="${kind}">${speak(kind)}</h2>
          ${here.map((one) => {
            const { title, body, url } = contentIn(one, language);
            return html`<details>
              <summary>${title}</summary>
              <p>${body}</p>
              ${url === "" ? NONE : html`<p><a href="${url}">${speak("more", { t: title })}</a></p>`}
            </details>`;
          })}`;
  })}`;

/** A place for what goes well with the order; nothing where the brand chose nothing, or where something is wrong. */
const picks = ({ view, content, language, speak }: Whole): Html => {
  if (view.problems.length > 0 || view.parcels.some((parcel) => parcel.trouble)) return NONE;
  const chosen = content.filter((one) => one.kind === "pick");
  return chosen.length === 0
    ? NONE
    : html`<h2 class="screen">${speak("pick")}</h2>
        <ul class="links screen">
          ${chosen.map((one) => {
            const { title, body, url } = contentIn(one, language);
            const text = html`<b>${title}</b>${body === "" ? NONE : html`<br /><span class="soft">${body}</span>`}`;
            return html`<li>${url === "" ? text : html`<a href="${url}">${text}</a>`}</li>`;
          })}
        </ul>`;
};

export const contactPart = ({
  page,
  speak,
  view,
}: Pick<Whole, "page" | "speak"> & { view: { number: string } }): Html => {
  const ways = [
    page.contactUrl === "" ? null : html`<a href="${page.contactUrl}">${speak("contact")}</a>`,
    page.contactEmail === "" ? null : html`<a href="mailto:${page.contactEmail}">${page.contactEmail}</a>`,
    page.contactPhone === ""
      ? null
      : html`<a href="tel:${page.contactPhone.replaceAll(/[^0-9+]/g, "")}"
            >${speak("phone", { p: page.contactPhone })}</a
          >${page.contactHours === "" ? NONE : html`<small>${page.contactHours}</small>`}`,
  ].filter((one) => one !== null);
  return ways.length === 0
    ? NONE
    : html`<h2>${speak("contact")}</h2>
        <p>${speak("contactLead", { n: view.number })}</p>
        <ul class="links">
          ${ways.map((one) => html`<li>${one}</li>`)}
        </ul>`;
};

/** What has not left can be cancelled; on the road that is not possible, and what has come has a button of its own. */
const beforeItLeaves = ({ view, speak, returns }: Whole): Html =>
  view.parcels.length > 0 ? NONE : html`<li><a href="${returns}">${speak("before")}</a></li>`;

export const trackingBody = (whole: Whole): Html => {
  const { view, speak, to } = whole;
  const [first, ...others] = view.parcels;
  const ordered = view.ordered === "" ? "" : `・${speak("ordered", { d: view.ordered })}`;
  return html`<h1>${wholeDays(view.headline)}</h1>
    <p class="no">${speak("order", { n: view.number })}${ordered}</p>
    ${spoken(whole, "")} ${view.problems.length > 0 ? html`<p class="done">${speak("open")}</p>` : NONE}
    ${first ? parcelPart(first, whole, true) : NONE} ${others.map((parcel) => parcelPart(parcel, whole, false))}
    ${
      view.waiting.length === 0
        ? NONE
        : html`<h2>${speak(view.parcels.length === 0 ? "items" : "waiting")}</h2>
            ${goods(view.waiting, speak)}`
    }
    ${words(whole)} ${picks(whole)}
    <h2 class="screen">${speak("others")}</h2>
    <ul class="links screen">
      <li><a href="${to("notices")}">${speak("noticesGo")}</a></li>
      ${
        whole.page.lineUrl === "" ? NONE : html`<li><a href="${whole.page.lineUrl}">${speak("addLine")}</a></li>`
      }${beforeItLeaves(whole)}
      <li><a href="${to("problem")}">${speak("trouble")}</a></li>
    </ul>
    ${contactPart(whole)}`;
};
