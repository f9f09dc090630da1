import { segmentOptions } from "#segments";
import { channelsOf, classesOf } from "#templates";
import type { Ctx } from "#kernel/context";
import type { Definition, Known } from "../model.ts";

/** What this definition names and really exists: for `check`. */
export const knownTo = async (ctx: Ctx, definition: Definition): Promise<Known> => {
  const named = Object.values(definition.nodes).flatMap((node) => (node.kind === "message" ? [node.template] : []));
  const templates = new Map<string, ReadonlySet<string>>();
  for (const key of new Set(named)) templates.set(key, await channelsOf(ctx, key));
  const segments = await segmentOptions(ctx);
  const classes = await classesOf(ctx, [...templates.keys()]);
  return { templates, classes, segments: new Set(segments.map((segment) => segment.id)) };
};
