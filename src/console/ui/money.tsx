import { money, number } from "../format.ts";
import { useLanguage } from "../words.ts";

/** ¥5,480 from minor units. */
export const Money = ({ amount, currency }: { readonly amount: number; readonly currency?: string }) => {
  useLanguage();
  return <span className="num">{money(amount, currency)}</span>;
};

/** 12,345, with its unit beside it where one is given. */
export const Num = ({
  value,
  unit,
  digits,
}: {
  readonly value: number;
  readonly unit?: string;
  readonly digits?: number;
}) => {
  useLanguage();
  return (
    <span className="num">
      {number(value, digits)}
      {unit && <> {unit}</>}
    </span>
  );
};
