import type { ReactNode } from "react";
import { useLocation } from "@tanstack/react-router";
import { allows } from "#kernel/roles";
import { AppLink, PageHeader, useMe, useWords } from "#ui";
import { sections } from "./sections.ts";

const words = { title: ["設定", "Settings"], parts: ["設定の項目", "Parts of the settings"] } as const;

/** On a phone the parts are wider than the screen: the one we are on is brought into it. */
const bringInto = (tab: HTMLElement | null) => {
  const row = tab?.parentElement;
  if (tab && row) row.scrollLeft = tab.offsetLeft - row.offsetLeft - 16;
};

/** The settings' name and parts, above each part. */
export const SettingsFrame = ({
  lead,
  actions,
  children,
}: {
  readonly lead?: string;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}) => {
  const t = useWords(words);
  const me = useMe();
  const { pathname } = useLocation();
  return (
    <>
      <PageHeader title={t("title")} actions={actions} />
      <nav aria-label={t("parts")} className="tabs">
        {Object.values(sections)
          .filter(({ role }) => me && allows(me.user.role, role))
          .map(({ to, words: name }) => (
            <AppLink
              key={to}
              to={to}
              className="tab"
              {...(pathname === to && { "aria-current": "page" as const, ref: bringInto })}
            >
              {t(name)}
            </AppLink>
          ))}
      </nav>
      {lead && <p style={{ color: "var(--ink-soft)", maxWidth: 720, margin: "0 0 24px" }}>{lead}</p>}
      {children}
    </>
  );
};
