import { randomUUID } from "node:crypto";
import { z } from "zod";
import { audit } from "#kernel/audit";
import { brandOf } from "#kernel/admin";
import { type Ctx, within } from "#kernel/context";
import { transaction, wake } from "#kernel/database";
import { Problem } from "#kernel/errors";
import type { Json } from "#kernel/log";
import { readSetting, writeSetting } from "#kernel/settings";
import type { Options } from "../api.ts";
import { Path, RfmCuts } from "../model.ts";
import { profilesAfter } from "../store/membership.ts";
import { eventNames, recentProperties, someTraits } from "../store/options.ts";
import { quintiles } from "../store/preview.ts";
import { RFM_SETTING } from "./catalogue.ts";
import { segmentOptions } from "./manage.ts";

type Property = Options["traits"][number];
type Kind = Property["kinds"][number];
const EXAMPLES = 5;
const LEVELS = 4;
const LOOKED_AT = 300;
const DATE = /^\d{4}-\d{2}-\d{2}/;

type Plain = string | number | boolean;
const kindOf = (value: Plain): Kind => {
  if (typeof value === "number") return "number";
  if (typeof value === "boolean") return "boolean";
  return DATE.test(value) ? "date" : "string";
};

/** Every path to a plain value, arrays skipped over as paths do. */
const walk = (value: Json, path: string, found: (path: string, value: Plain) => void, level = 0): void => {
  if (Array.isArray(value)) for (const each of value.slice(0, 5)) walk(each as Json, path, found, level);
  else if (typeof value === "object" && value !== null) {
    if (level < LEVELS)
      for (const [name, inner] of Object.entries(value as Record<string, Json>))
        walk(inner, path === "" ? name : `${path}.${name}`, found, level + 1);
  } else if (value !== null && path !== "") found(path, value);
};

/** What lies at every path below these names; the name itself is taken as it is, what is below must be a path. */
const summarise = (all: readonly { readonly name: string; readonly value: Json }[]): Property[] => {
  const paths = new Map<string, { kinds: Set<Kind>; examples: Set<string> }>();
  const at = (path: string) => {
    const known = paths.get(path) ?? { kinds: new Set<Kind>(), examples: new Set<string>() };
    paths.set(path, known);
    return known;
  };
  for (const { name, value } of all) {
    if (name !== "") at(name);
    walk(value, name, (path, plain) => {
      if (path !== name && !Path.safeParse(path).success) return;
      const known = at(path);
      known.kinds.add(kindOf(plain));
      if (known.examples.size < EXAMPLES && String(plain).length <= 60) known.examples.add(String(plain));
    });
  }
  return [...paths]
    .map(([path, { kinds, examples }]) => ({ path, kinds: [...kinds], examples: [...examples] }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
};

/** What a builder can offer, from what is really there. */
export const builderOptions = async (ctx: Ctx): Promise<Options> => {
  const some = await profilesAfter(ctx.db, randomUUID(), LOOKED_AT);
  const profiles = some.length < LOOKED_AT ? await profilesAfter(ctx.db, null, LOOKED_AT) : some;
  const traits = await someTraits(ctx.db, profiles);
  return {
    events: (await eventNames(ctx.db)).filter(({ type }) => ["track", "fact", "page", "screen"].includes(type)),
    // Names of traits are kept whole, dots and all; what lies inside of structured ones stands behind a dot.
    traits: summarise(traits),
    segments: await segmentOptions(ctx),
  };
};

export const propertyOptions = async (ctx: Ctx, event: string): Promise<Property[]> =>
  summarise((await recentProperties(ctx.db, event)).map((value) => ({ name: "", value })));

export const rfmCuts = (ctx: Ctx): Promise<RfmCuts> => readSetting(ctx, RFM_SETTING, RfmCuts);

type Four = [number, number, number, number];
/** Whole numbers that rise, as near to the edges as that allows. */
const rising = (edges: readonly number[], least: number): Four => {
  let last = least - 1;
  return [0, 1, 2, 3].map((i) => (last = Math.max(last + 1, Math.ceil(edges[i] ?? 0)))) as Four;
};

/** R and M cuts at the quintiles of today's buyers; F keeps its cuts, since most buyers bought once. */
export const fitRfm = (ctx: Ctx): Promise<RfmCuts> =>
  transaction(ctx.db, async (db) => {
    const tx = within(ctx, db);
    const { currency } = await brandOf(tx);
    const edges = await quintiles(db, ctx.now, currency);
    if (!edges) throw new Problem("conflict", "There are no buyers yet whose quintiles could be found.");
    const old = await rfmCuts(tx);
    const cuts = { ...old, r: rising(edges.r, 1), m: rising(edges.m, 1), fittedAt: ctx.now.toISOString() };
    await writeSetting(tx, RFM_SETTING, cuts);
    await audit(tx, "segments.rfm_fitted", "segments.rfm", { r: cuts.r, m: cuts.m });
    await wake(db, "segments.build");
    return z.parse(RfmCuts, cuts);
  });
