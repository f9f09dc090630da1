/** MJML to HTML, once at save. Liquid goes through untouched, and where MJML would drop it the author is told. */
import mjml from "mjml";
import { lineAt } from "../model/place.ts";
import type { BodyFault } from "../model/shape.ts";

const LIQUID = /\{%[\s\S]*?%\}|\{\{[\s\S]*?\}\}/g;

export interface Compiled {
  readonly html: string;
  readonly faults: readonly BodyFault[];
}

const fault = (line: number | null, message: string): BodyFault => ({ part: "source", line, message });

/** Pieces of Liquid that stood in the source and are not in the HTML. */
const dropped = (source: string, html: string): BodyFault[] => {
  const left = new Map<string, number>();
  for (const [piece] of html.matchAll(LIQUID)) left.set(piece, (left.get(piece) ?? 0) + 1);
  return [...source.matchAll(LIQUID)].flatMap((match) => {
    if (left.has(match[0])) return [];
    return [
      fault(
        lineAt(source, match.index),
        `${match[0]} stands where MJML drops it: put it inside <mj-raw>, or into a text or an attribute.`,
      ),
    ];
  });
};

export const compileMjml = async (source: string): Promise<Compiled> => {
  try {
    const { html, errors } = await mjml(source, {
      validationLevel: "soft",
      keepComments: false,
      ignoreIncludes: true,
      fonts: {},
    });
    const told = errors.map((error) => fault(error.line, `<${error.tagName}> ${error.message}`));
    return { html, faults: told.length > 0 ? told : dropped(source.replaceAll(/<!--[\s\S]*?-->/g, ""), html) };
  } catch (error) {
    return { html: "", faults: [fault(1, error instanceof Error ? error.message : "MJML could not be read.")] };
  }
};
