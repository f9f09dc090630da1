import { IconSettings } from "@tabler/icons-react";
import { lazyPage, type Page } from "../page.ts";
import { sections } from "./sections.ts";

export const settingsPages: readonly Page[] = [
  {
    path: "/settings",
    component: lazyPage(() => import("./BrandSettings.tsx"), "BrandSettings"),
    nav: { group: "settings", words: ["設定", "Settings"], icon: IconSettings, order: 0 },
  },
  {
    path: "/settings/rules",
    component: lazyPage(() => import("./Rules.tsx"), "Rules"),
    words: sections.rules.words,
  },
  {
    path: "/settings/channels",
    component: lazyPage(() => import("./Channels.tsx"), "Channels"),
    words: sections.channels.words,
  },
  {
    path: "/settings/people",
    component: lazyPage(() => import("./People.tsx"), "People"),
    words: sections.people.words,
    role: "owner",
  },
  {
    path: "/settings/keys",
    component: lazyPage(() => import("./Keys.tsx"), "Keys"),
    words: sections.keys.words,
    role: "owner",
  },
  {
    path: "/settings/audit",
    component: lazyPage(() => import("./Audit.tsx"), "Audit"),
    words: sections.audit.words,
    role: "owner",
  },
];
