import { brandOf } from "#kernel/admin";
import type { Ctx } from "#kernel/context";
import { readSetting } from "#kernel/settings";
import { decidingLeaves, type Interest, interestOf, type Lookup, type Predicate, RfmCuts } from "../model.ts";
import { allDefinitions, type Definition, signature } from "../store/definitions.ts";
import type { Basis } from "../store/sources.ts";

export const RFM_SETTING = "segments.rfm";

/** All definitions and what follows from them, read again only when one has changed. */
export interface Catalogue {
  readonly signature: string;
  readonly all: ReadonlyMap<string, Definition>;
  readonly lookup: Lookup;
  /** Segments that follow changes (live or building), with what can change them. */
  /** Some segment asks for RFM scores. */
  readonly scored: boolean;
  readonly active: readonly { readonly segment: Definition; readonly interest: Interest }[];
}

let kept: Catalogue | undefined;

/** The definitions as they are in this transaction. */
export const catalogueOf = async (ctx: Ctx): Promise<Catalogue> => {
  const now = await signature(ctx.db);
  if (kept?.signature === now) return kept;
  const all = new Map((await allDefinitions(ctx.db)).map((segment) => [segment.id, segment]));
  const lookup: Lookup = (id) => all.get(id)?.predicate;
  const active = [...all.values()]
    .filter((segment) => segment.status !== "paused")
    .map((segment) => ({ segment, interest: interestOf(segment.predicate, lookup) }));
  const scored = active.some(({ segment }) =>
    decidingLeaves(segment.predicate, lookup).some((leaf) => leaf.kind === "rfm"),
  );
  kept = { signature: now, all, lookup, active, scored };
  return kept;
};

const CUTS = RfmCuts.parse({});

/** `scored`: only where somebody asks for RFM scores are their cuts read. */
export const basisOf = async (ctx: Ctx, scored = true): Promise<Basis> => {
  const brand = await brandOf(ctx);
  const rfm = scored ? await readSetting(ctx, RFM_SETTING, RfmCuts) : CUTS;
  return { now: ctx.now, zone: brand.zone, currency: brand.currency, rfm };
};

/** What of the basis a predicate leans on, as text: where it differs from what was built with, everybody is evaluated anew. */
export const basisKey = (predicate: Predicate, lookup: Lookup, { zone, currency, rfm }: Basis): string =>
  decidingLeaves(predicate, lookup).some((leaf) => leaf.kind === "rfm")
    ? JSON.stringify({ zone, currency, r: rfm.r, f: rfm.f, m: rfm.m })
    : zone;
