/** A person's word that two identities are, or are not, one person. The fold does what follows from it. */
import { randomUUID } from "node:crypto";
import { append } from "#events";
import { audit } from "#kernel/audit";
import { type Ctx, within } from "#kernel/context";
import { transaction } from "#kernel/database";
import { notFound, Problem } from "#kernel/errors";
import { splitKey } from "#kernel/identity";
import { requireProfile } from "./actions.ts";
import type { ShownSeparation } from "./api.ts";
import { asPair, RESTORED, RETRACTED, samePair, separation } from "./model.separate.ts";
import { edgesAt, identitiesByCluster, identitiesByKey } from "./store/graph.ts";

interface Asked {
  readonly id: string;
  readonly a: string;
  readonly b: string;
  /** True: they are not one person. False: they are, after all. */
  readonly apart: boolean;
}

const kindOf = (key: string) => splitKey(key).kind;

/** What saying so would do; changes nothing. */
export const foreseeSeparation = async (ctx: Ctx, asked: Asked): Promise<ShownSeparation> => {
  const profile = await requireProfile(ctx, asked.id);
  const pair = asPair(asked.a, asked.b);
  const ends = await identitiesByKey(ctx.db, [pair.a, pair.b]);
  if (!ends.some((end) => end.profile === profile)) throw notFound("evidence");
  const nodes = await identitiesByCluster(ctx.db, [...new Set(ends.map((end) => end.cluster))]);
  const edges = await edgesAt(
    ctx.db,
    nodes.filter((node) => node.shared === null).map((node) => node.key),
  );
  const edge = edges.find((each) => samePair(each, pair));
  if (!edge) throw notFound("evidence");
  if (edge.retracted === asked.apart)
    throw new Problem("conflict", asked.apart ? "Somebody has said so already." : "Nobody has said that they are not.");
  const { parts, via } = separation(nodes, edges, { ...pair, retracted: asked.apart }, kindOf);
  return {
    parts: parts.map((part) => ({ ...part, identities: [...part.identities] })),
    via: via.map(({ a, b, rule, at, source }) => ({ a, b, rule, at: at.toISOString(), source })),
  };
};

/** Says so, for good or until it is taken back. Gives what follows from it. */
export const sayApart = (ctx: Ctx, asked: Asked): Promise<ShownSeparation> =>
  transaction(ctx.db, async (db) => {
    const inside = within(ctx, db);
    const foreseen = await foreseeSeparation(inside, asked);
    const { a, b } = asPair(asked.a, asked.b);
    const name = asked.apart ? RETRACTED : RESTORED;
    const properties = { a, b, by: ctx.actor.name };
    await append(inside, [{ name, subject: asked.a, properties, key: `${name}:${randomUUID()}` }]);
    // Kinds and not values: the trail holds nobody's address.
    await audit(inside, name, `profile:${asked.id}`, { between: `${kindOf(a)} ${kindOf(b)}` });
    return foreseen;
  });
