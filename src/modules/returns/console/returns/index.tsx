import { IconArrowBackUp } from "@tabler/icons-react";
import { lazyPage, type Page } from "#ui";
import { ReturnFilters } from "./filters.ts";

/** Returns: the queue, one return, the warehouse's inspection, policies and what they would have done. */
export const returnQueuePages: readonly Page[] = [
  {
    path: "/returns",
    component: lazyPage(() => import("./Returns.tsx"), "Returns"),
    nav: { group: "orders", words: ["返品・交換", "Returns & exchanges"], icon: IconArrowBackUp, order: 30 },
    search: ReturnFilters,
  },
  {
    path: "/returns/inspection",
    component: lazyPage(() => import("./Inspection.tsx"), "Inspection"),
    words: ["返品の検品", "Inspect returns"],
  },
  {
    path: "/returns/policy",
    component: lazyPage(() => import("./Policies.tsx"), "Policies"),
    words: ["返品ポリシー", "Return policy"],
  },
  {
    path: "/returns/seller",
    component: lazyPage(() => import("./Seller.tsx"), "SellerPage"),
    words: ["販売者と店舗", "Seller and stores"],
  },
  { path: "/returns/policy/$policy", component: lazyPage(() => import("./PolicyEditor.tsx"), "PolicyEditor") },
  {
    path: "/returns/simulation",
    component: lazyPage(() => import("./Simulations.tsx"), "Simulations"),
    words: ["返品ポリシーのシミュレーション", "Simulate return policies"],
  },
  { path: "/returns/simulation/$simulation", component: lazyPage(() => import("./Simulation.tsx"), "SimulationPage") },
  { path: "/returns/$return", component: lazyPage(() => import("./Return.tsx"), "ReturnPage") },
];
