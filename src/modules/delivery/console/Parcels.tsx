import { Button, Checkbox, Group, Select } from "@mantine/core";
import { IconPlus, IconUpload } from "@tabler/icons-react";
import { type KeyboardEvent, useState } from "react";
import {
  buyerColumn,
  type Column,
  DataTable,
  EmptyState,
  exact,
  PageHeader,
  prefectureText,
  say,
  SearchBox,
  Time,
  useAct,
  useFilters,
  useList,
  useMay,
  useNow,
  useWords,
} from "#ui";
import { api } from "../../../console/api.ts";
import { PARCEL_STATES } from "../model.ts";
import type { ParcelRow } from "../model.rows.ts";
import { ParcelFilters } from "./filters.ts";
import { ImportShipped } from "./ImportShipped.tsx";
import { NewParcel } from "./NewParcel.tsx";
import { Due, ParcelBadge, Why } from "./parts.tsx";
import { Queues, useQueues } from "./Queues.tsx";
import { UnknownWords } from "./UnknownWords.tsx";
import { carrierPair, QUEUE, reasonPair, STATE } from "./words.ts";

const words = {
  title: ["荷物", "Parcels"],
  lead: [
    "出荷した荷物がいまどこにあり、どれに人の手が要るか。",
    "Where every parcel is, and which of them need somebody.",
  ],
  search: ["追跡番号・注文番号で探す", "Find by tracking or order number"],
  order: ["注文", "Order"],
  parcel: ["荷物", "Parcel"],
  noNumber: ["番号なし", "No number"],
  state: ["状態", "State"],
  prefecture: ["届け先", "To"],
  why: ["理由", "Why"],
  due: ["対応期限", "Due"],
  last: ["最後の記録", "Last scan"],
  assignee: ["担当", "Assigned"],
  anyState: ["すべての状態", "All states"],
  anyCarrier: ["すべての配送会社", "All carriers"],
  anyAssignee: ["すべての担当", "Everybody"],
  carrier: ["配送会社", "Carrier"],
  pick: ["選択", "Select"],
  pickOf: ["{name} を選択", "Select {name}"],
  picked: ["{n} 件を選択中", "{n} selected"],
  keys: ["j k で移動、x で選択、Enter で開く", "j k to walk, x to select, Enter to open"],
  contacted: ["連絡済みにする", "Mark as contacted"],
  investigated: ["調査済みにする", "Mark as investigated"],
  take: ["自分が担当する", "Assign to me"],
  reopen: ["未対応に戻す", "Reopen"],
  done: ["記録しました", "Noted"],
  import: ["出荷結果を取り込む", "Read a shipped file"],
  add: ["荷物を登録", "Register a parcel"],
  none: ["荷物はまだありません", "No parcels yet"],
  noneBody: [
    "出荷結果のCSVを取り込むか、ショップ・配送サービスとの連携を設定すると、荷物がここに並びます。",
    "Read a file of shipped results, or connect your shop or tracking service: parcels appear here.",
  ],
  nobody: ["対応が必要な荷物はありません", "Nothing needs anybody here"],
  noMatch: ["条件に合う荷物はありません", "No parcel fits"],
} as const;

/** x picks the row that has the focus. */
const pickByKey = (event: KeyboardEvent<HTMLElement>) => {
  if (event.key !== "x" || !(document.activeElement as HTMLElement | null)?.matches("[data-opener]")) return;
  document.activeElement?.closest("tr")?.querySelector<HTMLInputElement>("input[type=checkbox]")?.click();
};

const numberOf = (row: ParcelRow) => row.number || say(words.noNumber);

export const Parcels = () => {
  const t = useWords(words);
  const now = useNow(60_000);
  const mayAct = useMay("agent");
  const [filters, setFilters] = useFilters(ParcelFilters);
  const [picked, setPicked] = useState<readonly string[]>([]);
  const [open, setOpen] = useState<"import" | "add" | null>(null);
  const { data: queues } = useQueues();
  const { q, queue, state, carrier, prefecture, assignee } = filters;
  const list = useList<ParcelRow>(
    ["parcels", "list", q ?? "", queue ?? "", state ?? "", carrier ?? "", prefecture ?? "", assignee ?? ""],
    async (cursor) => {
      const page = await api.delivery.parcels({ query: { q, queue, state, carrier, prefecture, assignee, cursor } });
      return { rows: page.items, next: page.next };
    },
    { refetchInterval: 15_000 },
  );
  const handle = useAct(
    (action: "contacted" | "investigated" | "assign" | "reopen") =>
      api.delivery.handleParcels({
        body: { ids: [...picked], action },
      }),
    { refresh: [["parcels"]], done: words.done, after: () => setPicked([]) },
  );
  const toggle = (id: string) =>
    setPicked(picked.includes(id) ? picked.filter((each) => each !== id) : [...picked, id]);
  const columns: readonly Column<ParcelRow>[] = [
    {
      key: "parcel",
      header: t("parcel"),
      cell: (row) => (
        <>
          <span className="num" style={{ whiteSpace: "nowrap" }}>
            {numberOf(row)}
          </span>
          <div style={{ fontSize: 12, color: "var(--ink-soft)", whiteSpace: "nowrap" }}>
            {say(carrierPair(row.carrier))}
          </div>
        </>
      ),
      text: (row) => `${say(carrierPair(row.carrier))} ${row.number}`,
    },
    {
      key: "state",
      header: t("state"),
      cell: (row) => <ParcelBadge state={row.state} reason={row.reason} />,
      text: (row) => `${say(STATE[row.state].words)} ${say(reasonPair(row.reason))}`.trim(),
    },
    ...(queue === undefined
      ? []
      : [
          {
            key: "why",
            header: t("why"),
            wide: true,
            cell: (row: ParcelRow) => <Why row={row} />,
            text: (row: ParcelRow) => row.queues.map((each) => say(QUEUE[each])).join(" "),
          },
          {
            key: "due",
            header: t("due"),
            cell: (row: ParcelRow) => <Due at={row.dueAt} now={now.getTime()} />,
            text: (row: ParcelRow) => row.dueAt && exact(row.dueAt),
          },
        ]),
    {
      key: "order",
      header: t("order"),
      wide: true,
      cell: (row) => <span className="whole">{row.order || "–"}</span>,
      text: (row) => row.order,
    },
    buyerColumn<ParcelRow>((row) => row.buyer, true),
    {
      key: "prefecture",
      header: t("prefecture"),
      wide: true,
      cell: (row) => prefectureText(row.prefecture) || "–",
      text: (row) => row.prefecture,
    },
    {
      key: "assignee",
      header: t("assignee"),
      wide: true,
      cell: (row) => row.assignee || "–",
      text: (row) => row.assignee,
    },
    // A queue is worked off by its deadlines; how long nothing was heard matters where that is the reason.
    ...(queue === undefined || queue === "silent"
      ? [
          {
            key: "last",
            header: t("last"),
            align: "end" as const,
            wide: true,
            cell: (row: ParcelRow) => <Time at={row.lastScanAt} show="ago" />,
            text: (row: ParcelRow) => row.lastScanAt && exact(row.lastScanAt),
          },
        ]
      : []),
    ...(mayAct
      ? [
          {
            key: "pick",
            header: t("pick"),
            width: 56,
            cell: (row: ParcelRow) => (
              <Checkbox
                aria-label={t("pickOf", { name: numberOf(row) })}
                checked={picked.includes(row.id)}
                onChange={() => toggle(row.id)}
              />
            ),
          },
        ]
      : []),
  ];
  const filtered = q ?? state ?? carrier ?? prefecture ?? assignee;
  return (
    <>
      <PageHeader
        title={t("title")}
        lead={t("lead")}
        actions={
          mayAct && (
            <Group gap="sm">
              <Button
                variant="default"
                leftSection={<IconUpload size={16} aria-hidden />}
                onClick={() => setOpen("import")}
              >
                {t("import")}
              </Button>
              <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setOpen("add")}>
                {t("add")}
              </Button>
            </Group>
          )
        }
      />
      <Queues
        chosen={queue}
        onChoose={(next) => {
          setPicked([]);
          setFilters({ queue: next });
        }}
      />
      {queue === "unknown" && <UnknownWords />}
      {picked.length > 0 && (
        <Group gap="sm" mb="md" role="toolbar" aria-label={t("picked", { n: picked.length })}>
          <span className="num">{t("picked", { n: picked.length })}</span>
          {(["contacted", "investigated", "assign", "reopen"] as const).map((action) => (
            <Button
              key={action}
              size="xs"
              variant="default"
              loading={handle.isPending}
              onClick={() => handle.mutate(action)}
            >
              {t(action === "assign" ? "take" : action)}
            </Button>
          ))}
        </Group>
      )}
      <div onKeyDown={pickByKey} title={mayAct ? t("keys") : undefined} role="presentation">
        <DataTable
          label={t("title")}
          list={list}
          columns={columns}
          rowKey={(row) => row.id}
          href={(row) => `/parcels/${row.id}`}
          exportName={queue ? `parcels-${queue}` : "parcels"}
          filters={
            <Group gap="sm" style={{ flex: 1 }}>
              <SearchBox value={q} onChange={(next) => setFilters({ q: next })} label={t("search")} />
              <Select
                aria-label={t("state")}
                placeholder={t("anyState")}
                data={PARCEL_STATES.map((value) => ({ value, label: say(STATE[value].words) }))}
                value={state ?? null}
                onChange={(value) => setFilters({ state: value ?? undefined })}
                clearable
                searchable
                w={170}
              />
              <Select
                aria-label={t("carrier")}
                placeholder={t("anyCarrier")}
                data={(queues?.carriers ?? []).map((value) => ({ value, label: say(carrierPair(value)) }))}
                value={carrier ?? null}
                onChange={(value) => setFilters({ carrier: value ?? undefined })}
                clearable
                w={180}
              />
              {(queues?.assignees.length ?? 0) > 0 && (
                <Select
                  aria-label={t("assignee")}
                  placeholder={t("anyAssignee")}
                  data={queues?.assignees ?? []}
                  value={assignee ?? null}
                  onChange={(value) => setFilters({ assignee: value ?? undefined })}
                  clearable
                  w={150}
                />
              )}
            </Group>
          }
          empty={
            <EmptyState title={t(filtered ? "noMatch" : queue ? "nobody" : "none")}>
              {filtered || queue ? null : t("noneBody")}
            </EmptyState>
          }
        />
      </div>
      <ImportShipped opened={open === "import"} onClose={() => setOpen(null)} />
      <NewParcel opened={open === "add"} onClose={() => setOpen(null)} />
    </>
  );
};
