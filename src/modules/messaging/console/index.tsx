import { IconMessages } from "@tabler/icons-react";
import { lazyPage, type Page } from "#ui";
import { LedgerFilters } from "./filters.ts";

export const messagingPages: readonly Page[] = [
  {
    path: "/messages",
    component: lazyPage(() => import("./Ledger.tsx"), "Ledger"),
    nav: { group: "messages", words: ["送信台帳", "Send ledger"], icon: IconMessages, order: 0 },
    search: LedgerFilters,
  },
];
