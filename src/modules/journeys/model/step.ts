import { take, wakeWait } from "../nodes/index.ts";
import { type Definition, nodeOf } from "./definition.ts";
import { type Happening, matchesEvent, type RunData } from "./match.ts";
import type { Reason } from "./reason.ts";
import type { Effect, Input, Move, Run, Stay, Trace } from "./run.ts";

export interface Stepped {
  readonly run: Run;
  readonly effects: readonly Effect[];
  readonly trace: readonly Trace[];
}

/** A run at the start of its journey. */
export const begin = (
  definition: Definition,
  entry: { id: string; began: Date; origin: number } & Pick<RunData, "trigger" | "event">,
  now: Date,
): Run => ({
  id: entry.id,
  node: definition.start ?? "",
  visit: 1,
  phase: "ready",
  since: now,
  began: entry.began,
  origin: entry.origin,
  deadline: null,
  data: { trigger: entry.trigger, event: entry.event, awaited: {}, decisions: {} },
  taken: [],
  end: null,
});

const refuse = (run: Run, input: Input): Stepped => ({
  run,
  effects: [],
  trace: [
    {
      node: run.node,
      visit: run.visit,
      outcome: "refused",
      path: null,
      why: { code: "illegal", input: input.kind, state: run.phase },
    },
  ],
});

const end = (run: Run, why: Reason): Stepped => ({
  run: { ...run, phase: "ended", deadline: null, end: why },
  effects: [{ kind: "ended", why }],
  trace: [{ node: run.node, visit: run.visit, outcome: "ended", path: null, why }],
});

/** Where an edge leads. An edge to nowhere ends the run: an activated definition has none. */
const target = (definition: Definition, node: string, path: string): string | null => {
  const here = nodeOf(definition, node);
  if (!here) return null;
  if (here.kind === "wait" && here.until.kind === "event" && path === "timeout") return here.until.onTimeout;
  if (here.kind === "branch") return path === "else" ? here.else : (here.paths[Number(path.slice(6))]?.next ?? null);
  return here.kind === "exit" ? null : here.next;
};

const apply = (definition: Definition, run: Run, move: Move, now: Date): Stepped => {
  switch (move.kind) {
    case "end":
      return end(run, move.why);
    case "ask":
      return { run, effects: [{ kind: "ask", predicates: move.predicates }], trace: [] };
    case "stay":
      return { run, effects: [{ kind: "wake", at: move.until }], trace: [] };
    case "wait":
      return {
        run: { ...run, phase: "waiting", deadline: move.until },
        // A wait for an event looks into the log once more after it is known to wait, so that no event falls between.
        effects: [{ kind: "wake", at: move.looks ? now : move.until }],
        trace: [{ node: run.node, visit: run.visit, outcome: "waiting", path: null, why: move.why }],
      };
    case "go": {
      const to = target(definition, run.node, move.path);
      const effects = move.effects ?? [];
      const trace: Trace = {
        node: run.node,
        visit: run.visit,
        outcome: "moved",
        path: move.path,
        why: move.why,
      };
      const next: Run = {
        ...run,
        node: to ?? run.node,
        visit: run.visit + 1,
        phase: "ready",
        since: now,
        deadline: null,
        ...(move.took && {
          data: { ...run.data, awaited: move.took.properties },
          taken: [...run.taken, move.took.position],
        }),
      };
      if (to !== null && nodeOf(definition, to)) return { run: next, effects, trace: [trace] };
      const stopped = end(next, { code: "exit_reached", goal: "" });
      return { ...stopped, effects: [...effects, ...stopped.effects], trace: [trace, ...stopped.trace] };
    }
  }
};

const exitEvent = (definition: Definition, run: Run, events: readonly Happening[]): Reason | null => {
  const met = events.find((event) => definition.exit.events.some((match) => matchesEvent(match, event, run.data)));
  return met ? { code: "exit_event", event: met.name, at: met.at.toISOString() } : null;
};

/**
 * One step of a run: the same function live, in tests and in simulation. Pure: what it wants done comes back as effects,
 * what it decided as trace. An input that the state does not allow changes nothing and leaves a refusal in the trace.
 */
export const step = (definition: Definition, run: Run, input: Input, now: Date): Stepped => {
  if (run.phase === "ended") return refuse(run, input);
  const node = nodeOf(definition, run.node);
  if (input.kind === "stop") return end(run, input.why);
  if (!node) return end(run, { code: "failed", error: `There is no node "${run.node}" in this version.` });
  const stay: Stay = { run, zone: definition.zone, now, key: `journey:${run.id}:${run.node}:${run.visit}` };
  if (input.kind === "answers") {
    if (run.phase !== "ready" || node.kind !== "branch") return refuse(run, input);
    return apply(definition, run, take(node, stay, input.answers), now);
  }
  const events = input.events.filter((e) => e.at >= run.began && e.position !== run.origin);
  const exit = exitEvent(definition, run, events) ?? (input.leaves ? ({ code: "exit_predicate" } as const) : null);
  if (exit) return end(run, exit);
  if (run.phase === "ready") return apply(definition, run, take(node, stay, null), now);
  if (node.kind !== "wait" || !run.deadline) return refuse(run, input);
  return apply(definition, run, wakeWait(node, stay, run.deadline, events), now);
};

/** Keeps the decision that a message step led to, so that later conditions can point at it: `decisions.<node>`. */
export const withDecision = (run: Run, node: string, decision: string): Run => ({
  ...run,
  data: { ...run.data, decisions: { ...run.data.decisions, [node]: decision } },
});
