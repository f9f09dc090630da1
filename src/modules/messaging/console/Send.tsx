import { Button, Group, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import {
  ChannelIcon,
  channelWords,
  Facts,
  Loaded,
  PersonLink,
  say,
  SEND_STATE,
  Section,
  StatusBadge,
  Time,
  useAct,
  useConfirm,
  useMay,
  useWords,
  whyWords,
} from "#ui";
import { api } from "../../../console/api.ts";
import { Preview } from "./Preview.tsx";
import { noteWords } from "./words.ts";

const words = {
  to: ["お客様", "Customer"],
  nameless: ["名前未登録", "No name yet"],
  template: ["テンプレート", "Template"],
  reason: ["送ろうとした理由", "Why it was asked for"],
  channel: ["チャネル", "Channel"],
  asked: ["依頼", "Asked"],
  expires: ["期限", "Expires"],
  decision: ["意思決定ID", "Decision id"],
  provider: ["事業者の受付番号", "Provider's id"],
  attempts: ["送信の試行", "Attempts"],
  why: ["配信判定", "Why sent or held"],
  until: ["まで", "until"],
  states: ["状態の移り変わり", "States"],
  refused: ["認められない操作", "not allowed"],
  clicks: ["開かれたリンク", "Links opened"],
  machine: ["機械による閲覧", "A machine"],
  person: ["お客様", "A person"],
  waiting: ["判定中", "Not judged yet"],
  words: ["お送りした文面", "The words that went out"],
  noWords: ["まだ送信されていません。", "Nothing went out yet."],
  unknown: [
    "送信の途中で応答が途絶えました。届いたかどうか分からないため、自動では送り直しません。",
    "The answer was lost on the way. It may have arrived, so it is never sent again by itself.",
  ],
  arrived: ["届いていたと記録", "It had arrived"],
  lost: ["届かなかったと記録", "It had not"],
  ask: ["この結果で確定しますか?", "Settle it so?"],
  settled: ["記録しました", "Settled"],
} as const;

type Detail = Awaited<ReturnType<typeof api.messaging.message>>;

const Verdicts = ({ send }: { readonly send: Detail }) => {
  const t = useWords(words);
  return (
    <Stack gap="md">
      {send.verdicts.map((v) => (
        <div key={v.n}>
          <Group gap="sm">
            <StatusBadge tone={v.verdict === "claimed" ? "good" : v.verdict === "deferred" ? "held" : "plain"}>
              {whyWords(v.why)}
            </StatusBadge>
            <Time at={v.at} />
            {v.until && (
              <Text size="sm" c="dimmed">
                → <Time at={v.until} /> {t("until")}
              </Text>
            )}
          </Group>
          <ul className="rows" style={{ fontSize: 13 }}>
            {v.notes.map((note, i) => (
              <li key={i}>
                <code>{note.rule}</code> {noteWords(note)}
              </li>
            ))}
          </ul>
        </div>
      ))}
    </Stack>
  );
};

const States = ({ send }: { readonly send: Detail }) => {
  const t = useWords(words);
  return (
    <ol className="rows" style={{ fontSize: 13 }}>
      {send.transitions.map((move, i) => (
        <li key={i}>
          <Time at={move.at} />{" "}
          {move.to === null ? (
            <Text component="span" c="dimmed" size="sm">
              {move.input}: {t("refused")}
            </Text>
          ) : (
            <b style={{ fontWeight: 600 }}>{say(SEND_STATE[move.to]?.words ?? [move.to, move.to])}</b>
          )}{" "}
          <Text component="span" c="dimmed" size="sm">
            {whyWords(move.reason ?? "")}
          </Text>
        </li>
      ))}
    </ol>
  );
};

const Clicks = ({ send }: { readonly send: Detail }) => {
  const t = useWords(words);
  return (
    <ul className="rows" style={{ fontSize: 13 }}>
      {send.clicks.map((click, i) => (
        <li key={i}>
          <Time at={click.at} /> {click.url}{" "}
          <StatusBadge tone={click.automated === false ? "good" : "plain"}>
            {t(click.automated === null ? "waiting" : click.automated ? "machine" : "person")}
          </StatusBadge>
        </li>
      ))}
    </ul>
  );
};

const Settle = ({ id }: { readonly id: string }) => {
  const t = useWords(words);
  const confirm = useConfirm();
  const act = useAct(
    (outcome: "accepted" | "failed") =>
      api.messaging.resolveMessage({ params: { id }, body: { outcome, note: "console" } }),
    { done: words.settled, refresh: [["messaging"]] },
  );
  const ask = async (outcome: "accepted" | "failed") => {
    const action = t(outcome === "accepted" ? "arrived" : "lost");
    if (await confirm({ title: t("ask"), action })) act.mutate(outcome);
  };
  return (
    <Stack gap="sm">
      <Text size="sm">{t("unknown")}</Text>
      <Group gap="sm">
        <Button variant="default" onClick={() => void ask("accepted")}>
          {t("arrived")}
        </Button>
        <Button variant="default" onClick={() => void ask("failed")}>
          {t("lost")}
        </Button>
      </Group>
    </Stack>
  );
};

/** One send: who, why, every state with its time, clicks, and the words themselves. */
export const Send = ({ id }: { readonly id: string }) => {
  const t = useWords(words);
  const mayAct = useMay("marketer");
  const query = useQuery({
    queryKey: ["messaging", "send", id],
    queryFn: () => api.messaging.message({ params: { id } }),
    refetchInterval: 3_000,
  });
  return (
    <Loaded query={query}>
      {(send) => (
        <Stack gap="lg">
          <Facts
            rows={[
              [
                t("to"),
                send.profile ? (
                  <PersonLink key="to" profile={send.profile} name={send.name ?? t("nameless")} />
                ) : (
                  send.subject
                ),
              ],
              [t("template"), send.templateName],
              [t("reason"), send.reason],
              [
                t("channel"),
                send.channel && (
                  <Group key="channel" gap={6}>
                    <ChannelIcon channel={send.channel} /> {channelWords(send.channel)}
                  </Group>
                ),
              ],
              [t("asked"), <Time key="asked" at={send.requestedAt} />],
              [t("expires"), <Time key="expires" at={send.expiresAt} />],
              [t("attempts"), send.attempts > 1 ? String(send.attempts) : null],
              [t("decision"), <code key="decision">{send.decision}</code>],
              [t("provider"), send.providerId && <code key="provider">{send.providerId}</code>],
            ]}
          />
          {send.state === "unknown" && mayAct && <Settle id={id} />}
          <Section title={t("why")}>
            <Verdicts send={send} />
          </Section>
          <Section title={t("states")}>
            <States send={send} />
          </Section>
          {send.clicks.length > 0 && (
            <Section title={t("clicks")}>
              <Clicks send={send} />
            </Section>
          )}
          <Section title={t("words")}>
            {send.body ? <Preview body={send.body} /> : <Text c="dimmed">{t("noWords")}</Text>}
          </Section>
        </Stack>
      )}
    </Loaded>
  );
};
