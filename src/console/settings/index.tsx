import { IconSettings } from "@tabler/icons-react";
import { lazyPage, type Page } from "../page.ts";

export const settingsPages: readonly Page[] = [
  {
    path: "/settings",
    component: lazyPage(() => import("./Settings.tsx"), "Settings"),
    nav: { group: "settings", words: ["設定", "Settings"], icon: IconSettings, order: 0 },
  },
];
