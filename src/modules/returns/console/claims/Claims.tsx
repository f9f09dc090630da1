import { Button, Group, SegmentedControl, Text, Textarea } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import {
  LinkButton,
  buyerColumn,
  type Column,
  DataTable,
  Due,
  EmptyState,
  FilterSelect,
  FormDrawer,
  Money,
  number,
  PageHeader,
  pickColumn,
  say,
  SearchBox,
  Time,
  useAct,
  useFilters,
  useLanguage,
  useList,
  useMay,
  usePicked,
  useWords,
} from "#ui";
import { api } from "../../../../console/api.ts";
import { CLAIM_KINDS } from "../../model/claim/kinds.ts";
import { DECISION_WORDS, KIND_WORDS, WHY_WORDS } from "../../model/claim/words.ts";
import { ClaimFilters } from "./filters.ts";
import { ClaimBadge } from "./parts.tsx";

const words = {
  title: ["お届けトラブル", "Delivery claims"],
  lead: [
    "未着・破損・不足・誤配・遅延のお申し出。お断りは、必ず人が理由を添えて決めます。",
    "Not received, damaged, missing, wrong, late. Only a person can decline, and always with a reason.",
  ],
  review: ["確認待ち", "Review"],
  evidence: ["回答待ち", "With customer"],
  settle: ["対応待ち", "To do"],
  all: ["すべて", "All"],
  claim: ["申告", "Claim"],
  order: ["注文", "Order"],
  amount: ["金額", "Amount"],
  score: ["点数", "Score"],
  why: ["判定の理由", "Why it is here"],
  state: ["状態", "State"],
  due: ["期限", "Due"],
  opened: ["受付", "Opened"],
  anyKind: ["すべての種類", "All kinds"],
  kind: ["種類", "Kind"],
  search: ["受付番号・注文番号", "Reference or order number"],
  carriers: ["配送会社への請求", "Claims against carriers"],
  policy: ["判定の方針", "Policy"],
  none: ["確認待ちの申告はありません", "Nothing waits for you"],
  noneBody: [
    "お客様が配送状況ページやお問い合わせで知らせると、ここに期限つきで並びます。",
    "What customers report on their tracking page appears here with its deadline.",
  ],
  noMatch: ["条件に合う申告はありません", "No claim fits"],
  approve: ["選んだ {n} 件を承認", "Approve {n}"],
  approveTitle: ["まとめて承認", "Approve together"],
  approveBody: [
    "方針どおりの対応(再送など)で承認します。1件ずつ確かめ、できなかったものは理由をお知らせします。",
    "Each is approved with the policy's remedy. Those that could not be are named with the reason.",
  ],
  reason: ["お客様へのことば", "Words to the customers"],
  reasonNote: [
    "空欄のときは、対応に合わせたお詫びのことばを、お客様の言語で表示します。",
    "Left empty, each customer reads standing words for the remedy in their own language.",
  ],
  approved: ["承認しました", "Approved"],
  refused: ["{n} 件は承認できませんでした", "{n} could not be approved"],
} as const;

type Row = Awaited<ReturnType<typeof api.claims.claims>>["items"][number];

const Bulk = ({ ids, onDone }: { readonly ids: readonly string[]; readonly onDone: () => void }) => {
  const t = useWords(words);
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState("");
  const [refused, setRefused] = useState<readonly { id: string; why: string }[]>([]);
  const act = useAct(() => api.claims.approveClaims({ body: { ids: [...ids], reason } }), {
    done: words.approved,
    refresh: [["claims"]],
    after: (result) => {
      setRefused(result.refused);
      if (result.refused.length > 0) return;
      setOpen(false);
      onDone();
    },
  });
  return (
    <>
      <Button disabled={ids.length === 0} onClick={() => setOpen(true)}>
        {t("approve", { n: number(ids.length) })}
      </Button>
      <FormDrawer
        opened={open}
        onClose={() => setOpen(false)}
        title={t("approveTitle")}
        action={t("approve", { n: number(ids.length) })}
        onSubmit={() => act.mutate()}
        busy={act.isPending}
      >
        <Text c="dimmed">{t("approveBody")}</Text>
        <Textarea
          label={t("reason")}
          description={t("reasonNote")}
          value={reason}
          onChange={(e) => setReason(e.currentTarget.value)}
          autosize
          minRows={3}
        />
        {refused.length > 0 && (
          <Text c="red" role="alert">
            {t("refused", { n: number(refused.length) })}: {[...new Set(refused.map((one) => one.why))].join(" ")}
          </Text>
        )}
      </FormDrawer>
    </>
  );
};

export const Claims = () => {
  const t = useWords(words);
  useLanguage();
  const may = useMay("agent");
  const [filters, setFilters] = useFilters(ClaimFilters);
  const { queue, kind, q } = filters;
  const counts = useQuery({
    queryKey: ["claims", "counts"],
    queryFn: () => api.claims.claimCounts({}),
    refetchInterval: 10_000,
  });
  const list = useList<Row>(
    ["claims", "list", queue, kind ?? "", q ?? ""],
    async (cursor) => {
      const page = await api.claims.claims({ query: { queue, kind, q, cursor } });
      return { rows: page.items, next: page.next };
    },
    { refetchInterval: 10_000 },
  );
  const picked = usePicked(list.rows);
  const count = (name: "review" | "evidence" | "settle") =>
    counts.data === undefined ? t(name) : `${t(name)} ${number(counts.data[name])}`;
  const columns: readonly Column<Row>[] = [
    {
      key: "claim",
      header: t("claim"),
      cell: (row) => (
        <>
          <strong>{say(KIND_WORDS[row.kind])}</strong>{" "}
          <span className="num" style={{ whiteSpace: "nowrap" }}>
            {row.number}
          </span>
        </>
      ),
      text: (row) => `${say(KIND_WORDS[row.kind])} ${row.number}`,
    },
    buyerColumn<Row>((row) => row.buyer),
    { key: "order", header: t("order"), wide: true, cell: (row) => row.orderNumber, text: (row) => row.orderNumber },
    // On a phone: in a queue the deadline, in the whole list how far it is.
    {
      key: "state",
      header: t("state"),
      wide: queue !== "all",
      cell: (row) => <ClaimBadge state={row.state} />,
      text: (row) => row.state,
    },
    {
      key: "why",
      header: t("why"),
      wide: true,
      cell: (row) =>
        row.decision !== ""
          ? say(DECISION_WORDS[row.decision])
          : row.why in WHY_WORDS
            ? say(WHY_WORDS[row.why as keyof typeof WHY_WORDS])
            : "–",
      text: (row) => row.decision || row.why,
    },
    {
      key: "score",
      header: t("score"),
      align: "end",
      wide: true,
      cell: (row) => (row.score === null ? "–" : number(Math.round(row.score))),
      text: (row) => row.score,
    },
    {
      key: "amount",
      header: t("amount"),
      align: "end",
      wide: true,
      cell: (row) => <Money amount={row.amount} currency={row.currency} />,
      text: (row) => row.amount,
    },
    {
      key: "due",
      header: queue === "all" ? t("opened") : t("due"),
      align: "end",
      wide: queue === "all",
      cell: (row) => (queue === "all" ? <Time at={row.openedAt} show="ago" /> : <Due at={row.dueAt} />),
      text: (row) => row.dueAt,
    },
    ...(may && queue === "review" ? [pickColumn<Row>(picked, (row) => row.number)] : []),
  ];
  return (
    <>
      <PageHeader
        title={t("title")}
        lead={t("lead")}
        actions={
          <>
            <LinkButton variant="default" to="/claims/carriers">
              {t("carriers")}
            </LinkButton>
            <LinkButton variant="default" to="/claims/policy">
              {t("policy")}
            </LinkButton>
          </>
        }
      />
      <DataTable
        label={t("title")}
        list={list}
        columns={columns}
        rowKey={(row) => row.id}
        href={(row) => `/claims/${row.id}`}
        exportName="claims"
        filters={
          <Group gap="sm">
            <SegmentedControl
              style={{ maxWidth: "100%", overflowX: "auto" }}
              aria-label={t("state")}
              value={queue}
              onChange={(next) => setFilters({ queue: next })}
              data={[
                { value: "review", label: count("review") },
                { value: "evidence", label: count("evidence") },
                { value: "settle", label: count("settle") },
                { value: "all", label: t("all") },
              ]}
            />
            <FilterSelect
              label={t("kind")}
              any={t("anyKind")}
              options={CLAIM_KINDS.map((value) => [value, say(KIND_WORDS[value])])}
              value={kind}
              onChange={(next) => setFilters({ kind: next })}
              w={160}
            />
            <SearchBox label={t("search")} value={q ?? ""} onChange={(next) => setFilters({ q: next })} />
            {picked.ids.length > 0 && <Bulk ids={picked.ids} onDone={picked.clear} />}
          </Group>
        }
        empty={
          <EmptyState title={t(kind || q ? "noMatch" : queue === "review" ? "none" : "noMatch")}>
            {kind || q || queue !== "review" ? null : t("noneBody")}
          </EmptyState>
        }
      />
    </>
  );
};
