import { Text } from "@mantine/core";
import { IconAlertTriangle, IconClockPause } from "@tabler/icons-react";
import { AppLink, day, number, PageHeader, Section, useMe, useNow, useWords } from "#ui";
import { mattersOf } from "./attention.ts";
import { EventsPlot } from "./EventsPlot.tsx";
import { type Figures, todayOf, useFigures } from "./figures.ts";
import { FirstSteps, isNew } from "./FirstSteps.tsx";
import { Loop } from "./Loop.tsx";
import { MessagesToday } from "./MessagesToday.tsx";
import { RecentPeople } from "./RecentPeople.tsx";
import { stationsOf } from "./stations.ts";

const words = {
  title: ["今日", "Today"],
  fresh: ["まだお客様のデータがありません。", "There is no data of customers yet."],
  well: ["順調です。", "All is well. "],
  needs: ["{n} つの件が人の判断を待っています。", "{n} {n|matter waits|matters wait} for somebody. "],
  sent: [
    "今日は {events} 件のイベントから、{messages} 通をお届けしました。",
    "{events} {events|event|events} today led to {messages} {messages|message|messages}.",
  ],
  attention: ["いま対応が必要なこと", "Needs somebody now"],
  nothing: ["いま対応が必要なことはありません。", "Nothing needs you just now."],
} as const;

/** How long after the last event the picture still moves. */
const FLOW_MS = 120_000;

const Attention = ({ figures }: { readonly figures: Figures }) => {
  const t = useWords(words);
  const now = useNow();
  const me = useMe();
  const matters = mattersOf(figures, now, t, me?.rate);
  return (
    <Section title={t("attention")}>
      {matters.length === 0 ? (
        <Text c="dimmed">{t("nothing")}</Text>
      ) : (
        <ul className="rows">
          {matters.map((matter) => {
            const Shape = matter.tone === "broken" ? IconAlertTriangle : IconClockPause;
            return (
              <li key={matter.key} style={{ display: "flex", gap: 10 }}>
                <Shape
                  size={18}
                  aria-hidden
                  style={{
                    flexShrink: 0,
                    marginTop: 2,
                    color: `var(--${matter.tone === "broken" ? "broken" : "held"})`,
                  }}
                />
                <div>
                  <AppLink to={matter.to}>{matter.title}</AppLink>
                  <Text size="xs" c="dimmed">
                    {matter.todo}
                  </Text>
                </div>
              </li>
            );
          })}
        </ul>
      )}
    </Section>
  );
};

/** In ten seconds: what goes well, what goes wrong, who needs me now. */
export const Today = () => {
  const t = useWords(words);
  const me = useMe();
  const now = useNow();
  const figures = useFigures();
  const { data } = figures.summary;
  const matters = mattersOf(figures, now, t, me?.rate).length;
  const newest = data?.newest ? Date.parse(data.newest) : 0;
  const events = data?.today.reduce((sum, each) => sum + (each.fact ? 0 : each.count), 0) ?? 0;
  const lead = isNew(figures)
    ? t("fresh")
    : data
      ? (matters > 0 ? t("needs", { n: matters }) : t("well")) +
        t("sent", { events: number(events), messages: number(todayOf(figures, "message.handed_off") ?? 0) })
      : "\u00A0";
  return (
    <>
      <PageHeader title={`${t("title")} ${day(now, now)}`} lead={lead} />
      {isNew(figures) && <FirstSteps figures={figures} />}
      <Loop
        stations={stationsOf(figures, now, t)}
        flowing={now.getTime() - newest < FLOW_MS * Math.max(1, me?.rate ?? 1)}
      />
      <div className="today">
        <div style={{ gridArea: "plot" }}>
          <EventsPlot query={figures.summary} />
        </div>
        <div style={{ gridArea: "needs" }}>
          <Attention figures={figures} />
        </div>
        <div style={{ gridArea: "messages" }}>
          <MessagesToday states={figures.states} held={figures.held} />
        </div>
        <div style={{ gridArea: "people" }}>
          <RecentPeople query={figures.people} />
        </div>
      </div>
    </>
  );
};
