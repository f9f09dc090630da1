import { IconMapPin, IconCalendarCheck, IconTruckDelivery } from "@tabler/icons-react";
import { lazyPage, type Page } from "#ui";
import { LedgerFilters, PromiseFilters } from "./promise/filters.ts";
import { sections } from "../../../console/settings/sections.ts";
import { ParcelFilters, ScoreFilters } from "./filters.ts";
import { DeskFilters } from "./tracking/filters.ts";

/** How other modules show the state of a parcel. */
export { ParcelBadge } from "./parts.tsx";

export const deliveryPages: readonly Page[] = [
  {
    path: "/parcels",
    component: lazyPage(() => import("./Parcels.tsx"), "Parcels"),
    nav: { group: "orders", words: ["荷物", "Parcels"], icon: IconTruckDelivery, order: 1 },
    search: ParcelFilters,
  },
  {
    path: "/parcels/scores",
    component: lazyPage(() => import("./Scores.tsx"), "Scores"),
    nav: { group: "orders", words: ["配送成績", "Carrier scorecards"], icon: IconTruckDelivery, order: 2 },
    search: ScoreFilters,
  },
  {
    path: "/tracking",
    component: lazyPage(() => import("./tracking/Desk.tsx"), "Desk"),
    nav: { group: "orders", words: ["配送状況ページ", "Tracking page"], icon: IconMapPin, order: 4 },
    search: DeskFilters,
  },
  {
    path: "/settings/carriers",
    component: lazyPage(() => import("./CarrierSettings.tsx"), "CarrierSettings"),
    words: sections.carriers.words,
  },
  {
    path: "/promises",
    component: lazyPage(() => import("./promise/Promises.tsx"), "Promises"),
    nav: { group: "orders", words: ["お届け予定", "Delivery promises"], icon: IconCalendarCheck, order: 3 },
    search: PromiseFilters,
  },
  {
    path: "/settings/promises",
    component: lazyPage(() => import("./promise/settings/PromiseSettings.tsx"), "PromiseSettingsPage"),
    words: ["お届け予定の設定", "Promise settings"],
  },
  {
    path: "/promises/ledger",
    component: lazyPage(() => import("./promise/Ledger.tsx"), "Ledger"),
    words: ["お届け予定の台帳", "Promise ledger"],
    search: LedgerFilters,
  },
  { path: "/parcels/$parcel", component: lazyPage(() => import("./ParcelPage.tsx"), "ParcelPage") },
];
