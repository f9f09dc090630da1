import { Skeleton, Stack } from "@mantine/core";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ProblemNotice } from "./problem.tsx";

/** Shows the shape while it comes, what went wrong where it does not, and the thing itself. */
export const Loaded = <T,>({
  query,
  skeleton,
  children,
}: {
  readonly query: Pick<UseQueryResult<T>, "data" | "error" | "refetch">;
  readonly skeleton?: ReactNode;
  readonly children: (data: T) => ReactNode;
}) => {
  if (query.data !== undefined) return children(query.data);
  if (query.error) return <ProblemNotice error={query.error} retry={query.refetch} address />;
  return (
    skeleton ?? (
      <Stack gap="sm" aria-busy="true">
        <Skeleton h={24} w="40%" />
        <Skeleton h={16} />
        <Skeleton h={16} />
        <Skeleton h={16} w="70%" />
      </Stack>
    )
  );
};
