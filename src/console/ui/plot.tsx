import { Text } from "@mantine/core";
import type { ReactNode } from "react";

/** A plot says one thing: the sentence above states it. */
export const Plot = ({
  sentence,
  note,
  children,
}: {
  readonly sentence: ReactNode;
  readonly note?: ReactNode;
  readonly children: ReactNode;
}) => (
  <figure className="plot" style={{ margin: 0 }}>
    <figcaption style={{ marginBottom: 8 }}>
      <Text fw={500}>{sentence}</Text>
      {note && (
        <Text size="xs" c="dimmed">
          {note}
        </Text>
      )}
    </figcaption>
    {children}
  </figure>
);
