import { IconHome } from "@tabler/icons-react";
import { lazyPage, type Page } from "../page.ts";

export const todayPages: readonly Page[] = [
  {
    path: "/",
    component: lazyPage(() => import("./Today.tsx"), "Today"),
    nav: { group: "today", words: ["今日", "Today"], icon: IconHome, order: 0 },
  },
];
