import { IconActivity, IconFilter, IconMessageReply, IconRoute, IconSend, IconUsers } from "@tabler/icons-react";
import { ago, number, type Pair } from "#ui";
import { type Figures, lagOf, todayOf } from "./figures.ts";
import type { Station } from "./Loop.tsx";

const words = {
  events: ["イベント", "Events"],
  newest: ["最新 {ago}", "newest {ago}"],
  profiles: ["顧客", "Customers"],
  joined: ["今日 +{n}", "+{n} today"],
  segments: ["セグメントに該当", "Entered segments"],
  segmentsNow: ["{n} 個のセグメント", "{n} {n|segment|segments}"],
  journeys: ["ジャーニー進行中", "In journeys"],
  begun: ["今日 {n} 人が開始", "{n} began today"],
  messages: ["メッセージ", "Messages"],
  held: ["保留 {n} 通", "{n} held"],
  noneHeld: ["保留なし", "none held"],
  answers: ["お客様の反応", "Answers"],
  taps: ["タップ {n}", "{n} {n|tap|taps}"],
  behind: ["処理待ち {n} 件", "{n} to catch up"],
  rows: ["件", "today"],
  people: ["人", ""],
  times: ["人", "today"],
  sent: ["通", "today"],
} as const satisfies Record<string, Pair>;

type T = (key: Pair, values?: Record<string, string | number>) => string;

const ANSWERS = ["link.clicked", "line.message_received", "line.postback", "line.followed"] as const;
/** Fewer than this is the ordinary breathing of batches, and nothing to mention. */
const BEHIND = 200;

const shown = (value: number | undefined, failed: boolean): string | null | undefined =>
  value === undefined ? (failed ? null : undefined) : number(value);

/** The six stations of the loop with today's numbers. */
export const stationsOf = (figures: Figures, now: Date, t: T): readonly Station[] => {
  const { summary, profiles, segments, journeys, held } = figures;
  const off = summary.isError;
  const behind = (...reactions: readonly string[]) => {
    const lag = Math.max(...reactions.map((name) => lagOf(figures, name)));
    return lag > BEHIND ? { note: t(words.behind, { n: number(lag) }), tone: "held" as const } : null;
  };
  const newest = summary.data?.newest;
  const running = journeys.data?.reduce((sum, each) => sum + each.totals.running, 0);
  const waiting = held.data?.items.length;
  const waitingText = waiting ? `${number(waiting)}${held.data?.next ? "+" : ""}` : "";
  return [
    {
      key: "events",
      icon: IconActivity,
      name: t(words.events),
      value: shown(
        summary.data?.today.reduce((sum, e) => sum + (e.fact ? 0 : e.count), 0),
        off,
      ),
      unit: t(words.rows),
      note: newest ? t(words.newest, { ago: ago(newest, now) }) : undefined,
      to: "/events",
    },
    {
      key: "profiles",
      icon: IconUsers,
      name: t(words.profiles),
      value: shown(profiles.data?.known, profiles.isError),
      unit: t(words.people),
      note: t(words.joined, { n: number(todayOf(figures, "profile.created") ?? 0) }),
      to: "/customers",
      ...behind("profiles.fold"),
    },
    {
      key: "segments",
      icon: IconFilter,
      name: t(words.segments),
      value: shown(todayOf(figures, "segment.entered"), off),
      unit: t(words.times),
      note: segments.data ? t(words.segmentsNow, { n: number(segments.data.items.length) }) : undefined,
      to: "/segments",
      ...behind("segments.membership"),
    },
    {
      key: "journeys",
      icon: IconRoute,
      name: t(words.journeys),
      value: shown(running, journeys.isError),
      unit: t(words.people),
      note: t(words.begun, { n: number(todayOf(figures, "journey.entered") ?? 0) }),
      to: "/journeys",
      ...behind("journeys.trigger"),
    },
    {
      key: "messages",
      icon: IconSend,
      name: t(words.messages),
      value: shown(todayOf(figures, "message.handed_off"), off),
      unit: t(words.sent),
      note: waiting ? t(words.held, { n: waitingText }) : t(words.noneHeld),
      to: waiting ? "/messages?state=deferred" : "/messages",
      ...(waiting && { tone: "held" as const }),
    },
    {
      key: "answers",
      icon: IconMessageReply,
      name: t(words.answers),
      value: shown(todayOf(figures, ...ANSWERS), off),
      unit: t(words.rows),
      note: t(words.taps, { n: number(todayOf(figures, "link.clicked") ?? 0) }),
      to: "/events?name=link.clicked",
    },
  ];
};
