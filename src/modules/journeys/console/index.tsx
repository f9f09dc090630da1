import { IconRoute } from "@tabler/icons-react";
import { lazyPage, type Page } from "#ui";
import { JourneyFilters, ListFilters } from "./filters.ts";

/** Journeys: the list, one journey with its graph and people, the editor, one run. */
export const journeyPages: readonly Page[] = [
  {
    path: "/journeys",
    component: lazyPage(() => import("./Journeys.tsx"), "Journeys"),
    nav: { group: "journeys", words: ["ジャーニー", "Journeys"], icon: IconRoute, order: 0 },
    search: ListFilters,
  },
  {
    path: "/journeys/$journey",
    component: lazyPage(() => import("./JourneyPage.tsx"), "JourneyPage"),
    search: JourneyFilters,
  },
  {
    path: "/journeys/$journey/edit",
    component: lazyPage(() => import("./edit/Editor.tsx"), "EditJourney"),
    search: JourneyFilters,
  },
  { path: "/runs/$run", component: lazyPage(() => import("./RunPage.tsx"), "RunPage") },
];
