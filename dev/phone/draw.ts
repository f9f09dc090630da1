/** Measures, colours, pictures and taps of LINE messages, as HTML and CSS. */
import { html } from "hono/html";
import { isPart, wordsOf } from "#templates/model";

export type Markup = ReturnType<typeof html>;
export const nothing = html``;

export const PICTURES: Readonly<Record<string, string>> = {
  xxs: "40px",
  xs: "60px",
  sm: "80px",
  md: "100px",
  lg: "120px",
  xl: "140px",
  xxl: "160px",
  "3xl": "180px",
  "4xl": "200px",
  "5xl": "220px",
  full: "100%",
};
export const WIDTHS: Readonly<Record<string, string>> = {
  nano: "120px",
  micro: "160px",
  deca: "220px",
  hecto: "241px",
  kilo: "260px",
  mega: "300px",
  giga: "340px",
};
export const RADII: Readonly<Record<string, string>> = {
  none: "0",
  xs: "2px",
  sm: "4px",
  md: "8px",
  lg: "12px",
  xl: "17px",
  xxl: "22px",
};

export const css = (rules: Readonly<Record<string, string | null | undefined>>): string =>
  Object.entries(rules)
    .filter(([, value]) => value !== null && value !== undefined && value !== "")
    .map(([name, value]) => `${name}:${value}`)
    .join(";");

/** A number that stays the same for a text: pictures that cannot be fetched get a calm colour of their own. */
export const tint = (text: string): number =>
  Array.from(text).reduce((sum, letter) => (sum * 131 + (letter.codePointAt(0) ?? 0)) % 3_607, 7) % 360;

export const placeholder = (url: unknown, style: string): Markup => {
  const name =
    wordsOf(url)
      .split(/[/?#]/)
      .findLast((piece) => /\.(jpe?g|png|webp)$/i.test(piece)) ?? "";
  const hue = tint(wordsOf(url));
  const ground = `background:linear-gradient(150deg,hsl(${hue} 28% 88%),hsl(${(hue + 40) % 360} 26% 76%))`;
  return html`<span class="picture" style="${ground};${style}" role="img" aria-label="${name}"
    ><i>${name.replace(/\.\w+$/, "").replaceAll(/[-_]/g, " ")}</i></span
  >`;
};

/** What a tap does, as attributes that the page's script reads; links are ordinary links. */
export const tap = (action: unknown, inner: Markup, name: string, style = ""): Markup => {
  if (!isPart(action)) return html`<span class="${name}" style="${style}">${inner}</span>`;
  if (action["type"] === "uri")
    return html`<a
      class="${name}"
      style="${style}"
      href="${wordsOf(action["uri"])}"
      target="engawa-browser"
      rel="noopener"
      data-open
      >${inner}</a
    >`;
  const what =
    action["type"] === "postback"
      ? { do: "postback", data: action["data"], displayText: action["displayText"] ?? action["text"] }
      : action["type"] === "message"
        ? { do: "write", text: action["text"] }
        : action["type"] === "datetimepicker"
          ? { do: "pick", data: action["data"], mode: action["mode"] }
          : { do: "copy", text: action["clipboardText"] };
  return html`<button type="button" class="${name}" style="${style}" data-act="${JSON.stringify(what)}">
    ${inner}
  </button>`;
};
