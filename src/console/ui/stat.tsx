import { Text } from "@mantine/core";
import type { ReactNode } from "react";
import { AppLink } from "./link.tsx";
import type { Tone } from "./status.tsx";

const INK: Readonly<Partial<Record<Tone, string>>> = { held: "var(--held)", broken: "var(--broken)" };

/** A number with its name. With `to` it opens the rows or people behind it. */
export const Stat = ({
  label,
  value,
  note,
  to,
  tone = "plain",
}: {
  readonly label: string;
  readonly value: ReactNode;
  readonly note?: ReactNode;
  readonly to?: string;
  readonly tone?: Tone;
}) => (
  <div>
    <Text size="xs" c="dimmed">
      {label}
    </Text>
    <Text className="num" fz={24} fw={600} lh={1.3} style={{ color: INK[tone] }}>
      {to ? <AppLink to={to}>{value}</AppLink> : value}
    </Text>
    {note && (
      <Text size="xs" c="dimmed">
        {note}
      </Text>
    )}
  </div>
);
