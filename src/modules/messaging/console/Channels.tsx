import { Button, Group, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import {
  AppLink,
  ChannelIcon,
  channelWords,
  Facts,
  Loaded,
  number,
  PageHeader,
  Section,
  StatusBadge,
  Time,
  useAct,
  useConfirm,
  useMay,
  useWords,
} from "#ui";
import { api } from "../../../console/api.ts";

const words = {
  title: ["チャネル", "Channels"],
  lead: ["どこから送れるか、何が待っているか。", "What messages can leave through, and what waits."],
  running: ["稼働中", "Running"],
  unset: ["未設定", "Not set up"],
  stopped: ["停止中", "Stopped"],
  quota: ["今月の送信数", "Sent this month"],
  of: ["{used} / {limit} 通", "{used} of {limit}"],
  ofNone: ["{used} 通(上限なし)", "{used}, no limit"],
  queue: ["送信待ち", "Waiting to go"],
  deferred: ["保留", "Held"],
  since: ["停止した日時", "Stopped at"],
  until: ["再開の見込み", "Expected to resume"],
  why: ["停止の理由", "Why"],
  whyQuota: ["今月の配信数の上限に達しました", "This month's messages are used up"],
  whyManual: ["手動で停止", "Stopped by hand"],
  whyRefused: ["事業者に認証を拒否されました。キーをご確認ください。", "The provider refuses our key. Check it."],
  stop: ["停止する", "Stop"],
  resume: ["再開する", "Resume"],
  ask: ["{channel} を停止しますか?", "Stop {channel}?"],
  askBody: [
    "停止している間、このチャネルからは何も送られません。待っている分は保留され、再開すると改めて判定されます。",
    "Nothing leaves through it while it is stopped. What waits is held and decided anew on resuming.",
  ],
  done: ["変更しました", "Changed"],
  lineHelp: [
    "環境変数 LINE_CHANNEL_ACCESS_TOKEN と LINE_CHANNEL_SECRET を設定してください。",
    "Set LINE_CHANNEL_ACCESS_TOKEN and LINE_CHANNEL_SECRET in the environment.",
  ],
  mailHelp: [
    "環境変数 SMTP_URL と、配信ルールの差出人アドレスを設定してください。",
    "Set SMTP_URL in the environment, and the sender's address in the sending rules.",
  ],
} as const;

type Status = Awaited<ReturnType<typeof api.messaging.channels>>[number];
const WHY = { quota: "whyQuota", manual: "whyManual", refused: "whyRefused" } as const;

const Channel = ({ status }: { readonly status: Status }) => {
  const t = useWords(words);
  const confirm = useConfirm();
  const mayAct = useMay("marketer");
  const { channel, stopped, quota } = status;
  const name = channelWords(channel);
  const options = { done: words.done, refresh: [["messaging"]] };
  const stop = useAct(() => api.messaging.stopChannel({ params: { channel } }), options);
  const resume = useAct(() => api.messaging.resumeChannel({ params: { channel } }), options);
  const ask = async () => {
    if (await confirm({ title: t("ask", { channel: name }), body: t("askBody"), action: t("stop"), danger: true }))
      stop.mutate();
  };
  const link = (state: string, count: number) => (
    <AppLink key={state} to={`/messages?state=${state}`}>
      {number(count)}
    </AppLink>
  );
  return (
    <Section
      title={name}
      actions={
        <Group gap="sm">
          <ChannelIcon channel={channel} />
          <StatusBadge tone={stopped ? "broken" : status.configured ? "good" : "plain"}>
            {t(stopped ? "stopped" : status.configured ? "running" : "unset")}
          </StatusBadge>
          {mayAct && stopped && (
            <Button size="xs" onClick={() => resume.mutate()} loading={resume.isPending}>
              {t("resume")}
            </Button>
          )}
          {mayAct && !stopped && status.configured && (
            <Button size="xs" variant="default" onClick={() => void ask()}>
              {t("stop")}
            </Button>
          )}
        </Group>
      }
    >
      {!status.configured && (
        <Text size="sm" c="dimmed" mb="sm">
          {t(channel === "line" ? "lineHelp" : "mailHelp")}
        </Text>
      )}
      <Facts
        rows={[
          [t("why"), stopped && t(WHY[stopped.why as keyof typeof WHY] ?? "whyManual")],
          [t("since"), stopped && <Time key="since" at={stopped.since} />],
          [t("until"), stopped?.until && <Time key="until" at={stopped.until} />],
          [
            t("quota"),
            quota &&
              (quota.limit === null
                ? t("ofNone", { used: number(quota.used ?? 0) })
                : t("of", { used: number(quota.used ?? 0), limit: number(quota.limit) })),
          ],
          [t("queue"), link("claimed", status.claimed + status.handedOff)],
          [t("deferred"), link("deferred", status.deferred)],
        ]}
      />
    </Section>
  );
};

export const Channels = () => {
  const t = useWords(words);
  const query = useQuery({
    queryKey: ["messaging", "channels"],
    queryFn: () => api.messaging.channels({}),
    refetchInterval: 5_000,
  });
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} />
      <Loaded query={query}>{(list) => list.map((status) => <Channel key={status.channel} status={status} />)}</Loaded>
    </>
  );
};
