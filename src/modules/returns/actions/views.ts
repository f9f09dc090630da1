/** Returns as the API tells of them. */
import type { z } from "zod";
import { variantNames } from "#catalog";
import type { Ctx } from "#kernel/context";
import { notFound, Problem } from "#kernel/errors";
import { profilesOf, traitsOf } from "#profiles";
import { readNames } from "#profiles/model";
import type { ReturnHead, returnsApi, StoredPolicy as ShownPolicy } from "../api.ts";
import { possible } from "../model/machine.ts";
import { type Note, REDUCED } from "../model/note.ts";
import type { ReturnReason } from "../model/reasons.ts";
import { openChanges } from "../store/changes.ts";
import { creditOf, noteById, paymentsOf, payoutOf } from "../store/money.ts";
import { photosOf } from "../store/photos.ts";
import { listPolicies, policyOf, type StoredPolicy } from "../store/policies.ts";
import { aheadById } from "../store/exchanges.ts";
import { returnById, transitionsOf } from "../store/returns.ts";
import { queue, waitingCounts } from "../store/queue.ts";
import { LEGAL, ownWords } from "../model/policy.ts";
import { returnLink } from "./links.ts";
import type { Proposal } from "./propose.ts";
import type { Return, Situation, Terms } from "./situation.ts";
import { stateOf } from "./steps.ts";

type Returns<K extends keyof typeof returnsApi> = (typeof returnsApi)[K] extends { returns: infer R extends z.ZodType }
  ? z.input<R>
  : never;

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

const buyersOf = async (ctx: Ctx, subjects: readonly string[]) => {
  const profiles = await profilesOf(ctx, [...new Set(subjects.filter((subject) => subject !== ""))]);
  const traits = await traitsOf(ctx, [...new Set(profiles.values())]);
  return (subject: string): ReturnHead["buyer"] => {
    const profile = profiles.get(subject);
    if (profile === undefined) return null;
    return { profile, name: readNames(traits.get(profile) ?? {})?.full ?? "" };
  };
};

const calledIn = (ctx: Ctx, returns: readonly Return[]) =>
  variantNames(
    ctx,
    returns.flatMap((each) => each.items.flatMap((item) => [item.variant, item.exchange?.variant ?? ""])),
  );

const head = (of: Return, buyer: ReturnHead["buyer"], called: (variant: string) => string): ReturnHead => ({
  id: of.id,
  number: of.number,
  order: of.order,
  orderNumber: of.orderNumber,
  buyer,
  createdAt: of.createdAt.toISOString(),
  approval: of.approval,
  logistics: of.logistics,
  money: of.money,
  awaits: of.awaits as ReturnHead["awaits"],
  dueAt: iso(of.dueAt),
  resolution: of.resolution as ReturnHead["resolution"],
  method: of.method,
  payout: of.payout,
  instant: of.instant,
  gift: of.gift,
  value: of.value,
  refund: of.refund,
  currency: of.currency,
  channel: of.channel,
  items: of.items.map(({ taxRate: _rate, resolution: _resolution, root: _root, ...item }) => ({
    ...item,
    reason: item.reason as ReturnReason,
    variantName: called(item.variant),
    exchange: item.exchange && { ...item.exchange, variantName: called(item.exchange.variant) },
  })),
});

const placeIn = (cursor: string | undefined) => {
  if (cursor === undefined) return null;
  const [at = "", id = ""] = cursor.split("~");
  if (Number.isNaN(Date.parse(at)) || !/^[0-9a-f-]{36}$/.test(id))
    throw new Problem("invalid", "This cursor was not given by the page before.");
  return { at, id };
};

export const listed = async (ctx: Ctx, query: z.output<typeof returnsApi.list.query>): Promise<Returns<"list">> => {
  const found = (await queue(ctx.db, { ...query, before: placeIn(query.cursor) })) as unknown as Return[];
  const buyer = await buyersOf(
    ctx,
    found.map((each) => each.subject),
  );
  const called = await calledIn(ctx, found);
  const last = found.at(-1);
  const at = query.awaits === undefined ? last?.createdAt : last?.dueAt;
  return {
    items: found.map((each) => head(each, buyer(each.subject), called)),
    next: last && at && found.length === query.limit ? `${at.toISOString()}~${last.id}` : null,
  };
};

export const waiting = async (ctx: Ctx): Promise<Returns<"waiting">> => ({
  items: (await waitingCounts(ctx.db, ctx.now)).map((row) => ({ ...row, awaits: row.awaits as ReturnHead["awaits"] })),
  changes: (await openChanges(ctx.db, 200)).length,
});

export const shown = async (ctx: Ctx, id: string): Promise<Returns<"get">> => {
  const of = await returnById<Terms>(ctx.db, id);
  if (!of) throw notFound("return");
  const [called, buyer, photos, payments, credit, payout, note, transitions, ahead, { policy }] = await Promise.all([
    calledIn(ctx, [of]),
    buyersOf(ctx, [of.subject]),
    photosOf(ctx.db, id),
    paymentsOf(ctx.db, { return: id }),
    creditOf(ctx.db, id),
    payoutOf(ctx.db, id),
    noteById(ctx.db, id),
    transitionsOf(ctx.db, id),
    aheadById(ctx.db, id),
    policyOf(ctx.db, of.order, null),
  ]);
  return {
    ...head(of, buyer(of.subject), called),
    policy: of.policy,
    rules: [...new Set(of.items.map((item) => item.rule))].map((rule) => ({ rule, words: ownWords(policy, rule) })),
    carrier: of.carrier,
    tracking: of.tracking,
    store: of.store,
    note: of.note,
    quote: of.quote as never,
    final: of.final as never,
    page: returnLink(ctx, of.order, { gift: of.gift, number: of.number }),
    photos,
    payments: payments.map(({ at, kind, method, amount, reference }) => ({
      at: at.toISOString(),
      kind,
      method,
      amount,
      reference,
    })),
    credit: credit && { code: credit.code, base: credit.base, bonus: credit.bonus, expiresAt: iso(credit.expiresAt) },
    bank: (payout?.details ?? null) as Record<string, string> | null,
    ahead: ahead && {
      amount: ahead.amount,
      charged: ahead.charged,
      security: ahead.security,
      dueAt: ahead.dueAt.toISOString(),
      state: ahead.state,
    },
    taxNote: note !== null,
    possible: [...possible(stateOf(of))],
    transitions: transitions.map((each) => ({ ...each, at: each.at.toISOString() })),
  };
};

export const taxNote = async (ctx: Ctx, id: string): Promise<Returns<"taxNote">> => {
  const found = await noteById(ctx.db, id);
  if (!found) throw notFound("tax note");
  const { document } = found;
  const listed = (items: Note["items"]) =>
    items.map((item) => ({ ...item, bought: item.bought ?? null, reduced: item.rate === REDUCED }));
  return {
    ...document,
    number: found.number,
    issuedAt: found.issuedAt.toISOString(),
    items: listed(document.items),
    totals: [...document.totals],
    sold: { ...document.sold, items: listed(document.sold.items), totals: [...document.sold.totals] },
  };
};

export const shownPolicy = (of: StoredPolicy): ShownPolicy => ({
  ...of,
  createdAt: of.createdAt.toISOString(),
  updatedAt: of.updatedAt.toISOString(),
  validFrom: iso(of.validFrom),
});

export const policies = async (ctx: Ctx): Promise<Returns<"policies">> => ({
  items: (await listPolicies(ctx.db)).map(shownPolicy),
  legal: LEGAL,
});

export const shownProposal = (of: Situation, made: Proposal): Returns<"propose"> => {
  const names = new Map(of.lines.map((line) => [line.line, line.name]));
  return {
    ...made,
    resolutions: [...made.resolutions],
    methods: [...made.methods],
    terms: made.terms as never,
    policy: of.version,
    items: made.items.map(({ line, quantity, answer }) => ({
      line,
      quantity,
      name: names.get(line) ?? "",
      eligible: answer.eligible,
      rule: answer.rule,
      why: answer.why,
      until: iso(answer.until),
      basis: answer.basis,
      postage: answer.postage,
      keep: answer.keep,
      review: answer.review,
      photo: answer.photo,
    })),
  };
};

export const changes = async (ctx: Ctx): Promise<Returns<"changes">> => ({
  items: (await openChanges(ctx.db, 200)).map(({ id, order, orderNumber, kind, at, detail }) => ({
    id,
    order,
    orderNumber,
    kind,
    at: at.toISOString(),
    detail,
  })),
});
