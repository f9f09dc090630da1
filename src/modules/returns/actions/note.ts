/** Writes the tax note (適格返還請求書) of what came back: for money or credit, or for goods of another rate. */
import type { Ctx } from "#kernel/context";
import { readSetting } from "#kernel/settings";
import { shareOf } from "../model/chain.ts";
import { type NoteItem, noteOf } from "../model/note.ts";
import { Seller } from "../model/policy.ts";
import { type Pair, swapOf } from "../model/swap.ts";
import { type Sent, sentOf } from "../store/exchanges.ts";
import { insertNote } from "../store/money.ts";
import { piecesOf, type Return, type Situation, type Terms } from "./situation.ts";

const sum = (numbers: readonly number[]): number => numbers.reduce((all, each) => all + each, 0);

/** When goods were sold, where that was not with the order: by the last exchange that changed their rate. */
const soldLater = (of: Pick<Situation, "lines" | "returns">, sent: readonly Sent[], line: number): string | null => {
  const row = sent.find((one) => one.line === line);
  const before = of.returns.find((one) => one.id === row?.return)?.items.find((one) => one.n === row?.n);
  const held = of.lines.find((one) => one.line === before?.line);
  if (!row || !before || !held) return null;
  return held.rate === row.taxRate ? soldLater(of, sent, before.line) : row.sentAt.toISOString();
};

/** What came back for money or credit, set discounts taken off. */
const refunded = (of: Return, terms: Terms): (NoteItem & { readonly line?: number })[] => {
  const names = new Map(
    of.items.flatMap((item) => [[item.root ?? item.line, item] as const, [item.line, item] as const]),
  );
  // By rate the total is exact; a lost set discount and services are items of their own.
  const items = terms.goods.map((each) => ({
    line: each.line,
    name: names.get(each.line)?.name ?? "",
    quantity: names.get(each.line)?.accepted ?? names.get(each.line)?.quantity ?? 1,
    amount: each.amount,
    rate: each.rate,
  }));
  const rest = terms.rates.flatMap(({ rate, amount }) => {
    const named = sum(items.filter((item) => item.rate === rate).map((item) => item.amount));
    const service = rate === terms.serviceRate ? terms.shipping + terms.fee : 0;
    const why = terms.setLost === 0 ? "端数の調整" : "セット割引の調整";
    return [
      ...(service > 0 ? [{ name: "送料・手数料", quantity: 1, amount: service, rate }] : []),
      ...(amount - named - service !== 0 ? [{ name: why, quantity: 1, amount: amount - named - service, rate }] : []),
    ];
  });
  return [...items, ...rest];
};

/** The old goods that were seen to be back, and what was sent for them, each at what was paid for it. */
export const pairsOf = (of: Return, sent: readonly Sent[]): (Pair & { readonly line: number })[] => {
  const terms = of.final ?? of.quote;
  return of.items.flatMap((item) => {
    const went = sent.find((each) => each.return === of.id && each.n === item.n);
    const old = terms.exchanged.filter((each) => each.line === item.line);
    if (!went) return [];
    const same = of.items.filter((each) => each.line === item.line);
    const pieces = (items: typeof same) => sum(items.map((each) => piecesOf(of, each)));
    const before = pieces(same.slice(0, same.indexOf(item)));
    const worth = shareOf(sum(old.map((each) => each.amount)), before, went.quantity, pieces(same));
    // Of goods that went out first, more may have been sent than came back.
    const quantity = Math.min(went.quantity, item.accepted ?? went.quantity);
    const part = (amount: number) => shareOf(amount, 0, quantity, went.quantity);
    return [
      {
        line: item.line,
        old: { name: item.name, quantity, amount: part(worth), rate: old[0]?.rate ?? went.taxRate },
        anew: {
          name: went.name,
          quantity,
          amount: part(went.paid),
          rate: went.taxRate,
          bought: went.sentAt.toISOString(),
        },
      },
    ];
  });
};

export const writeNote = async (ctx: Ctx, of: Return, situation: Situation): Promise<void> => {
  const terms = of.final ?? of.quote;
  const sent = await sentOf(ctx.db, of.order);
  const dated = <T extends NoteItem>({ line, ...item }: T & { line?: number }) => {
    const bought = line === undefined ? null : soldLater(situation, sent, line);
    return { ...item, ...(bought !== null && { bought }) };
  };
  const swap = swapOf(pairsOf(of, sent).map(({ line, old, anew }) => ({ old: dated({ ...old, line }), anew })));
  const back = terms.goods.length === 0 ? [] : refunded(of, terms);
  const items = [...back.map(dated), ...swap.returned];
  if (items.length === 0) return;
  const seller = await readSetting(ctx, "returns.seller", Seller);
  await insertNote(
    ctx.db,
    of.id,
    noteOf({
      seller,
      order: of.orderNumber,
      bought: new Date(situation.order.at),
      returned: ctx.now,
      currency: of.currency,
      items,
      sold: swap.sold,
      charges: { amount: terms.charges, rate: terms.serviceRate },
    }),
    ctx.now,
  );
};
