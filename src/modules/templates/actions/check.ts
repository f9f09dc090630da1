/** What would go wrong with these words, found before anybody gets them. */
import type { Ctx } from "#kernel/context";
import { brandOf } from "#kernel/admin";
import type { Fault } from "#kernel/errors";
import type { Properties } from "#kernel/log";
import type { Words } from "../model/liquid.ts";
import { prepare, produce, type Produced, shapeFaults } from "../model/produce.ts";
import { type Body, type BodyFault, type Draft, laidOver, SAMPLE } from "../model/shape.ts";
import type { StoredBody } from "../store.ts";
import { compileMjml } from "./mjml.ts";

/** How this brand writes dates and money, in the language of a body. */
export const wordsOf = async (ctx: Ctx, language: string): Promise<Words> => {
  const { zone, currency } = await brandOf(ctx);
  return { zone, currency, language };
};

/** Data to render with. `strict`: a variable that it does not hold is a fault. */
export interface Example {
  readonly data: Properties;
  readonly strict: boolean;
}

export interface Checked extends Produced {
  readonly compiled: string;
}

/** Compiles a body and renders it with example data. */
export const checkBody = async (words: Words, body: Body, example: Example): Promise<Checked> => {
  const shape = shapeFaults(body);
  if (shape.some((fault) => fault.part === "format")) return { rendered: null, faults: shape, compiled: "" };
  const made = body.format === "mjml" ? await compileMjml(body.source) : { html: body.source, faults: [] };
  const { produced, early } = rendering(words, body, made, example);
  return {
    compiled: made.html,
    rendered: produced?.rendered ?? null,
    // What is missing is not told twice: as missing, and as empty.
    faults: [
      ...shape,
      ...[...early, ...(produced?.faults ?? [])].filter((each) => !shape.some(({ part }) => part === each.part)),
    ],
  };
};

const rendering = (
  words: Words,
  body: Body,
  made: { html: string; faults: readonly BodyFault[] },
  { data, strict }: Example,
) => {
  // Liquid's own faults are read in the source, whose lines the author sees.
  const source = prepare({ ...body, compiled: body.source }, words);
  if (source.faults.length > 0) return { produced: null, early: source.faults };
  if (made.faults.length > 0) return { produced: null, early: made.faults };
  const how = { strict, link: (url: string) => url };
  if (body.format === "mjml") {
    // Variables that are missing are named by their lines in the MJML, not in the HTML made of it.
    const inSource = produce({ ...source, body: { ...source.body, format: "text" } }, data, how);
    if (inSource.faults.length > 0) return { produced: null, early: inSource.faults };
  }
  return { produced: produce(prepare({ ...body, compiled: made.html }, words), data, how), early: [] };
};

/** A body's faults as a caller of the API reads them. */
export const asFaults = (index: number, faults: readonly BodyFault[]): Fault[] =>
  faults.map((fault) => ({
    at: `bodies.${index}.${fault.part}`,
    message: fault.line === null ? fault.message : `Line ${fault.line}: ${fault.message}`,
  }));

export interface CheckedDraft {
  readonly bodies: readonly StoredBody[];
  readonly faults: readonly Fault[];
}

/** Every body of a draft. */
export const checkDraft = async (ctx: Ctx, draft: Draft): Promise<CheckedDraft> => {
  const bodies: StoredBody[] = [];
  const faults: Fault[] = [];
  const example = { data: laidOver(SAMPLE, draft.sample), strict: true };
  for (const [index, body] of draft.bodies.entries()) {
    const twin = draft.bodies.findIndex((each) => each.channel === body.channel && each.language === body.language);
    if (twin < index)
      faults.push({ at: `bodies.${index}`, message: `There are two bodies for ${body.channel} in ${body.language}.` });
    const checked = await checkBody(await wordsOf(ctx, body.language), body, example);
    faults.push(...asFaults(index, checked.faults));
    bodies.push({ ...body, compiled: checked.compiled });
  }
  return { bodies, faults };
};
