import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { AppLink, ChannelIcon, Loaded, Section, StatusBadge, Time, useWords } from "#ui";
import { api } from "../api.ts";
import { SEND_STATE } from "../story/send-words.ts";
import { whyWords } from "../story/why-words.ts";

const words = {
  title: ["メッセージと、その理由", "Messages, and why"],
  none: ["メッセージの依頼はまだありません。", "No message was asked for yet."],
  held: ["次に判定: ", "decided again: "],
  more: ["すべて見る", "See all"],
} as const;

const SHOWN = 6;

/** The latest messages to this person: what became of each, and why. */
export const Messages = ({ profile }: { readonly profile: string }) => {
  const t = useWords(words);
  const sends = useQuery({
    queryKey: ["messages", "of", profile],
    queryFn: () => api.messaging.messages({ query: { profile, limit: SHOWN } }),
    refetchInterval: 10_000,
  });
  return (
    <Section title={t("title")}>
      <Loaded query={sends}>
        {({ items, next }) =>
          items.length === 0 ? (
            <Text c="dimmed">{t("none")}</Text>
          ) : (
            <>
              <ul className="rows">
                {items.map((send) => {
                  const state = SEND_STATE[send.state];
                  return (
                    <li key={send.id}>
                      <div style={{ display: "flex", gap: 8, alignItems: "center" }}>
                        <ChannelIcon channel={send.channel ?? send.channels[0] ?? ""} />
                        <span style={{ flex: 1, minWidth: 0 }}>
                          <AppLink to={`/messages?send=${send.id}`}>{send.templateName}</AppLink>
                        </span>
                        {state && <StatusBadge tone={state.tone}>{t(state.words)}</StatusBadge>}
                      </div>
                      <Text size="xs" c="dimmed" component="div">
                        {send.reason}
                        {send.why !== "open" && (
                          <>
                            {send.reason && " · "}
                            {whyWords(send.why)}
                          </>
                        )}
                      </Text>
                      <Text size="xs" c="dimmed" component="div">
                        <Time at={send.stateAt} />
                        {send.state === "deferred" && send.dueAt && (
                          <>
                            {" · "}
                            {t("held")}
                            <Time at={send.dueAt} />
                          </>
                        )}
                      </Text>
                    </li>
                  );
                })}
              </ul>
              {next && <AppLink to={`/messages?profile=${profile}`}>{t("more")}</AppLink>}
            </>
          )
        }
      </Loaded>
    </Section>
  );
};
