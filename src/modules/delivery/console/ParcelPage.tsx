import { Alert, Button, Group, Skeleton, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import {
  actorName,
  AppLink,
  CopyText,
  Facts,
  Loaded,
  number,
  PageHeader,
  PersonLink,
  prefectureText,
  say,
  Section,
  Time,
  useAct,
  useMay,
  useParams,
  useWords,
} from "#ui";
import { api } from "../../../console/api.ts";
import { AddScan } from "./AddScan.tsx";
import { ByDay, ParcelBadge } from "./parts.tsx";
import { Scans } from "./Scans.tsx";
import { Progress } from "./Progress.tsx";
import { carrierPair, DOUBT, QUEUE, STATE, TOLD } from "./words.ts";

const words = {
  title: ["荷物 {number}", "Parcel {number}"],
  noNumber: ["番号なし", "without a number"],
  back: ["荷物の一覧", "All parcels"],
  facts: ["この荷物", "This parcel"],
  carrier: ["配送会社", "Carrier"],
  page: ["配送会社のページ", "The carrier's page"],
  number: ["追跡番号", "Tracking number"],
  method: ["届け方", "Method"],
  carrierMethod: ["配送", "Carrier"],
  pickup: ["店舗受け取り", "Fetched in a store"],
  store_delivery: ["店舗から配達", "Brought by a store"],
  order: ["注文", "Order"],
  notLinked: ["この番号の注文はまだありません", "No such order is known yet"],
  buyer: ["お客様", "Customer"],
  nameless: ["名前未登録", "No name yet"],
  customerPage: ["配送状況ページ", "Tracking page"],
  seePage: ["お客様の画面を開く", "See what the customer sees"],
  to: ["届け先", "To"],
  promised: ["お約束の日", "Promised by"],
  carrierBy: ["配送会社の予定", "The carrier says by"],
  hold: ["保管期限", "Held until"],
  silent: ["動きなし", "Silent since"],
  late: ["遅れ", "Late since"],
  queues: ["対応", "Needs"],
  due: ["対応期限", "Due"],
  assignee: ["担当", "Assigned"],
  contacted: ["連絡済み", "Contacted"],
  investigated: ["調査済み", "Investigated"],
  note: ["メモ", "Note"],
  items: ["中身", "Inside"],
  itemsUnknown: ["どの荷物に何が入っているか、まだ分かりません。", "Nobody said yet which parcel holds what."],
  siblings: ["同じ注文の荷物", "Other parcels of this order"],
  told: ["お知らせに使われた出来事", "What journeys heard of it"],
  toldNone: ["まだ何も知らせていません。", "Nothing was told yet."],
  scans: ["記録", "Scans"],
  addScan: ["記録を足す", "Add a scan"],
  markContacted: ["連絡済みにする", "Mark as contacted"],
  markInvestigated: ["調査済みにする", "Mark as investigated"],
  take: ["自分が担当する", "Assign to me"],
  done: ["記録しました", "Noted"],
  contradicted: [
    "お届け完了のあとに、配送会社が別の状態を伝えています。お客様へは自動では知らせていません。",
    "The carrier takes its delivery back. The customer was told nothing: a person should.",
  ],
} as const;

type Parcel = Awaited<ReturnType<typeof api.delivery.parcel>>;

/** What the customer sees of this order. */
const CustomerPage = ({ order }: { readonly order: string }) => {
  const t = useWords(words);
  const { data } = useQuery({
    queryKey: ["parcels", "page", order],
    queryFn: () => api.tracking.link({ params: { order } }),
    staleTime: Infinity,
  });
  return data ? (
    <a className="quiet" href={data.url} target="_blank" rel="noreferrer noopener">
      {t("seePage")}
    </a>
  ) : null;
};

const FactsOf = ({ parcel }: { readonly parcel: Parcel }) => {
  const t = useWords(words);
  const mayAct = useMay("agent");
  const destination = [
    prefectureText(parcel.prefecture),
    parcel.postalCode && `〒${parcel.postalCode.replace(/^(\d{3})-?(\d{4})$/, "$1-$2")}`,
  ]
    .filter(Boolean)
    .join(" ");
  return (
    <Facts
      rows={[
        [t("carrier"), say(carrierPair(parcel.carrier)) + (parcel.service ? ` ${parcel.service}` : "")],
        [t("number"), parcel.number && <CopyText key="n" label={t("number")} value={parcel.number} />],
        [
          t("page"),
          parcel.carrierPage && (
            <a key="p" className="quiet" href={parcel.carrierPage} target="_blank" rel="noreferrer noopener">
              {new URL(parcel.carrierPage).hostname}
            </a>
          ),
        ],
        [
          t("method"),
          t(parcel.method === "carrier" ? "carrierMethod" : parcel.method) + (parcel.place ? ` ${parcel.place}` : ""),
        ],
        [
          t("order"),
          parcel.linked ? (
            <AppLink key="o" to={`/orders?q=${encodeURIComponent(parcel.order)}`}>
              {parcel.order}
            </AppLink>
          ) : (
            `${parcel.order} ${t("notLinked")}`.trim()
          ),
        ],
        [
          t("buyer"),
          parcel.buyer && (
            <PersonLink key="b" profile={parcel.buyer.profile} name={parcel.buyer.name || t("nameless")} />
          ),
        ],
        [t("customerPage"), parcel.linked && mayAct && <CustomerPage key="cp" order={parcel.order} />],
        [t("to"), destination],
        [t("promised"), parcel.promisedBy && <ByDay key="pr" at={parcel.promisedBy} />],
        [t("carrierBy"), parcel.carrierBy && <ByDay key="cb" at={parcel.carrierBy} />],
        [t("hold"), parcel.holdUntil && <ByDay key="h" at={parcel.holdUntil} />],
        [t("silent"), parcel.silentSince && <Time key="s" at={parcel.silentSince} />],
        [t("late"), parcel.lateSince && <Time key="l" at={parcel.lateSince} />],
        [t("queues"), parcel.queues.map((queue) => say(QUEUE[queue])).join(" · ")],
        [t("due"), parcel.dueAt && <Time key="d" at={parcel.dueAt} />],
        [t("assignee"), actorName(parcel.assignee)],
        [t("contacted"), parcel.contactedAt && <Time key="c" at={parcel.contactedAt} />],
        [t("investigated"), parcel.investigatedAt && <Time key="i" at={parcel.investigatedAt} />],
        [t("note"), parcel.note],
      ]}
    />
  );
};

const Items = ({ parcel }: { readonly parcel: Parcel }) => {
  const t = useWords(words);
  if (parcel.items.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {t("itemsUnknown")}
      </Text>
    );
  return (
    <ul style={{ margin: 0, paddingInlineStart: 20 }}>
      {parcel.items.map((item) => (
        <li key={`${item.line} ${item.product} ${item.variant}`}>
          {item.name || item.product} {item.variantName} × {number(item.quantity)}
        </li>
      ))}
    </ul>
  );
};

const Actions = ({ parcel, onScan }: { readonly parcel: Parcel; readonly onScan: () => void }) => {
  const t = useWords(words);
  const handle = useAct(
    (action: "contacted" | "investigated" | "assign") =>
      api.delivery.handleParcels({
        body: { ids: [parcel.id], action },
      }),
    { refresh: [["parcels"]], done: words.done },
  );
  return (
    <Group gap="sm">
      <Button variant="default" loading={handle.isPending} onClick={() => handle.mutate("assign")}>
        {t("take")}
      </Button>
      <Button variant="default" loading={handle.isPending} onClick={() => handle.mutate("contacted")}>
        {t("markContacted")}
      </Button>
      <Button variant="default" loading={handle.isPending} onClick={() => handle.mutate("investigated")}>
        {t("markInvestigated")}
      </Button>
      <Button onClick={onScan}>{t("addScan")}</Button>
    </Group>
  );
};

const Story = ({ parcel }: { readonly parcel: Parcel }) => {
  const t = useWords(words);
  return (
    <>
      <Section title={t("items")}>
        <Items parcel={parcel} />
      </Section>
      {parcel.siblings.length > 0 && (
        <Section title={t("siblings")}>
          <ul style={{ margin: 0, paddingInlineStart: 20 }}>
            {parcel.siblings.map((other) => (
              <li key={other.id}>
                <AppLink to={`/parcels/${other.id}`}>{other.number || t("noNumber")}</AppLink>{" "}
                {say(carrierPair(other.carrier))} · {say(STATE[other.state].words)}
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section title={t("told")}>
        {parcel.told.length === 0 ? (
          <Text size="sm" c="dimmed">
            {t("toldNone")}
          </Text>
        ) : (
          <ul style={{ margin: 0, paddingInlineStart: 20 }}>
            {parcel.told.map((fact) => (
              <li key={`${fact.name} ${fact.at}`}>
                {say(TOLD[fact.name] ?? [fact.name, fact.name])} <Time at={fact.at} />
              </li>
            ))}
          </ul>
        )}
      </Section>
    </>
  );
};

/** One parcel: where it is, what is in it, what carriers said word for word, and who looks after it. */
export const ParcelPage = () => {
  const t = useWords(words);
  const { parcel: id = "" } = useParams();
  const mayAct = useMay("agent");
  const [adding, setAdding] = useState(false);
  const query = useQuery({
    queryKey: ["parcels", "one", id],
    queryFn: () => api.delivery.parcel({ params: { id } }),
    refetchInterval: 15_000,
  });
  return (
    <Loaded query={query} skeleton={<Skeleton h={320} />}>
      {(parcel) => (
        <>
          <PageHeader
            up={[{ to: "/parcels", label: t("back") }]}
            title={t("title", { number: parcel.number || t("noNumber") })}
            badge={<ParcelBadge state={parcel.state} reason={parcel.reason} />}
            actions={mayAct && <Actions parcel={parcel} onScan={() => setAdding(true)} />}
          />
          {parcel.contradicted && (
            <Alert color="red" mb="md">
              {t("contradicted")}
            </Alert>
          )}
          {parcel.numberDoubt !== "" && (
            <Alert color="amber" mb="md">
              {say(DOUBT[parcel.numberDoubt] ?? ["", ""])}
            </Alert>
          )}
          <Progress method={parcel.method} state={parcel.state} scans={parcel.scans} />
          <div
            style={{
              display: "grid",
              gap: "0 48px",
              gridTemplateColumns: "repeat(auto-fit, minmax(min(100%, 320px), 1fr))",
            }}
          >
            <Section title={t("facts")}>
              <FactsOf parcel={parcel} />
            </Section>
            <div>
              <Story parcel={parcel} />
            </div>
          </div>
          <Section title={t("scans")}>
            <Scans scans={parcel.scans} />
          </Section>
          {adding && <AddScan parcel={parcel.id} carrier={parcel.carrier} onClose={() => setAdding(false)} />}
        </>
      )}
    </Loaded>
  );
};
