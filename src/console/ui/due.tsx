import { duration, moment } from "../format.ts";
import { useNow } from "../clock.ts";
import { useWords } from "../words.ts";
import { StatusBadge } from "./status.tsx";
import { Time } from "./time.tsx";

const words = { over: ["{d}超過", "{d} over"], left: ["あと{d}", "{d} left"] } as const;
const SOON_MS = 2 * 3_600_000;

/** A deadline: how long is left, or by how much it was missed, in words and colour; the instant on hover. */
export const Due = ({ at, closed = null }: { readonly at: string | null; readonly closed?: string | null }) => {
  const t = useWords(words);
  const now = useNow();
  if (closed !== null || at === null) return <Time at={closed} />;
  const left = Date.parse(at) - now.getTime();
  return (
    <StatusBadge tone={left < 0 ? "broken" : left < SOON_MS ? "held" : "plain"} title={moment(at, now)}>
      {t(left < 0 ? "over" : "left", { d: duration(Math.abs(left)) })}
    </StatusBadge>
  );
};
