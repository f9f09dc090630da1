/** Folds a batch of events into identities, edges, profiles, traits and search entries: a few statements a batch. */
import { createHash } from "node:crypto";
import { append } from "#events";
import type { Ctx } from "#kernel/context";
import { splitKey } from "#kernel/identity";
import type { Fact, StoredEvent } from "#kernel/log";
import { type Edge, earlier, type Node } from "./model.graph.ts";
import { linksOf, named } from "./model.mentions.ts";
import { regroup, type Regrouped } from "./model.regroup.ts";
import { type Word, wordsIn } from "./model.separate.ts";
import {
  edgesAt,
  firstMet,
  identitiesByCluster,
  identitiesByKey,
  insertIdentities,
  judgeEdges,
  type KnownIdentity,
  lowerFirstSeen,
  newsAmong,
  refreshProfiles,
  retractEdges,
  updateIdentities,
  upsertEdges,
} from "./store/graph.ts";

interface Mention {
  readonly key: string;
  readonly event: StoredEvent;
  /** The earliest event that names it. */
  first: StoredEvent;
}

// From the event and not from the key: a profile's id stands in links and must not be a hash of an address. And not
// random: the log, read again from its beginning, gives every profile the id that it had.
const bornOf = (event: StoredEvent, key: string): string => {
  const hex = createHash("sha256").update(`${event.source}\n${event.messageId}\n${key}`).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

const kindOf = (key: string) => splitKey(key).kind;
const pairOf = (edge: { a: string; b: string }): string => `${edge.a}\u0000${edge.b}`;

/** Better evidence: the sender's explicit word, then the earlier event. */
const better = (one: Edge, other: Edge): boolean =>
  one.rule === other.rule ? earlier(one, other) : one.rule === "alias";

/** Our own word on people who are known by then: under load four in ten events of the log, with nothing new on who is who. */
const OF_THE_KNOWN = /^(profile\.(created|merged|unmerged)$|(segment|journey|message)\.)/;

const read = (events: readonly StoredEvent[]) => {
  const mentions = new Map<string, Mention>();
  const edges = new Map<string, Edge>();
  for (const event of events) {
    if (event.type === "fact" && OF_THE_KNOWN.test(event.name)) continue;
    for (const key of named(event)) {
      const known = mentions.get(key);
      if (!known) mentions.set(key, { key, event, first: event });
      else if (event.at < known.first.at) known.first = event;
    }
    for (const link of linksOf(event)) {
      const { at, messageId, position, source } = event;
      const edge: Edge = { ...link, at, messageId, position, source, refused: null, retracted: false };
      const known = edges.get(pairOf(edge));
      if (!known || better(edge, known)) edges.set(pairOf(edge), edge);
    }
  }
  return { mentions, edges };
};

/** Edges that say something new: unknown ones, and known ones with better evidence. */
const freshEdges = async (ctx: Ctx, said: readonly Edge[]): Promise<Edge[]> =>
  (await newsAmong(ctx.db, said)).flatMap(({ n, refused, retracted }) => {
    const edge = said[n - 1];
    return edge ? [{ ...edge, refused, retracted }] : [];
  });

/** These edges and those that somebody has said something of, as the last word has them (P9). */
const asSaid = async (ctx: Ctx, fresh: readonly Edge[], words: readonly Word[]): Promise<Edge[]> => {
  if (words.length === 0) return [...fresh];
  const last = new Map(words.map((word) => [pairOf(word), word.retracted]));
  const known = new Set(fresh.map(pairOf));
  const stored = (
    await edgesAt(
      ctx.db,
      words.map((word) => word.a),
    )
  ).filter((edge) => last.has(pairOf(edge)) && !known.has(pairOf(edge)));
  return [...fresh, ...stored].map((edge) => ({ ...edge, retracted: last.get(pairOf(edge)) ?? edge.retracted }));
};

/** Joins the clusters that the fresh edges connect. Edges at shared values connect nothing. */
const clustersAfter = (nodes: readonly (Node & { cluster: string })[], fresh: readonly Edge[]) => {
  const parent = new Map(nodes.map((node) => [node.cluster, node.cluster]));
  const root = (cluster: string): string => {
    let at = cluster;
    for (let up = parent.get(at); up !== undefined && up !== at; up = parent.get(at)) at = up;
    return at;
  };
  const byKey = new Map(nodes.map((node) => [node.key, node]));
  for (const edge of fresh) {
    const [a, b] = [byKey.get(edge.a), byKey.get(edge.b)];
    if (!a || !b || a.shared !== null || b.shared !== null) continue;
    const [x, y] = [root(a.cluster), root(b.cluster)];
    if (x !== y) parent.set(x < y ? y : x, x < y ? x : y);
  }
  return root;
};

const factsOf = (result: Regrouped, events: readonly StoredEvent[]): Fact[] => {
  const last = events.at(-1)?.position ?? 0;
  const evidence = (edge: Edge | null) =>
    edge && { position: edge.position, at: edge.at.toISOString(), rule: edge.rule, source: edge.source };
  return [
    ...result.created.map((c) => ({
      name: "profile.created",
      subject: c.subject,
      properties: { profile: c.profile },
      key: `profile.created:${c.profile}`,
    })),
    ...result.merged.map((m) => ({
      name: "profile.merged",
      subject: m.subject,
      properties: { profile: m.profile, from: m.from, evidence: evidence(m.edge) },
      key: `profile.merged:${m.from}:${m.profile}:${last}`,
    })),
    ...result.unmerged.map((u) => ({
      name: "profile.unmerged",
      subject: u.subject,
      properties: { profile: u.profile, from: u.from, reason: u.reason },
      key: `profile.unmerged:${u.from}:${u.profile}:${last}`,
    })),
  ];
};

/** Brings identities, edges and profiles up to these events. Returns the keys that were met for the first time. */
export const foldGraph = async (ctx: Ctx, events: readonly StoredEvent[]): Promise<string[]> => {
  const { mentions, edges: said } = read(events);
  if (mentions.size === 0) return [];
  const words = wordsIn(events);
  const [met, fresh] = await Promise.all([
    firstMet(
      ctx.db,
      [...mentions.values()].map((m) => ({ key: m.key, at: m.first.at })),
    ),
    freshEdges(ctx, [...said.values()]).then((edges) => asSaid(ctx, edges, words)),
  ]);
  const unknown = new Set(met.flatMap((row) => (row.profile === null ? row.key : [])));
  const brandNew = [...mentions.values()].filter((m) => unknown.has(m.key));
  const older = met.filter((row) => row.profile !== null);
  const ends = [...new Set(fresh.flatMap((edge) => [edge.a, edge.b]))].filter((key) => !unknown.has(key));
  const known = new Map(
    ends.length > 0 ? (await identitiesByKey(ctx.db, ends)).map((node) => [node.key, node] as const) : [],
  );
  const earlierSeen = older.flatMap(({ key }) => {
    const first = mentions.get(key)?.first;
    return first ? [{ key, at: first.at, source: first.source }] : [];
  });
  const change = await changeBy(ctx, { events, brandNew, fresh, known });
  // Sent together and run in this order: profiles are what their identities say by then.
  await Promise.all([
    lowerFirstSeen(ctx.db, earlierSeen),
    insertIdentities(ctx.db, change.inserted),
    updateIdentities(ctx.db, change.updated),
    upsertEdges(ctx.db, change.edges),
    judgeEdges(ctx.db, change.judged),
    retractEdges(ctx.db, words),
    refreshProfiles(ctx.db, [...new Set([...older.flatMap((row) => row.profile ?? []), ...change.profiles])]),
    append(ctx, change.facts),
  ]);
  return brandNew.map((m) => m.key);
};

/** What is to be written so that the fresh edges and identities count. */
const changeBy = async (
  ctx: Ctx,
  given: {
    events: readonly StoredEvent[];
    brandNew: readonly Mention[];
    fresh: readonly Edge[];
    known: ReadonlyMap<string, KnownIdentity>;
  },
) => {
  const { brandNew, fresh, known } = given;
  const touched = fresh.flatMap((edge) =>
    [known.get(edge.a), known.get(edge.b)].flatMap((node) => (node && node.shared === null ? node.cluster : [])),
  );
  const loaded = touched.length > 0 ? await identitiesByCluster(ctx.db, [...new Set(touched)]) : [];
  const standing = loaded.filter((node) => node.shared === null).map((node) => node.key);
  const freshPairs = new Set(fresh.map(pairOf));
  const stored = (await edgesAt(ctx.db, standing)).filter((edge) => !freshPairs.has(pairOf(edge)));
  const newNodes = brandNew.map((m, i) => {
    const born = bornOf(m.event, m.key);
    // Behind all known ones, in the order of the log.
    const seq = Number.MAX_SAFE_INTEGER - brandNew.length + i;
    return { key: m.key, kind: kindOf(m.key), seq, born, profile: null, cluster: born, shared: null, first: m.first };
  });
  const nodes = [...loaded, ...newNodes];
  const result = regroup(nodes, [...stored, ...fresh], kindOf);
  const cluster = clustersAfter(nodes, fresh);
  const moved = new Map(result.moved.map((m) => [m.key, m]));
  const verdicts = new Map(result.judged.map((j) => [pairOf(j.edge), j]));
  const place = (node: Node) => {
    const { profile, shared } = moved.get(node.key) ?? node;
    return { profile: profile ?? node.born, shared };
  };

  return {
    inserted: newNodes.map((node) => ({
      ...place(node),
      key: node.key,
      kind: node.kind,
      born: node.born,
      cluster: cluster(node.cluster),
      firstAt: node.first.at,
      source: node.first.source,
    })),
    updated: loaded
      .filter((node) => moved.has(node.key) || cluster(node.cluster) !== node.cluster)
      .map((node) => ({ ...place(node), key: node.key, cluster: cluster(node.cluster) })),
    edges: fresh.map((edge) => ({ ...edge, refused: (verdicts.get(pairOf(edge)) ?? edge).refused })),
    judged: result.judged.flatMap(({ edge, refused }) =>
      freshPairs.has(pairOf(edge)) ? [] : [{ a: edge.a, b: edge.b, refused }],
    ),
    profiles: nodes.flatMap((node) => [node.profile ?? [], place(node).profile].flat()),
    facts: factsOf(result, given.events),
  };
};
