import { IconPackage } from "@tabler/icons-react";
import { lazyPage, type Page } from "../page.ts";
import { OrderFilters } from "./filters.ts";

export const orderPages: readonly Page[] = [
  {
    path: "/orders",
    component: lazyPage(() => import("./OrderList.tsx"), "OrderList"),
    nav: { group: "orders", words: ["注文", "Orders"], icon: IconPackage, order: 0 },
    search: OrderFilters,
  },
];
