import { keepPreviousData, type QueryKey, useInfiniteQuery } from "@tanstack/react-query";

/** A page of rows and the cursor of the next, whatever the server calls them. */
interface Rows<Row> {
  readonly rows: readonly Row[];
  readonly next: string | null | undefined;
}

/** A list as DataTable takes it: the rows so far, their state, and more on demand. */
export interface List<Row> {
  readonly rows: readonly Row[] | undefined;
  readonly error: unknown;
  readonly pending: boolean;
  readonly again: () => unknown;
  readonly more?: { readonly loading: boolean; readonly load: () => unknown };
  /** Every row, for export: follows the cursor to its end, 20,000 rows at most. */
  readonly all: () => Promise<readonly Row[]>;
}

const MOST = 20_000;

/** `useList(["segments", filters], (cursor) => api.segments.list({ query: { …filters, cursor } }).then((p) => ({ rows: p.items, next: p.next })))` */
export const useList = <Row>(
  key: QueryKey,
  page: (cursor: string | undefined) => Promise<Rows<Row>>,
  options: { readonly refetchInterval?: number } = {},
): List<Row> => {
  const query = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam }) => page(pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: keepPreviousData,
    ...options,
  });
  return {
    rows: query.data?.pages.flatMap((p) => p.rows),
    error: query.error,
    pending: query.isPending,
    again: query.refetch,
    ...(query.hasNextPage && { more: { loading: query.isFetchingNextPage, load: query.fetchNextPage } }),
    all: async () => {
      const rows: Row[] = [];
      let cursor: string | undefined;
      do {
        // Each page names the next: they can only come one after another.
        const got = await page(cursor);
        rows.push(...got.rows);
        cursor = got.next ?? undefined;
      } while (cursor && rows.length < MOST);
      return rows;
    },
  };
};
