import { z } from "zod";
import type { Edge, Move, NodeFault } from "../model/run.ts";

export const schema = z.object({
  kind: z.literal("exit"),
  name: z.string().max(100).default(""),
});
type Exit = z.infer<typeof schema>;

export const edges = (_node: Exit): Edge[] => [];

export const faults = (_node: Exit): NodeFault[] => [];

export const step = (node: Exit): Move => ({ kind: "end", why: { code: "exit_reached", goal: node.name } });
