import type { Node } from "#journeys/model";

export type Of<K extends Node["kind"]> = Extract<Node, { kind: K }>;
export interface Fields<K extends Node["kind"]> {
  readonly node: Of<K>;
  readonly onChange: (node: Of<K>) => void;
  /** Property names that the trigger's event carries. */
  readonly event: string;
}
