import { Skeleton } from "@mantine/core";
import type { Icon } from "@tabler/icons-react";
import { Fragment, type ReactNode } from "react";
import { AppLink, type Tone, useWords } from "#ui";

export interface Station {
  readonly key: string;
  readonly icon: Icon;
  readonly name: string;
  /** The number that opens what is behind it. undefined while it comes, null where it is not known. */
  readonly value: string | null | undefined;
  readonly unit: string;
  readonly note?: ReactNode;
  readonly to: string;
  readonly tone?: Tone;
}

const words = {
  picture: ["ループのいまの状態", "The loop as it runs now"],
  back: ["お客様の反応は、次のイベントとして戻ってきます", "What the customer does next comes back as an event"],
} as const;

/** The loop as one picture: each station with its number, joined by lines that move while events flow. */
export const Loop = ({ stations, flowing }: { readonly stations: readonly Station[]; readonly flowing: boolean }) => {
  const t = useWords(words);
  return (
    <section aria-label={t("picture")} className="loop panel" data-flowing={flowing || undefined}>
      <ol className="loop-row">
        {stations.map((s, i) => (
          <Fragment key={s.key}>
            {i > 0 && <li className="loop-line" aria-hidden="true" />}
            <li className="loop-station" data-tone={s.tone ?? "plain"}>
              <AppLink to={s.to} className="plain loop-link">
                <span className="loop-icon">
                  <s.icon size={20} stroke={1.6} aria-hidden />
                </span>
                <span className="loop-name">{s.name}</span>
                <span className="loop-value num">
                  {s.value === undefined ? <Skeleton h={26} w={56} /> : (s.value ?? "–")}
                  {s.value && <small>{s.unit}</small>}
                </span>
                <span className="loop-note">{s.note ?? "\u00A0"}</span>
              </AppLink>
            </li>
          </Fragment>
        ))}
      </ol>
      <div className="loop-back">
        <span>{t("back")}</span>
      </div>
    </section>
  );
};
