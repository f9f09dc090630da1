import { useNow } from "../clock.ts";
import { ago, day, exact, moment, type When } from "../format.ts";
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
