/** The frame of every customer page: one column, the brand's tokens, dark and print, no script, well under 30 KB. */
import { html, raw } from "hono/html";
import type { HtmlEscapedString } from "hono/utils/html";
import { z } from "zod";
import { Brand } from "#kernel/admin-api";
import type { Ctx } from "#kernel/context";
import { readSettings } from "#kernel/settings";

/** Safe to put into a page: text inside was escaped. */
export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;
/** A page made ready to send. */
export type Page = Promise<HtmlEscapedString>;
export type Language = "ja" | "en";

const colour = z.string().regex(/^#[0-9a-fA-F]{6}$/, "Six hexadecimal digits, such as #3f6b4f.");

/** What a brand may set of its customer pages. */
export const Theme = z.object({
  logo: z
    .url({ protocol: /^https$/ })
    .nullable()
    .default(null),
  ground: colour.default("#faf8f5"),
  ink: colour.default("#23211e"),
  accent: colour.default("#3f6b4f"),
  radius: z.number().int().min(0).max(32).default(10),
});

// Only checked tokens reach this style sheet: nothing of it is free text.
const style = (theme: z.output<typeof Theme>): string => `
:root{color-scheme:light dark;--ground:${theme.ground};--ink:${theme.ink};--soft:color-mix(in srgb,var(--ink) 68%,var(--ground));--line:color-mix(in srgb,var(--ink) 16%,var(--ground));--accent:${theme.accent};--on:#fff}
@media (prefers-color-scheme:dark){:root{--ground:#1b1a18;--ink:#efece6;--accent:color-mix(in srgb,${theme.accent} 55%,#fff);--on:#15140f}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.7 "Hiragino Sans","Noto Sans JP","Yu Gothic UI",system-ui,sans-serif;word-break:auto-phrase;overflow-wrap:anywhere}
main,header,footer{max-width:32rem;margin:0 auto;padding:0 1.25rem}
header{padding-top:1.5rem;font-weight:600}header img{max-height:40px;max-width:12rem}
h1{font-size:1.375rem;line-height:1.45;margin:1.5rem 0 .75rem}p{margin:.5rem 0 1rem}
.soft{color:var(--soft);font-size:.9375rem}
button,.button{display:block;width:100%;min-height:3rem;padding:.75rem 1rem;border:0;border-radius:${theme.radius}px;background:var(--accent);color:var(--on);font:inherit;font-weight:600;text-align:center;text-decoration:none;cursor:pointer}
button.quiet{background:transparent;color:var(--ink);border:1px solid var(--line)}
[role=alert]:focus{outline:0}:focus-visible{outline:3px solid var(--accent);outline-offset:2px}a{color:var(--accent)}
label.row{display:flex;gap:.75rem;align-items:center;min-height:3rem;border-bottom:1px solid var(--line)}input[type=checkbox]{width:1.375rem;height:1.375rem;accent-color:var(--accent)}
p.no>a,p.screen>a,footer a{display:inline-block;padding:.75rem 0}footer p{margin:0}footer{padding-top:2rem;padding-bottom:2rem;color:var(--soft);font-size:.875rem}.day{white-space:nowrap}`;

// Last of all. On paper it is black on white also where the screen is dark; what can only be pressed is left out, what was folded is open.
const print = ({ accent }: z.output<typeof Theme>): string => `
@media print{:root{color-scheme:light;--ground:#fff;--ink:#000;--soft:#444;--line:#bbb;--accent:${accent}}
button,.button,form,footer,.screen{display:none!important}
details::details-content{content-visibility:visible;display:block}summary{list-style:none}summary::after{content:none!important}
h1,h2,h3{break-after:avoid}li,tr,.sheet{break-inside:avoid}}`;

const DAY = /\d+月\d+日\(.\)|\d+日\(.\)|\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) \d+ [A-Z][a-z]+/gu;
/** A sentence in which no day is broken over two lines: 11月23日(月), Mon 23 Nov. */
export const wholeDays = (sentence: string): Html => {
  const days = sentence.match(DAY) ?? [];
  return html`${sentence.split(DAY).map((text, i) => html`${text}${days[i] === undefined ? "" : html`<span class="day">${days[i]}</span>`}`)}`;
};

/** What is wrong with what was sent. Keyboard and screen reader begin there, without script. */
export const faultNote = (words: string): Html =>
  html`<p class="fault" role="alert" tabindex="-1" autofocus>${words}</p>`;

/**
 * The shop's picture of goods over the first letter of their name, which stays where the picture does not come. Decoration: the
 * name stands beside it. Pages say how large `i` is, and that `u` covers it.
 */
export const goodsPicture = (name: string, address: string): Html => {
  const url = URL.canParse(address) ? new URL(address) : null;
  // What could end the address within a style is written as its code.
  const safe = url?.href.replaceAll(
    /["'()\\;{}<>\s]/gu,
    (letter) => `%${letter.charCodeAt(0).toString(16).padStart(2, "0")}`,
  );
  const over = url && /^https?:$/u.test(url.protocol) ? html`<u style="background-image:url(${safe})"></u>` : "";
  return html`<i aria-hidden="true">${name.match(/^./su)?.[0] ?? ""}${over}</i>`;
};

/** The language to answer in: `?lang=`, then what the browser asks for, then the brand's. */
export const languageOf = (request: Request, brand: Language): Language => {
  const asked = new URL(request.url).searchParams.get("lang");
  if (asked === "ja" || asked === "en") return asked;
  const preferred = request.headers.get("accept-language")?.slice(0, 2).toLowerCase();
  return preferred === "ja" || preferred === "en" ? preferred : brand;
};

/** The way to this page in the other language. */
export const inOtherLanguage = (language: Language): Html => {
  const [other, name] = language === "ja" ? ["en", "English"] : ["ja", "日本語"];
  return html`<p><a href="?lang=${other}" lang="${other}" hreflang="${other}">${name}</a></p>`;
};

export interface PageParts {
  readonly language: Language;
  readonly title: string;
  readonly body: Html;
  readonly footer?: Html;
  /** What the page is for, in a sentence. */
  readonly description?: string;
  /** Rules of its own, after the frame's. Never anything that a person wrote. */
  readonly style?: string;
  /** hidden: no index may keep it (the default). private: the same, told to each engine by its name. open: may be found. */
  readonly found?: "hidden" | "private" | "open";
}

/** Who the page is from, and its clothes. */
export interface Look {
  readonly brand: Brand;
  readonly theme: z.output<typeof Theme>;
}
const lookOf = (ctx: Ctx): Promise<Look> => readSettings(ctx, { brand: Brand, theme: Theme });

const ENGINES = ["googlebot", "bingbot", "duckduckbot", "applebot", "yandex", "baiduspider", "yeti"];
const robots = (found: PageParts["found"]): Html =>
  found === "open"
    ? html``
    : found === "private"
      ? html`${ENGINES.map((engine) => html`<meta name="${engine}" content="noindex" />`)}`
      : html`<meta name="robots" content="noindex" />`;

/** A whole customer page in the brand's clothes. Unless open it is never indexed; never leaks its address to others. */
export const customerPage = async (ctx: Ctx, parts: PageParts, look?: Look): Page => {
  const { brand, theme } = look ?? (await lookOf(ctx));
  return html`<!doctype html>
    <html lang="${parts.language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        ${robots(parts.found)}
        <meta name="referrer" content="no-referrer" />
        ${parts.description === undefined ? "" : html`<meta name="description" content="${parts.description}" />`}
        <link rel="icon" href="data:," />
        <title>${parts.title} – ${brand.name}</title>
        <style>
          ${raw(style(theme) + (parts.style ?? "") + print(theme))}
        </style>
      </head>
      <body>
        <header>${theme.logo === null ? brand.name : html`<img src="${theme.logo}" alt="${brand.name}" />`}</header>
        <main>${parts.body}</main>
        <footer>${parts.footer ?? ""}</footer>
      </body>
    </html>`;
};
