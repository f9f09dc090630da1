import {
  type Icon,
  IconChartDots3,
  IconDatabase,
  IconHome,
  IconMessages,
  IconPackage,
  IconRoute,
  IconSend,
  IconSettings,
  IconUsers,
} from "@tabler/icons-react";
import { useLocation } from "@tanstack/react-router";
import { allows, type Role } from "#kernel/roles";
import { GROUPS, type Group, type Page } from "./page.ts";
import { pages } from "./pages.ts";
import { AppLink } from "./ui/link.tsx";
import { type Pair, say, useWords } from "./words.ts";

const GROUP: Readonly<Record<Group, { readonly words: Pair; readonly icon: Icon }>> = {
  today: { words: ["今日", "Today"], icon: IconHome },
  customers: { words: ["顧客", "Customers"], icon: IconUsers },
  journeys: { words: ["ジャーニー", "Journeys"], icon: IconRoute },
  messages: { words: ["配信", "Messages"], icon: IconSend },
  orders: { words: ["注文とお届け", "Orders & delivery"], icon: IconPackage },
  voices: { words: ["声", "Voices"], icon: IconMessages },
  insight: { words: ["分析", "Insight"], icon: IconChartDots3 },
  data: { words: ["データ", "Data"], icon: IconDatabase },
  settings: { words: ["設定", "Settings"], icon: IconSettings },
};

type Entry = Page & { readonly nav: NonNullable<Page["nav"]> };

/** The entries that this role may see, by group, in order. */
export const entriesOf = (role: Role): readonly { readonly group: Group; readonly entries: readonly Entry[] }[] =>
  GROUPS.map((group) => ({
    group,
    entries: pages
      .filter((p): p is Entry => p.nav?.group === group && allows(role, p.nav.role ?? "viewer"))
      .toSorted((a, b) => a.nav.order - b.nav.order),
  })).filter(({ entries }) => entries.length > 0);

/** Pages below those of the navigation, for the palette. */
export const otherPages = (role: Role): readonly { readonly path: string; readonly words: Pair }[] =>
  pages.flatMap((p) =>
    p.words && !p.nav && allows(role, p.role ?? "viewer") ? [{ path: p.path, words: p.words }] : [],
  );

export const groupWords = (group: Group): Pair => GROUP[group].words;

const under = (path: string, address: string) =>
  path === "/" ? address === "/" : address === path || address.startsWith(`${path}/`);

const words = { nav: ["メニュー", "Main menu"] } as const;

/** Left navigation: what people do. */
export const Navigation = ({ role, onFollow }: { readonly role: Role; readonly onFollow: () => void }) => {
  const t = useWords(words);
  const { pathname } = useLocation();
  const groups = entriesOf(role);
  // The longest path that fits is the page we are on: /customers/… is not /customers/duplicates.
  const here = groups
    .flatMap((g) => g.entries.map((e) => e.path))
    .filter((path) => under(path, pathname))
    .toSorted((a, b) => b.length - a.length)[0];
  const follow = (path: string) => ({
    to: path,
    onClick: onFollow,
    ...(path === here && { "data-active": true, "aria-current": "page" as const }),
  });
  return (
    <nav aria-label={t("nav")}>
      {groups.map(({ group, entries: [first, ...others] }) => {
        const Shape = GROUP[group].icon;
        // A single page of another name than its group is named too: nobody looks for cases under "voices".
        const named = first && others.length === 0 && first.nav.words[0] !== GROUP[group].words[0];
        return first ? (
          <div key={group} style={{ marginBottom: 4 }}>
            <AppLink className="nav-link" {...(named ? { to: first.path, onClick: onFollow } : follow(first.path))}>
              <Shape size={18} stroke={1.6} aria-hidden />
              {say(GROUP[group].words)}
            </AppLink>
            {(named ? [first] : others).map((entry) => (
              <AppLink key={entry.path} className="nav-link sub" {...follow(entry.path)}>
                {say(entry.nav.words)}
              </AppLink>
            ))}
          </div>
        ) : null;
      })}
    </nav>
  );
};
