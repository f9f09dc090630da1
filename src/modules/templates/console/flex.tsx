/** A LINE message as the app draws it, near enough to judge words and length. */
import type { CSSProperties, ReactNode } from "react";

type Part = Readonly<Record<string, unknown>>;
const isPart = (value: unknown): value is Part => typeof value === "object" && value !== null && !Array.isArray(value);
const parts = (value: unknown): readonly Part[] => (Array.isArray(value) ? value.filter(isPart) : []);
const text = (value: unknown): string => (typeof value === "string" ? value : "");
const GAPS: Readonly<Record<string, string>> = {
  none: "0",
  xs: "2px",
  sm: "4px",
  md: "8px",
  lg: "12px",
  xl: "16px",
  xxl: "20px",
};
const LETTERS: Readonly<Record<string, string>> = {
  xxs: "11px",
  xs: "13px",
  sm: "14px",
  md: "16px",
  lg: "19px",
  xl: "22px",
  xxl: "29px",
  "3xl": "35px",
};
const size = (value: unknown, table = GAPS): string | undefined =>
  table[text(value)] ?? (/^\d+(\.\d+)?(px|%)$/.test(text(value)) ? text(value) : undefined);
const colour = (value: unknown): string | undefined =>
  /^#[0-9a-f]{6,8}$/i.test(text(value)) ? text(value) : undefined;

const style = (part: Part, row: boolean): CSSProperties => ({
  flex:
    typeof part["flex"] === "number" ? (part["flex"] === 0 ? "none" : `${part["flex"]} 1 0`) : row ? "1 1 0" : "none",
  [row ? "marginInlineStart" : "marginBlockStart"]: size(part["margin"]),
  minWidth: 0,
});
const label = (action: unknown) => (isPart(action) ? text(action["label"]) : "");

const Picture = ({ ratio, name }: { readonly ratio: string; readonly name: string }) => {
  const [wide = "1", high = "1"] = ratio.split(":");
  return (
    <span
      className="line-picture"
      role="img"
      aria-label={name}
      style={{ aspectRatio: `${Number(wide) || 1} / ${Number(high) || 1}` }}
    />
  );
};

const Component = ({ part, row }: { readonly part: Part; readonly row: boolean }): ReactNode => {
  switch (part["type"]) {
    case "box": {
      const across = part["layout"] !== "vertical";
      const look: CSSProperties = {
        ...style(part, row),
        display: "flex",
        flexDirection: across ? "row" : "column",
        gap: size(part["spacing"]),
        padding: size(part["paddingAll"]),
        background: colour(part["backgroundColor"]),
        borderRadius: size(part["cornerRadius"]),
        alignItems: part["layout"] === "baseline" ? "baseline" : undefined,
      };
      return (
        <div style={look}>
          {parts(part["contents"]).map((child, index) => (
            <Component key={index} part={child} row={across} />
          ))}
        </div>
      );
    }
    case "text": {
      const spans = parts(part["contents"]);
      const look: CSSProperties = {
        ...style(part, row),
        fontSize: size(part["size"], LETTERS) ?? "16px",
        color: colour(part["color"]),
        fontWeight: part["weight"] === "bold" ? 700 : undefined,
        textAlign: part["align"] === "center" ? "center" : part["align"] === "end" ? "end" : undefined,
        whiteSpace: part["wrap"] === true ? "pre-wrap" : "nowrap",
        overflow: "hidden",
        textOverflow: "ellipsis",
      };
      return (
        <div style={look}>
          {spans.length > 0 ? spans.map((span) => text(span["text"])).join("") : text(part["text"])}
        </div>
      );
    }
    case "button": {
      const own = colour(part["color"]);
      const kind = text(part["style"]) || "link";
      const look = kind === "link" ? { color: own } : { background: own };
      return (
        <span className="line-button" data-kind={kind} style={{ ...style(part, row), ...look }}>
          {label(part["action"])}
        </span>
      );
    }
    case "image":
    case "video":
      return <Picture ratio={text(part["aspectRatio"]) || "1:1"} name={text(part["url"])} />;
    case "separator":
      return <hr style={{ ...style(part, row), flex: "none", background: colour(part["color"]) }} />;
    default:
      return null;
  }
};

const Bubble = ({ bubble }: { readonly bubble: Part }) => (
  <div className="line-bubble">
    {(["header", "hero", "body", "footer"] as const).map((name) => {
      const part = bubble[name];
      if (!isPart(part)) return null;
      return (
        <div key={name} style={{ padding: name === "hero" ? 0 : name === "footer" ? 10 : 20 }}>
          <Component part={part} row={false} />
        </div>
      );
    })}
  </div>
);

/** One message. */
export const LineMessageView = ({ message }: { readonly message: Part }) => {
  if (message["type"] === "text") return <div className="line-say">{text(message["text"])}</div>;
  const contents = message["contents"];
  if (message["type"] === "flex" && isPart(contents))
    return contents["type"] === "carousel" ? (
      <div className="line-row">
        {parts(contents["contents"]).map((bubble, index) => (
          <Bubble key={index} bubble={bubble} />
        ))}
      </div>
    ) : (
      <Bubble bubble={contents} />
    );
  return <div className="line-say">{text(message["altText"]) || text(message["type"])}</div>;
};
