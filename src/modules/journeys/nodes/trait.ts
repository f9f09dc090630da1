import { z } from "zod";
import type { Edge, Move, NodeFault, Stay } from "../model/run.ts";

export const schema = z.object({
  kind: z.literal("trait"),
  name: z.string().max(100).default(""),
  trait: z.string().max(100),
  value: z.union([z.string().max(1_000), z.number(), z.boolean()]),
  next: z.string().nullable(),
});
type Trait = z.infer<typeof schema>;

export const edges = (node: Trait): Edge[] => [{ path: "next", at: "next", to: node.next }];

export const faults = (node: Trait): NodeFault[] =>
  node.trait.trim() === "" ? [{ at: "trait", code: "no_trait", message: "Name the trait to set." }] : [];

export const step = (node: Trait, { key }: Stay): Move => ({
  kind: "go",
  path: "next",
  why: { code: "trait_set", name: node.trait },
  effects: [{ kind: "trait", key, node: node.name, name: node.trait, value: node.value }],
});
