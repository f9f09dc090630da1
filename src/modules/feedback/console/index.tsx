import { IconLifebuoy } from "@tabler/icons-react";
import { lazyPage, type Page } from "#ui";
import { CaseFilters } from "./filters.ts";

export const feedbackPages: readonly Page[] = [
  {
    path: "/cases",
    component: lazyPage(() => import("./Cases.tsx"), "Cases"),
    nav: { group: "voices", words: ["対応案件", "Cases"], icon: IconLifebuoy, order: 0 },
    search: CaseFilters,
  },
  {
    path: "/settings/cases",
    component: lazyPage(() => import("./CaseSettings.tsx"), "CaseSettingsPage"),
    words: ["対応案件の設定", "Case settings"],
  },
];
