import { IconActivity, IconAlertOctagon, IconStack2 } from "@tabler/icons-react";
import { lazyPage, type Page } from "#ui";
import { LogFilters, QuarantineFilters } from "./filters.ts";

export const eventsPages: readonly Page[] = [
  {
    path: "/events",
    component: lazyPage(() => import("./Log.tsx"), "Log"),
    nav: { group: "data", words: ["イベント", "Events"], icon: IconActivity, order: 10 },
    search: LogFilters,
  },
  {
    path: "/events/quarantine",
    component: lazyPage(() => import("./Quarantine.tsx"), "Quarantine"),
    nav: { group: "data", words: ["保留イベント", "Quarantine"], icon: IconAlertOctagon, order: 20 },
    search: QuarantineFilters,
  },
  {
    path: "/events/reactions",
    component: lazyPage(() => import("./Reactions.tsx"), "Reactions"),
    nav: { group: "data", words: ["処理状況", "Processing"], icon: IconStack2, order: 30 },
  },
];
