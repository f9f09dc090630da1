import { useNow } from "../clock.ts";
import { ago, day, exact, moment, plainDay, plainSpan, type When } from "../format.ts";
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

/** Calendar days written 2026-11-23, from one to another. */
export const Days = ({ from, to = from }: { readonly from: string; readonly to?: string }) => {
  useLanguage();
  const now = useNow();
  const [first, last] = from === to ? [plainDay(from, now), null] : plainSpan(from, to, now);
  return (
    <span className="num">
      <time dateTime={from} style={{ whiteSpace: "nowrap" }}>
        {first}
      </time>
      {last !== null && (
        <>
          {" "}
          <time dateTime={to} style={{ whiteSpace: "nowrap" }}>
            {last}
          </time>
        </>
      )}
    </span>
  );
};
