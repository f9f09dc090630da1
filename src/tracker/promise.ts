/**
 * When it would arrive, on a shop's own page: `<script src="https://…/promise.js" data-write-key="…" async></script>` and
 * `<engawa-promise place="product" postal-code="150-0001"></engawa-promise>`. Without a postal code it asks for one. It shows
 * nothing where the answer is not sure enough, and what it shows is kept in the promise ledger.
 */
interface Answer {
  readonly earliest?: string;
  readonly latest?: string;
  readonly by?: string;
}

const script = document.currentScript as HTMLScriptElement | null;
const endpoint = new URL("/promise", script?.src ?? location.href).href;
const POSTAL = "engawa_postal";
const ATTRIBUTES = ["postal-code", "prefecture", "carrier", "service", "warehouse", "place", "lang"];

const WORDS = {
  ja: {
    ask: "郵便番号でお届け予定を見る",
    show: "確認",
    range: (a: string, b: string) => (a === b ? `${a}にお届け予定` : `${a}〜${b}にお届け予定`),
    by: (day: string) => `遅くとも${day}までに`,
    none: "お届け予定日は、まだお知らせできません",
    failed: "いまは確認できませんでした。少し待ってから、もう一度お試しください",
    again: "もう一度試す",
    change: "郵便番号を変える",
  },
  en: {
    ask: "See delivery date by postal code",
    show: "Show",
    range: (a: string, b: string) => (a === b ? `Arrives ${a}` : `Arrives ${a} – ${b}`),
    by: (day: string) => `by ${day} at the latest`,
    none: "We cannot tell the day yet",
    failed: "We could not find out just now. Please try again in a moment",
    again: "Try again",
    change: "Change postal code",
  },
} as const;

/**
 * How it looks where the shop says nothing: it weighs nothing, so every rule of the shop counts more. A sheet of this kind is
 * allowed also where the page's policy forbids styles in its text.
 */
const STYLE = `:where(engawa-promise) :where(b,small,form,label){display:block}
:where(engawa-promise) :where(b,small){word-break:keep-all;overflow-wrap:anywhere}
:where(engawa-promise) :where(input,button){box-sizing:border-box;min-height:44px;margin:.25rem .25rem .25rem 0;padding:.25rem .75rem;font:inherit}
:where(engawa-promise) :where(label input){display:block;width:10rem;max-width:100%}`;
const dress = (): void => {
  if (!("adoptedStyleSheets" in document) || typeof CSSStyleSheet !== "function") return;
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  } catch {
    // An older browser shows it as plain text.
  }
};

const store = (write?: string): string => {
  try {
    if (write !== undefined) localStorage.setItem(POSTAL, write);
    return localStorage.getItem(POSTAL) ?? "";
  } catch {
    return "";
  }
};
const visitor = (): string | undefined => {
  const found = /(?:^|; )ajs_anonymous_id=([^;]+)/.exec(document.cookie)?.[1];
  // Clients of other makers write it in quotes.
  return found && decodeURIComponent(found).replaceAll('"', "");
};

class EngawaPromise extends HTMLElement {
  static readonly observedAttributes = ATTRIBUTES;
  private asked = "";
  /** Somebody asked here and now, and is owed an answer. */
  private typed = false;

  connectedCallback(): void {
    // What is written later is read out where a screen reader is at work.
    this.setAttribute("aria-live", "polite");
    void this.update();
  }
  attributeChangedCallback(): void {
    if (this.isConnected) void this.update();
  }

  private get language(): "ja" | "en" {
    const lang = this.getAttribute("lang") ?? document.documentElement.lang;
    return lang.startsWith("en") ? "en" : "ja";
  }

  private day(text: string): string {
    const locale = this.language === "ja" ? "ja-JP" : "en-GB";
    const options = { month: "short", day: "numeric", weekday: "short", timeZone: "UTC" } as const;
    return new Intl.DateTimeFormat(locale, options).format(new Date(`${text}T00:00:00Z`));
  }

  async update(): Promise<void> {
    const of = (name: string) => this.getAttribute(name) ?? undefined;
    const postalCode = of("postal-code") ?? store();
    const prefecture = of("prefecture");
    if (!postalCode && !prefecture) return void this.askPlace();
    const body = JSON.stringify({
      writeKey: script?.dataset["writeKey"] ?? "",
      place: of("place") ?? "product",
      destination: { postalCode, prefecture },
      carrier: of("carrier"),
      service: of("service"),
      warehouse: of("warehouse"),
      anonymousId: visitor(),
    });
    if (body === this.asked) return;
    this.asked = body;
    let answer: Answer | null = null;
    if (this.typed) this.setAttribute("aria-busy", "true");
    try {
      // Text, so that the browser need not ask first.
      const response = await fetch(endpoint, { method: "POST", body, headers: { "content-type": "text/plain" } });
      if (response.ok) answer = (await response.json()) as Answer;
    } catch {
      // Told below to whoever asked.
    }
    if (body !== this.asked) return;
    this.removeAttribute("aria-busy");
    // What failed may be asked again.
    if (!answer) this.asked = "";
    this.show(answer);
  }

  /** null: nobody answered. Told only to those who asked by hand. */
  private show(answer: Answer | null): void {
    const { earliest, latest, by } = answer ?? {};
    const held = this.contains(document.activeElement);
    this.replaceChildren();
    const words = WORDS[this.language];
    if (earliest && latest && by) {
      const range = document.createElement("b");
      range.textContent = words.range(this.day(earliest), this.day(latest));
      const last = document.createElement("small");
      last.textContent = ` ${words.by(this.day(by))} `;
      this.append(range, last);
    } else if (this.typed) this.append(`${answer ? words.none : words.failed} `);
    else return;
    if (!answer) {
      const again = document.createElement("button");
      again.type = "button";
      again.textContent = words.again;
      again.addEventListener("click", () => void this.update());
      this.append(again);
      if (held) again.focus();
    }
    if (this.hasAttribute("postal-code") || this.hasAttribute("prefecture")) return;
    const change = document.createElement("button");
    change.type = "button";
    change.textContent = words.change;
    change.addEventListener("click", () => this.askPlace().focus());
    this.append(change);
    // Who works with the keyboard stays where they were.
    if (held && answer) change.focus();
  }

  private askPlace(): HTMLInputElement {
    const words = WORDS[this.language];
    const [form, label, input, button] = ["form", "label", "input", "button"].map((tag) => document.createElement(tag));
    const field = input as HTMLInputElement;
    field.required = true;
    field.autocomplete = "postal-code";
    field.inputMode = "numeric";
    field.size = 9;
    // Also as Japanese keyboards write it.
    field.pattern = "[0-9\\uff10-\\uff19]{3}[\\-\\u2010\\u2212\\u30fc\\uff0d]?[0-9\\uff10-\\uff19]{4}";
    label?.append(`${words.ask} `, field);
    button?.append(words.show);
    form?.append(label as Node, " ", button as Node);
    form?.addEventListener("submit", (event) => {
      event.preventDefault();
      store(field.value);
      this.typed = true;
      this.asked = "";
      void this.update();
    });
    this.replaceChildren(form as Node);
    return field;
  }
}

if (!customElements.get("engawa-promise")) {
  dress();
  customElements.define("engawa-promise", EngawaPromise);
}
export {};
