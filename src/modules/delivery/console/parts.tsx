import { Group, Text } from "@mantine/core";
import { Fragment } from "react";
import { clock, say, StatusBadge, Time } from "#ui";
import type { ParcelState } from "../model.ts";
import type { ParcelRow } from "../model.rows.ts";
import { QUEUE, reasonPair, STATE } from "./words.ts";

/** The state in a word, its sub-reason beside it. */
export const ParcelBadge = ({ state, reason }: { readonly state: ParcelState; readonly reason: string }) => (
  <Group gap={6}>
    <StatusBadge tone={STATE[state].tone}>{say(STATE[state].words)}</StatusBadge>
    {reason !== "" && (
      <Text span size="xs" c="dimmed" style={{ whiteSpace: "nowrap" }}>
        {say(reasonPair(reason))}
      </Text>
    )}
  </Group>
);

/** Why it needs somebody, in the words of the queues. */
export const Why = ({ row }: { readonly row: ParcelRow }) => (
  <Text span size="sm">
    {row.queues.length === 0 && "–"}
    {row.queues.map((queue, i) => (
      <Fragment key={queue}>
        {i > 0 && " "}
        <span className="whole">
          {say(QUEUE[queue])}
          {i < row.queues.length - 1 && " ·"}
        </span>
      </Fragment>
    ))}
  </Text>
);

/** A deadline, red once it has passed. */
export const Due = ({ at, now }: { readonly at: string | null; readonly now: number }) =>
  at === null ? (
    <span aria-hidden>–</span>
  ) : (
    <span style={new Date(at).getTime() < now ? { color: "var(--broken)", fontWeight: 600 } : undefined}>
      <Time at={at} />
    </span>
  );

/** An end that is midnight is the end of the day before: people name that day. */
export const ByDay = ({ at }: { readonly at: string }) =>
  clock(at) === "00:00" ? <Time at={Date.parse(at) - 1} show="day" /> : <Time at={at} />;
