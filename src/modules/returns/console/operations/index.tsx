import { IconGauge } from "@tabler/icons-react";
import { z } from "zod";
import { lazyPage, type Page } from "#ui";

const Search = z.object({ days: z.coerce.number().int().min(7).max(365).catch(90).default(90) });

/** How deliveries run, and what comes back why. */
export const operationsPages: readonly Page[] = [
  {
    path: "/operations",
    component: lazyPage(() => import("./Operations.tsx"), "Operations"),
    nav: { group: "orders", words: ["配送の運営", "Delivery operations"], icon: IconGauge, order: 90 },
    search: Search,
  },
];
