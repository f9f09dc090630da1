import { segmentsIn } from "#segments/model";
import { faultsOf, type Node } from "../nodes/index.ts";
import { type Definition, linksOf, nodeOf } from "./definition.ts";
import { isZone } from "./duration.ts";
import type { Predicate } from "./predicate.ts";

/** A mistake in a definition: where (`nodes.welcome.template`), which, and a sentence in English. */
export interface Mistake {
  readonly at: string;
  readonly code: string;
  readonly message: string;
}

/** What exists outside the definition. Absent: not checked. */
export interface Known {
  readonly templates?: ReadonlyMap<string, ReadonlySet<string>>;
  readonly segments?: ReadonlySet<string>;
  /** The class of each template. */
  readonly classes?: ReadonlyMap<string, "transactional" | "marketing">;
}

const graph = (definition: Definition): Mistake[] => {
  const found: Mistake[] = [];
  const links = linksOf(definition);
  for (const { from, at, to } of links) {
    if (to === null)
      found.push({
        at: `nodes.${from}.${at}`,
        code: "dead_end",
        message: "This way leads nowhere: add a step or an exit.",
      });
    else if (!nodeOf(definition, to))
      found.push({ at: `nodes.${from}.${at}`, code: "unknown_node", message: `There is no step "${to}".` });
  }
  const ways = new Map<string, string[]>();
  for (const { from, to } of links) if (to !== null) ways.set(from, [...(ways.get(from) ?? []), to]);

  const reached = new Set<string>();
  const queue = definition.start === null ? [] : [definition.start];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    if (reached.has(id)) continue;
    reached.add(id);
    queue.push(...(ways.get(id) ?? []));
  }
  if (definition.start === null)
    found.push({ at: "start", code: "no_start", message: "The journey has no first step." });
  else if (!nodeOf(definition, definition.start))
    found.push({ at: "start", code: "unknown_node", message: `There is no step "${definition.start}".` });
  for (const id of Object.keys(definition.nodes))
    if (!reached.has(id)) found.push({ at: `nodes.${id}`, code: "unreachable", message: "No way leads to this step." });

  // Depth first with an explicit stack: a node met again while it is still open closes a circle.
  const state = new Map<string, "open" | "done">();
  for (const root of Object.keys(definition.nodes)) {
    const stack: { id: string; next: number }[] = state.has(root) ? [] : [{ id: root, next: 0 }];
    if (stack.length > 0) state.set(root, "open");
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const to = ways.get(top.id)?.[top.next++];
      if (to === undefined) {
        state.set(top.id, "done");
        stack.pop();
      } else if (state.get(to) === "open")
        found.push({
          at: `nodes.${top.id}`,
          code: "circle",
          message: `This step leads back to "${to}": a journey only goes forward.`,
        });
      else if (!state.has(to) && nodeOf(definition, to)) {
        state.set(to, "open");
        stack.push({ id: to, next: 0 });
      }
    }
  }
  return found;
};

const entry = ({ trigger, reentry, exit, zone }: Definition, known: Known): Mistake[] => {
  const found: Mistake[] = [];
  if (trigger.kind === "event" && trigger.events.length === 0)
    found.push({ at: "trigger.events", code: "no_event", message: "Choose the event that starts the journey." });
  if (trigger.kind === "event")
    trigger.events.forEach((event, i) => {
      if (event.name === "")
        found.push({
          at: `trigger.events.${i}`,
          code: "no_event",
          message: "Choose the event that starts the journey.",
        });
    });
  if (trigger.kind === "segment" && trigger.segment === "")
    found.push({ at: "trigger.segment", code: "no_segment", message: "Choose the segment that starts the journey." });
  else if (trigger.kind === "segment" && known.segments && !known.segments.has(trigger.segment))
    found.push({ at: "trigger.segment", code: "unknown_segment", message: "This segment does not exist." });
  if (reentry.kind === "key" && (trigger.kind !== "event" || reentry.property === ""))
    found.push({
      at: "reentry.property",
      code: "no_key",
      message: "Once per key needs an event trigger and the property that holds the key.",
    });
  exit.events.forEach((event, i) => {
    if (event.name === "")
      found.push({ at: `exit.events.${i}`, code: "no_event", message: "Choose the event that ends the journey." });
  });
  if (!isZone(zone)) found.push({ at: "zone", code: "unknown_zone", message: `There is no time zone "${zone}".` });
  return found;
};

/** A template that does not exist, or has no words for any of the channels. */
const wordless = (id: string, node: Extract<Node, { kind: "message" }>, { templates }: Known): Mistake[] => {
  const words = templates?.get(node.template);
  const at = `nodes.${id}.template`;
  if (node.template === "" || !templates || node.channels.some((channel) => words?.has(channel))) return [];
  if (!words || words.size === 0)
    return [{ at, code: "unknown_template", message: `There is no template "${node.template}".` }];
  return [{ at, code: "no_words", message: `The template "${node.template}" has no words for these channels.` }];
};

/** J26: a template goes out in its own class only. */
const misclassed = (id: string, node: Extract<Node, { kind: "message" }>, { classes }: Known): Mistake[] => {
  const own = classes?.get(node.template);
  return own === undefined || own === node.class
    ? []
    : [{ at: `nodes.${id}.class`, code: "other_class", message: `The template "${node.template}" is ${own}.` }];
};

/** Where predicates stand, and what they are. */
const predicatesIn = ({ trigger, exit, nodes }: Definition): { at: string; predicate: Predicate }[] => [
  ...(trigger.kind === "event" && trigger.only ? [{ at: "trigger.only", predicate: trigger.only }] : []),
  ...(exit.when ? [{ at: "exit.when", predicate: exit.when }] : []),
  ...Object.entries(nodes).flatMap(([id, node]) =>
    node.kind === "branch"
      ? node.paths.flatMap(({ when }, i) =>
          when.kind === "person" && when.predicate
            ? [{ at: `nodes.${id}.paths.${i}.when`, predicate: when.predicate }]
            : [],
        )
      : [],
  ),
];

const strangers = (definition: Definition, { segments }: Known): Mistake[] =>
  predicatesIn(definition).flatMap(({ at, predicate }) =>
    segments && segmentsIn(predicate).some((id) => !segments.has(id))
      ? [{ at, code: "unknown_segment", message: "This segment does not exist." }]
      : [],
  );

/** Everything that keeps a definition from being activated; empty when it may live. */
export const check = (definition: Definition, known: Known = {}): Mistake[] => [
  ...entry(definition, known),
  ...graph(definition),
  ...strangers(definition, known),
  ...Object.entries(definition.nodes).flatMap(([id, node]) => [
    ...faultsOf(node).map((fault) => ({ ...fault, at: `nodes.${id}.${fault.at}` })),
    ...(node.kind === "message" ? [...wordless(id, node, known), ...misclassed(id, node, known)] : []),
  ]),
];
