import { duration, StatusBadge, Time, useNow, useWords } from "#ui";

const words = { over: ["{d} 超過", "{d} over"], left: ["あと {d}", "{d} left"] } as const;
const SOON_MS = 2 * 3_600_000;

/** A deadline: how long is left, or by how much it was missed, in words and colour. */
export const Due = ({ at, closed }: { readonly at: string; readonly closed: string | null }) => {
  const t = useWords(words);
  const now = useNow();
  if (closed !== null) return <Time at={closed} />;
  const left = Date.parse(at) - now.getTime();
  const text = duration(Math.abs(left));
  return (
    <StatusBadge tone={left < 0 ? "broken" : left < SOON_MS ? "held" : "plain"} title={new Date(at).toISOString()}>
      {t(left < 0 ? "over" : "left", { d: text })}
    </StatusBadge>
  );
};
