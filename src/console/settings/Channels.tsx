import { Button, Group, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import {
  AppLink,
  ChannelIcon,
  CopyText,
  Facts,
  Loaded,
  number,
  Section,
  StatusBadge,
  Time,
  useAct,
  useConfirm,
  useMay,
  useWords,
} from "#ui";
import { api } from "../api.ts";
import { channelWords } from "../story/tell.ts";
import { Sender } from "./Sender.tsx";
import { SettingsFrame } from "./SettingsFrame.tsx";

const words = {
  title: ["チャネル", "Channels"],
  runs: ["稼働中", "Running"],
  stopped: ["停止中", "Stopped"],
  off: ["未設定", "Not set up"],
  setup_line: [
    "LINE_CHANNEL_ACCESS_TOKEN と LINE_CHANNEL_SECRET を設定して起動してください。Webhookのアドレスは下のとおりです。",
    "Start with LINE_CHANNEL_ACCESS_TOKEN and LINE_CHANNEL_SECRET set. The webhook's address is below.",
  ],
  setup_email: [
    "SMTP_URL を設定して起動してください(例 smtps://user:password@smtp.example.jp)。",
    "Start with SMTP_URL set, such as smtps://user:password@smtp.example.jp.",
  ],
  webhook: ["Webhookのアドレス", "Webhook address"],
  waiting: ["送信待ち", "Waiting"],
  underWay: ["送信中", "Handed off"],
  held: ["保留", "Held"],
  quota: ["今月の上限", "This month's quota"],
  used: ["{used} / {limit} 通", "{used} of {limit}"],
  noLimit: ["上限なし", "no limit"],
  since: ["停止した日時", "Stopped"],
  until: ["再開予定", "Until"],
  why: ["理由", "Why"],
  quotaWhy: ["今月の上限に達しました", "This month's quota is used up"],
  manual: ["手動で停止", "Stopped by hand"],
  refusedWhy: ["送信先に拒否されました。鍵や設定を確認してください", "The provider refused us: check keys and setup"],
  stop: ["停止する", "Stop"],
  resume: ["再開する", "Resume"],
  ask: ["{channel}を停止しますか?", "Stop {channel}?"],
  askBody: [
    "新しいメッセージは送られず、保留になります。再開すると、もう一度判定してから送られます。",
    "Nothing more goes out; messages are held. Once resumed they are decided again and sent.",
  ],
  done: ["変更しました", "Changed"],
} as const;

type Channel = Awaited<ReturnType<typeof api.messaging.channels>>[number];
const KEY = ["channels"];

const whyOf = { quota: "quotaWhy", manual: "manual", refused: "refusedWhy" } as const;

const One = ({ channel: c }: { readonly channel: Channel }) => {
  const t = useWords(words);
  const confirm = useConfirm();
  const may = useMay("marketer");
  const name = channelWords(c.channel);
  const params = { channel: c.channel };
  const stop = useAct(() => api.messaging.stopChannel({ params }), { done: words.done, refresh: [KEY] });
  const resume = useAct(() => api.messaging.resumeChannel({ params }), { done: words.done, refresh: [KEY] });
  const ask = async () => {
    const question = { title: t("ask", { channel: name }), body: t("askBody"), action: t("stop"), danger: true };
    if (await confirm(question)) stop.mutate();
  };
  const { quota, stopped } = c;
  return (
    <li>
      <Group gap="sm" mb="sm">
        <ChannelIcon channel={c.channel} size={20} />
        <Text fw={600}>{name}</Text>
        {!c.configured ? (
          <StatusBadge tone="held">{t("off")}</StatusBadge>
        ) : stopped ? (
          <StatusBadge tone="broken">{t("stopped")}</StatusBadge>
        ) : (
          <StatusBadge tone="good">{t("runs")}</StatusBadge>
        )}
        {c.configured && may && (
          <Button
            ml="auto"
            variant="default"
            size="compact-sm"
            loading={stop.isPending || resume.isPending}
            onClick={() => (stopped ? resume.mutate() : void ask())}
          >
            {stopped ? t("resume") : t("stop")}
          </Button>
        )}
      </Group>
      {!c.configured && (
        <Text c="dimmed" mb="sm">
          {t(c.channel === "line" ? "setup_line" : "setup_email")}
        </Text>
      )}
      <Facts
        rows={[
          [t("waiting"), number(c.claimed)],
          [t("underWay"), number(c.handedOff)],
          [
            t("held"),
            <AppLink key="held" to={`/messages?state=deferred&channel=${c.channel}`}>
              {number(c.deferred)}
            </AppLink>,
          ],
          [
            t("quota"),
            quota &&
              t("used", {
                used: number(quota.used ?? 0),
                limit: quota.limit === null ? t("noLimit") : number(quota.limit),
              }),
          ],
          [
            t("why"),
            stopped &&
              (whyOf[stopped.why as keyof typeof whyOf] ? t(whyOf[stopped.why as keyof typeof whyOf]) : stopped.why),
          ],
          [t("since"), stopped && <Time key="since" at={stopped.since} />],
          [t("until"), stopped?.until && <Time key="until" at={stopped.until} />],
        ]}
      />
      {c.channel === "line" && (
        <div style={{ marginTop: 12 }}>
          <Text size="xs" c="dimmed" mb={4}>
            {t("webhook")}
          </Text>
          <CopyText label={t("webhook")} value={`${location.origin}/hooks/line`} />
        </div>
      )}
    </li>
  );
};

/** What messages go out by, and in whose name. */
export const Channels = () => {
  const t = useWords(words);
  const channels = useQuery({ queryKey: KEY, queryFn: () => api.messaging.channels({}), refetchInterval: 10_000 });
  return (
    <SettingsFrame>
      <div style={{ maxWidth: 640 }}>
        <Section title={t("title")}>
          <Loaded query={channels}>
            {(all) => (
              <ul className="rows">
                {all.map((channel) => (
                  <One key={channel.channel} channel={channel} />
                ))}
              </ul>
            )}
          </Loaded>
        </Section>
        <Sender />
      </div>
    </SettingsFrame>
  );
};
