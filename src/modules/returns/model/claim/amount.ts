/** What is at stake: what was paid for the pieces that the claim is about. */

export interface ClaimAmountLine {
  readonly line: number;
  readonly quantity: number;
}

interface Payable {
  readonly total: number;
  readonly shipping: number | null;
  readonly products: readonly {
    readonly line: number;
    readonly name: string;
    readonly product: string;
    readonly variant: string;
    readonly quantity: number;
    readonly total: number;
  }[];
}
interface Packed {
  readonly line: string;
  readonly product: string;
  readonly variant: string;
  readonly quantity: number;
}

/**
 * The pieces named; else what the parcel holds; else the whole order. Discounts of the order lower each piece in proportion, and
 * the sum is never more than what was paid for goods.
 */
export const claimAmount = (order: Payable, packed: readonly Packed[], named: readonly ClaimAmountLine[]) => {
  const asked =
    named.length > 0
      ? named
      : packed.flatMap((item) => {
          const line = order.products.find((one) =>
            item.line !== ""
              ? String(one.line) === item.line
              : one.product === item.product && (item.variant === "" || one.variant === item.variant),
          );
          return line ? [{ line: line.line, quantity: item.quantity }] : [];
        });
  const goods = Math.max(0, order.total - (order.shipping ?? 0));
  const listed = order.products.reduce((sum, line) => sum + Math.max(0, line.total), 0);
  const lines = (asked.length > 0 ? asked : order.products).flatMap(({ line, quantity }) => {
    const bought = order.products.find((one) => one.line === line);
    const pieces = bought ? Math.min(quantity, bought.quantity) : 0;
    return bought && pieces > 0 ? [{ line, name: bought.name, quantity: pieces, of: bought }] : [];
  });
  const share = lines.reduce((sum, { quantity, of }) => sum + (Math.max(0, of.total) * quantity) / of.quantity, 0);
  const amount =
    listed === 0 ? (lines.length === 0 ? 0 : goods) : Math.floor((goods * Math.min(share, listed)) / listed);
  return { amount, lines: lines.map(({ of: _of, ...line }) => line) };
};
