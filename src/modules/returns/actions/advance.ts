/** What follows of itself when a return has moved: the money becomes due, details are asked for, and it closes. */
import type { Ctx } from "#kernel/context";
import { isDue } from "../model/machine.ts";
import { noteReturn, returnsOfOrder } from "../store/returns.ts";
import { payoutOf } from "../store/money.ts";
import { secure } from "./exchange.ts";
import { termsOf } from "./propose.ts";
import { counts, type Return, type Situation, situationOf, type Terms } from "./situation.ts";
import { move, stateOf, tell } from "./steps.ts";

/** M4: the reckoning with what was accepted, behind the returns that were reckoned before it. */
export const finalTerms = (of: Situation, mine: Return, all: readonly Return[]): Terms => {
  const others = all.filter((each) => each.id !== mine.id && counts(each) && each.final !== null);
  const pieces = mine.items.reduce((sum, item) => sum + (item.accepted ?? item.quantity), 0);
  const base = mine.quote;
  const bonus = bonusShare(mine);
  return termsOf(of, mine, others, { postage: pieces === 0 ? 0 : base.postage, bonus });
};

/** The share that the customer was promised, from what was confirmed. */
const bonusShare = (mine: Return): number => {
  const { bonus, money, exchanged } = mine.quote;
  const on = mine.resolution === "credit" ? money : exchanged.reduce((sum, each) => sum + each.amount, 0);
  return on <= 0 ? 0 : Math.ceil((bonus * 10_000) / on);
};

/** Runs inside the transaction that moved the return. */
export const advance = async (ctx: Ctx, of: Return): Promise<Return> => {
  let now = of;
  const situation = await situationOf(ctx, now.order);
  if (!situation) return now;
  if (now.approval === "approved" && now.instant && now.money === "open" && now.logistics === "awaiting")
    return secure(ctx, situation, (await move(ctx, now, "money", "hold", "replacement first")).of);
  if (isDue(stateOf(now), situation.policy.payAt)) {
    const terms = finalTerms(situation, now, await returnsOfOrder<Terms>(ctx.db, now.order));
    await noteReturn(ctx.db, now.id, { final: terms, refund: terms.money });
    now = { ...now, final: terms, refund: terms.money };
    const owes = terms.money + terms.points > 0 || terms.exchanged.length > 0;
    const accepted = now.items.some((item) => (item.accepted ?? item.quantity) > 0);
    if (!owes || !accepted) now = (await move(ctx, now, "money", "void", "nothing is owed")).of;
    else if (
      now.resolution === "refund" &&
      now.payout === "bank" &&
      terms.money > 0 &&
      !(await payoutOf(ctx.db, now.id))
    )
      now = (await move(ctx, now, "money", "ask", "bank details are needed")).of;
    else now = (await move(ctx, now, "money", "owe")).of;
  }
  return close(ctx, now);
};

/** Closes what is settled on all sides. */
export const close = async (ctx: Ctx, of: Return): Promise<Return> => {
  // Who paid for the old goods keeps them.
  const kept = ["captured", "waived"].includes(of.money) && ["awaiting", "shipped", "lost"].includes(of.logistics);
  const goods = kept || ["settled", "kept", "void"].includes(of.logistics);
  const money = ["settled", "captured", "waived", "void"].includes(of.money);
  if (of.approval !== "approved" || !goods || !money) return of;
  const done = await move(ctx, of, "approval", "close");
  if (!done.ok) return of;
  await tell(ctx, done.of, "closed", { outcome: of.money === "void" ? "nothing" : of.resolution });
  return done.of;
};
