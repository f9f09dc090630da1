import { Group, Text } from "@mantine/core";
import { AppLink, Loaded, number, Section, useWords } from "#ui";
import { whyWords } from "../story/why-words.ts";
import type { Figures } from "./figures.ts";

const words = {
  title: ["この24時間のメッセージ", "Messages of the last 24 hours"],
  none: ["この24時間、メッセージの依頼はありません。", "No message was asked for in the last 24 hours."],
  delivered: ["お届け済み", "Delivered"],
  accepted: ["受理", "Accepted"],
  handed_off: ["送信中", "Handed off"],
  claimed: ["送信待ち", "Claimed"],
  deferred: ["保留", "Held"],
  refused: ["見送り", "Refused"],
  expired: ["期限切れ", "Expired"],
  unknown: ["結果不明", "Unknown"],
  failed: ["失敗", "Failed"],
  why: ["保留の理由", "Why they are held"],
} as const;

const ORDER = [
  ["delivered", "var(--accent)"],
  ["accepted", "color-mix(in srgb, var(--accent) 70%, var(--paper))"],
  ["handed_off", "color-mix(in srgb, var(--accent) 45%, var(--paper))"],
  ["claimed", "color-mix(in srgb, var(--accent) 28%, var(--paper))"],
  ["deferred", "var(--plot-2)"],
  ["refused", "var(--plot-5)"],
  ["expired", "color-mix(in srgb, var(--plot-5) 55%, var(--paper))"],
  ["unknown", "var(--held)"],
  ["failed", "var(--broken)"],
] as const;

/** What became of the messages that were asked for, and why some wait. */
export const MessagesToday = ({ states, held }: Pick<Figures, "states" | "held">) => {
  const t = useWords(words);
  return (
    <Section title={t("title")}>
      <Loaded query={states}>
        {(counted) => {
          const counts = new Map(counted.map((each) => [each.state as string, each.count]));
          const shown = ORDER.filter(([state]) => (counts.get(state) ?? 0) > 0);
          if (shown.length === 0) return <Text c="dimmed">{t("none")}</Text>;
          return (
            <>
              <div className="shares" aria-hidden>
                {shown.map(([state, ink]) => (
                  <span key={state} style={{ flexGrow: counts.get(state) ?? 0, background: ink }} />
                ))}
              </div>
              <Group gap="lg" mt="sm" component="ul" style={{ listStyle: "none", padding: 0, margin: 0 }}>
                {shown.map(([state, ink]) => (
                  <li key={state}>
                    <span
                      aria-hidden
                      style={{
                        display: "inline-block",
                        width: 10,
                        height: 10,
                        borderRadius: 2,
                        background: ink,
                        marginRight: 6,
                      }}
                    />
                    {t(state)}{" "}
                    <AppLink to={`/messages?state=${state}`} className="quiet num">
                      <b style={{ fontWeight: 600 }}>{number(counts.get(state) ?? 0)}</b>
                    </AppLink>
                  </li>
                ))}
              </Group>
            </>
          );
        }}
      </Loaded>
      {held.data && held.data.items.length > 0 && (
        <div style={{ marginTop: 16 }}>
          <Text size="xs" c="dimmed" mb={4}>
            {t("why")}
          </Text>
          <Group gap="lg" component="ul" style={{ listStyle: "none", padding: 0, margin: 0 }}>
            {[...Map.groupBy(held.data.items, (each) => each.why)].map(([why, sends]) => (
              <li key={why}>
                {whyWords(why)}{" "}
                <AppLink to={`/messages?state=deferred&why=${why}`} className="quiet num">
                  {number(sends.length)}
                  {held.data.next ? "+" : ""}
                </AppLink>
              </li>
            ))}
          </Group>
        </div>
      )}
    </Section>
  );
};
