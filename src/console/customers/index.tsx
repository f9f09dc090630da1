import { IconUsers } from "@tabler/icons-react";
import { lazyPage, type Page } from "../page.ts";
import { CustomerFilters, ListFilters } from "./filters.ts";

export const customerPages: readonly Page[] = [
  {
    path: "/customers",
    component: lazyPage(() => import("./Customers.tsx"), "Customers"),
    nav: { group: "customers", words: ["顧客", "Customers"], icon: IconUsers, order: 0 },
    search: ListFilters,
  },
  {
    path: "/customers/$profile",
    component: lazyPage(() => import("./Customer.tsx"), "Customer"),
    search: CustomerFilters,
  },
];
