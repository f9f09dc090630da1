/** From a LINE body's JSON to messages, and the taps in them to tracked links. */
import type { Json, Properties } from "#kernel/log";
import { lineFaults } from "./line.ts";
import { jsonPlaces } from "./place.ts";
import type { BodyFault } from "./shape.ts";

const isObject = (value: unknown): value is Properties =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A bubble or carousel stands for a Flex message; a message for itself; an array for several. */
const asMessages = (value: Json, altText: string): readonly Json[] => {
  if (Array.isArray(value)) return value as readonly Json[];
  if (isObject(value) && (value["type"] === "bubble" || value["type"] === "carousel"))
    return [{ type: "flex", altText, contents: value }];
  return [value];
};

export interface LineRead {
  readonly messages: readonly Properties[];
  readonly faults: readonly BodyFault[];
}

/** Reads rendered JSON. `sameLines`: its lines are those of the source, so that faults can name them. */
export const readLine = (text: string, altText: string, sameLines: boolean): LineRead => {
  const places = jsonPlaces(text);
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch {
    const message = `This is not valid JSON: ${places.fault?.message ?? "something in it"}.`;
    return {
      messages: [],
      faults: [{ part: "source", line: sameLines ? (places.fault?.line ?? null) : null, message }],
    };
  }
  const messages = asMessages(value, altText);
  const lines = sameLines ? places.lines : null;
  const wrapped = isObject(value) && (value["type"] === "bubble" || value["type"] === "carousel");
  const prefix = Array.isArray(value) ? "messages" : wrapped ? "messages[0].contents" : "messages[0]";
  const faults = lineFaults(messages).map((fault): BodyFault => {
    if (wrapped && fault.at === "messages[0].altText")
      return { part: "alternative", line: null, message: fault.message };
    const path = fault.at.startsWith(prefix) ? fault.at.slice(prefix.length).replace(/^\./, "") : fault.at;
    return { part: "source", line: nearest(lines, path), message: `${path === "" ? "" : `${path}: `}${fault.message}` };
  });
  return { messages: faults.length === 0 ? (messages as readonly Properties[]) : [], faults };
};

/** The line of a path, or of what it would stand in where it is missing. */
const nearest = (lines: ReadonlyMap<string, number> | null, path: string): number | null => {
  if (!lines) return null;
  for (let at = path; ; at = at.replace(/(\.[^.[\]]+|\[\d+\]|^[^.[\]]+)$/, "")) {
    const line = lines.get(at);
    if (line !== undefined || at === "") return line ?? null;
  }
};

const LINK = /https?:\/\/[^\s<>"'「」、。()()]+/g;

/** Every address of the web in plain text, replaced. */
export const linkText = (text: string, link: (url: string) => string): string =>
  text.replaceAll(LINK, (url) => link(url));

/** The messages with each tap on an address, and each address in a text, sent through `link`. */
export const linkMessages = (messages: readonly Properties[], link: (url: string) => string): readonly Properties[] => {
  const web = (value: Json | undefined): value is string => typeof value === "string" && /^https?:/i.test(value);
  const walk = (value: Json): Json => {
    if (Array.isArray(value)) return value.map((each: Json) => walk(each));
    if (!isObject(value)) return value;
    const result: Record<string, Json> = {};
    for (const [key, child] of Object.entries(value)) result[key] = walk(child);
    if (value["type"] === "uri" && web(value["uri"])) result["uri"] = link(value["uri"]);
    if (value["type"] === "uri" && web(value["linkUri"])) result["linkUri"] = link(value["linkUri"]);
    return result;
  };
  return messages.map((message) => {
    const walked = walk(message) as Properties;
    const text = walked["text"];
    return typeof text === "string" && walked["type"] === "text" ? { ...walked, text: linkText(text, link) } : walked;
  });
};
