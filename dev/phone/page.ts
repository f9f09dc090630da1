/** The phone page's markup: the list, the phone, the chat, the letters. */
import { html, raw } from "hono/html";
import type { ChatEntry, LineUser } from "../line/index.ts";
import type { SunkMail } from "../mail/index.ts";
import { type Markup, tint } from "./draw.ts";
import { linked, messageOf, quickReplies } from "./flex.ts";
import type { Listed, Person } from "./people.ts";
import { STYLE } from "./style.ts";
import { SCRIPT } from "./script.ts";
import { type Lang, type Words, WORDS } from "./words.ts";

export interface View {
  readonly lang: Lang;
  readonly zone: string;
  readonly now: Date;
}

const CHAT_SHOWN = 80;
const MAILS_SHOWN = 40;

const clock = (view: View, at: number) =>
  new Intl.DateTimeFormat(view.lang === "ja" ? "ja-JP" : "en-GB", {
    timeZone: view.zone,
    hour: "2-digit",
    minute: "2-digit",
  }).format(at);
const dayOf = (view: View, at: number) =>
  new Intl.DateTimeFormat(view.lang === "ja" ? "ja-JP" : "en-GB", {
    timeZone: view.zone,
    month: "short",
    day: "numeric",
    weekday: "short",
  }).format(at);
const when = (view: View, at: number) =>
  dayOf(view, at) === dayOf(view, view.now.getTime()) ? clock(view, at) : dayOf(view, at);

/** The list of people, as a fragment that the page's script puts in place. */
export const listMarkup = (view: View, people: readonly Listed[], open: string | null): Markup => {
  const t = WORDS[view.lang];
  if (people.length === 0) return html`<li class="none">${t.nobody}</li>`;
  return html`${people.map(
    (person) =>
      html`<li>
        <a
          href="?person=${encodeURIComponent(person.id)}&lang=${view.lang}"
          data-person="${person.id}"
          aria-current="${person.id === open ? "true" : "false"}"
        >
          <span class="face" style="--hue:${tint(person.id)}">${person.name.charAt(0)}</span>
          <span class="who"
            ><b>${person.name}</b><small>${person.channel === "mail" ? `✉ ${person.about}` : person.about}</small></span
          >
          <time>${person.last > 0 ? when(view, person.last) : ""}</time>
        </a>
      </li>`,
  )}`;
};

const entryMarkup = (view: View, entry: ChatEntry, before: ChatEntry | undefined): Markup => {
  const fresh = !before || dayOf(view, before.at) !== dayOf(view, entry.at);
  return html`${fresh ? html`<div class="day">${dayOf(view, entry.at)}</div>` : ""}
    <div class="entry ${entry.from}" data-id="${entry.id}">
      ${messageOf(entry.message)}<time>${clock(view, entry.at)}</time>
    </div>`;
};

/** The chat of one person. */
export const chatMarkup = (view: View, user: LineUser | undefined): Markup => {
  const t = WORDS[view.lang];
  if (!user) return html`<p class="none">${t.noLine}</p>`;
  const entries = user.chat.slice(-CHAT_SHOWN);
  const last = entries.at(-1);
  return html`${entries.length === 0 ? html`<p class="none">${t.noChat}</p>` : ""}
  ${entries.map((entry, index) => entryMarkup(view, entry, entries[index - 1]))}
  ${last?.from === "brand" ? quickReplies(last.message) : ""}
  ${user.blocked ? html`<p class="notice">${t.blockedNote}</p>` : ""}`;
};

/** The switch between friend and blocked. */
export const stateMarkup = (view: View, user: LineUser | undefined): Markup => {
  const t = WORDS[view.lang];
  if (user?.blocked)
    return html`<span class="state off">${t.blocked}</span
      ><button type="button" data-act='{"do":"follow"}'>${t.unblock}</button>`;
  if (!user?.following) return html`<button type="button" data-act='{"do":"follow"}'>${t.follow}</button>`;
  return html`<span class="state">${t.friends}</span
    ><button type="button" class="quiet" data-act='{"do":"block"}'>${t.block}</button>`;
};

/** The name before the address, without its quotes. */
const sender = (mail: SunkMail) => mail.from.replace(/\s*<[^>]*>$/, "").replaceAll('"', "");

const letterFrame = (mail: SunkMail): Markup => {
  const text = html`<pre style="white-space:pre-wrap;font:15px/1.8 system-ui;margin:16px">
${linked(mail.text ?? "")}</pre>`;
  const inner = mail.html === null ? text : raw(mail.html);
  // The letter is escaped once more into the attribute: it is a document of its own, without scripts.
  const page = html`<base target="engawa-browser" />${inner}`;
  return html`<iframe
    sandbox="allow-popups allow-popups-to-escape-sandbox"
    title="${mail.subject}"
    srcdoc="${quoted(page)}"
  ></iframe>`;
};
const quoted = (page: Markup): Markup =>
  // oxlint-disable-next-line typescript/no-base-to-string -- markup is a String object, whose text this is
  raw(String(page).replaceAll("&", "&amp;").replaceAll('"', "&quot;"));

/** The letters of one person, newest first; the one that is open in full. */
export const mailMarkup = (view: View, mails: readonly SunkMail[], open: string | null): Markup => {
  const t = WORDS[view.lang];
  const letter = mails.find((mail) => mail.messageId === open);
  if (letter)
    return html`<article class="letter">
      <header>
        <button type="button" data-letter="">‹ ${t.back}</button>
        <h2>${letter.subject}</h2>
        <small>${t.from}: ${sender(letter)} · ${dayOf(view, letter.at)} ${clock(view, letter.at)}</small>
      </header>
      ${letterFrame(letter)}
    </article>`;
  if (mails.length === 0) return html`<p class="none">${t.noMail}</p>`;
  return html`<ul class="letters">
    ${mails
      .slice(-MAILS_SHOWN)
      .toReversed()
      .map(
        (mail) =>
          html`<li>
            <button type="button" data-letter="${mail.messageId}">
              <b>${sender(mail)}</b><time>${when(view, mail.at)}</time> <span>${mail.subject}</span
              ><small>${(mail.text ?? "").replaceAll(/\s+/g, " ").slice(0, 70)}</small>
            </button>
          </li>`,
      )}
  </ul>`;
};

const phoneMarkup = (
  view: View,
  t: Words,
  brand: string,
  person: Person,
  user: LineUser | undefined,
  mails: readonly SunkMail[],
  tab: "line" | "mail",
): Markup =>
  html`<section class="phone" aria-label="${person.name}" data-phone="${person.id}">
    <div class="bar">
      <span data-clock>${clock(view, view.now.getTime())}</span><span class="notch"></span><span>5G ▮▮▮</span>
    </div>
    <div class="tabs" role="tablist">
      <button type="button" role="tab" data-tab="line" aria-selected="${tab === "line"}" aria-controls="line">
        LINE
      </button>
      <button type="button" role="tab" data-tab="mail" aria-selected="${tab === "mail"}" aria-controls="mail">
        ${t.mail}<i data-count>${mails.length > 0 ? mails.length : ""}</i>
      </button>
    </div>
    <div class="pane" id="line" role="tabpanel" ${raw(tab === "line" ? "" : "hidden")}>
      <div class="head"><b>${brand}</b><span data-state>${stateMarkup(view, user)}</span></div>
      <div class="chat" data-chat tabindex="0" aria-live="polite">${chatMarkup(view, user)}</div>
      <form class="write" data-write>
        <input
          name="text"
          aria-label="${t.write}"
          placeholder="${t.write}"
          autocomplete="off"
          maxlength="500"
          ${user ? "" : raw("disabled")}
        />
        <button ${user ? "" : raw("disabled")}>${t.send}</button>
      </form>
    </div>
    <div class="pane" id="mail" role="tabpanel" ${raw(tab === "mail" ? "" : "hidden")} data-mail>
      ${mailMarkup(view, mails, null)}
    </div>
  </section>`;

export interface PageParts {
  readonly view: View;
  readonly brand: string;
  readonly people: readonly Listed[];
  readonly search: string;
  readonly person: Person | undefined;
  readonly user: LineUser | undefined;
  readonly mails: readonly SunkMail[];
}

/** The whole page. */
export const pageMarkup = ({ view, brand, people, search, person, user, mails }: PageParts): Markup => {
  const t = WORDS[view.lang];
  const other = view.lang === "ja" ? "en" : "ja";
  return html`<!doctype html>
    <html lang="${view.lang}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${person ? `${person.name} · ` : ""}${t.title}</title>
        <style>
          ${raw(STYLE)}
        </style>
      </head>
      <body data-lang="${view.lang}" class="${person ? "one" : "all"}">
        <aside>
          <header>
            <h1>${t.title}</h1>
            <a
              class="lang"
              href="?lang=${other}${person ? `&person=${encodeURIComponent(person.id)}` : ""}"
              lang="${other}"
              >${t.english}</a
            >
            <p>${t.lead}</p>
          </header>
          <form role="search" method="get">
            <input type="hidden" name="lang" value="${view.lang}" />
            <input
              type="search"
              name="q"
              value="${search}"
              placeholder="${t.search}"
              aria-label="${t.search}"
              autocomplete="off"
              data-search
            />
          </form>
          <ul class="people" data-people>
            ${listMarkup(view, people, person?.id ?? null)}
          </ul>
        </aside>
        <main>
          ${
            person
              ? html`<div class="title">
                    <a class="up" href="?lang=${view.lang}">‹ ${t.people}</a>
                    <h2>${person.name}</h2>
                    <small>${person.email ?? ""}</small>
                  </div>
                  ${phoneMarkup(view, t, brand, person, user, mails, user || mails.length === 0 ? "line" : "mail")}
                  <p class="world">
                    ${t.virtual}:
                    <span data-world>${dayOf(view, view.now.getTime())} ${clock(view, view.now.getTime())}</span>
                  </p>`
              : html`<p class="none">${t.choose}</p>`
          }
        </main>
        <script>
          ${raw(SCRIPT)};
        </script>
      </body>
    </html>`;
};
