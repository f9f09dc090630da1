/** Moves a return in its machines: what is refused is recorded with its reason, what is taken tells the log. */
import { append } from "#events";
import { type Ctx, within } from "#kernel/context";
import { lock, transaction, wake } from "#kernel/database";
import { notFound, Problem } from "#kernel/errors";
import type { Properties } from "#kernel/log";
import { awaits, dueAt, type Input, type MachineName, type State, step } from "../model/machine.ts";
import { policyOf } from "../store/policies.ts";
import { keepTransition, moveReturn, returnById } from "../store/returns.ts";
import type { Return, Terms } from "./situation.ts";
import { returnLink } from "./links.ts";

export const stateOf = (of: Pick<Return, "approval" | "logistics" | "money">): State =>
  ({ approval: of.approval, logistics: of.logistics, money: of.money }) as State;

/** A fact about a return. Its key makes a repeat harmless. */
export const tell = (ctx: Ctx, of: Return, name: string, properties: Properties, turn = ""): Promise<void> =>
  append(ctx, [
    {
      name: `return.${name}`,
      subject: of.subject,
      key: `return.${name}:${of.id}${turn === "" ? "" : `:${turn}`}`,
      properties: {
        return: of.id,
        number: of.number,
        order: of.order,
        status: returnLink(ctx, of.order, { gift: of.gift, number: of.number }),
        ...properties,
      },
    },
  ]);

export const linesFact = (of: Return) =>
  of.items.map((item) => ({
    line: item.line,
    product: item.product,
    variant: item.variant,
    quantity: item.accepted ?? item.quantity,
    reason: item.reason,
    resolution: item.resolution,
  }));

const by = (ctx: Ctx): string => ctx.actor.name || ctx.actor.kind;

/**
 * Takes one step, in the caller's transaction, on a locked row. A refused one is recorded and given back as its reason; the
 * row as it is afterwards comes back with it.
 */
export const move = async <M extends MachineName>(
  ctx: Ctx,
  of: Return,
  machine: M,
  input: Input<M>,
  reason: string | null = null,
): Promise<{ ok: true; of: Return } | { ok: false; why: string; of: Return }> => {
  const taken = step(stateOf(of), machine, input);
  const note = { at: ctx.now, machine, from: taken.from, input, actor: by(ctx) };
  if (!taken.ok) {
    await keepTransition(ctx.db, of.id, { ...note, to: null, reason: taken.reason });
    return { ok: false, why: taken.reason, of };
  }
  const { policy } = await policyOf(ctx.db, of.order, null);
  const waits = awaits(taken.state);
  const closed = ["closed", "cancelled", "expired"].includes(taken.state.approval);
  const dueDate =
    waits === of.awaits && of.dueAt !== null && taken.state.money === of.money
      ? of.dueAt
      : dueAt(waits, ctx.now, policy, taken.state.money);
  await keepTransition(ctx.db, of.id, { ...note, to: taken.to, reason });
  await moveReturn(
    ctx.db,
    of.id,
    { state: taken.state, changed: machine, awaits: waits, dueAt: dueDate, closedAt: closed ? ctx.now : null },
    ctx.now,
  );
  if (waits === "shipment" || taken.state.money === "ahead") await wake(ctx.db, "returns");
  return { ok: true, of: { ...of, ...taken.state, awaits: waits, dueAt: dueDate, closedAt: closed ? ctx.now : null } };
};

/** Why a step is not possible, in a sentence. */
const NOT_FROM_HERE = "The return is not in a state from which this is possible.";
const SENTENCES: Readonly<Record<string, string>> = {
  not_approved: "The return is not approved.",
  on_its_way: "The parcel is on its way already.",
  money_moved: "Money has moved already.",
  money_held: "The replacement goes out before the goods come back.",
  goods_not_here: "The goods are not here.",
  money_open: "The money is not settled.",
  goods_open: "The goods are not settled.",
  goods_not_seen: "The goods have not been inspected.",
  goods_are_here: "The goods are here.",
  still_running: "The return is still running.",
};

/** Takes a step or ends the work with the reason why not. */
export type Take = <M extends MachineName>(of: Return, machine: M, input: Input<M>, reason?: string) => Promise<Return>;

/** Runs `work` on the locked return. A refused step changes nothing but the record of it, and becomes a conflict. */
export const onReturn = async <T>(
  ctx: Ctx,
  id: string,
  work: (inside: Ctx, of: Return, take: Take) => Promise<T>,
): Promise<T> => {
  const first = await returnById<Terms>(ctx.db, id);
  if (!first) throw notFound("return");
  const refusals: { of: Return; machine: MachineName; input: string; why: string }[] = [];
  try {
    return await transaction(ctx.db, async (tx) => {
      const inside = within(ctx, tx);
      // All returns of an order share its money: one at a time.
      await lock(tx, `returns.order:${first.order}`);
      const of = await returnById<Terms>(tx, id, true);
      if (!of) throw notFound("return");
      return work(inside, of, async (now, machine, input, reason) => {
        const done = await move(inside, now, machine, input, reason ?? null);
        if (done.ok) return done.of;
        refusals.push({ of: now, machine, input, why: done.why });
        throw new Problem("conflict", SENTENCES[done.why] ?? NOT_FROM_HERE);
      });
    });
  } catch (error) {
    // The transaction was rolled back; the refusal is kept all the same.
    for (const { of, machine, input, why } of refusals)
      await keepTransition(ctx.db, of.id, {
        at: ctx.now,
        machine,
        from: stateOf(of)[machine],
        input,
        to: null,
        reason: why,
        actor: by(ctx),
      });
    throw error;
  }
};
