/** Sends what was asked for in exchange: the new goods become lines of the order, worth what was paid for the old ones (X3). */
import { productsOf } from "#catalog";
import type { Ctx } from "#kernel/context";
import { paidForNew, shareOf } from "../model/chain.ts";
import { aheadById, insertAhead, insertSent, moveAhead, overdueAheads, type Sent } from "../store/exchanges.ts";
import { noteReturn } from "../store/returns.ts";
import { againPieces, counts, piecesOf, type Return, type Situation, type Terms } from "./situation.ts";
import { onReturn, tell } from "./steps.ts";

const DAY = 86_400_000;
/** Lines of orders are counted from 1: those that exchanges add begin where no order ends. */
const FIRST_ADDED = 10_001;
const sum = (numbers: readonly number[]): number => numbers.reduce((all, each) => all + each, 0);

/** The share of what was paid for the bought goods in each item, and all that was paid for it. */
const oldWorth = (of: Situation, mine: Return, terms: Terms) => {
  const others = of.returns.filter((each) => each.id !== mine.id && counts(each));
  const bought = mine.items.filter((item) => item.root === null);
  return mine.items.map((item) => {
    const pieces = piecesOf(mine, item);
    if (item.root === null) {
      const amount = terms.exchanged.find((each) => each.line === item.line)?.amount ?? 0;
      const same = bought.filter((each) => each.line === item.line);
      const before = sum(same.slice(0, same.indexOf(item)).map((each) => piecesOf(mine, each)));
      const share = shareOf(amount, before, pieces, sum(same.map((each) => piecesOf(mine, each))));
      return { pieces, share, worth: share };
    }
    const line = of.lines.find((each) => each.line === item.line);
    if (!line) return { pieces, share: 0, worth: 0 };
    const before = againPieces(others, item.line);
    const part = (amount: number) => shareOf(amount, before, pieces, line.quantity);
    return { pieces, share: part(line.paid) - part(line.extra), worth: part(line.paid) };
  });
};

/** What goes out in exchange, as lines of the order. Nothing goes out for pieces that were not accepted. */
export const sentFor = (
  of: Situation,
  mine: Return,
  goods: ReadonlyMap<string, { readonly category: string }>,
  went: { readonly reference: string; readonly at: Date },
): Sent[] => {
  const terms = mine.final ?? mine.quote;
  const worth = oldWorth(of, mine, terms);
  const old = sum(worth.map((each) => each.worth));
  const even = mine.resolution === "exchange_variant";
  const prices = mine.items.map((item, i) =>
    even ? (worth[i]?.worth ?? 0) : (item.exchange?.price ?? 0) * (worth[i]?.pieces ?? 0),
  );
  const over = even ? 0 : Math.max(0, old - terms.replacement);
  const paid = paidForNew(old, { over, toPay: terms.toPay }, prices);
  const reduced = (names: readonly string[]) => names.some((name) => of.policy.tax.reduced.includes(name));
  const added = of.lines.filter((each) => each.line >= FIRST_ADDED).length;
  return mine.items.flatMap((item, i): Sent[] => {
    const { pieces, share } = worth[i] ?? { pieces: 0, share: 0 };
    if (pieces <= 0) return [];
    const held = of.lines.find((each) => each.line === item.line);
    const same = item.exchange === null || item.exchange.product === item.product;
    const category = same ? item.category : (goods.get(item.exchange?.product ?? "")?.category ?? "");
    const product = item.exchange?.product ?? item.product;
    const standard = reduced([category, product]) ? 800 : of.policy.tax.standard;
    return [
      {
        return: mine.id,
        n: item.n,
        order: mine.order,
        line: FIRST_ADDED + added + i,
        root: item.root ?? item.line,
        product,
        variant: item.exchange?.variant ?? item.variant,
        name: item.exchange?.name || item.name,
        category,
        quantity: pieces,
        taxRate: same ? (held?.rate ?? standard) : standard,
        paid: paid[i] ?? 0,
        extra: (paid[i] ?? 0) - share,
        reference: went.reference,
        sentAt: went.at,
      },
    ];
  });
};

/** Keeps what went out in exchange. */
export const keepSent = async (ctx: Ctx, of: Situation, mine: Return, reference: string): Promise<void> => {
  const products = mine.items.flatMap((item) => (item.exchange ? [item.exchange.product] : []));
  const goods = await productsOf(ctx, products);
  await insertSent(ctx.db, sentFor(of, mine, goods, { reference, at: ctx.now }));
};

/** X7: secures what goes out first, before it goes. */
export const secure = async (ctx: Ctx, of: Situation, mine: Return): Promise<Return> => {
  const security = of.order.terms.payment === "card" ? "hold" : "debt";
  const terms = mine.quote;
  const amount = Math.max(0, terms.replacement - terms.toPay);
  const dueAt = new Date(ctx.now.getTime() + of.policy.instantDays * DAY);
  await insertAhead(ctx.db, { return: mine.id, subject: mine.subject, amount, security, dueAt, stateAt: ctx.now });
  // What goes out is not reckoned anew when the old goods are seen.
  await noteReturn(ctx.db, mine.id, { final: terms });
  return { ...mine, final: terms };
};

/** The new goods went out: from now on the old ones are due. */
export const sendAhead = async (ctx: Ctx, of: Situation, mine: Return, reference: string): Promise<void> => {
  await keepSent(ctx, of, mine, reference);
  const dueAt = mine.dueAt ?? new Date(ctx.now.getTime() + of.policy.instantDays * DAY);
  await moveAhead(ctx.db, mine.id, { state: "open", dueAt }, ctx.now);
  const row = await aheadById(ctx.db, mine.id);
  await tell(ctx, mine, "replacement_sent", {
    replacement: reference,
    returnBy: dueAt.toISOString(),
    amount: row?.amount ?? 0,
    security: row?.security ?? "debt",
    currency: mine.currency,
  });
};

/** What of the old goods was not accepted, or never came, is charged for: to the hold, or as a debt that was paid. */
export const chargeFor = async (ctx: Ctx, mine: Return, reference: string): Promise<number> => {
  const row = await aheadById(ctx.db, mine.id);
  if (!row) return 0;
  const seen = ["inspected", "settled"].includes(mine.logistics);
  const all = sum(mine.items.map((item) => item.quantity));
  const missing = seen ? all - sum(mine.items.map((item) => item.accepted ?? 0)) : all;
  const amount = shareOf(row.amount, 0, missing, all);
  const more = Math.max(0, amount - row.charged);
  await moveAhead(ctx.db, mine.id, { state: "captured", charged: Math.max(amount, row.charged) }, ctx.now);
  await tell(
    ctx,
    mine,
    "replacement_charged",
    { amount: more, security: row.security, currency: mine.currency, reference },
    ctx.now.toISOString(),
  );
  return more;
};

/** The old goods are back: the hold falls, and what was charged meanwhile is given back. */
export const releaseAhead = async (ctx: Ctx, mine: Return, state: "released" | "waived"): Promise<number> => {
  const row = await aheadById(ctx.db, mine.id);
  const back = state === "released" ? (row?.charged ?? 0) : 0;
  await moveAhead(ctx.db, mine.id, { state, charged: state === "released" ? 0 : (row?.charged ?? 0) }, ctx.now);
  await tell(
    ctx,
    mine,
    "replacement_released",
    { chargeBack: back, security: row?.security ?? "debt", currency: mine.currency, waived: state === "waived" },
    ctx.now.toISOString(),
  );
  return back;
};

/** X8: old goods that did not come in time are owed for. Gives how many. */
export const missAheads = async (ctx: Ctx, limit = 50): Promise<number> => {
  const late = await overdueAheads(ctx.db, ctx.now, limit);
  for (const { id } of late)
    await onReturn(ctx, id, async (inside, of, take) => {
      if (of.money !== "ahead" || of.dueAt === null || of.dueAt > ctx.now) return;
      const now = await take(of, "money", "miss", "the old goods did not come in time");
      await moveAhead(inside.db, id, { state: "unreturned" }, ctx.now);
      const row = await aheadById(inside.db, id);
      await tell(
        inside,
        now,
        "replacement_unreturned",
        { amount: row?.amount ?? 0, security: row?.security ?? "debt", currency: of.currency },
        ctx.now.toISOString(),
      );
    });
  return late.length;
};
