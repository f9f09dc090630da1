import { IconUsersGroup } from "@tabler/icons-react";
import { lazyPage, type Page } from "#ui";

export { PredicateBuilder } from "./builder/Builder.tsx";
export { useNames, useOptions, useProperties } from "./names.ts";

/** Segments: the list, one segment with its people, and the builder. */
export const segmentPages: readonly Page[] = [
  {
    path: "/segments",
    component: lazyPage(() => import("./Segments.tsx"), "Segments"),
    nav: { group: "customers", words: ["セグメント", "Segments"], icon: IconUsersGroup, order: 20 },
  },
  {
    path: "/segments/new",
    component: lazyPage(() => import("./Edit.tsx"), "NewSegment"),
    words: ["セグメントを作成", "Create a segment"],
    role: "marketer",
  },
  { path: "/segments/$segment", component: lazyPage(() => import("./Segment.tsx"), "SegmentPage") },
  { path: "/segments/$segment/edit", component: lazyPage(() => import("./Edit.tsx"), "EditSegment") },
];
