import { Button, Group, Skeleton, Text, UnstyledButton } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { type KeyboardEvent, type MouseEvent, type ReactNode, useState } from "react";
import { IconDownload } from "@tabler/icons-react";
import { number } from "../format.ts";
import { useWords } from "../words.ts";
import { csvOf, download } from "./export.ts";
import { AppLink } from "./link.tsx";
import type { List } from "./list.ts";
import { isAway, ProblemNotice } from "./problem.tsx";
import { type Cell, TableHead, TableScroll } from "./table.tsx";

export interface Column<Row> extends Cell<Row> {
  /** What the export says. Columns without it are not exported. */
  readonly text?: (row: Row) => string | number | null | undefined;
}

interface DataTableProps<Row> {
  /** What the table holds, for those who cannot see it. */
  readonly label: string;
  readonly list: List<Row>;
  readonly columns: readonly Column<Row>[];
  readonly rowKey: (row: Row) => string;
  /** Where a row leads… */
  readonly href?: (row: Row) => string;
  /** …or what it opens. */
  readonly onOpen?: (row: Row) => void;
  readonly selected?: string | undefined;
  /** Shown when there are no rows: an <EmptyState>. */
  readonly empty: ReactNode;
  /** Search box and filters. */
  readonly filters?: ReactNode;
  /** The exported file's name, without ".csv". */
  readonly exportName?: string;
  /** Says how many there are in all, where the server knows. */
  readonly total?: number | undefined;
}

const words = {
  more: ["さらに表示", "Show more"],
  export: ["CSVで書き出す", "Export CSV"],
  count: ["{n} 件", "{n} {n|row|rows}"],
  countMore: ["{n} 件を表示中", "{n} {n|row|rows} shown"],
} as const;

const step = (event: KeyboardEvent<HTMLElement>) => {
  const by = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
  if (!by) return;
  const openers = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-opener]")];
  const next = openers[openers.indexOf(document.activeElement as HTMLElement) + by];
  if (!next) return;
  event.preventDefault();
  next.focus();
};

/** A table: numerals aligned, rows that open by click or Enter, ↑↓ or j k to walk, more on demand, CSV. */
export const DataTable = <Row,>(props: DataTableProps<Row>) => {
  const { label, list, columns, rowKey, href, onOpen, selected, empty, filters, exportName, total } = props;
  const t = useWords(words);
  const navigate = useNavigate();
  const [exporting, setExporting] = useState(false);
  const rows = list.rows ?? [];
  // Rows that are here stay while the server is away: that is said above the page.
  const broken = Boolean(list.error) && (rows.length === 0 || !isAway(list.error));
  const opens = href !== undefined || onOpen !== undefined;

  const open = (row: Row) => (event: MouseEvent<HTMLElement>) => {
    if ((event.target as HTMLElement).closest("a, button, input, label") || getSelection()?.toString()) return;
    if (href) void navigate({ href: href(row) });
    else onOpen?.(row);
  };
  const first = (row: Row, content: ReactNode) =>
    href ? (
      <AppLink to={href(row)} className="plain" data-opener>
        {content}
      </AppLink>
    ) : onOpen ? (
      <UnstyledButton fz="inherit" lh="inherit" data-opener onClick={() => onOpen(row)}>
        {content}
      </UnstyledButton>
    ) : (
      content
    );
  const save = async () => {
    setExporting(true);
    const told = columns.filter((c) => c.text);
    const all = await list.all().finally(() => setExporting(false));
    download(
      `${exportName}.csv`,
      csvOf(
        told.map((c) => c.header),
        all.map((row) => told.map((c) => c.text?.(row))),
      ),
    );
  };

  return (
    <div>
      {(filters || exportName) && (
        <Group gap="sm" mb="md" align="flex-end">
          {filters}
          {exportName && (
            <Button
              ml="auto"
              variant="default"
              leftSection={<IconDownload size={16} aria-hidden />}
              loading={exporting}
              disabled={rows.length === 0}
              onClick={() => void save()}
            >
              {t("export")}
            </Button>
          )}
        </Group>
      )}
      {broken ? (
        <ProblemNotice error={list.error} retry={list.again} />
      ) : !list.pending && rows.length === 0 ? (
        empty
      ) : (
        <TableScroll label={label}>
          <table className="table" aria-label={label} aria-busy={list.pending}>
            <TableHead columns={columns} />
            <tbody onKeyDown={step}>
              {list.pending
                ? Array.from({ length: 8 }, (_, i) => (
                    <tr key={i}>
                      {columns.map((c) => (
                        <td key={c.key} data-wide={c.wide || undefined}>
                          <Skeleton h={14} my={4} w={c.align ? 56 : "70%"} ml={c.align ? "auto" : 0} />
                        </td>
                      ))}
                    </tr>
                  ))
                : rows.map((row) => (
                    <tr
                      key={rowKey(row)}
                      data-opens={opens || undefined}
                      data-selected={rowKey(row) === selected || undefined}
                      onClick={opens ? open(row) : undefined}
                    >
                      {columns.map((c, i) => (
                        <td key={c.key} data-align={c.align} data-wide={c.wide || undefined}>
                          {i === 0 ? first(row, c.cell(row)) : c.cell(row)}
                        </td>
                      ))}
                    </tr>
                  ))}
            </tbody>
          </table>
        </TableScroll>
      )}
      {rows.length > 0 && !broken && (
        <Group justify="space-between" mt="md">
          <Text size="xs" c="dimmed" className="num">
            {t(list.more && total === undefined ? "countMore" : "count", { n: number(total ?? rows.length) })}
          </Text>
          {list.more && (
            <Button variant="default" loading={list.more.loading} onClick={() => void list.more?.load()}>
              {t("more")}
            </Button>
          )}
        </Group>
      )}
    </div>
  );
};
