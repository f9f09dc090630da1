import type { ReactNode } from "react";

/** good: done well · running: under way · held: waits (amber) · broken: needs somebody (red) · plain: neither. */
export type Tone = "good" | "running" | "held" | "broken" | "plain";

/** A state in a word, with its colour never alone. */
export const StatusBadge = ({
  tone,
  children,
  title,
}: {
  readonly tone: Tone;
  readonly children: ReactNode;
  readonly title?: string;
}) => (
  <span className="badge" data-tone={tone} title={title}>
    {children}
  </span>
);
