import { Money, number, useWords } from "#ui";
import type { Whole } from "./Return.tsx";

const words = {
  title: ["返金の内訳", "What is given back"],
  goods: ["商品代金", "Goods"],
  exchanged: ["交換する商品", "Exchanged goods"],
  setLost: ["セット割引の調整", "Lost set discount"],
  shipping: ["送料", "Shipping"],
  fee: ["手数料", "Fees"],
  clawback: ["送料無料の条件を下回る分", "Free shipping no longer earned"],
  restocking: ["再入荷手数料", "Restocking"],
  postage: ["返送料", "Return postage"],
  bonus: ["プラス分", "Bonus"],
  replacement: ["交換先の商品", "New goods"],
  points: ["うちポイント", "Of it in points"],
  money: ["お返しする金額", "Money"],
  toPay: ["お客様のお支払い", "Customer pays"],
  rate: ["{r}%対象(税込)", "At {r}% (tax included)"],
  revoked: ["取り消すポイント", "Points taken back"],
} as const;

/** The reckoning, line by line, and what it is per tax rate. */
export const Reckoning = ({ of }: { readonly of: Whole }) => {
  const t = useWords(words);
  const terms = of.final ?? of.quote;
  const sum = (amounts: readonly { amount: number }[]) => amounts.reduce((all, each) => all + each.amount, 0);
  const rows = [
    ["goods", sum(terms.goods)],
    ["exchanged", sum(terms.exchanged)],
    ["setLost", -terms.setLost],
    ["shipping", terms.shipping],
    ["fee", terms.fee],
    ["clawback", -terms.clawback],
    ["restocking", -terms.restocking],
    ["postage", -terms.postage],
    ["bonus", terms.bonus],
    ["replacement", of.resolution.startsWith("exchange") ? -terms.replacement : 0],
    ["points", -terms.points],
  ] as const;
  return (
    <table className="table" aria-label={t("title")}>
      <tbody>
        {rows
          .filter(([, amount]) => amount !== 0)
          .map(([name, amount]) => (
            <tr key={name}>
              <td>{t(name)}</td>
              <td data-align="end">
                <Money amount={amount} currency={of.currency} />
              </td>
            </tr>
          ))}
        <tr>
          <td>
            <strong>{t(terms.toPay > 0 ? "toPay" : "money")}</strong>
          </td>
          <td data-align="end">
            <strong>
              <Money
                amount={terms.toPay > 0 ? terms.toPay : terms.money + (of.resolution === "credit" ? terms.bonus : 0)}
                currency={of.currency}
              />
            </strong>
          </td>
        </tr>
        {terms.rates.map(({ rate, amount }) => (
          <tr key={rate} style={{ color: "var(--ink-soft)" }}>
            <td>{t("rate", { r: number(rate / 100) })}</td>
            <td data-align="end">
              <Money amount={amount} currency={of.currency} />
            </td>
          </tr>
        ))}
        {terms.pointsRevoked > 0 && (
          <tr style={{ color: "var(--ink-soft)" }}>
            <td>{t("revoked")}</td>
            <td data-align="end">{number(terms.pointsRevoked)}</td>
          </tr>
        )}
      </tbody>
    </table>
  );
};
