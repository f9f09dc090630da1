import { Button, Group, Select, Stack, Text, Textarea, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import {
  actorName,
  AppLink,
  CopyText,
  Due,
  Facts,
  Loaded,
  PersonLink,
  phoneText,
  say,
  Section,
  StatusBadge,
  Time,
  useAct,
  useMay,
  useWords,
} from "#ui";
import { ParcelBadge } from "#delivery/console";
import { api } from "../../../console/api.ts";
import { type Outcome, OUTCOMES } from "../model.ts";
import { ENTRY, KIND, OUTCOME } from "./words.ts";

const words = {
  about: ["#{n} {kind}", "#{n} {kind}"],
  email: ["メール", "Mail"],
  phone: ["電話", "Phone"],
  parcels: ["荷物", "Parcels"],
  noNumber: ["番号なし", "no number"],
  claims: ["お届けトラブルの申告", "Delivery claims"],
  seeClaims: ["この注文の申告を見る", "See this order's claims"],
  noWords: ["ことばは添えられていません。", "No words were written."],
  customer: ["お客様", "Customer"],
  nameless: ["名前未登録", "No name yet"],
  order: ["注文", "Order"],
  due: ["期限", "Due"],
  ended: ["完了", "Closed"],
  outcome: ["結果", "Outcome"],
  reports: ["ご連絡の数", "Reports"],
  times: ["{n} 回", "{n}"],
  page: ["配送状況ページ", "Tracking page"],
  openPage: ["お客様の画面を開く", "See what the customer sees"],
  owner: ["担当", "Owner"],
  nobody: ["担当なし", "Nobody"],
  story: ["経過", "Story"],
  note: ["メモを書く", "Write a note"],
  noteHint: ["お客様には見えません。", "Customers do not see it."],
  add: ["メモを残す", "Keep note"],
  close: ["完了にする", "Close"],
  how: ["結果を選ぶ", "Choose an outcome"],
  again: ["もう一度開く", "Open again"],
  noted: ["メモを残しました", "Note kept"],
  closedNow: ["完了にしました", "Closed"],
  reopened: ["もう一度開きました", "Opened again"],
  assigned: ["担当を変えました", "Owner changed"],
} as const;

type Shown = Awaited<ReturnType<typeof api.feedback.one>>;
const REFRESH = [["feedback"]] as const;

const Handle = ({ one }: { readonly one: Shown }) => {
  const t = useWords(words);
  const [text, setText] = useState("");
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const team = useQuery({ queryKey: ["feedback", "team"], queryFn: () => api.feedback.team({}) });
  const refresh = [...REFRESH];
  const assign = useAct((owner: string) => api.feedback.assign({ body: { ids: [one.id], owner } }), {
    refresh,
    done: words.assigned,
  });
  const note = useAct(() => api.feedback.note({ params: { id: one.id }, body: { text } }), {
    refresh,
    done: words.noted,
    after: () => setText(""),
  });
  const close = useAct(
    () => api.feedback.close({ body: { ids: [one.id], outcome: outcome ?? "resolved", note: text } }),
    { refresh, done: words.closedNow, after: () => setText("") },
  );
  const people = team.data?.items ?? [];
  const owner = one.owner;
  const known = owner === null || people.some((each) => each.id === owner.id) ? people : [...people, owner];
  return (
    <Stack gap="md" mb="xl">
      <Select
        label={t("owner")}
        value={owner?.id ?? ""}
        data={[{ value: "", label: t("nobody") }, ...known.map(({ id, name }) => ({ value: id, label: name }))]}
        allowDeselect={false}
        disabled={assign.isPending}
        onChange={(id) => id !== null && id !== (owner?.id ?? "") && assign.mutate(id)}
      />
      <Textarea
        label={t("note")}
        description={t("noteHint")}
        autosize
        minRows={2}
        maxLength={2000}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Group gap="sm" align="flex-end">
        <Button variant="default" loading={note.isPending} disabled={text.trim() === ""} onClick={() => note.mutate()}>
          {t("add")}
        </Button>
        <Select
          aria-label={t("outcome")}
          placeholder={t("how")}
          value={outcome}
          data={OUTCOMES.map((value) => ({ value, label: say(OUTCOME[value]) }))}
          onChange={(value) => setOutcome(value as Outcome | null)}
          w={190}
        />
        <Button loading={close.isPending} disabled={outcome === null} onClick={() => close.mutate()}>
          {t("close")}
        </Button>
      </Group>
    </Stack>
  );
};

/** One case: what it is about, who has it, its story, and how it ends. */
export const OneCase = ({ id }: { readonly id: string }) => {
  const t = useWords(words);
  const may = useMay("agent");
  const query = useQuery({
    queryKey: ["feedback", "case", id],
    queryFn: () => api.feedback.one({ params: { id } }),
    refetchInterval: 5_000,
  });
  const reopen = useAct(() => api.feedback.reopen({ params: { id } }), {
    refresh: [...REFRESH],
    done: words.reopened,
  });
  return (
    <Loaded query={query}>
      {(one) => (
        <>
          <Title order={2} mb="sm">
            {t("about", { n: one.number, kind: say(KIND[one.kind]) })}
          </Title>
          <Facts
            rows={[
              [
                t("customer"),
                one.customer && (
                  <PersonLink key="customer" profile={one.customer.profile} name={one.customer.name || t("nameless")} />
                ),
              ],
              [
                t("order"),
                one.order !== "" && (
                  <AppLink key="order" to={`/orders?q=${encodeURIComponent(one.order)}`}>
                    {one.order}
                  </AppLink>
                ),
              ],
              [t("email"), one.email && <CopyText key="email" label={t("email")} value={one.email} />],
              [
                t("phone"),
                one.phone && (
                  <a key="phone" className="quiet num" href={`tel:${one.phone}`}>
                    {phoneText(one.phone)}
                  </a>
                ),
              ],
              [
                t(one.closedAt === null ? "due" : "ended"),
                <Group key="due" gap="xs">
                  <Due at={one.dueAt} closed={one.closedAt} />
                  {one.closedAt === null && (
                    <Text size="xs" c="dimmed">
                      <Time at={one.dueAt} />
                    </Text>
                  )}
                </Group>,
              ],
              [
                t("parcels"),
                one.parcels.length > 0 && (
                  <Stack key="parcels" gap={4}>
                    {one.parcels.map((parcel) => (
                      <Group key={parcel.id} gap="xs">
                        <AppLink to={`/parcels/${parcel.id}`}>{parcel.number || t("noNumber")}</AppLink>
                        <ParcelBadge state={parcel.state} reason={parcel.reason} />
                      </Group>
                    ))}
                  </Stack>
                ),
              ],
              [
                t("claims"),
                one.order !== "" && (
                  <AppLink key="claims" to={`/claims?queue=all&q=${encodeURIComponent(one.order)}`}>
                    {t("seeClaims")}
                  </AppLink>
                ),
              ],
              [
                t("outcome"),
                one.outcome && (
                  <StatusBadge key="outcome" tone="good">
                    {say(OUTCOME[one.outcome])}
                  </StatusBadge>
                ),
              ],
              [t("reports"), one.reports > 1 && t("times", { n: one.reports })],
              [
                t("page"),
                one.tracking && (
                  <a key="page" className="quiet" href={one.tracking} target="_blank" rel="noreferrer">
                    {t("openPage")}
                  </a>
                ),
              ],
            ]}
          />
          <div style={{ height: 24 }} />
          {may && one.status === "open" && <Handle one={one} />}
          {may && one.status === "closed" && (
            <Button variant="default" mb="xl" loading={reopen.isPending} onClick={() => reopen.mutate()}>
              {t("again")}
            </Button>
          )}
          <Section title={t("story")}>
            <Stack gap="md" component="ol" style={{ listStyle: "none", margin: 0, padding: 0 }}>
              {one.entries.toReversed().map((entry) => (
                <li key={entry.id}>
                  <Group gap="xs">
                    <Text size="sm" fw={600}>
                      {say(ENTRY[entry.kind] ?? [entry.kind, entry.kind])}
                    </Text>
                    <Text size="xs" c="dimmed">
                      {actorName(entry.actor)}
                    </Text>
                    <Text size="xs" c="dimmed" ml="auto">
                      <Time at={entry.at} />
                    </Text>
                  </Group>
                  {entry.text === "" && entry.kind === "reported" && (
                    <Text size="sm" c="dimmed">
                      {t("noWords")}
                    </Text>
                  )}
                  {entry.text !== "" && (
                    <Text size="sm" style={{ whiteSpace: "pre-line", overflowWrap: "anywhere" }}>
                      {entry.text}
                    </Text>
                  )}
                </li>
              ))}
            </Stack>
          </Section>
        </>
      )}
    </Loaded>
  );
};
