import { IconPlus } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { type Column, DataTable } from "./data-table.tsx";
import { EmptyState } from "./empty.tsx";
import { LinkButton } from "./link.tsx";
import type { List } from "./list.ts";
import { PageHeader } from "./page-header.tsx";
import { Time } from "./time.tsx";

/** When a row was last changed, as every such list ends. */
export const updatedColumn = <Row extends { readonly updatedAt: string }>(header: string): Column<Row> => ({
  key: "updated",
  header,
  align: "end",
  width: 112,
  wide: true,
  cell: (row) => <Time at={row.updatedAt} show="ago" />,
  text: (row) => row.updatedAt,
});

/** A page that is a list of what people make here: each opens, one more can be made, and an empty one says what they are good for. */
export const ListPage = <Row,>({
  title,
  lead,
  none,
  noneBody,
  create,
  list,
  columns,
  rowKey,
  href,
}: {
  readonly title: string;
  readonly lead: string;
  readonly none: string;
  readonly noneBody: string;
  /** Left out for those who may not. */
  readonly create: { readonly to: string; readonly label: string } | null;
  readonly list: List<Row>;
  readonly columns: readonly Column<Row>[];
  readonly rowKey: (row: Row) => string;
  readonly href: (row: Row) => string;
}) => {
  const button: ReactNode = create && (
    <LinkButton to={create.to} leftSection={<IconPlus size={16} aria-hidden />}>
      {create.label}
    </LinkButton>
  );
  const some = list.pending || (list.rows?.length ?? 0) > 0;
  return (
    <>
      <PageHeader title={title} lead={lead} actions={some && button} />
      <DataTable
        label={title}
        list={list}
        columns={columns}
        rowKey={rowKey}
        href={href}
        empty={
          <EmptyState title={none} action={button}>
            {noneBody}
          </EmptyState>
        }
      />
    </>
  );
};
