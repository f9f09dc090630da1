import { Button, Drawer, Group, JsonInput, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Facts, Loaded, ProblemNotice, Section, StatusBadge, Time, useAct, useConfirm, useMay, useWords } from "#ui";
import { api } from "../../../console/api.ts";
import { faultWords } from "./fault-words.ts";
import type { HeldEvent, Reason } from "../model.ts";
import { reasonWords } from "./words.ts";

const words = {
  title: ["保留イベント", "Held event"],
  close: ["閉じる", "Close"],
  received: ["受信", "Arrived"],
  source: ["送信元", "Source"],
  id: ["メッセージID", "Message id"],
  settled: ["処理", "Settled"],
  faults: ["直すところ", "What is wrong"],
  body: ["イベント(JSON)", "Event (JSON)"],
  bodyHelp: ["直してから取り込み直してください。", "Correct it here, then replay it."],
  invalid: ["JSONとして読めません", "This is not valid JSON"],
  replay: ["取り込み直す", "Replay"],
  discard: ["破棄", "Discard"],
  ask: ["このイベントを破棄しますか?", "Discard this event?"],
  askBody: [
    "顧客にも集計にも反映されません。記録は残ります。",
    "It reaches neither customers nor figures. It stays on record.",
  ],
  done: ["取り込みました", "Stored"],
  discarded: ["破棄しました", "Discarded"],
  state: { held: ["保留中", "Held"], replayed: ["取り込み済み", "Replayed"], discarded: ["破棄済み", "Discarded"] },
} as const;

const TONES = { held: "held", replayed: "good", discarded: "plain" } as const;

const parsed = (text: string): Record<string, never> | null => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, never>)
      : null;
  } catch {
    return null;
  }
};

const Held = ({ held, onClose }: { readonly held: HeldEvent; readonly onClose: () => void }) => {
  const { state, ...flat } = words;
  const t = useWords(flat);
  const confirm = useConfirm();
  const mayAct = useMay("marketer");
  const [text, setText] = useState(() => (held.body === null ? (held.raw ?? "") : JSON.stringify(held.body, null, 2)));
  const event = parsed(text);
  const options = { refresh: [["events"]], after: onClose };
  const replay = useAct(() => api.events.replay({ params: { id: held.id }, body: event ? { event } : {} }), {
    ...options,
    done: words.done,
    quiet: true,
  });
  const discard = useAct(() => api.events.discard({ body: { ids: [held.id] } }), { ...options, done: words.discarded });
  const ask = async () => {
    if (await confirm({ title: t("ask"), body: t("askBody"), action: t("discard"), danger: true })) discard.mutate();
  };
  const open = held.status === "held" && mayAct;
  return (
    <Stack gap="md">
      <Group gap="sm">
        <StatusBadge tone={TONES[held.status]}>{t(state[held.status])}</StatusBadge>
        <Text fw={600}>{t(reasonWords[held.reason as Reason] ?? ([held.reason, held.reason] as const))}</Text>
      </Group>
      <Facts
        rows={[
          [t("received"), <Time key="at" at={held.receivedAt} />],
          [t("source"), held.source],
          [t("id"), held.messageId && <code key="id">{held.messageId}</code>],
          [
            t("settled"),
            held.resolvedAt && (
              <span key="settled">
                <Time at={held.resolvedAt} /> {held.resolvedBy}
              </span>
            ),
          ],
        ]}
      />
      <Section title={t("faults")}>
        <ul style={{ margin: 0, paddingLeft: 20 }}>
          {held.faults.map((fault) => (
            <li key={`${fault.at} ${fault.message}`}>
              {fault.at && <code>{fault.at}</code>} {faultWords(fault.message)}
            </li>
          ))}
        </ul>
      </Section>
      <JsonInput
        label={t("body")}
        description={open ? t("bodyHelp") : undefined}
        value={text}
        onChange={setText}
        readOnly={!open}
        autosize
        minRows={8}
        maxRows={28}
        error={open && event === null ? t("invalid") : undefined}
        styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)", fontSize: 12 } }}
      />
      {replay.error && (
        <ProblemNotice error={replay.error} tell={({ at, message }) => `${at} ${faultWords(message)}`} />
      )}
      {open && (
        <Group justify="flex-end" gap="sm">
          <Button variant="default" loading={discard.isPending} onClick={() => void ask()}>
            {t("discard")}
          </Button>
          <Button loading={replay.isPending} disabled={event === null} onClick={() => replay.mutate()}>
            {t("replay")}
          </Button>
        </Group>
      )}
    </Stack>
  );
};

export const HeldDrawer = ({ id, onClose }: { readonly id: string | undefined; readonly onClose: () => void }) => {
  const t = useWords({ title: words.title, close: words.close });
  const query = useQuery({
    queryKey: ["events", "held", id],
    queryFn: () => api.events.heldEvent({ params: { id: id ?? "" } }),
    enabled: id !== undefined,
  });
  return (
    <Drawer
      opened={id !== undefined}
      onClose={onClose}
      title={t("title")}
      size="lg"
      closeButtonProps={{ "aria-label": t("close") }}
    >
      {id !== undefined && (
        <Loaded query={query}>{(held) => <Held key={held.id} held={held} onClose={onClose} />}</Loaded>
      )}
    </Drawer>
  );
};
