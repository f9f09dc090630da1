import { IconMoodSad } from "@tabler/icons-react";
import { lazyPage, type Page } from "#ui";
import { ClaimFilters } from "./filters.ts";

/** Claims: the queue, one claim, what carriers owe, and the policy. */
export const claimPages: readonly Page[] = [
  {
    path: "/claims",
    component: lazyPage(() => import("./Claims.tsx"), "Claims"),
    nav: { group: "orders", words: ["お届けトラブル", "Delivery claims"], icon: IconMoodSad, order: 40 },
    search: ClaimFilters,
  },
  {
    path: "/claims/carriers",
    component: lazyPage(() => import("./Carriers.tsx"), "Carriers"),
    words: ["配送会社への請求", "Claims against carriers"],
  },
  {
    path: "/claims/terms",
    component: lazyPage(() => import("./Terms.tsx"), "Terms"),
    words: ["配送会社の補償の条件", "What carriers owe"],
  },
  {
    path: "/claims/policy",
    component: lazyPage(() => import("./Policy.tsx"), "Policy"),
    words: ["お届けトラブルの判定方針", "Policy for claims"],
  },
  { path: "/claims/$claim", component: lazyPage(() => import("./Claim.tsx"), "ClaimPage") },
];
