import { Button } from "@mantine/core";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { number } from "../format.ts";
import { useWords } from "../words.ts";

/** One column of a table. */
export interface Cell<Row> {
  readonly key: string;
  readonly header: string;
  readonly cell: (row: Row) => ReactNode;
  /** Numbers stand at the end, one below the other. */
  readonly align?: "end";
  /** Left out on a phone. */
  readonly wide?: boolean;
  readonly width?: number | string;
}

const words = { all: ["すべて表示({n} 件)", "Show all {n}"] } as const;

/** Where the screen is narrower than its table it can be scrolled sideways, by keyboard too. */
export const TableScroll = ({ label, children }: { readonly label: string; readonly children: ReactNode }) => {
  const ref = useRef<HTMLDivElement>(null);
  const [over, setOver] = useState(false);
  useEffect(() => {
    const frame = ref.current;
    if (!frame) return;
    const watch = new ResizeObserver(() => setOver(frame.scrollWidth > frame.clientWidth));
    watch.observe(frame);
    for (const child of frame.children) watch.observe(child);
    return () => watch.disconnect();
  }, []);
  return (
    <div ref={ref} className="table-scroll" {...(over && { tabIndex: 0, role: "group", "aria-label": label })}>
      {children}
    </div>
  );
};

export const TableHead = <Row,>({ columns }: { readonly columns: readonly Cell<Row>[] }) => (
  <thead>
    <tr>
      {columns.map((c) => (
        <th
          key={c.key}
          scope="col"
          data-align={c.align}
          data-wide={c.wide || undefined}
          style={c.width === undefined ? undefined : { width: c.width }}
        >
          {c.header}
        </th>
      ))}
    </tr>
  </thead>
);

/** Rows that are all there: no loading, no opening. `first`: so many, the others on demand. */
export const Table = <Row,>({
  label,
  columns,
  rows,
  rowKey,
  first,
  foot,
}: {
  /** What the table holds, for those who cannot see it. */
  readonly label: string;
  readonly columns: readonly Cell<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row, index: number) => string;
  readonly first?: number;
  readonly foot?: ReactNode;
}) => {
  const t = useWords(words);
  const [all, setAll] = useState(false);
  const shown = all || first === undefined ? rows : rows.slice(0, first);
  return (
    <>
      <TableScroll label={label}>
        <table className="table" aria-label={label}>
          <TableHead columns={columns} />
          <tbody>
            {shown.map((row, i) => (
              <tr key={rowKey(row, i)}>
                {columns.map((c) => (
                  <td key={c.key} data-align={c.align} data-wide={c.wide || undefined}>
                    {c.cell(row)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
          {foot && <tfoot>{foot}</tfoot>}
        </table>
      </TableScroll>
      {shown.length < rows.length && (
        <Button variant="default" size="xs" mt="sm" onClick={() => setAll(true)}>
          {t("all", { n: number(rows.length) })}
        </Button>
      )}
    </>
  );
};
