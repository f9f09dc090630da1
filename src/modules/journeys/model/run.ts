import type { Happening, RunData } from "./match.ts";
import type { Predicate } from "./predicate.ts";
import type { Reason } from "./reason.ts";

/** One person on the way through one version of a journey. */
export interface Run {
  readonly id: string;
  readonly node: string;
  /** How many nodes it has come to, this one included: names the stay in keys. */
  readonly visit: number;
  /** ready: about to take its node. waiting: until its deadline or an event. ended: for good. */
  readonly phase: "ready" | "waiting" | "ended";
  /** When it came to this node. */
  readonly since: Date;
  /** When what started it happened. Events before that mean nothing to it. */
  readonly began: Date;
  /** Log position of the event that started it; 0 for a test. */
  readonly origin: number;
  readonly deadline: Date | null;
  readonly data: RunData;
  /** Positions of events that ended a wait: each ends one. */
  readonly taken: readonly number[];
  readonly end: Reason | null;
}

export type Input =
  /** Time came, or something happened to the person. `events`: all of the wanted names in the log since it began. */
  | { readonly kind: "wake"; readonly events: readonly Happening[]; readonly leaves: boolean }
  /** Answers to the predicates that the last step asked for, in their order. */
  | { readonly kind: "answers"; readonly answers: readonly boolean[] }
  /** From outside: an operator, a merge of profiles, the end of the journey. */
  | { readonly kind: "stop"; readonly why: Reason };

export type Effect =
  | {
      readonly kind: "message";
      readonly key: string;
      readonly node: string;
      readonly name: string;
      readonly template: string;
      readonly channels: readonly ("line" | "email")[];
      readonly class: "transactional" | "marketing";
      readonly purpose: string;
      readonly expiresAt: Date;
    }
  | {
      readonly kind: "trait";
      readonly key: string;
      /** The step's name. */
      readonly node: string;
      readonly name: string;
      readonly value: string | number | boolean;
    }
  | { readonly kind: "ask"; readonly predicates: readonly Predicate[] }
  /** Call again at this time; earlier when an event of this name happens to the person. */
  | { readonly kind: "wake"; readonly at: Date }
  | { readonly kind: "ended"; readonly why: Reason };

/** One line of a run's story. */
export interface Trace {
  readonly node: string;
  readonly visit: number;
  readonly outcome: "waiting" | "moved" | "ended" | "refused";
  /** The edge it left by: `next`, `event`, `timeout`, `paths.0`, `else`. */
  readonly path: string | null;
  readonly why: Reason;
}

/** What a node decides. */
export type Move =
  | {
      readonly kind: "go";
      readonly path: string;
      readonly why: Reason;
      readonly effects?: readonly Effect[];
      readonly took?: Happening;
    }
  | { readonly kind: "wait"; readonly until: Date; readonly why: Reason; readonly looks: boolean }
  /** Still waiting as before. */
  | { readonly kind: "stay"; readonly until: Date }
  | { readonly kind: "ask"; readonly predicates: readonly Predicate[] }
  | { readonly kind: "end"; readonly why: Reason };

/** What a node may look at. */
export interface Stay {
  readonly run: Run;
  readonly zone: string;
  readonly now: Date;
  /** Unique for this run, node and stay. */
  readonly key: string;
}

/** A way out of a node. `at` is its place in the node: `next`, `paths.0.next`. */
export interface Edge {
  readonly path: string;
  readonly at: string;
  readonly to: string | null;
}

/** A mistake in a node: `at` is a place inside it. */
export interface NodeFault {
  readonly at: string;
  readonly code: string;
  readonly message: string;
}
