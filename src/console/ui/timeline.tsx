import { type Icon, IconPoint } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useNow } from "../clock.ts";
import { clock, day, dayKey, exact } from "../format.ts";
import { useLanguage } from "../words.ts";
import type { Tone } from "./status.tsx";

/** One thing that happened. */
export interface Moment {
  readonly id: string;
  readonly at: string;
  readonly icon?: Icon;
  readonly tone?: Tone;
  readonly title: ReactNode;
  readonly detail?: ReactNode;
}

/** A story, newest first, grouped by day. */
export const Timeline = ({ moments, label }: { readonly moments: readonly Moment[]; readonly label: string }) => {
  useLanguage();
  const now = useNow(60_000);
  const days = new Map<string, Moment[]>();
  for (const m of moments) {
    const key = dayKey(m.at);
    days.set(key, [...(days.get(key) ?? []), m]);
  }
  return (
    <section aria-label={label}>
      {[...days].map(([key, ofDay]) => (
        <div key={key}>
          <h3 className="day">{day(ofDay[0]?.at ?? key, now)}</h3>
          <ol className="moments">
            {ofDay.map((m) => {
              const Shape = m.icon ?? IconPoint;
              return (
                <li key={m.id} className="moment">
                  <time dateTime={m.at} title={exact(m.at)}>
                    {clock(m.at)}
                  </time>
                  <span className="moment-icon" data-tone={m.tone ?? "plain"}>
                    <Shape size={15} aria-hidden />
                  </span>
                  <div style={{ minWidth: 0 }}>
                    <div>{m.title}</div>
                    {m.detail && <div style={{ color: "var(--ink-soft)", fontSize: 13 }}>{m.detail}</div>}
                  </div>
                </li>
              );
            })}
          </ol>
        </div>
      ))}
    </section>
  );
};
