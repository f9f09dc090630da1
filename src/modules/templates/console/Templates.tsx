import { Text } from "@mantine/core";
import { type Column, ListPage, Num, say, StatusBadge, updatedColumn, useList, useMay, useWords } from "#ui";
import { api } from "../../../console/api.ts";
import { CHANNELS, LANGUAGES, words } from "./words.ts";

type Row = Awaited<ReturnType<typeof api.templates.list>>["templates"][number];

const said = (table: Readonly<Record<string, readonly [string, string]>>, key: string) => {
  const pair = table[key];
  return pair ? say(pair) : key;
};

/** `LINE: Japanese, English`, a line for each channel. */
const wordsFor = (bodies: Row["bodies"]) =>
  [...new Set(bodies.map((each) => each.channel))].map((channel) => {
    const languages = bodies.filter((each) => each.channel === channel).map((each) => said(LANGUAGES, each.language));
    return (
      <div key={channel}>
        {said(CHANNELS, channel)}: {languages.join(say(["・", ", "]))}
      </div>
    );
  });

export const Templates = () => {
  const t = useWords(words);
  const may = useMay("marketer");
  const list = useList<Row>(["templates", "list"], async (cursor) => {
    const page = await api.templates.list({ query: { ...(cursor !== undefined && { cursor }) } });
    return { rows: page.templates, next: page.next };
  });
  const columns: readonly Column<Row>[] = [
    {
      key: "name",
      header: t("name"),
      cell: (row) => (
        <>
          <b style={{ fontWeight: 600 }}>{row.name}</b>
          <Text size="xs" c="dimmed">
            {row.key}
          </Text>
        </>
      ),
      text: (row) => row.name,
    },
    {
      key: "bodies",
      header: t("bodies"),
      cell: (row) => wordsFor(row.bodies),
      text: (row) => row.bodies.map((b) => `${b.channel} ${b.language}`).join(", "),
    },
    {
      key: "kind",
      header: t("kind"),
      width: 180,
      wide: true,
      cell: (row) => <StatusBadge tone="plain">{t(row.class)}</StatusBadge>,
      text: (row) => row.class,
    },
    {
      key: "version",
      header: t("version"),
      align: "end",
      width: 72,
      wide: true,
      cell: (row) => <Num value={row.version} />,
      text: (row) => row.version,
    },
    updatedColumn(t("updated")),
  ];
  return (
    <ListPage
      title={t("title")}
      lead={t("lead")}
      none={t("none")}
      noneBody={t("noneBody")}
      create={may ? { to: "/templates/new", label: t("create") } : null}
      list={list}
      columns={columns}
      rowKey={(row) => row.key}
      href={(row) => `/templates/${row.key}`}
    />
  );
};
