/** Simulations as the API tells of them. */
import type { z } from "zod";
import type { Ctx } from "#kernel/context";
import { notFound } from "#kernel/errors";
import { segmentOptions } from "#segments";
import type { returnsApi } from "../api.ts";
import type { Group } from "../model/outcome.ts";
import { ownWords } from "../model/policy.ts";
import { listSimulations, type Simulation, simulationById } from "../store/simulations.ts";

type Shown = z.input<typeof returnsApi.simulation.returns>;
type Head = z.input<typeof returnsApi.simulate.returns>;

export const simulationHead = (of: Simulation): Head => ({
  id: of.id,
  name: of.name,
  from: of.from.toISOString(),
  until: of.until.toISOString(),
  createdAt: of.createdAt.toISOString(),
  createdBy: of.createdBy,
  state: of.state,
  done: of.done,
  total: of.total,
});

const groups = (from: Readonly<Record<string, Group>>) =>
  Object.entries(from)
    .map(([name, group]) => ({ name: name === "?" ? "" : name, ...group }))
    .toSorted((a, b) => b.refused - a.refused || b.requests - a.requests)
    .slice(0, 60);

export const shownSimulation = async (ctx: Ctx, id: string): Promise<Shown> => {
  const of = await simulationById(ctx.db, id);
  if (!of) throw notFound("simulation");
  const { result } = of;
  const names = new Map((await segmentOptions(ctx)).map((segment) => [segment.id, segment.name]));
  return {
    ...simulationHead(of),
    orders: result.orders,
    requests: result.requests,
    before: result.before,
    after: result.after,
    rules: Object.entries(result.rules)
      .map(([rule, refused]) => ({ rule, refused, words: ownWords(of.definition, rule) }))
      .toSorted((a, b) => b.refused - a.refused),
    prefectures: groups(result.prefectures),
    tiers: groups(result.tiers),
    segments: groups(result.segments).map((group) => ({ ...group, id: group.name, name: names.get(group.name) ?? "" })),
    categories: groups(result.categories),
    days: Object.entries(result.days)
      .map(([day, counts]) => ({ day: Number(day), ...counts }))
      .toSorted((a, b) => a.day - b.day),
    months: Object.entries(result.months)
      .map(([month, amounts]) => ({ month, ...amounts }))
      .toSorted((a, b) => (a.month < b.month ? -1 : 1)),
    examples: [...result.examples],
  };
};

export const simulations = async (ctx: Ctx) => ({ items: (await listSimulations(ctx.db, 50)).map(simulationHead) });
