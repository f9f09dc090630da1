import { Text } from "@mantine/core";
import { Loaded, PersonLink, Section, Time, useWords } from "#ui";
import { IdentityIcons } from "../customers/IdentityIcons.tsx";
import type { Figures } from "./figures.ts";

const words = {
  title: ["最近のお客様", "Lately seen"],
  none: ["まだどなたもいません。", "Nobody yet."],
  nameless: ["名前未登録", "No name yet"],
} as const;

/** The customers who did something last. */
export const RecentPeople = ({ query }: { readonly query: Figures["people"] }) => {
  const t = useWords(words);
  return (
    <Section title={t("title")}>
      <Loaded query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <Text c="dimmed">{t("none")}</Text>
          ) : (
            <ul className="rows">
              {items.map((p) => (
                <li key={p.id} style={{ display: "flex", gap: 12, alignItems: "center" }}>
                  <span style={{ flex: 1, minWidth: 0 }}>
                    <PersonLink profile={p.id} name={p.name || p.email || t("nameless")} />
                  </span>
                  <IdentityIcons kinds={p.kinds} />
                  <Text component="span" size="xs" c="dimmed" miw={72} ta="end" style={{ whiteSpace: "nowrap" }}>
                    <Time at={p.lastSeen} show="ago" />
                  </Text>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Section>
  );
};
