/** Money, store credit and replacements: each moves once, under a key, and never more than was captured. */
import { audit } from "#kernel/audit";
import type { Ctx } from "#kernel/context";
import { Problem } from "#kernel/errors";
import {
  erasePayout,
  insertCredit,
  insertPayments,
  keepResult,
  type Payment,
  paymentsOf,
  putPayout,
  claimedMoney,
  takeOnce,
  usedResult,
} from "../store/money.ts";
import { close } from "./advance.ts";
import { chargeFor, keepSent, releaseAhead, sendAhead } from "./exchange.ts";
import { writeNote } from "./note.ts";
import { spelled } from "./request.ts";
import { type Return, type Situation, situationOf } from "./situation.ts";
import { linesFact, onReturn, tell } from "./steps.ts";

export const MONEY_ACTIONS = ["settle", "send", "fail", "advance", "release", "capture", "waive"] as const;
export type MoneyAction = (typeof MONEY_ACTIONS)[number];

export interface Acted {
  readonly money: string;
  readonly paid: number;
  readonly points: number;
  readonly credit: string | null;
  /** Of goods that went out first: what was charged because the old ones did not come, or given back because they did. */
  readonly charged: number;
  readonly chargeBack: number;
  /** This key had done its work before. */
  readonly again: boolean;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, each) => all + each, 0);

/** M6: what of this order's money and points nobody has been given yet. */
const leftOf = async (ctx: Ctx, of: Situation): Promise<{ money: number; points: number }> => {
  const paid = await paymentsOf(ctx.db, { order: of.order.order });
  const back = (...kinds: readonly Payment["kind"][]) =>
    sum(paid.filter((each) => kinds.includes(each.kind)).map((each) => each.amount));
  return {
    money:
      of.captured.money +
      of.collected -
      back("refund", "credit") -
      of.toldAmount -
      (await claimedMoney(
        ctx.db,
        of.order.order,
        of.order.refunds.map(({ refund }) => refund),
      )),
    points: of.captured.points - back("points"),
  };
};

const DAY = 86_400_000;

/** Everything that settling a return gives: money or credit, points, bonus, the exchange. */
const pay = async (ctx: Ctx, of: Return, situation: Situation, key: string, reference: string) => {
  const terms = of.final ?? of.quote;
  const left = await leftOf(ctx, situation);
  if (terms.money > left.money || terms.points > left.points)
    throw new Problem("conflict", "More would be given back than was paid for this order.");
  const base = { return: of.id, order: of.order, at: ctx.now, currency: of.currency, reference, actor: ctx.actor.name };
  const rates = Object.fromEntries(terms.rates.map(({ rate, amount }) => [String(rate), amount]));
  const payments: Payment[] = [];
  const put = (kind: Payment["kind"], method: string, amount: number) => {
    if (amount > 0)
      payments.push({ ...base, key: `${key}:${kind}`, kind, method, amount, rates: kind === "points" ? {} : rates });
  };
  const credited = of.resolution === "credit";
  put(credited ? "credit" : "refund", credited ? "store_credit" : of.payout, terms.money);
  put("points", "points", terms.points);
  put("bonus", credited ? "store_credit" : "exchange", terms.bonus);
  put("exchange", "goods", sum(terms.exchanged.map((each) => each.amount)));
  await insertPayments(ctx.db, payments);
  let code: string | null = null;
  if (credited && terms.money + terms.bonus > 0) {
    code = `C${spelled(11)}`;
    const days = situation.policy.creditDays;
    await insertCredit(ctx.db, {
      code,
      return: of.id,
      subject: of.subject,
      base: terms.money,
      bonus: terms.bonus,
      currency: of.currency,
      issuedAt: ctx.now,
      expiresAt: days === 0 ? null : new Date(ctx.now.getTime() + days * DAY),
    });
  }
  return { terms, code };
};

/**
 * One money action under its key (M3). settle: it was paid, credited or the replacement was sent. send and fail: what became of
 * an order to pay. advance: the new goods went out first; release, capture and waive: the old ones came back, or did not.
 */
export const actOnMoney = (
  ctx: Ctx,
  id: string,
  input: { action: MoneyAction; key: string; reference: string },
): Promise<Acted> =>
  onReturn(ctx, id, async (inside, of, take) => {
    const key = `money:${id}:${input.key}`;
    if (!(await takeOnce(inside.db, key, input.action, ctx.now))) {
      const first = await usedResult(inside.db, key);
      if (first?.action !== input.action) throw new Problem("conflict", "This key was used for another action.");
      return { ...(first.result as unknown as Acted), again: true };
    }
    let now = await take(of, "money", input.action, input.reference);
    let acted: Acted = {
      money: now.money,
      paid: 0,
      points: 0,
      credit: null,
      charged: 0,
      chargeBack: 0,
      again: false,
    };
    const situation = await situationOf(inside, of.order);
    if (!situation) throw new Problem("conflict", "The order is not known any more.");
    if (input.action === "advance") await sendAhead(inside, situation, now, input.reference);
    if (input.action === "capture") acted = { ...acted, charged: await chargeFor(inside, now, input.reference) };
    if (input.action === "waive") await releaseAhead(inside, now, "waived");
    if (input.action === "release") acted = { ...acted, chargeBack: await releaseAhead(inside, now, "released") };
    if (input.action === "settle" && now.resolution.startsWith("exchange"))
      await keepSent(inside, situation, now, input.reference);
    if (input.action === "settle" || input.action === "release") {
      const { terms, code } = await pay(inside, now, situation, key, input.reference);
      acted = { ...acted, paid: terms.money, points: terms.points, credit: code };
      await erasePayout(inside.db, id, ctx.now);
      await tellPaid(inside, now, code, input.reference);
    }
    // Where the rest is charged for or waived, what did come back is noted all the same.
    const seen = ["inspected", "settled"].includes(now.logistics);
    const over = ["capture", "waive"].includes(input.action);
    if (input.action === "settle" || input.action === "release" || (over && seen))
      await writeNote(inside, now, situation);
    await audit(inside, `return.${input.action}`, `return:${id}`, { amount: acted.paid, reference: input.reference });
    await keepResult(inside.db, key, { ...acted });
    now = await close(inside, now);
    return acted;
  });

const tellPaid = async (ctx: Ctx, of: Return, code: string | null, reference: string): Promise<void> => {
  const terms = of.final ?? of.quote;
  const lines = linesFact(of);
  if (of.resolution.startsWith("exchange")) await tell(ctx, of, "exchanged", { lines, replacement: reference });
  if (code !== null)
    await tell(ctx, of, "credited", { base: terms.money, bonus: terms.bonus, currency: of.currency, expires: null });
  else if (terms.money + terms.points > 0)
    await tell(ctx, of, "refunded", {
      amount: terms.money,
      points: terms.points,
      pointsRevoked: terms.pointsRevoked,
      currency: of.currency,
      method: of.payout,
      reference,
      lines,
    });
};

/** Where to pay to, as the customer says. Nothing of it goes into the log. */
export const giveBankDetails = (
  ctx: Ctx,
  id: string,
  details: { bank: string; branch: string; kind: string; account: string; holder: string },
): Promise<void> =>
  onReturn(ctx, id, async (inside, of, take) => {
    if (of.money !== "details") throw new Problem("conflict", "No bank details are needed.");
    await putPayout(inside.db, id, { ...details }, ctx.now);
    await take(of, "money", "inform");
  });
