import { z } from "zod";
import { Condition, matchesRun } from "../model/match.ts";
import { Predicate } from "../model/predicate.ts";
import type { Edge, Move, NodeFault, Stay } from "../model/run.ts";

/** Who takes a path: people for whom a segment predicate holds now, or runs whose own data fit. */
const When = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("person"), predicate: Predicate.nullable() }),
  z.object({ kind: z.literal("run"), where: z.array(Condition).max(20) }),
]);

export const schema = z.object({
  kind: z.literal("branch"),
  name: z.string().max(100).default(""),
  paths: z.array(z.object({ label: z.string().max(60).default(""), when: When, next: z.string().nullable() })).max(10),
  else: z.string().nullable(),
});
type Branch = z.infer<typeof schema>;

export const edges = (node: Branch): Edge[] => [
  ...node.paths.map((path, i) => ({ path: `paths.${i}`, at: `paths.${i}.next`, to: path.next })),
  { path: "else", at: "else", to: node.else },
];

export const faults = (node: Branch): NodeFault[] => [
  ...(node.paths.length === 0
    ? [{ at: "paths", code: "no_path", message: "A branch needs at least one path besides the last." }]
    : []),
  ...node.paths.flatMap(({ when }, i) =>
    (when.kind === "person" ? when.predicate === null : when.where.length === 0)
      ? [{ at: `paths.${i}.when`, code: "no_condition", message: "Say who takes this path." }]
      : [],
  ),
];

const asked = (node: Branch): Predicate[] =>
  node.paths.flatMap(({ when }) => (when.kind === "person" && when.predicate ? [when.predicate] : []));

/** Asks for all predicates at once, then takes the first path that fits, else the last. */
export const step = (node: Branch, { run }: Stay, answers: readonly boolean[] | null): Move => {
  const predicates = asked(node);
  if (!answers && predicates.length > 0) return { kind: "ask", predicates };
  let next = 0;
  for (const [i, { when, label }] of node.paths.entries()) {
    const met =
      when.kind === "run"
        ? when.where.length > 0 && matchesRun(when.where, run.data)
        : when.predicate !== null && answers?.[next++] === true;
    if (met) return { kind: "go", path: `paths.${i}`, why: { code: "branch_met", label } };
  }
  return { kind: "go", path: "else", why: { code: "branch_else" } };
};
