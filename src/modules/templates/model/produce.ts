/** From a body and data to a message. */
import type { Json, Properties } from "#kernel/log";
import { htmlText, linkHtml } from "./html.ts";
import { linkMessages, linkText, readLine } from "./line-body.ts";
import { lineFaults } from "./line.ts";
import { type Escape, liquidFaults, type Parsed, parseLiquid, type Words } from "./liquid.ts";
import type { Body, BodyFault, Rendered } from "./shape.ts";

/** A body as rendering reads it: MJML is HTML by now. */
export interface Compiled extends Pick<Body, "channel" | "language" | "format" | "subject" | "alternative"> {
  readonly compiled: string;
}

/** A body read once and rendered many times. */
export interface Prepared {
  readonly body: Compiled;
  readonly subject: Parsed | null;
  readonly source: Parsed | null;
  readonly alternative: Parsed | null;
  readonly faults: readonly BodyFault[];
}

const ESCAPE = { text: "none", flex: "json", mjml: "html" } as const satisfies Record<Body["format"], Escape>;

/** Reads a body's Liquid; what cannot be read is in `faults`. */
export const prepare = (body: Compiled, words: Words): Prepared => {
  const faults: BodyFault[] = [];
  const read = (part: string, source: string | null, escape: Escape): Parsed | null => {
    if (source === null) return null;
    try {
      return parseLiquid(source, escape, words);
    } catch (error) {
      faults.push(...liquidFaults(error).map((fault) => ({ part, ...fault })));
      return null;
    }
  };
  const subject = read("subject", body.channel === "email" ? (body.subject ?? "") : null, "none");
  const source = read("source", body.compiled, ESCAPE[body.format]);
  const alternative = read("alternative", body.alternative, "none");
  return { body, subject, source, alternative, faults };
};

export interface Produced {
  readonly rendered: Rendered | null;
  readonly faults: readonly BodyFault[];
}

export interface How {
  /** A variable that the data does not hold is a fault: at save, where the data is the example. */
  readonly strict?: boolean;
  readonly link: (url: string) => string;
}

const own = (data: Properties): ReadonlySet<Json | undefined> =>
  new Set([data["unsubscribe_url"], data["preferences_url"]]);

/** Renders for one person. The links by which a person leaves are never counted as clicks. */
export const produce = (prepared: Prepared, data: Properties, how: How): Produced => {
  const { body } = prepared;
  const faults: BodyFault[] = [...prepared.faults];
  const run = (part: string, parsed: Parsed | null): string | null => {
    if (!parsed) return null;
    try {
      return parsed.render(data, how.strict);
    } catch (error) {
      faults.push(...liquidFaults(error).map((fault) => ({ part, ...fault })));
      return null;
    }
  };
  const leaving = own(data);
  const link = (url: string) => (leaving.has(url) ? url : how.link(url));
  const subject = run("subject", prepared.subject);
  const source = run("source", prepared.source);
  const alternative = run("alternative", prepared.alternative);
  if (source === null || faults.length > 0) return { rendered: null, faults };

  if (body.channel === "line") {
    const read = lineOf(body, source, alternative);
    if (read.faults.length > 0) return { rendered: null, faults: read.faults };
    const messages = linkMessages(read.messages, link);
    // A tracked link is longer than what it stands for.
    const late = lineFaults(messages).map((fault) => ({
      part: "source",
      line: null,
      message: `${fault.at}: ${fault.message}`,
    }));
    return late.length > 0 ? { rendered: null, faults: late } : { rendered: { channel: "line", messages }, faults: [] };
  }
  const line = (subject ?? "").replaceAll(/\s*[\r\n]+\s*/g, " ").trim();
  if (line === "")
    return { rendered: null, faults: [{ part: "subject", line: null, message: "A mail needs a subject." }] };
  const html = body.format === "mjml" ? linkHtml(source, link) : null;
  const text =
    alternative !== null ? linkText(alternative, link) : html !== null ? htmlText(html) : linkText(source, link);
  return { rendered: { channel: "email", subject: line, html, text }, faults: [] };
};

const lineOf = (body: Compiled, source: string, alternative: string | null) => {
  if (body.format === "flex") {
    const sameLines = source.split("\n").length === body.compiled.split("\n").length;
    return readLine(source, alternative ?? "", sameLines);
  }
  const messages: readonly Properties[] = [{ type: "text", text: source.trim() }];
  return {
    messages,
    faults: lineFaults(messages).map((fault): BodyFault => ({ part: "source", line: null, message: fault.message })),
  };
};

/** What a body lacks whatever its data: a format of another channel, no words at all. */
export const shapeFaults = (body: Body): BodyFault[] => {
  const faults: BodyFault[] = [];
  const fault = (part: string, message: string) => faults.push({ part, line: null, message });
  if (body.channel === "line" && body.format === "mjml") fault("format", "A LINE message is text or flex.");
  if (body.channel === "email" && body.format === "flex") fault("format", "A mail is mjml or text.");
  if (body.source.trim() === "") fault("source", "There are no words yet.");
  if (
    body.channel === "line" &&
    body.format === "flex" &&
    (body.alternative ?? "").trim() === "" &&
    !/"altText"/.test(body.source)
  )
    fault("alternative", "A Flex message needs a short text for the chat list.");
  return faults;
};
