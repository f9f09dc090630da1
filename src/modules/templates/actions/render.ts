import type { Ctx } from "#kernel/context";
import { notFound, Problem } from "#kernel/errors";
import type { Properties } from "#kernel/log";
import { prepare, type Prepared, produce } from "../model/produce.ts";
import { bodyFor, type Channel, type Rendered } from "../model/shape.ts";
import { bodiesOf, findHead, liveChannels } from "../store.ts";
import { asFaults, wordsOf } from "./check.ts";

interface Ready {
  readonly version: number;
  /** Zone and currency that the filters were made with. */
  readonly words: string;
  readonly bodies: readonly Prepared[];
}
// Read bodies of live versions, kept per process and per database handle: a new version replaces its forerunner.
const kept = new WeakMap<object, Map<string, Ready>>();

const readyOf = async (ctx: Ctx, key: string, version: number): Promise<Ready> => {
  const words = await wordsOf(ctx, "");
  const mark = `${words.zone} ${words.currency}`;
  const cache = kept.get(ctx.config) ?? new Map<string, Ready>();
  kept.set(ctx.config, cache);
  const known = cache.get(key);
  if (known && known.version === version && known.words === mark) return known;
  const bodies = await bodiesOf(ctx, key, version);
  const made: Ready = {
    version,
    words: mark,
    bodies: bodies.map((body) => prepare(body, { ...words, language: body.language })),
  };
  cache.set(key, made);
  return made;
};

export interface RenderAsk {
  readonly template: string;
  readonly channel: Channel;
  /** The customer's language; null where unknown. */
  readonly language: string | null;
  readonly data: Properties;
  /** What a link to the web becomes: the tracked one. */
  readonly link: (url: string) => string;
}

/** One template for many people with one look at the database. */
export const rendererOf = async (
  ctx: Ctx,
  template: string,
): Promise<(ask: Omit<RenderAsk, "template">) => Rendered> => {
  const head = await findHead(ctx, template);
  if (!head) throw notFound(`template ${template}`);
  const ready = await readyOf(ctx, template, head.version);
  const bodies = ready.bodies.map((prepared) => ({ ...prepared.body, prepared }));
  return (ask) => {
    const body = bodyFor(bodies, ask.channel, ask.language, head.language);
    if (!body) throw new Problem("not_found", `The template ${template} has no words for ${ask.channel}.`);
    const { rendered, faults } = produce(body.prepared, ask.data, { link: ask.link });
    if (!rendered)
      throw new Problem("invalid", `The template ${template} does not work for this person.`, {
        faults: asFaults(0, faults),
      });
    return rendered;
  };
};

/** The message for one person, in the nearest language. A Problem where the template has no words for the channel or they do not work for this data. */
export const render = async (ctx: Ctx, ask: RenderAsk): Promise<Rendered> => (await rendererOf(ctx, ask.template))(ask);

/** The channels that a template has words for. */
export const channelsOf = async (ctx: Ctx, template: string): Promise<ReadonlySet<Channel>> =>
  (await liveChannels(ctx, [template])).get(template) ?? new Set();

/** The channels that each of these templates has words for. */
export const channelsOfAll = (
  ctx: Ctx,
  templates: readonly string[],
): Promise<ReadonlyMap<string, ReadonlySet<Channel>>> => liveChannels(ctx, templates);
