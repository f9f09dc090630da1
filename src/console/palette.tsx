import { Spotlight, spotlight, type SpotlightActionData, type SpotlightActionGroupData } from "@mantine/spotlight";
import { IconFileText, IconSearch } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import type { Role } from "#kernel/roles";
import { entriesOf, groupWords, otherPages } from "./navigation.tsx";
import { useFound } from "./palette-search.ts";
import { type Pair, say, useWords } from "./words.ts";

const words = {
  placeholder: ["顧客、注文番号、ページを検索", "Customers, order numbers, pages"],
  nothing: ["見つかりませんでした", "Nothing found"],
  pages: ["ページ", "Pages"],
  title: ["検索・移動", "Find or go to"],
} as const;

export const openPalette = (): void => spotlight.open();

/** ⌘K: finds customers, orders and pages, and goes there. */
export const Palette = ({ role }: { readonly role: Role }) => {
  const t = useWords(words);
  const navigate = useNavigate();
  const [query, setQuery] = useState("");
  const found = useFound(query);
  const go = (href: string) => () => void navigate({ href });

  const page = (path: string, name: Pair, more: readonly string[] = []): SpotlightActionData => ({
    id: path,
    label: say(name),
    keywords: [...name, ...more],
    leftSection: <IconFileText size={18} aria-hidden />,
    onClick: go(path),
  });
  const pageActions: SpotlightActionData[] = [
    ...entriesOf(role).flatMap(({ group, entries }) =>
      entries.map((entry) => page(entry.path, entry.nav.words, groupWords(group))),
    ),
    ...otherPages(role).map((other) => page(other.path, other.words)),
  ];
  const actions: SpotlightActionGroupData[] = [
    ...found.map((group) => ({
      group: say(group.words),
      actions: group.hits.map((hit) => ({
        id: hit.to,
        label: hit.label,
        description: hit.detail,
        // The server did the matching: what it found is always shown.
        keywords: query,
        leftSection: <group.icon size={18} aria-hidden />,
        onClick: go(hit.to),
      })),
    })),
    { group: t("pages"), actions: pageActions },
  ];
  return (
    <Spotlight
      actions={actions}
      query={query}
      onQueryChange={setQuery}
      nothingFound={t("nothing")}
      shortcut={["mod + K"]}
      highlightQuery={false}
      scrollable
      maxHeight={420}
      limit={20}
      title={t("title")}
      searchProps={{
        leftSection: <IconSearch size={18} aria-hidden />,
        placeholder: t("placeholder"),
        "aria-label": t("placeholder"),
      }}
    />
  );
};
