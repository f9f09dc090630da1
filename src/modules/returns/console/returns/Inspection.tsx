import { Button, Group, NumberInput, Select, Text, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { z } from "zod";
import {
  listText,
  AppLink,
  Due,
  EmptyState,
  Loaded,
  number,
  PageHeader,
  say,
  SearchBox,
  Section,
  Table,
  useAct,
  useFilters,
  useLanguage,
  useMay,
  useWords,
} from "#ui";
import { api } from "../../../../console/api.ts";
import { MachineBadge, reasonWords } from "./parts.tsx";
import { CONDITION_WORDS, DISPOSITION_WORDS, GRADE_WORDS } from "./words.ts";

const words = {
  returns: ["返品・交換", "Returns & exchanges"],
  title: ["返品の検品", "Inspect returns"],
  lead: [
    "荷物の返品番号を読み取るか入力し、商品ごとに状態と行き先を選びます。",
    "Scan or type the number on the parcel, then say for each item what you found and where it goes.",
  ],
  number: ["返品番号", "Return number"],
  items: ["商品", "Goods"],
  due: ["期限", "Due"],
  waiting: ["検品待ち", "To inspect"],
  none: ["検品待ちの返品はありません", "Nothing waits to be inspected"],
  noneBody: ["荷物が届いたら、返品番号を入力してください。", "When a parcel arrives, type its return number."],
  notFound: ["この番号の返品はありません", "There is no such return"],
  arrived: ["届いた", "It is here"],
  accepted: ["受け入れる数", "Pieces taken back"],
  of: ["申し出 {n}点", "{n} asked"],
  grade: ["状態", "What was found"],
  disposition: ["行き先", "Where it goes"],
  finding: ["メモ(任意)", "Note (optional)"],
  save: ["検品を終える", "Finish inspection"],
  done: ["検品を記録しました", "Inspected"],
  said: ["お客様の申告", "The customer said"],
  state: ["いまの状態", "State"],
} as const;

const Search = z.object({ q: z.string().max(60).optional().catch(undefined) });
type Row = Awaited<ReturnType<typeof api.returns.list>>["items"][number];
type Grade = "as_new" | "opened" | "worn" | "damaged" | "wrong_item" | "missing";
type Disposition = "restock" | "refurbish" | "scrap" | "return_to_customer";
interface Found {
  readonly n: number;
  readonly accepted: number;
  readonly grade: Grade;
  readonly disposition: Disposition;
  readonly finding: string;
}

/** What the grade suggests; a person may choose otherwise. */
const SUGGESTED: Readonly<Record<Grade, Disposition>> = {
  as_new: "restock",
  opened: "restock",
  worn: "return_to_customer",
  damaged: "scrap",
  wrong_item: "return_to_customer",
  missing: "scrap",
};
const options = (book: Readonly<Record<string, readonly [string, string]>>) =>
  Object.entries(book).map(([value, pair]) => ({ value, label: say(pair) }));

const Form = ({ of, onDone }: { readonly of: Row; readonly onDone: () => void }) => {
  const t = useWords(words);
  useLanguage();
  const [found, setFound] = useState<readonly Found[]>(
    of.items.map((item) => ({
      n: item.n,
      accepted: item.quantity,
      grade: item.fault === "shop" ? "damaged" : "as_new",
      disposition: item.fault === "shop" ? "scrap" : "restock",
      finding: "",
    })),
  );
  const save = useAct(() => api.returns.inspect({ params: { id: of.id }, body: { items: [...found] } }), {
    done: words.done,
    refresh: [["returns"]],
    after: onDone,
  });
  const set = (n: number, change: Partial<Found>) =>
    setFound((now) => now.map((each) => (each.n === n ? { ...each, ...change } : each)));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <form onSubmit={submit}>
      {of.items.map((item) => {
        const here = found.find((each) => each.n === item.n);
        if (!here) return null;
        return (
          <div className="panel" key={item.n} style={{ marginBottom: 12 }}>
            <Text fw={600}>
              {item.name} {item.variantName} × {number(item.quantity)}
            </Text>
            <Text size="sm" c="dimmed" mb="sm">
              {t("said")}: {reasonWords(item.reason)}、{say(CONDITION_WORDS[item.condition] ?? ["", ""])}
              {item.comment && ` – ${item.comment}`}
            </Text>
            <Group align="flex-end" gap="sm">
              <NumberInput
                label={t("accepted")}
                description={t("of", { n: number(item.quantity) })}
                min={0}
                max={item.quantity}
                value={here.accepted}
                onChange={(value) => set(item.n, { accepted: Number(value) || 0 })}
                w={140}
              />
              <Select
                label={t("grade")}
                data={options(GRADE_WORDS)}
                value={here.grade}
                allowDeselect={false}
                onChange={(value) => {
                  const grade = (value ?? "as_new") as Grade;
                  const none = grade === "missing" || grade === "wrong_item";
                  set(item.n, { grade, disposition: SUGGESTED[grade], ...(none && { accepted: 0 }) });
                }}
                w={180}
              />
              <Select
                label={t("disposition")}
                data={options(DISPOSITION_WORDS)}
                value={here.disposition}
                allowDeselect={false}
                onChange={(value) => set(item.n, { disposition: (value ?? "restock") as Disposition })}
                w={180}
              />
              <TextInput
                label={t("finding")}
                value={here.finding}
                maxLength={500}
                onChange={(e) => set(item.n, { finding: e.currentTarget.value })}
                style={{ flex: "1 1 200px" }}
              />
            </Group>
          </div>
        );
      })}
      <Button type="submit" loading={save.isPending}>
        {t("save")}
      </Button>
    </form>
  );
};

const One = ({ of, onDone }: { readonly of: Row; readonly onDone: () => void }) => {
  const t = useWords(words);
  const may = useMay("agent");
  const receive = useAct(() => api.returns.receive({ params: { id: of.id }, body: {} }), { refresh: [["returns"]] });
  const ready = of.logistics === "received" && of.approval === "approved";
  const canArrive = ["awaiting", "shipped", "lost", "void"].includes(of.logistics) && of.approval !== "requested";
  return (
    <Section title={of.number}>
      <Text mb="sm">
        {t("state")} <MachineBadge machine="logistics" state={of.logistics} />{" "}
        <AppLink to={`/returns/${of.id}`}>{of.orderNumber}</AppLink>
      </Text>
      {may && canArrive && (
        <Button onClick={() => receive.mutate()} loading={receive.isPending}>
          {t("arrived")}
        </Button>
      )}
      {may && ready && <Form key={of.id} of={of} onDone={onDone} />}
    </Section>
  );
};

/** The warehouse: find the parcel, say what is in it, next. */
export const Inspection = () => {
  const t = useWords(words);
  const [{ q }, setFilters] = useFilters(Search);
  const sought = (q ?? "").trim().toUpperCase();
  const waiting = useQuery({
    queryKey: ["returns", "list", "inspection", ""],
    queryFn: () => api.returns.list({ query: { awaits: "inspection" } }),
    refetchInterval: 10_000,
  });
  const one = useQuery({
    queryKey: ["returns", "list", "number", sought],
    queryFn: () => api.returns.list({ query: { q: sought, limit: 1 } }),
    enabled: sought.length > 3,
  });
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} up={[{ to: "/returns", label: t("returns") }]} />
      <div style={{ maxWidth: 320, marginBottom: 24 }}>
        <SearchBox label={t("number")} value={q ?? ""} onChange={(next) => setFilters({ q: next })} />
      </div>
      {sought.length > 3 && (
        <Loaded query={one}>
          {({ items }) =>
            items[0] ? (
              <One of={items[0]} onDone={() => setFilters({ q: undefined })} />
            ) : (
              <EmptyState title={t("notFound")} />
            )
          }
        </Loaded>
      )}
      <Section title={t("waiting")}>
        <Loaded query={waiting}>
          {({ items }) =>
            items.length === 0 ? (
              <EmptyState title={t("none")}>{t("noneBody")}</EmptyState>
            ) : (
              <Table
                label={t("waiting")}
                rows={items}
                rowKey={(row) => row.id}
                columns={[
                  {
                    key: "number",
                    header: t("number"),
                    cell: (row) => <AppLink to={`/returns/inspection?q=${row.number}`}>{row.number}</AppLink>,
                  },
                  { key: "items", header: t("items"), cell: (row) => listText(row.items.map((item) => item.name)) },
                  { key: "due", header: t("due"), align: "end", cell: (row) => <Due at={row.dueAt} /> },
                ]}
              />
            )
          }
        </Loaded>
      </Section>
    </>
  );
};
