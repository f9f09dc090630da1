import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";
import type { z } from "zod";

/** The filters in the address, read by a zod schema, and how to change them. `undefined` and "" take a filter away. */
export const useFilters = <S extends z.ZodType>(
  schema: S,
): [z.output<S>, (change: Partial<Record<keyof z.output<S> & string, string | number | undefined>>) => void] => {
  const raw: unknown = useSearch({ strict: false });
  const navigate = useNavigate();
  const read = schema.safeParse(raw);
  const set = useCallback(
    (change: Readonly<Record<string, string | number | undefined>>) =>
      void navigate({
        to: ".",
        replace: true,
        search: ((before: Record<string, unknown>) => {
          const after = Object.entries({ ...before, ...change }).filter(([, v]) => v !== undefined && v !== "");
          return Object.fromEntries(after);
        }) as never,
      }),
    [navigate],
  );
  return [(read.success ? read.data : schema.parse({})) as z.output<S>, set as never];
};
