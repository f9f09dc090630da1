import { audit } from "#kernel/audit";
import type { Ctx } from "#kernel/context";
import type { Handlers } from "#kernel/contract";
import { notFound, Problem } from "#kernel/errors";
import { readSetting, writeSetting } from "#kernel/settings";
import { settle } from "./actions/changes.ts";
import { approveReturn, cancelReturn, declineReturn } from "./actions/decide.ts";
import { inspectReturn, loseReturn, receiveReturn, shipReturn } from "./actions/goods.ts";
import { returnLink } from "./actions/links.ts";
import { actOnMoney } from "./actions/money.ts";
import { deleteDraft, publishPolicy, saveDraft } from "./actions/policies.ts";
import { propose } from "./actions/propose.ts";
import { Wish } from "./model/wish.ts";
import { makeReturn } from "./actions/request.ts";
import { startSimulation } from "./actions/simulate.ts";
import { type Situation, situationOf } from "./actions/situation.ts";
import { simulationHead, simulations, shownSimulation } from "./actions/views.simulation.ts";
import { changes, listed, policies, shown, shownPolicy, shownProposal, taxNote, waiting } from "./actions/views.ts";
import type { returnsApi } from "./api.ts";
import { capturedOf } from "./model/captured.ts";
import { Seller } from "./model/policy.ts";
import { REASONS, RETURN_REASONS } from "./model/reasons.ts";
import { stopSimulation } from "./store/simulations.ts";

/** Each answers for itself: one that cannot be done does not hold up the others. */
const each = async (ids: readonly string[], act: (id: string) => Promise<void>) => {
  const done: string[] = [];
  const refused: { id: string; why: string }[] = [];
  for (const id of ids)
    try {
      await act(id);
      done.push(id);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      refused.push({ id, why: error.message });
    }
  return { done, refused };
};

const needed = async (ctx: Ctx, order: string): Promise<Situation> => {
  const of = await situationOf(ctx, order);
  if (!of) throw notFound("order");
  return of;
};

/** The first moment at which something of it had arrived. */
const arrivedAt = (of: Situation): Date =>
  [...of.arrivals.values()].flat().flatMap((arrival) => (arrival.at ? [arrival.at] : []))[0] ?? new Date(of.order.at);

export const returnsHandlers: Handlers<typeof returnsApi, Ctx> = {
  reasons: () => Promise.resolve({ items: RETURN_REASONS.map((reason) => ({ reason, ...REASONS[reason] })) }),
  waiting: (ctx) => waiting(ctx),
  link: async (ctx, { query }) => {
    const { order } = await needed(ctx, query.order);
    return { url: returnLink(ctx, order.order, { gift: query.gift }) };
  },
  policies: (ctx) => policies(ctx),
  saveDraft: async (ctx, { body }) => shownPolicy(await saveDraft(ctx, body)),
  deleteDraft: async (ctx, { params }) => {
    await deleteDraft(ctx, params.id);
  },
  publish: async (ctx, { params, body }) =>
    shownPolicy(await publishPolicy(ctx, params.id, body.since === null ? null : new Date(body.since))),
  tryPolicy: async (ctx, { body }) => {
    const found = await needed(ctx, body.order);
    const of = {
      ...found,
      policy: body.definition,
      captured: capturedOf(found.order, body.definition),
      returns: [],
      told: [],
    };
    const now = body.days === undefined ? ctx.now : new Date(arrivedAt(of).getTime() + body.days * 86_400_000);
    const wish = Wish.parse({
      items: of.captured.lines.map((line) => ({
        line: line.line,
        quantity: 1,
        reason: body.reason,
        condition: body.condition,
      })),
      method: of.policy.methods[0],
    });
    return shownProposal(of, propose(of, wish, now));
  },
  seller: (ctx) => readSetting(ctx, "returns.seller", Seller),
  saveSeller: async (ctx, { body }) => {
    await writeSetting(ctx, "returns.seller", body);
    await audit(ctx, "returns.seller_changed", "returns.seller");
    return body;
  },
  simulations: (ctx) => simulations(ctx),
  simulate: async (ctx, { body }) =>
    simulationHead(await startSimulation(ctx, { ...body, from: new Date(body.from), until: new Date(body.until) })),
  simulation: (ctx, { params }) => shownSimulation(ctx, params.id),
  stopSimulation: async (ctx, { params }) => {
    if (!(await stopSimulation(ctx.db, params.id))) throw new Problem("conflict", "This simulation is not running.");
  },
  changes: (ctx) => changes(ctx),
  settleChange: async (ctx, { params, body }) => {
    await settle(ctx, params.id, body.done, body.reason);
  },
  propose: async (ctx, { body }) => {
    const of = await needed(ctx, body.order);
    return shownProposal(of, propose(of, body, ctx.now));
  },
  list: (ctx, { query }) => listed(ctx, query),
  create: async (ctx, { body }) => {
    const { order } = await needed(ctx, body.order);
    const { key, channel, note } = body;
    const made = await makeReturn(ctx, order.order, body, {
      language: "ja",
      channel,
      note,
      key: `api:${order.order}:${key}`,
      expects: null,
    });
    if (!made.ok) throw new Problem("conflict", "This key was used for something else.");
    await audit(ctx, "return.created", `return:${made.id}`);
    return { id: made.id, number: made.number, again: made.again };
  },
  approve: (ctx, { body }) => each(body.ids, (id) => approveReturn(ctx, id, body.reason)),
  decline: (ctx, { body }) => each(body.ids, (id) => declineReturn(ctx, id, body.reason)),
  get: (ctx, { params }) => shown(ctx, params.id),
  cancel: async (ctx, { params }) => {
    await cancelReturn(ctx, params.id, "staff");
  },
  ship: async (ctx, { params, body }) => {
    await shipReturn(ctx, params.id, body);
  },
  receive: async (ctx, { params, body }) => {
    await receiveReturn(ctx, params.id, body.place);
  },
  lose: async (ctx, { params, body }) => {
    await loseReturn(ctx, params.id, body.reason);
  },
  inspect: async (ctx, { params, body }) => {
    await inspectReturn(ctx, params.id, body.items);
  },
  money: (ctx, { params, body }) => actOnMoney(ctx, params.id, body),
  taxNote: (ctx, { params }) => taxNote(ctx, params.id),
};
