import { Button, Radio, Stack, TextInput } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { JOURNEY_STATUS, starters } from "#journeys/model";
import { Select } from "@mantine/core";
import {
  type Column,
  DataTable,
  EmptyState,
  FormDrawer,
  Num,
  PageHeader,
  SearchBox,
  StatusBadge,
  Time,
  useAct,
  useFilters,
  useLanguage,
  useMay,
  useWords,
} from "#ui";
import { api } from "../../../console/api.ts";
import { ListFilters } from "./filters.ts";
import { statusTone, statusWords } from "./words.ts";

const words = {
  title: ["ジャーニー", "Journeys"],
  lead: [
    "お客様の行動をきっかけに、待ち、分かれ、メッセージを届ける流れです。",
    "What happens to a customer after what: wait, branch, write.",
  ],
  add: ["ジャーニーを作成", "Create a journey"],
  name: ["名前", "Name"],
  from: ["はじめ方", "Start from"],
  blank: ["白紙から", "Nothing"],
  blankAbout: ["きっかけもステップも自分で組み立てます。", "Build the trigger and every step yourself."],
  status: ["状態", "State"],
  anyStatus: ["すべての状態", "Any state"],
  running: ["進行中", "Running"],
  entered: ["開始", "Started"],
  ended: ["終了", "Ended"],
  updated: ["更新", "Changed"],
  changed: ["未公開の変更", "Unpublished changes"],
  search: ["名前で検索", "Search by name"],
  none: ["ジャーニーはまだありません", "No journeys yet"],
  noneBody: [
    "ひな形から作成すると、数分で公開できます。",
    "Start from a ready-made one: it can be live within minutes.",
  ],
  noMatch: ["一致するジャーニーはありません", "No journey matches"],
} as const;

type Row = Awaited<ReturnType<typeof api.journeys.list>>[number];

const Create = ({ opened, close }: { readonly opened: boolean; readonly close: () => void }) => {
  const t = useWords(words);
  const navigate = useNavigate();
  const language = useLanguage();
  const at = language === "ja" ? 0 : 1;
  const [name, setName] = useState("");
  const [from, setFrom] = useState("blank");
  const starter = starters.find((each) => each.key === from);
  const create = useAct(
    () =>
      api.journeys.create({
        body: {
          name: name.trim() || (starter?.name[at] ?? ""),
          language,
          ...(starter && { definition: starter.definition[language] }),
        },
      }),
    {
      quiet: true,
      refresh: [["journeys"]],
      after: ({ id }) => void navigate({ href: `/journeys/${id}/edit` }),
    },
  );
  return (
    <FormDrawer
      opened={opened}
      onClose={close}
      title={t("add")}
      action={t("add")}
      busy={create.isPending}
      error={create.error}
      onSubmit={() => create.mutate()}
    >
      <TextInput
        label={t("name")}
        value={name}
        required={!starter}
        withAsterisk={false}
        placeholder={starter?.name[at] ?? ""}
        onChange={(e) => setName(e.currentTarget.value)}
        data-autofocus
      />
      <Radio.Group label={t("from")} value={from} onChange={setFrom}>
        <Stack gap="sm" mt="xs">
          <Radio value="blank" label={t("blank")} description={t("blankAbout")} />
          {starters.map((each) => (
            <Radio key={each.key} value={each.key} label={each.name[at]} description={each.about[at]} />
          ))}
        </Stack>
      </Radio.Group>
    </FormDrawer>
  );
};

export const Journeys = () => {
  const t = useWords(words);
  const may = useMay("marketer");
  const [filters, setFilters] = useFilters(ListFilters);
  const [opened, setOpened] = useState(false);
  const query = useQuery({
    queryKey: ["journeys", "list", filters],
    queryFn: () => api.journeys.list({ query: { status: filters.status, search: filters.q } }),
    refetchInterval: 10_000,
  });
  const list = {
    rows: query.data,
    error: query.error,
    pending: query.isPending,
    again: query.refetch,
    all: () => Promise.resolve(query.data ?? []),
  };
  const add = may && (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setOpened(true)}>
      {t("add")}
    </Button>
  );
  const columns: readonly Column<Row>[] = [
    {
      key: "name",
      header: t("name"),
      cell: (j) => <b style={{ fontWeight: 600 }}>{j.name}</b>,
      text: (j) => j.name,
    },
    {
      key: "status",
      header: t("status"),
      cell: (j) => (
        <span style={{ display: "inline-flex", gap: 6, flexWrap: "wrap" }}>
          <StatusBadge tone={statusTone[j.status]}>{t(statusWords[j.status])}</StatusBadge>
          {j.changed && j.version !== null && <StatusBadge tone="held">{t("changed")}</StatusBadge>}
        </span>
      ),
      text: (j) => j.status,
    },
    ...(["running", "entered", "ended"] as const).map((key): Column<Row> => ({
      key,
      header: t(key),
      align: "end",
      wide: key !== "running",
      cell: (j) => <Num value={j.totals[key]} />,
      text: (j) => j.totals[key],
    })),
    {
      key: "updated",
      header: t("updated"),
      align: "end",
      wide: true,
      cell: (j) => <Time at={j.updatedAt} show="ago" />,
      text: (j) => j.updatedAt,
    },
  ];
  const filtered = Boolean(filters.q ?? filters.status);
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} actions={add} />
      <DataTable
        label={t("title")}
        list={list}
        columns={columns}
        rowKey={(j) => j.id}
        href={(j) => `/journeys/${j.id}`}
        exportName="journeys"
        total={query.data?.length}
        filters={
          <>
            <SearchBox value={filters.q} label={t("search")} onChange={(q) => setFilters({ q })} />
            <Select
              aria-label={t("status")}
              w={160}
              value={filters.status ?? ""}
              allowDeselect={false}
              data={[
                { value: "", label: t("anyStatus") },
                ...JOURNEY_STATUS.map((status) => ({ value: status, label: t(statusWords[status]) })),
              ]}
              onChange={(status) => setFilters({ status: (status ?? "") as never })}
            />
          </>
        }
        empty={
          filtered ? (
            <EmptyState title={t("noMatch")} />
          ) : (
            <EmptyState title={t("none")} action={add}>
              {t("noneBody")}
            </EmptyState>
          )
        }
      />
      <Create opened={opened} close={() => setOpened(false)} />
    </>
  );
};
