/** Makes a return of a confirmed wish, once, and approves it where the policy needs nobody for that. */
import { createHash, randomBytes, randomUUID } from "node:crypto";
import { type Ctx, within } from "#kernel/context";
import { lock, transaction } from "#kernel/database";
import { notFound, Problem } from "#kernel/errors";
import { sign, verify } from "#kernel/links";
import { dueAt, START } from "../model/machine.ts";
import { worthOf } from "../model/refund.ts";
import type { Wish } from "../model/wish.ts";
import { keepResult, takeOnce, usedResult } from "../store/money.ts";
import { attachPhotos, loosePhotos } from "../store/photos.ts";
import { insertReturn } from "../store/returns.ts";
import { advance } from "./advance.ts";
import { bounded, type Proposal, propose } from "./propose.ts";
import { exchangedFrom, type Return, type Situation, situationOf } from "./situation.ts";
import { linesFact, move, tell } from "./steps.ts";

/** Letters and digits that nobody misreads: no 0 O 1 I L U. */
const LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
export const spelled = (letters: number): string =>
  [...randomBytes(letters)].map((byte) => LETTERS[byte % LETTERS.length]).join("");

const SCOPE = "return-confirm";
const CONFIRM_MS = 2 * 3_600_000;

/** What the customer saw. Another amount, another policy or another answer is another digest. */
const digest = (wish: Wish, proposal: Proposal): string => {
  const seen = [
    wish.items.map((item) => [item.line, item.quantity, item.reason, item.condition, item.exchange, item.photos]),
    proposal.resolution,
    proposal.method,
    proposal.terms.money,
    proposal.terms.points,
    proposal.terms.bonus,
    proposal.terms.toPay,
    proposal.payout,
    proposal.instant,
    proposal.secured,
  ];
  return createHash("sha256").update(JSON.stringify(seen)).digest("base64url").slice(0, 22);
};

/** A token that confirms exactly what is shown, once, within two hours. */
export const confirmToken = (ctx: Ctx, of: Situation, wish: Wish, proposal: Proposal): string => {
  const nonce = randomBytes(12).toString("base64url");
  const audience = JSON.stringify([of.order.order, nonce, digest(wish, proposal)]);
  return sign(ctx, { scope: SCOPE, audience, expiresAt: new Date(ctx.now.getTime() + CONFIRM_MS) });
};

export type Confirmed =
  | { readonly ok: true; readonly id: string; readonly number: string; readonly again: boolean }
  | { readonly ok: false; readonly why: "expired" | "changed" | "refused" };

/** M5: good once. A replay changes nothing and gives what the first one gave. */
export const confirm = async (
  ctx: Ctx,
  order: string,
  wish: Wish,
  token: string,
  more: { language: "ja" | "en" },
): Promise<Confirmed> => {
  const claim = verify(ctx, SCOPE, token);
  const [whose, nonce, seen] = claim.ok ? (JSON.parse(claim.audience) as [string, string, string]) : ["", "", ""];
  if (!claim.ok || whose !== order) return { ok: false, why: "expired" };
  try {
    return await makeReturn(ctx, order, wish, { ...more, channel: "portal", key: `confirm:${nonce}`, expects: seen });
  } catch (error) {
    if (error instanceof Problem && (error.message === CHANGED || error.message === REFUSED))
      return { ok: false, why: error.message === CHANGED ? "changed" : "refused" };
    throw error;
  }
};

const CHANGED = "What was confirmed is no longer so: look at it again.";
const REFUSED = "The policy does not allow this return.";

interface Making {
  readonly language: "ja" | "en";
  readonly channel: "portal" | "staff" | "store" | "api";
  readonly key: string;
  /** The digest of what was shown; null where nobody was shown anything. */
  readonly expects: string | null;
  readonly note?: string;
}

/** Makes the return under its key. `ok: false` changes nothing. */
export const makeReturn = (ctx: Ctx, order: string, wish: Wish, how: Making): Promise<Confirmed> =>
  transaction(ctx.db, async (tx) => {
    const inside = within(ctx, tx);
    await lock(tx, `returns.order:${order}`);
    if (!(await takeOnce(tx, how.key, "return.request", ctx.now))) {
      const first = (await usedResult(tx, how.key))?.result as { id?: string; number?: string } | null;
      return first?.id && first.number
        ? { ok: true, id: first.id, number: first.number, again: true }
        : { ok: false, why: "expired" };
    }
    const of = await situationOf(inside, order);
    if (!of) throw notFound("order");
    const first = await exchangedFrom(inside, of);
    if (first !== null)
      throw new Problem("conflict", `These goods were sent in exchange: they come back under order ${first}.`);
    const proposal = propose(of, wish, ctx.now);
    if (how.expects !== null && digest(wish, proposal) !== how.expects) throw new Problem("conflict", CHANGED);
    if (!proposal.eligible && how.channel === "portal") throw new Problem("conflict", REFUSED);
    bounded(of, proposal);
    const row = rowOf(inside, of, wish, proposal, how);
    await insertReturn(tx, row);
    const files = wish.items.flatMap((item) => item.photos);
    if (files.length > 0) await attachPhotos(tx, order, files, row.id);
    await keepResult(tx, how.key, { id: row.id, number: row.number });
    await tell(inside, row, "requested", {
      lines: linesFact(row),
      resolution: row.resolution,
      value: row.value,
      currency: row.currency,
      approved: !proposal.review && proposal.eligible,
    });
    if (!proposal.review && proposal.eligible) await approve(inside, row, "by policy");
    return { ok: true, id: row.id, number: row.number, again: false };
  });

const rowOf = (ctx: Ctx, of: Situation, wish: Wish, proposal: Proposal, how: Making): Return => {
  const { order, policy } = of;
  const lines = new Map(of.lines.map((line) => [line.line, line]));
  const amounts = new Map<number, number>();
  for (const each of [...proposal.terms.goods, ...proposal.terms.exchanged]) amounts.set(each.line, each.amount);
  return {
    id: randomUUID(),
    number: `R${spelled(7)}`,
    order: order.order,
    orderNumber: order.number,
    subject: order.subject,
    policy: of.version,
    channel: how.channel,
    language: how.language,
    gift: wish.gift,
    instant: proposal.instant,
    currency: order.currency,
    createdAt: ctx.now,
    ...START,
    approvalAt: ctx.now,
    logisticsAt: ctx.now,
    moneyAt: ctx.now,
    awaits: "decision",
    dueAt: dueAt("decision", ctx.now, policy),
    resolution: proposal.resolution,
    method: proposal.keep ? "none" : proposal.method,
    payout: proposal.payout,
    value: [...amounts.values()].reduce((sum, each) => sum + each, 0),
    refund: proposal.terms.money,
    quote: proposal.terms,
    final: null,
    store: wish.store === "" ? null : wish.store,
    carrier: null,
    tracking: null,
    note: how.note ?? "",
    closedAt: null,
    items: proposal.items.map((item, n) => {
      const line = lines.get(item.line);
      return {
        n: n + 1,
        line: item.line,
        root: line && line.root !== line.line ? line.root : null,
        product: line?.product ?? "",
        variant: line?.variant ?? "",
        name: line?.name ?? "",
        category: line?.category ?? "",
        quantity: item.quantity,
        reason: item.reason,
        fault: item.answer.fault,
        comment: item.comment,
        condition: item.condition,
        rule: item.answer.rule,
        resolution: proposal.resolution,
        exchange: proposal.resolution.startsWith("exchange") ? item.exchange : null,
        taxRate: line?.rate ?? policy.tax.standard,
        amount: line ? worthOf(line, item.quantity) : 0,
        accepted: null,
        grade: null,
        disposition: null,
        finding: "",
      };
    }),
  };
};

/** Approves, and does what follows of itself: nothing to send, replacement at once, money at once. */
export const approve = async (ctx: Ctx, of: Return, reason: string): Promise<Return> => {
  const taken = await move(ctx, of, "approval", "approve", reason);
  if (!taken.ok) return of;
  let now = taken.of;
  if (of.money === "void") now = (await move(ctx, now, "money", "reopen")).of;
  await tell(
    ctx,
    now,
    "approved",
    {
      shipBy: now.awaits === "shipment" ? (now.dueAt?.toISOString() ?? null) : null,
      method: now.method,
      instant: now.instant,
      secure: now.instant ? Math.max(0, now.quote.replacement - now.quote.toPay) : 0,
      currency: now.currency,
    },
    ctx.now.toISOString(),
  );
  if (now.method === "none") {
    const kept = await move(ctx, now, "logistics", "keep", "nothing needs to come back");
    now = kept.of;
  }
  return advance(ctx, now);
};

/** Pictures that belong to this order's link and to no return yet. */
export const ownPhotos = async (ctx: Ctx, order: string, files: readonly string[]): Promise<string[]> =>
  files.length === 0 ? [] : (await loosePhotos(ctx.db, order, files)).map((photo) => photo.file);
