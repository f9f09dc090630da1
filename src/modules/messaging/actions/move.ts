/** Moves sends by the machine: what is allowed is written with its fact, what is not is refused and recorded. */
import { randomUUID } from "node:crypto";
import { append } from "#events";
import type { Ctx } from "#kernel/context";
import type { Fact, Properties } from "#kernel/log";
import type { Change, SendRow, Transition } from "../store/sends.ts";
import { changeSends, insertTransitions } from "../store/sends.ts";
import { COUNTED, type Input, type State, step } from "../model/state.ts";
import { messageFact } from "./facts.ts";

export interface Move {
  readonly row: SendRow;
  readonly input: Input;
  readonly reason: string;
  readonly change?: Partial<Omit<Change, "id" | "state">>;
  readonly told?: Properties;
}

/** Facts for states that others want to hear of. A hand-off that is repeated is told once per round. */
const FACT: Partial<Record<Input, string>> = {
  hand_off: "handed_off",
  accept: "accepted",
  deliver: "delivered",
  reject: "failed",
  bounce: "failed",
  lose: "unknown",
  expire: "expired",
};

const changeFor = ({ row, input, reason, change }: Move, to: State): Change => ({
  id: row.id,
  state: to,
  why: reason.slice(0, 200),
  // A place in the budget is given back by what surely never reached anybody.
  ...(!COUNTED.includes(to) && { counted_at: null }),
  ...(input !== "retry" && { due_at: null }),
  // Back to the arbiter: the round is over, and the next one is another message to the provider.
  ...(to === "deferred" &&
    row.state !== "deferred" && {
      channel: null,
      address: null,
      due_at: new Date(0),
      round: row.round + 1,
      retry_key: randomUUID(),
      attempts: 0,
      unsure: false,
      handed_off_at: null,
    }),
  ...change,
});

/** Moves locked rows. Gives those that moved. `leaseSeconds` for hand-offs that begin. */
export const moveSends = async (
  ctx: Ctx,
  moves: readonly Move[],
  leaseSeconds: number | null = null,
): Promise<Move[]> => {
  const done: Move[] = [];
  const changes: Change[] = [];
  const transitions: Transition[] = [];
  const facts: Fact[] = [];
  for (const move of moves) {
    const { row, input, reason } = move;
    const to = step(row.state as State, input);
    transitions.push({ send: row.id, from: row.state, input, to, reason });
    if (to === null) continue;
    done.push(move);
    changes.push(changeFor(move, to));
    const name = FACT[input];
    // A receiver that the row forgets is still told: the fact names the channel that the message was for.
    if (name) facts.push(messageFact(name, row, row.round, { reason, ...move.told }));
  }
  await Promise.all([insertTransitions(ctx, transitions), changeSends(ctx, changes, leaseSeconds), append(ctx, facts)]);
  return done;
};
