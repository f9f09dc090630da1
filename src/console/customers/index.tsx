import { IconUsers } from "@tabler/icons-react";
import { lazyPage, type Page } from "../page.ts";

export const customerPages: readonly Page[] = [
  {
    path: "/customers",
    component: lazyPage(() => import("./Customers.tsx"), "Customers"),
    nav: { group: "customers", words: ["顧客", "Customers"], icon: IconUsers, order: 0 },
  },
];
