import { IconMapPin, IconCalendarCheck, IconTruckDelivery } from "@tabler/icons-react";
import { lazyPage, type Page } from "#ui";
import { LedgerFilters, PromiseFilters } from "./promise/filters.ts";
import { sections } from "../../../console/settings/sections.ts";
import { ParcelFilters, ScoreFilters } from "./filters.ts";
import { DeskFilters } from "./tracking/filters.ts";

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
    path: "/promises/ledger",
    component: lazyPage(() => import("./promise/Ledger.tsx"), "Ledger"),
    search: LedgerFilters,
  },
  { path: "/parcels/$parcel", component: lazyPage(() => import("./ParcelPage.tsx"), "ParcelPage") },
];
