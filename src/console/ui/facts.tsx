import { Fragment, type ReactNode } from "react";

export type FactRow = readonly [name: ReactNode, value: ReactNode];

/** Names and values, aligned. Rows without a value are left out. */
export const Facts = ({ rows }: { readonly rows: readonly FactRow[] }) => (
  <dl className="facts">
    {rows
      .filter(([, value]) => value !== null && value !== undefined && value !== "" && value !== false)
      .map(([name, value], i) => (
        <Fragment key={i}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </Fragment>
      ))}
  </dl>
);
