import { Button, Checkbox, Group, Select } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import {
  type Column,
  DataTable,
  EmptyState,
  number,
  PageHeader,
  say,
  Time,
  useAct,
  useConfirm,
  useFilters,
  useList,
  useMay,
  useWords,
} from "#ui";
import { useQuery } from "@tanstack/react-query";
import { api } from "../../../console/api.ts";
import { faultWords } from "./fault-words.ts";
import { type HeldEvent, type Reason } from "../model.ts";
import { QuarantineFilters } from "./filters.ts";
import { HeldDrawer } from "./HeldDrawer.tsx";
import { reasonWords } from "./words.ts";

const words = {
  title: ["保留イベント", "Quarantine"],
  lead: [
    "読み取れなかったイベントです。直して取り込み直すか、破棄できます。一緒に届いた他のイベントは保存済みです。",
    "Events that could not be read. Correct and replay them, or discard them. What came with them was stored.",
  ],
  status: ["状態", "State"],
  held: ["保留中", "Held"],
  replayed: ["取り込み済み", "Replayed"],
  discarded: ["破棄済み", "Discarded"],
  reason: ["理由", "Reason"],
  anyReason: ["すべての理由", "All reasons"],
  event: ["イベント", "Event"],
  fault: ["指摘", "Fault"],
  source: ["送信元", "Source"],
  received: ["受信", "Arrived"],
  pick: ["選択", "Select"],
  pickOf: ["{name} を選択", "Select {name}"],
  replayPicked: ["選択した{n}件を取り込み直す", "Replay {n} selected"],
  discardPicked: ["選択した{n}件を破棄", "Discard {n} selected"],
  replayAll: ["この理由をすべて取り込み直す", "Replay all of this reason"],
  discardAll: ["この理由をすべて破棄", "Discard all of this reason"],
  ask: ["{n}件を破棄しますか?", "Discard {n} {n|event|events}?"],
  askAll: ["この理由のイベントをすべて破棄しますか?", "Discard all events of this reason?"],
  askBody: [
    "破棄したイベントは顧客にも集計にも反映されません。記録としては残ります。",
    "Discarded events reach neither customers nor figures. They stay on record.",
  ],
  discard: ["破棄する", "Discard"],
  done: ["{n}件を取り込みました", "{n} {n|event was|events were} stored"],
  stillFaulty: ["{n}件はまだ読み取れません", "{n} {n|is|are} still faulty"],
  discardedDone: ["破棄しました", "Discarded"],
  none: ["保留中のイベントはありません", "Nothing is held"],
  noneBody: ["届いたイベントはすべて読み取れています。", "Every event that came in could be read."],
} as const;

const KEY = ["events", "quarantine"];

/** What a person would call this event. */
const titleOf = (held: HeldEvent): string => {
  const body = typeof held.body === "object" && held.body !== null && !Array.isArray(held.body) ? held.body : {};
  const name = body["event"] ?? body["name"] ?? body["type"];
  return typeof name === "string" && name !== "" ? name : "–";
};
const faultOf = (held: HeldEvent): string =>
  held.faults
    .slice(0, 2)
    .map((fault) => [fault.at, faultWords(fault.message)].filter(Boolean).join(": "))
    .join(" / ");

export const Quarantine = () => {
  const t = useWords(words);
  const confirm = useConfirm();
  const mayAct = useMay("marketer");
  const [{ status, reason, event }, setFilters] = useFilters(QuarantineFilters);
  const [picked, setPicked] = useState<readonly string[]>([]);
  const list = useList<HeldEvent>([...KEY, status, reason ?? ""], async (cursor) => {
    const page = await api.events.quarantine({ query: { status, reason, cursor } });
    return { rows: page.events, next: page.next };
  });
  const counts = useQuery({
    queryKey: [...KEY, "counts"],
    queryFn: async () => (await api.events.quarantine({ query: { limit: 1 } })).counts,
  });
  type Choice = { ids?: string[]; reason?: Reason };
  const replay = useAct((choice: Choice) => api.events.replayMany({ body: choice }), {
    refresh: [["events"]],
    after: ({ replayed, faulty }) => {
      setPicked([]);
      if (replayed > 0) notifications.show({ message: say(words.done, { n: number(replayed) }), color: "matcha" });
      if (faulty.length > 0)
        notifications.show({ message: say(words.stillFaulty, { n: number(faulty.length) }), color: "yellow" });
    },
  });
  const discard = useAct((choice: Choice) => api.events.discard({ body: choice }), {
    refresh: [["events"]],
    done: words.discardedDone,
    after: () => setPicked([]),
  });
  const askDiscard = async (choice: Choice) => {
    const title = choice.ids ? t("ask", { n: choice.ids.length }) : t("askAll");
    if (await confirm({ title, body: t("askBody"), action: t("discard"), danger: true })) discard.mutate(choice);
  };
  const toggle = (id: string) =>
    setPicked(picked.includes(id) ? picked.filter((each) => each !== id) : [...picked, id]);
  const acts = status === "held" && mayAct;
  const columns: readonly Column<HeldEvent>[] = [
    { key: "event", header: t("event"), cell: titleOf, text: titleOf },
    {
      key: "reason",
      header: t("reason"),
      cell: (h) => t(reasonWords[h.reason as Reason] ?? ([h.reason, h.reason] as const)),
      text: (h) => h.reason,
    },
    { key: "fault", header: t("fault"), wide: true, cell: faultOf, text: faultOf },
    { key: "source", header: t("source"), wide: true, cell: (h) => h.source, text: (h) => h.source },
    {
      key: "received",
      header: t("received"),
      align: "end",
      cell: (h) => <Time at={h.receivedAt} />,
      text: (h) => h.receivedAt,
    },
    ...(acts
      ? [
          {
            key: "pick",
            header: t("pick"),
            width: 64,
            cell: (h: HeldEvent) => (
              <Checkbox
                aria-label={t("pickOf", { name: titleOf(h) })}
                checked={picked.includes(h.id)}
                onChange={() => toggle(h.id)}
              />
            ),
          },
        ]
      : []),
  ];
  const choice: Choice | null = picked.length > 0 ? { ids: [...picked] } : reason ? { reason } : null;
  const busy = replay.isPending || discard.isPending;
  return (
    <>
      <PageHeader
        title={t("title")}
        lead={t("lead")}
        actions={
          acts && choice ? (
            <>
              <Button variant="default" loading={busy} onClick={() => void askDiscard(choice)}>
                {choice.ids ? t("discardPicked", { n: picked.length }) : t("discardAll")}
              </Button>
              <Button loading={busy} onClick={() => replay.mutate(choice)}>
                {choice.ids ? t("replayPicked", { n: picked.length }) : t("replayAll")}
              </Button>
            </>
          ) : undefined
        }
      />
      <DataTable
        label={t("title")}
        list={list}
        columns={columns}
        rowKey={(h) => h.id}
        onOpen={(h) => setFilters({ event: h.id })}
        selected={event}
        exportName="quarantine"
        filters={
          <Group gap="sm">
            <Select
              aria-label={t("status")}
              allowDeselect={false}
              data={(["held", "replayed", "discarded"] as const).map((value) => ({ value, label: t(value) }))}
              value={status}
              onChange={(value) => setFilters({ status: value ?? undefined })}
              w={160}
            />
            <Select
              aria-label={t("reason")}
              placeholder={t("anyReason")}
              data={Object.entries(reasonWords).map(([value, pair]) => {
                const count = counts.data?.find((each) => each.reason === value)?.count;
                return { value, label: count ? `${t(pair)} (${number(count)})` : t(pair) };
              })}
              value={reason ?? null}
              onChange={(value) => setFilters({ reason: value ?? undefined })}
              clearable
              w={280}
            />
          </Group>
        }
        empty={<EmptyState title={t("none")}>{t("noneBody")}</EmptyState>}
      />
      <HeldDrawer id={event} onClose={() => setFilters({ event: undefined })} />
    </>
  );
};
