import { IconCircleCheck, IconCircleDashed } from "@tabler/icons-react";
import { Text } from "@mantine/core";
import { AppLink, Section, useMe, useWords, WaysIn } from "#ui";
import type { Figures } from "./figures.ts";

const words = {
  title: ["はじめに", "First steps"],
  lead: [
    "データが入ると、この画面が動き始めます。上から順に進めてください。",
    "This page comes to life with the first data. Go from the top.",
  ],
  done: ["済み", "done"],
  brand: ["ブランド名・通貨・タイムゾーンを決める", "Name the brand, its currency and time zone"],
  brandWhy: ["お客様に届くページとメッセージに使われます。", "Pages and messages to customers carry them."],
  data: ["お客様と注文を入れる", "Bring in customers and orders"],
  dataWhy: [
    "手元のCSVをそのまま読み込めます。サイトからはSegment互換のイベントで届きます。",
    "A CSV as you have it can be read. Sites send Segment-shaped events.",
  ],
  channels: ["LINEとメールをつなぐ", "Connect LINE and mail"],
  channelsWhy: ["つなぐまで、メッセージは送られません。", "Until then no message is sent."],
  journeys: ["最初のジャーニーを作る", "Make the first journey"],
  journeysWhy: ["はじめましてのご挨拶など、ひな型から作れます。", "Start from a pattern such as a welcome."],
} as const;

/** Whether nobody is known yet: the brand has only just begun. */
export const isNew = (figures: Figures): boolean => {
  const known = figures.profiles.data;
  return known !== undefined && known.profiles === 0;
};

/** What to do on the first day, in order, until the first customer is known. */
export const FirstSteps = ({ figures }: { readonly figures: Figures }) => {
  const t = useWords(words);
  const me = useMe();
  const steps = [
    { key: "brand", to: "/settings", why: "brandWhy", done: me !== undefined && me.brand.name !== "Engawa" },
    { key: "data", to: null, why: "dataWhy", done: false },
    {
      key: "channels",
      to: "/settings/channels",
      why: "channelsWhy",
      done: figures.channels.data?.every((each) => each.configured) ?? false,
    },
    {
      key: "journeys",
      to: "/journeys",
      why: "journeysWhy",
      done: (figures.journeys.data?.length ?? 0) > 0,
    },
  ] as const;
  return (
    <Section title={t("title")}>
      <Text c="dimmed" mb="sm">
        {t("lead")}
      </Text>
      <ol className="rows">
        {steps.map(({ key, to, why, done }) => {
          const Shape = done ? IconCircleCheck : IconCircleDashed;
          return (
            <li key={key} style={{ display: "flex", gap: 10 }}>
              <Shape
                size={18}
                role="img"
                aria-label={done ? t("done") : ""}
                aria-hidden={!done}
                style={{ flexShrink: 0, marginTop: 2, color: done ? "var(--accent)" : "var(--ink-soft)" }}
              />
              <div>
                {to === null ? <Text>{t(key)}</Text> : <AppLink to={to}>{t(key)}</AppLink>}
                <Text size="xs" c="dimmed" mb={to === null ? "xs" : 0}>
                  {t(why)}
                </Text>
                {to === null && <WaysIn />}
              </div>
            </li>
          );
        })}
      </ol>
    </Section>
  );
};
