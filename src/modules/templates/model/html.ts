/** Mail as HTML: links rewritten, a plain text made from it. */

const ENTITIES: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
  "#39": "'",
};
export const unescapeHtml = (text: string): string =>
  text.replaceAll(/&(#x[0-9a-f]+|#\d+|\w+);/gi, (whole, name: string) => {
    const known = ENTITIES[name.toLowerCase()];
    if (known !== undefined) return known;
    if (!name.startsWith("#")) return whole;
    const code = name[1]?.toLowerCase() === "x" ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code > 0 && code < 0x11_0000 ? String.fromCodePoint(code) : whole;
  });
const escapeAttribute = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** The HTML with every link to the web in an `<a>` or `<area>` sent through `link`. Pictures, style sheets and mailto stay. */
export const linkHtml = (html: string, link: (url: string) => string): string =>
  html.replaceAll(
    /(<(?:a|area)\b[^>]*?\bhref\s*=\s*)(?:"([^"]*)"|'([^']*)')/gi,
    (whole, before: string, double?: string, single?: string) => {
      const url = unescapeHtml(double ?? single ?? "").trim();
      return /^https?:/i.test(url) ? `${before}"${escapeAttribute(link(url))}"` : whole;
    },
  );

/** What a reader without HTML sees: paragraphs, links behind their words, nothing of style or head. */
export const htmlText = (html: string): string =>
  unescapeHtml(
    html
      .replaceAll(/<!--[\s\S]*?-->/g, "")
      .replaceAll(/<(head|style|script|title)\b[\s\S]*?<\/\1\s*>/gi, "")
      .replaceAll(
        /<a\b[^>]*?\bhref\s*=\s*(?:"([^"]*)"|'([^']*)')[^>]*>([\s\S]*?)<\/a\s*>/gi,
        (_all, a?: string, b?: string, inner?: string) => {
          const words = (inner ?? "").replaceAll(/<[^>]*>/g, "").trim();
          const url = a ?? b ?? "";
          return words === "" ? "" : words === url ? words : `${words}\n${url}`;
        },
      )
      .replaceAll(/<(br|\/p|\/div|\/tr|\/h\d|\/li|\/table)\b[^>]*>/gi, "\n")
      .replaceAll(/<[^>]*>/g, ""),
  )
    .split("\n")
    .map((line) => line.replaceAll(/[ \t\u00a0]+/g, " ").trim())
    .join("\n")
    .replaceAll(/\n{3,}/g, "\n\n")
    .trim();
