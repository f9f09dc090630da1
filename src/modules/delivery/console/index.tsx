import { IconMapPin, IconTruckDelivery } from "@tabler/icons-react";
import { lazyPage, type Page } from "#ui";
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
  { path: "/parcels/$parcel", component: lazyPage(() => import("./ParcelPage.tsx"), "ParcelPage") },
];
