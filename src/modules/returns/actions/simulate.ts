/** Judges what really came back under another policy (S1). Reads only; a piece at a time, so that it can be stopped. */
import { randomUUID } from "node:crypto";
import { brandOf } from "#kernel/admin";
import { type Ctx, within } from "#kernel/context";
import { transaction, wake } from "#kernel/database";
import { Problem } from "#kernel/errors";
import { capturedOf } from "../model/captured.ts";
import { addRequest, type Compared, type Judged, NO_OUTCOME } from "../model/outcome.ts";
import type { Policy } from "../model/policy.ts";
import { reasonIn } from "../model/reasons.ts";
import type { GivenUp } from "../model/refund.ts";
import { Wish } from "../model/wish.ts";
import { countOrders, returnedOrders, segmentsOfSubjects } from "../store/history.ts";
import { claimSimulation, insertSimulation, keepProgress, type Simulation } from "../store/simulations.ts";
import { propose } from "./propose.ts";
import { counts, givenUp, type Situation, situationOf } from "./situation.ts";

const PIECE = 60;
const DAY = 86_400_000;

export const startSimulation = async (
  ctx: Ctx,
  asked: { name: string; definition: Policy; from: Date; until: Date },
): Promise<Simulation> => {
  if (asked.from >= asked.until) throw new Problem("invalid", "The span ends before it begins.");
  const { orders, returned } = await countOrders(ctx.db, asked);
  const made: Simulation = {
    ...asked,
    id: randomUUID(),
    createdAt: ctx.now,
    createdBy: ctx.actor.name,
    state: returned === 0 ? "done" : "running",
    done: 0,
    total: returned,
    cursor: "",
    result: { ...NO_OUTCOME, orders },
  };
  await insertSimulation(ctx.db, made);
  await wake(ctx.db, "returns.simulation");
  return made;
};

interface Request {
  readonly at: Date;
  readonly wish: Wish;
  /** What was given for it, minor units. */
  readonly actual: number;
}

/** What was asked for: our returns, and the refunds that the shop told of, in the order in which they came. */
const requestsOf = (of: Situation): Request[] => {
  const ours = of.returns.filter(counts).map((each) => ({
    at: each.createdAt,
    actual: each.final?.money ?? each.refund,
    wish: {
      items: each.items.map((item) => ({
        line: item.line,
        quantity: item.quantity,
        reason: item.reason,
        condition: item.condition,
        exchange: item.exchange,
      })),
      resolution: each.resolution,
      method: each.method === "none" ? "own" : each.method,
      gift: each.gift,
    },
  }));
  const known = new Set(of.returns.map((each) => each.id));
  const told = of.order.refunds
    .filter((refund) => !known.has(refund.refund))
    .map((refund) => ({
      at: new Date(refund.at),
      actual: refund.amount,
      wish: {
        items: refund.lines.flatMap((said) => {
          const line = of.captured.lines.find(
            (each) => each.product === said.product && (said.variant === "" || each.variant === said.variant),
          );
          return line
            ? [{ line: line.line, quantity: Math.max(1, Math.ceil(said.quantity)), reason: reasonIn(refund.reason) }]
            : [];
        }),
      },
    }));
  return [...ours, ...told]
    .flatMap(({ at, wish, actual }) => {
      const read = Wish.safeParse(wish);
      return read.success ? [{ at, wish: read.data, actual }] : [];
    })
    .toSorted((a, b) => a.at.getTime() - b.at.getTime());
};

/** One order's requests, one after the other, under a policy. */
const under = (of: Situation, policy: Policy, requests: readonly Request[]): Judged[] => {
  const captured = capturedOf(of.order, policy);
  // What came back had arrived, even where nobody told of it.
  const guessed = new Date(new Date(of.order.at).getTime() + policy.transitDays * DAY);
  const arrivals = new Map(
    [...of.arrivals].map(([line, all]) => [line, all.map((each) => ({ ...each, at: each.at ?? guessed }))] as const),
  );
  let given: GivenUp[] = [];
  return requests.map(({ at, wish }): Judged => {
    const proposal = propose({ ...of, policy, captured, arrivals, returns: [], told: given, toldAmount: 0 }, wish, at);
    const decisive = proposal.items.find((item) => !item.answer.eligible) ?? proposal.items[0];
    const { rule, why } = decisive?.answer ?? { rule: "", why: { ja: "", en: "" } };
    const { terms } = proposal;
    const ok = proposal.eligible;
    if (ok)
      given = [
        ...given,
        ...givenUp({
          resolution: proposal.resolution,
          instant: false,
          items: wish.items.map((item) => ({
            ...item,
            root: of.lines.find((each) => each.line === item.line && each.root !== each.line)?.root ?? null,
            accepted: null,
            resolution: proposal.resolution,
            fault: proposal.items.find((each) => each.line === item.line)?.answer.fault ?? "buyer",
          })) as never,
        }),
      ];
    const shopPays = ok && !proposal.keep && proposal.postage === "shop" ? policy.label.fee : 0;
    return {
      ok,
      review: proposal.review,
      given: ok ? terms.money + terms.points + terms.exchanged.reduce((sum, each) => sum + each.amount, 0) : 0,
      bonus: ok ? terms.bonus : 0,
      postage: shopPays,
      deducted: ok ? terms.charges + terms.setLost : 0,
      rule,
      ja: why.ja,
      en: why.en,
    };
  });
};

const compareOrder = (of: Situation, policy: Policy, segments: readonly string[], zone: string): Compared[] => {
  const requests = requestsOf(of);
  const before = under(of, of.policy, requests);
  const after = under(of, policy, requests);
  const month = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, year: "numeric", month: "2-digit" });
  return requests.flatMap(({ at, wish, actual }, i) => {
    const [was, would] = [before[i], after[i]];
    const line = wish.items[0]?.line ?? 0;
    const arrived = of.arrivals.get(line)?.find((each) => each.at !== null)?.at ?? null;
    return was && would
      ? [
          {
            order: of.order.order,
            at,
            month: month.format(at),
            prefecture: of.prefecture,
            tier: of.tier,
            segments,
            category: of.captured.lines.find((each) => each.line === line)?.category ?? "",
            days: arrived ? Math.floor((at.getTime() - arrived.getTime()) / DAY) : null,
            // What was accepted then was accepted, whatever we would say of it: history is not judged again.
            before: was.ok ? was : { ...was, ok: true, given: actual },
            after: would,
          },
        ]
      : [];
  });
};

/** Works on one running simulation. false: none is running. */
export const stepSimulation = (ctx: Ctx): Promise<boolean> =>
  transaction(ctx.db, async (tx) => {
    const inside = within(ctx, tx);
    const running = await claimSimulation(tx);
    if (!running) return false;
    const { zone } = await brandOf(inside);
    const ids = await returnedOrders(tx, running, running.cursor, PIECE);
    const situations = (await Promise.all(ids.map((id) => situationOf(inside, id)))).filter((each) => each !== null);
    const members = await segmentsOfSubjects(
      tx,
      situations.map((each) => each.order.subject),
    );
    const by = Map.groupBy(members, (each) => each.profile);
    let result = running.result;
    for (const of of situations) {
      const own = of.profile === null ? [] : (by.get(of.profile) ?? []).map((each) => each.segment);
      for (const one of compareOrder(of, running.definition, own, zone)) result = addRequest(result, one);
    }
    await keepProgress(tx, running.id, {
      state: ids.length < PIECE ? "done" : "running",
      done: running.done + ids.length,
      cursor: ids.at(-1) ?? running.cursor,
      result,
    });
    return true;
  });
