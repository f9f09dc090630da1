import { z } from "zod";
import type { Edge, Move, NodeFault, Stay } from "../model/run.ts";
import * as branch from "./branch.ts";
import * as exit from "./exit.ts";
import * as message from "./message.ts";
import * as trait from "./trait.ts";
import * as wait from "./wait.ts";

export const Node = z.discriminatedUnion("kind", [
  wait.schema,
  branch.schema,
  message.schema,
  trait.schema,
  exit.schema,
]);
export type Node = z.infer<typeof Node>;
export type NodeKind = Node["kind"];

/** The ways out of a node, in the order in which they are drawn. */
export const edgesOf = (node: Node): Edge[] => {
  switch (node.kind) {
    case "wait":
      return wait.edges(node);
    case "branch":
      return branch.edges(node);
    case "message":
      return message.edges(node);
    case "trait":
      return trait.edges(node);
    case "exit":
      return exit.edges(node);
  }
};

export const faultsOf = (node: Node): NodeFault[] => {
  switch (node.kind) {
    case "wait":
      return wait.faults(node);
    case "branch":
      return branch.faults(node);
    case "message":
      return message.faults(node);
    case "trait":
      return trait.faults(node);
    case "exit":
      return exit.faults(node);
  }
};

/** What a run does at its node. `answers` are those that a branch asked for. */
export const take = (node: Node, stay: Stay, answers: readonly boolean[] | null): Move => {
  switch (node.kind) {
    case "wait":
      return wait.step(node, stay);
    case "branch":
      return branch.step(node, stay, answers);
    case "message":
      return message.step(node, stay);
    case "trait":
      return trait.step(node, stay);
    case "exit":
      return exit.step(node);
  }
};

export { wake as wakeWait } from "./wait.ts";
