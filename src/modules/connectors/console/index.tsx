import { IconFileImport } from "@tabler/icons-react";
import { lazyPage, type Page } from "#ui";

export const importPages: readonly Page[] = [
  {
    path: "/imports",
    component: lazyPage(() => import("./Imports.tsx"), "Imports"),
    nav: { group: "data", words: ["取り込み", "Imports"], icon: IconFileImport, order: 10 },
  },
  {
    path: "/imports/new",
    component: lazyPage(() => import("./NewImport.tsx"), "NewImport"),
    words: ["新しい取り込み", "New import"],
    role: "marketer",
  },
  { path: "/imports/$import", component: lazyPage(() => import("./ImportPage.tsx"), "ImportPage") },
];
