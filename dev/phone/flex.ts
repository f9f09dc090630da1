/** LINE messages as HTML, near enough to what the app draws. Pure: message in, markup out. */
import { html, raw } from "hono/html";
import { colour, isPart, LETTERS, measure, type Part, partsOf, wordsOf } from "#templates/model";
import { css, type Markup, nothing, PICTURES, placeholder, RADII, tap, WIDTHS } from "./draw.ts";

const share = (part: Part, across: boolean): string | null => {
  const flex = part["flex"];
  if (typeof flex === "number") return flex === 0 ? "0 0 auto" : `${flex} 1 0`;
  return across && part["type"] !== "icon" && part["type"] !== "separator" ? "1 1 0" : "0 0 auto";
};
const ALIGN: Readonly<Record<string, string>> = { start: "flex-start", center: "center", end: "flex-end" };
const GRAVITY: Readonly<Record<string, string>> = { top: "flex-start", center: "center", bottom: "flex-end" };

const placed = (part: Part, across: boolean): Readonly<Record<string, string | null>> => ({
  flex: share(part, across),
  [across ? "margin-left" : "margin-top"]: measure(part["margin"]),
  "align-self": across ? (GRAVITY[wordsOf(part["gravity"])] ?? null) : null,
  position: part["position"] === "absolute" ? "absolute" : null,
  top: measure(part["offsetTop"]),
  bottom: measure(part["offsetBottom"]),
  left: measure(part["offsetStart"]),
  right: measure(part["offsetEnd"]),
});
const letters = (part: Part) => ({
  "font-size": measure(part["size"], LETTERS),
  color: colour(part["color"]),
  "font-weight": part["weight"] === "bold" ? "700" : null,
  "font-style": part["style"] === "italic" ? "italic" : null,
  "text-decoration": part["decoration"] === "none" ? null : wordsOf(part["decoration"]),
});

const textPart = (part: Part, across: boolean): Markup => {
  const spans = partsOf(part["contents"]);
  const inner =
    spans.length > 0
      ? html`${spans.map((span) => html`<span style="${css(letters(span))}">${wordsOf(span["text"])}</span>`)}`
      : html`${wordsOf(part["text"])}`;
  const style = css({
    ...placed(part, across),
    ...letters(part),
    "text-align": wordsOf(part["align"]),
    "white-space": part["wrap"] === true ? "pre-wrap" : "nowrap",
    "line-height": part["lineSpacing"] ? "1.6" : null,
    "-webkit-line-clamp":
      typeof part["maxLines"] === "number" && part["maxLines"] > 0 ? String(part["maxLines"]) : null,
  });
  return tap(part["action"], inner, "text", style);
};

const buttonPart = (part: Part, across: boolean): Markup => {
  const kind = part["style"] === "primary" || part["style"] === "secondary" ? part["style"] : "link";
  const own = colour(part["color"]);
  const style = css({
    ...placed(part, across),
    height: part["height"] === "sm" ? "40px" : "52px",
    background: kind === "link" ? null : own,
    color: kind === "link" ? own : null,
  });
  return tap(
    part["action"],
    html`${wordsOf(isPart(part["action"]) ? part["action"]["label"] : "")}`,
    `button ${kind}`,
    style,
  );
};

const imagePart = (part: Part, across: boolean): Markup => {
  const [wide = "1", high = "1"] = wordsOf(part["aspectRatio"]).split(":");
  const width = measure(part["size"] ?? "md", PICTURES) ?? "100px";
  const picture = placeholder(part["url"], css({ "aspect-ratio": `${Number(wide) || 1}/${Number(high) || 1}`, width }));
  const style = css({ ...placed(part, across), "justify-content": ALIGN[wordsOf(part["align"])] ?? "center" });
  return tap(part["action"], picture, "image", style);
};

const boxPart = (part: Part, across: boolean, more: Readonly<Record<string, string | null>> = {}): Markup => {
  const row = part["layout"] !== "vertical";
  const background = isPart(part["background"]) ? part["background"] : null;
  const gradient = background
    ? `linear-gradient(${wordsOf(background["angle"])},${colour(background["startColor"])},${colour(background["endColor"])})`
    : null;
  const style = css({
    ...placed(part, across),
    ...more,
    gap: measure(part["spacing"]),
    padding: measure(part["paddingAll"]) ?? more["padding"] ?? null,
    "padding-top": measure(part["paddingTop"]),
    "padding-bottom": measure(part["paddingBottom"]),
    "padding-left": measure(part["paddingStart"]),
    "padding-right": measure(part["paddingEnd"]),
    background: gradient ?? colour(part["backgroundColor"]),
    border:
      part["borderWidth"] && part["borderWidth"] !== "none"
        ? `1px solid ${colour(part["borderColor"]) ?? "#ccc"}`
        : null,
    "border-radius": measure(part["cornerRadius"], RADII),
    width: measure(part["width"]),
    height: measure(part["height"]),
    "max-width": measure(part["maxWidth"]),
    "justify-content": wordsOf(part["justifyContent"]),
    "align-items": part["layout"] === "baseline" ? "baseline" : wordsOf(part["alignItems"]),
  });
  const inner = html`${partsOf(part["contents"]).map((child) => component(child, row))}`;
  return tap(part["action"], inner, row ? "box row" : "box", style);
};

const component = (part: Part, across: boolean): Markup => {
  switch (part["type"]) {
    case "box":
      return boxPart(part, across);
    case "text":
      return textPart(part, across);
    case "button":
      return buttonPart(part, across);
    case "image":
      return imagePart(part, across);
    case "icon": {
      const side = measure(part["size"], LETTERS) ?? "16px";
      const round = css({ ...placed(part, across), width: side, height: side, "border-radius": "50%" });
      return html`<span class="picture" style="background:#CBB98F;${round}"></span>`;
    }
    case "separator": {
      const line = css({ ...placed(part, across), background: colour(part["color"]) });
      return html`<span class="${across ? "rule upright" : "rule"}" style="${line}"></span>`;
    }
    case "video":
      return placeholder(part["previewUrl"], "aspect-ratio:20/13;width:100%");
    case "filler":
      return html`<span style="flex:${typeof part["flex"] === "number" ? part["flex"] : 1} 1 0"></span>`;
    default:
      return nothing;
  }
};

const block = (bubble: Part, name: string, padding: string): Markup => {
  const part = bubble[name];
  if (!isPart(part)) return nothing;
  const styles = isPart(bubble["styles"]) ? bubble["styles"][name] : null;
  const look = isPart(styles) ? styles : {};
  const ground = css({
    background: colour(look["backgroundColor"]),
    "border-top": look["separator"] === true ? "1px solid #e3ded5" : null,
  });
  const inner = part["type"] === "box" ? boxPart(part, false, { padding }) : component(part, false);
  return html`<div class="${name}" style="${ground}">${inner}</div>`;
};

const bubbleOf = (bubble: Part): Markup =>
  html`<div class="bubble" style="width:${WIDTHS[wordsOf(bubble["size"])] ?? WIDTHS["mega"] ?? ""}">
    ${block(bubble, "header", "20px")}${block(bubble, "hero", "0")}${block(bubble, "body", "20px")}${block(bubble, "footer", "10px")}
  </div>`;

const flexOf = (contents: unknown): Markup => {
  if (!isPart(contents)) return nothing;
  if (contents["type"] === "carousel")
    return html`<div class="carousel">${partsOf(contents["contents"]).map(bubbleOf)}</div>`;
  return bubbleOf(contents);
};

const cardOf = (card: Part): Markup =>
  html`<div class="bubble" style="width:260px">
    ${card["thumbnailImageUrl"] ? placeholder(card["thumbnailImageUrl"], "aspect-ratio:1.51/1;width:100%") : nothing}
    <div class="body">
      <div class="box" style="padding:16px;gap:6px">
        ${card["title"] ? html`<span class="text" style="font-weight:700;white-space:pre-wrap">${wordsOf(card["title"])}</span>` : nothing}
        <span class="text" style="white-space:pre-wrap">${wordsOf(card["text"])}</span>
      </div>
    </div>
    <div class="footer">
      <div class="box" style="padding:4px 10px 10px">
        ${partsOf(card["actions"]).map((action) => buttonPart({ action, height: "sm" }, false))}
      </div>
    </div>
  </div>`;

const templateOf = (template: unknown): Markup => {
  if (!isPart(template)) return nothing;
  if (template["type"] === "carousel")
    return html`<div class="carousel">${partsOf(template["columns"]).map(cardOf)}</div>`;
  if (template["type"] === "image_carousel")
    return html`<div class="carousel">
      ${partsOf(template["columns"]).map((column) => tap(column["action"], placeholder(column["imageUrl"], "width:160px;aspect-ratio:1"), "image"))}
    </div>`;
  return cardOf(template);
};

const LINK = /https?:\/\/[^\s<>"'「」、。()()]+/g;

/** Plain text with its addresses made links and its lines kept. */
export const linked = (text: string): Markup => {
  const pieces: Markup[] = [];
  let from = 0;
  for (const match of text.matchAll(LINK)) {
    pieces.push(
      html`${text.slice(from, match.index)}<a href="${match[0]}" target="engawa-browser" rel="noopener" data-open
          >${match[0]}</a
        >`,
    );
    from = match.index + match[0].length;
  }
  return html`${pieces}${text.slice(from)}`;
};

/** One message, whatever its kind. */
export const messageOf = (message: Part): Markup => {
  switch (message["type"]) {
    case "text":
    case "textV2":
      return html`<div class="say">${linked(wordsOf(message["text"]))}</div>`;
    case "flex":
      return flexOf(message["contents"]);
    case "template":
      return templateOf(message["template"]);
    case "image":
    case "video":
      return placeholder(message["previewImageUrl"], "width:220px;aspect-ratio:4/3;border-radius:14px");
    case "imagemap":
      return placeholder(message["baseUrl"], "width:260px;aspect-ratio:2/1;border-radius:14px");
    case "sticker":
      return html`<div class="sticker" aria-label="sticker">${raw("&#127808;")}</div>`;
    case "location":
      return html`<div class="say">${wordsOf(message["title"])}<br />${wordsOf(message["address"])}</div>`;
    default:
      return html`<div class="say">${wordsOf(message["altText"]) || wordsOf(message["type"])}</div>`;
  }
};

/** The chips under the last message. */
export const quickReplies = (message: Part): Markup => {
  const quick = message["quickReply"];
  if (!isPart(quick)) return nothing;
  return html`<div class="chips">
    ${partsOf(quick["items"]).map((item) => tap(item["action"], html`${wordsOf(isPart(item["action"]) ? item["action"]["label"] : "")}`, "chip"))}
  </div>`;
};

/** What the list of chats shows of a message. */
export const snippet = (message: Part): string =>
  (wordsOf(message["text"]) || wordsOf(message["altText"]) || wordsOf(message["type"]))
    .replaceAll(/\s+/g, " ")
    .slice(0, 60);
