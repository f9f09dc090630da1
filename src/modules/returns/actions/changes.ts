/** Before the shipment: cancel the order or parts of it, or send it elsewhere. A wish until the shop's system has done it (M8). */
import { randomUUID } from "node:crypto";
import { z } from "zod";
import { append } from "#events";
import { audit } from "#kernel/audit";
import { type Ctx, within } from "#kernel/context";
import { lock, transaction } from "#kernel/database";
import { notFound, Problem } from "#kernel/errors";
import { quote } from "../model/refund.ts";
import { type Change, changesOf, insertChange, settleChange } from "../store/changes.ts";
import { keepResult, takeOnce } from "../store/money.ts";
import { returnedPieces, type Situation, situationOf } from "./situation.ts";

export const Address = z.object({
  name: z.string().trim().min(1).max(100),
  postalCode: z
    .string()
    .trim()
    .regex(/^\d{3}-?\d{4}$/),
  prefecture: z.string().trim().min(2).max(20),
  city: z.string().trim().min(1).max(100),
  street: z.string().trim().min(1).max(200),
  phone: z.string().trim().max(40).default(""),
});
export type Address = z.infer<typeof Address>;

export type Before =
  | { readonly ok: true }
  | { readonly ok: false; readonly why: "shipped" | "cancelled" | "policy" | "late" | "asked" };

const notYetSent = (of: Situation): Before => {
  if (of.order.status === "cancelled") return { ok: false, why: "cancelled" };
  const sent = of.order.shippedAt !== null || of.order.deliveredAt !== null || of.order.status !== "placed";
  return sent || of.order.channel === "store" ? { ok: false, why: "shipped" } : { ok: true };
};

export const mayCancel = (of: Situation, now: Date): Before => {
  const sent = notYetSent(of);
  if (!sent.ok) return sent;
  const { allowed, minutes } = of.policy.cancel;
  if (!allowed) return { ok: false, why: "policy" };
  const over = minutes !== null && now.getTime() > new Date(of.order.at).getTime() + minutes * 60_000;
  return over ? { ok: false, why: "late" } : { ok: true };
};

export const mayMove = (of: Situation): Before => {
  const sent = notYetSent(of);
  if (!sent.ok) return sent;
  return of.policy.address.allowed ? { ok: true } : { ok: false, why: "policy" };
};

/** What comes back when these lines are not sent: everything is undone as if it was our fault, set and shipping are reckoned anew. */
export const cancellationOf = (of: Situation, lines: readonly number[]) => {
  const given = of.captured.lines
    .filter((line) => lines.includes(line.line))
    .map((line) => ({ line: line.line, buyer: line.quantity - returnedPieces(of, line.line), shop: 0, exchanged: 0 }));
  return quote(of.captured, of.told, given, { ...of.policy, outward: "always", restocking: 0 }, 0);
};

/** Lines of which something is still to be sent. */
export const cancellable = (of: Situation): number[] =>
  of.captured.lines.flatMap(({ line, quantity }) => (returnedPieces(of, line) < quantity ? [line] : []));

type Wished = { readonly ok: true; readonly id: string } | { readonly ok: false; readonly why: string };
type Asked =
  | { readonly ok: true; readonly detail: object; readonly fact: Record<string, boolean | number> }
  | { readonly ok: false; readonly why: string };

const linesOf = (detail: object): number[] => ("lines" in detail ? z.array(z.number()).parse(detail.lines) : []);
/** What is wished for, in one form. */
const wishIn = (kind: Change["kind"], detail: object): string =>
  JSON.stringify(kind === "cancel" ? linesOf(detail).toSorted((a, b) => a - b) : Address.parse(detail));

const settledFact = (change: Change, done: boolean) => ({
  name: "order.change_settled",
  subject: change.subject,
  properties: { order: change.order, change: change.id, kind: change.kind, done },
  key: `order.change_settled:${change.id}`,
});

/** One wish of a kind is open: told again it is the same, another one takes its place. */
const ask = (
  ctx: Ctx,
  order: string,
  key: string,
  kind: "cancel" | "address",
  judge: (of: Situation, open: Change | undefined) => Asked,
): Promise<Wished> =>
  transaction(ctx.db, async (tx) => {
    const inside = within(ctx, tx);
    await lock(tx, `returns.order:${order}`);
    const of = await situationOf(inside, order);
    if (!of) throw notFound("order");
    const open = (await changesOf(tx, order)).find((each) => each.kind === kind && each.state === "requested");
    const said = judge(of, open);
    if (!said.ok) return said;
    if (open && wishIn(kind, open.detail as object) === wishIn(kind, said.detail)) return { ok: true, id: open.id };
    if (!(await takeOnce(tx, key, `order.${kind}`, ctx.now))) return { ok: false, why: "asked" };
    if (open) {
      await settleChange(tx, open.id, {
        state: "refused",
        reason: "another wish took its place",
        actor: "",
        now: ctx.now,
      });
      await append(inside, [settledFact(open, false)]);
    }
    const id = randomUUID();
    await insertChange(tx, {
      id,
      order,
      orderNumber: of.order.number,
      subject: of.order.subject,
      kind,
      state: "requested",
      at: ctx.now,
      stateAt: ctx.now,
      detail: said.detail as never,
      reason: "",
      actor: "",
    });
    await append(inside, [
      {
        name: kind === "cancel" ? "order.cancellation_requested" : "order.address_change_requested",
        subject: of.order.subject,
        properties: { order, change: id, ...said.fact },
        key: `order.change:${id}`,
      },
    ]);
    await keepResult(tx, key, { id });
    return { ok: true, id };
  });

export const askCancellation = (ctx: Ctx, order: string, lines: readonly number[], key: string): Promise<Wished> =>
  ask(ctx, order, key, "cancel", (of, open) => {
    const may = mayCancel(of, ctx.now);
    if (!may.ok) return may;
    const left = cancellable(of);
    const before = open ? linesOf(open.detail as object) : [];
    const chosen = left.filter((line) => lines.length === 0 || lines.includes(line) || before.includes(line));
    if (chosen.length === 0) return { ok: false, why: "cancelled" };
    const reckoned = cancellationOf(of, chosen);
    const whole = left.length === chosen.length;
    return { ok: true, detail: { lines: chosen, whole, reckoned }, fact: { whole, refund: reckoned.money } };
  });

export const askMove = (ctx: Ctx, order: string, address: Address, key: string): Promise<Wished> =>
  ask(ctx, order, key, "address", (of) => {
    const may = mayMove(of);
    if (!may.ok) return may;
    const elsewhere = of.policy.address.samePrefecture && of.prefecture !== "" && address.prefecture !== of.prefecture;
    return elsewhere ? { ok: false, why: "prefecture" } : { ok: true, detail: address, fact: {} };
  });

/** The shop's system or a person has done it, or could not. */
export const settle = (ctx: Ctx, id: string, done: boolean, reason: string): Promise<void> =>
  transaction(ctx.db, async (tx) => {
    const inside = within(ctx, tx);
    const state = done ? "done" : "refused";
    const change = await settleChange(tx, id, { state, reason, actor: ctx.actor.name, now: ctx.now });
    if (!change) throw new Problem("conflict", "This wish is not open any more.");
    await audit(inside, `order_change.${state}`, `order_change:${id}`, { kind: change.kind });
    await append(inside, [settledFact(change, done)]);
  });
