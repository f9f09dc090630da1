/** A LINE message as the app draws it, near enough to judge words and length. */
import type { CSSProperties, ReactNode } from "react";
import { colour, isPart, LETTERS, measure, type Part, partsOf, wordsOf } from "../model/line-look.ts";

const size = (...given: Parameters<typeof measure>) => measure(...given) ?? undefined;
const paint = (value: unknown) => colour(value) ?? undefined;

const style = (part: Part, row: boolean): CSSProperties => ({
  flex:
    typeof part["flex"] === "number" ? (part["flex"] === 0 ? "none" : `${part["flex"]} 1 0`) : row ? "1 1 0" : "none",
  [row ? "marginInlineStart" : "marginBlockStart"]: size(part["margin"]),
  minWidth: 0,
});
const label = (action: unknown) => (isPart(action) ? wordsOf(action["label"]) : "");

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
        background: paint(part["backgroundColor"]),
        borderRadius: size(part["cornerRadius"]),
        alignItems: part["layout"] === "baseline" ? "baseline" : undefined,
      };
      return (
        <div style={look}>
          {partsOf(part["contents"]).map((child, index) => (
            <Component key={index} part={child} row={across} />
          ))}
        </div>
      );
    }
    case "text": {
      const spans = partsOf(part["contents"]);
      const look: CSSProperties = {
        ...style(part, row),
        fontSize: size(part["size"], LETTERS) ?? "16px",
        color: paint(part["color"]),
        fontWeight: part["weight"] === "bold" ? 700 : undefined,
        textAlign: part["align"] === "center" ? "center" : part["align"] === "end" ? "end" : undefined,
        whiteSpace: part["wrap"] === true ? "pre-wrap" : "nowrap",
        overflow: "hidden",
        textOverflow: "ellipsis",
      };
      return (
        <div style={look}>
          {spans.length > 0 ? spans.map((span) => wordsOf(span["text"])).join("") : wordsOf(part["text"])}
        </div>
      );
    }
    case "button": {
      const own = paint(part["color"]);
      const kind = wordsOf(part["style"]) || "link";
      const look = kind === "link" ? { color: own } : { background: own };
      return (
        <span className="line-button" data-kind={kind} style={{ ...style(part, row), ...look }}>
          {label(part["action"])}
        </span>
      );
    }
    case "image":
    case "video":
      return <Picture ratio={wordsOf(part["aspectRatio"]) || "1:1"} name={wordsOf(part["url"])} />;
    case "separator":
      return <hr style={{ ...style(part, row), flex: "none", background: paint(part["color"]) }} />;
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
  if (message["type"] === "text") return <div className="line-say">{wordsOf(message["text"])}</div>;
  const contents = message["contents"];
  if (message["type"] === "flex" && isPart(contents))
    return contents["type"] === "carousel" ? (
      <div className="line-row">
        {partsOf(contents["contents"]).map((bubble, index) => (
          <Bubble key={index} bubble={bubble} />
        ))}
      </div>
    ) : (
      <Bubble bubble={contents} />
    );
  return <div className="line-say">{wordsOf(message["altText"]) || wordsOf(message["type"])}</div>;
};
