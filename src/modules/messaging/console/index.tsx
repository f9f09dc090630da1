import { IconAdjustments, IconMessages, IconPlugConnected } from "@tabler/icons-react";
import { lazyPage, type Page } from "#ui";
import { LedgerFilters } from "./filters.ts";

export const messagingPages: readonly Page[] = [
  {
    path: "/messages",
    component: lazyPage(() => import("./Ledger.tsx"), "Ledger"),
    nav: { group: "messages", words: ["送信台帳", "Send ledger"], icon: IconMessages, order: 0 },
    search: LedgerFilters,
  },
  {
    path: "/messages/channels",
    component: lazyPage(() => import("./Channels.tsx"), "Channels"),
    nav: { group: "messages", words: ["チャネル", "Channels"], icon: IconPlugConnected, order: 80 },
  },
  {
    path: "/messages/rules",
    component: lazyPage(() => import("./Rules.tsx"), "Rules"),
    nav: { group: "messages", words: ["配信ルール", "Sending rules"], icon: IconAdjustments, order: 90 },
  },
];
