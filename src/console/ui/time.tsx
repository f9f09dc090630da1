import { useNow } from "../clock.ts";
import { ago, day, exact, moment, plainDay, type When } from "../format.ts";
import { useLanguage } from "../words.ts";

/** 11月21日(金) 14:05 (`at`), 3日前 (`ago`) or 11月21日(金) (`day`), with the exact instant on hover. */
export const Time = ({
  at,
  show = "at",
}: {
  readonly at: When | null | undefined;
  readonly show?: "at" | "ago" | "day";
}) => {
  useLanguage();
  const now = useNow();
  if (at === null || at === undefined) return <span aria-hidden>–</span>;
  const text = show === "ago" ? ago(at, now) : show === "day" ? day(at, now) : moment(at, now);
  return (
    <time dateTime={new Date(at).toISOString()} title={exact(at)} className="num" style={{ whiteSpace: "nowrap" }}>
      {text}
    </time>
  );
};

/** Calendar days written 2026-11-23: 11月23日(月), or 11月23日(月)–25日(水)… as from and to. */
export const Days = ({ from, to = from }: { readonly from: string; readonly to?: string }) => {
  useLanguage();
  const now = useNow();
  const [first, last] = [plainDay(from, now), plainDay(to, now)];
  return (
    <span className="num">
      <time dateTime={from} style={{ whiteSpace: "nowrap" }}>
        {first}
      </time>
      {from !== to && (
        <>
          {" – "}
          <time dateTime={to} style={{ whiteSpace: "nowrap" }}>
            {last}
          </time>
        </>
      )}
    </span>
  );
};
