import { Button, Drawer, Group, Menu, SegmentedControl, Text } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { KeyboardEvent } from "react";
import {
  LinkButton,
  buyerColumn,
  type Column,
  DataTable,
  Due,
  EmptyState,
  FilterSelect,
  PageHeader,
  pickColumn,
  rowAt,
  say,
  Stat,
  StatusBadge,
  Time,
  useAct,
  useFilters,
  useList,
  useMay,
  useMe,
  usePicked,
  useWords,
} from "#ui";
import { api } from "../../../console/api.ts";
import { CASE_KINDS, type Outcome, OUTCOMES } from "../model.ts";
import { CaseFilters } from "./filters.ts";
import { OneCase } from "./OneCase.tsx";
import { CASES as words, KIND, OUTCOME } from "./words.ts";

type Row = Awaited<ReturnType<typeof api.feedback.cases>>["items"][number];

export const Cases = () => {
  const t = useWords(words);
  const me = useMe();
  const may = useMay("agent");
  const [filters, setFilters] = useFilters(CaseFilters);
  const { status = "open", kind, owner, overdue, order, profile, case: shown } = filters;
  const list = useList<Row>(
    ["feedback", "cases", status, kind ?? "", owner ?? "", overdue ?? "", order ?? "", profile ?? ""],
    async (cursor) => {
      const page = await api.feedback.cases({ query: { status, kind, owner, overdue, order, profile, cursor } });
      return { rows: page.items, next: page.next };
    },
    { refetchInterval: 3_000 },
  );
  const picked = usePicked(list.rows);
  const short = useQuery({
    queryKey: ["feedback", "short"],
    queryFn: () => api.feedback.inShort({}),
    refetchInterval: 5_000,
  });
  const refresh = [["feedback"]];
  const after = picked.clear;
  const assign = useAct((ids: string[]) => api.feedback.assign({ body: { ids, owner: me?.user.id ?? "" } }), {
    refresh,
    done: words.taken,
    after,
  });
  const close = useAct(
    ({ ids, outcome }: { ids: string[]; outcome: Outcome }) => api.feedback.close({ body: { ids, outcome } }),
    { refresh, done: words.closedNow, after },
  );
  const { ids } = picked;

  const keys = (event: KeyboardEvent<HTMLElement>) => {
    const target = event.target as HTMLElement;
    if (!may || event.metaKey || event.ctrlKey || event.altKey || target.closest("input, textarea, [role=dialog]"))
      return;
    const id = rowAt(target);
    if (event.key === "x" && id !== null) picked.toggle(id);
    else if (event.key === "a" && (ids.length > 0 || id !== null))
      assign.mutate(ids.length > 0 ? [...ids] : [id ?? ""]);
    else return;
    event.preventDefault();
  };

  const columns: readonly Column<Row>[] = [
    {
      key: "kind",
      header: t("kind"),
      cell: (c) => (
        <>
          {say(KIND[c.kind])} {c.reports > 1 && <StatusBadge tone="held">{t("reports", { n: c.reports })}</StatusBadge>}
          <Text size="xs" c="dimmed" className="num">
            #{c.number}
          </Text>
        </>
      ),
      text: (c) => `${say(KIND[c.kind])} #${c.number}`,
    },
    {
      key: "due",
      header: t(status === "open" ? "due" : "ended"),
      cell: (c) => <Due at={c.dueAt} closed={c.closedAt} />,
      text: (c) => c.closedAt ?? c.dueAt,
    },
    buyerColumn<Row>((c) => c.customer),
    { key: "order", header: t("order"), wide: true, cell: (c) => c.order || "–", text: (c) => c.order },
    {
      key: "owner",
      header: t(status === "open" ? "owner" : "outcome"),
      wide: true,
      cell: (c) =>
        status === "open" ? (
          (c.owner?.name ?? <StatusBadge tone="held">{t("unowned")}</StatusBadge>)
        ) : (
          <StatusBadge tone="good">{c.outcome ? say(OUTCOME[c.outcome]) : "–"}</StatusBadge>
        ),
      text: (c) => (status === "open" ? c.owner?.name : c.outcome),
    },
    {
      key: "opened",
      header: t("opened"),
      align: "end",
      wide: true,
      cell: (c) => <Time at={c.openedAt} show="ago" />,
      text: (c) => c.openedAt,
    },
    ...(may && status === "open" ? [pickColumn<Row>(picked, (c) => `#${c.number}`)] : []),
  ];
  const filtered = kind ?? owner ?? overdue ?? order ?? profile;
  const counts = short.data;
  return (
    <div onKeyDown={keys}>
      <PageHeader
        title={t("title")}
        lead={
          <>
            {t("lead")} <span className="wide">{t("keys")}</span>
          </>
        }
        actions={
          <LinkButton variant="default" to="/settings/cases">
            {t("settings")}
          </LinkButton>
        }
      />
      <Group gap="xl" mb="lg">
        <Stat label={t("open")} value={counts?.open ?? "–"} to="/cases" />
        <Stat
          label={t("overdue")}
          value={counts?.overdue ?? "–"}
          to="/cases?overdue=true"
          tone={(counts?.overdue ?? 0) > 0 ? "broken" : "plain"}
        />
        <Stat label={t("mine")} value={counts?.mine ?? "–"} to="/cases?owner=me" />
        <Stat
          label={t("unowned")}
          value={counts?.unowned ?? "–"}
          to="/cases?owner=none"
          tone={(counts?.unowned ?? 0) > 0 ? "held" : "plain"}
        />
      </Group>
      <DataTable
        label={t("title")}
        list={list}
        columns={columns}
        rowKey={(c) => c.id}
        onOpen={(c) => setFilters({ case: c.id })}
        selected={shown}
        exportName="cases"
        filters={
          <Group gap="sm">
            <SegmentedControl
              aria-label={t("title")}
              value={status}
              data={[
                { value: "open", label: t("open") },
                { value: "closed", label: t("closed") },
              ]}
              onChange={(value) => setFilters({ status: value === "closed" ? "closed" : undefined })}
            />
            <FilterSelect
              label={t("kind")}
              any={t("anyKind")}
              options={CASE_KINDS.map((value) => [value, say(KIND[value])])}
              value={kind}
              onChange={(next) => setFilters({ kind: next })}
            />
            <FilterSelect
              label={t("owner")}
              any={t("anyOwner")}
              options={[
                ["me", t("me")],
                ["none", t("unowned")],
              ]}
              value={owner}
              onChange={(next) => setFilters({ owner: next })}
              w={150}
            />
            {ids.length > 0 && (
              <Group gap="xs" role="status">
                <Text size="sm">{t("selected", { n: ids.length })}</Text>
                <Button size="xs" variant="default" onClick={() => assign.mutate([...ids])} loading={assign.isPending}>
                  {t("take")}
                </Button>
                <Menu>
                  <Menu.Target>
                    <Button
                      size="xs"
                      rightSection={<IconChevronDown size={14} aria-hidden />}
                      loading={close.isPending}
                    >
                      {t("closeAll")}
                    </Button>
                  </Menu.Target>
                  <Menu.Dropdown>
                    {OUTCOMES.map((outcome) => (
                      <Menu.Item key={outcome} onClick={() => close.mutate({ ids: [...ids], outcome })}>
                        {say(OUTCOME[outcome])}
                      </Menu.Item>
                    ))}
                  </Menu.Dropdown>
                </Menu>
                <Button size="xs" variant="subtle" onClick={picked.clear}>
                  {t("clear")}
                </Button>
              </Group>
            )}
          </Group>
        }
        empty={
          <EmptyState title={t(filtered ? "noMatch" : status === "closed" ? "noneClosed" : "none")}>
            {filtered || status === "closed" ? null : t("noneBody")}
          </EmptyState>
        }
      />
      <Drawer
        opened={shown !== undefined}
        onClose={() => setFilters({ case: undefined })}
        title={t("one")}
        closeButtonProps={{ "aria-label": t("close") }}
      >
        {shown && <OneCase key={shown} id={shown} />}
      </Drawer>
    </div>
  );
};
