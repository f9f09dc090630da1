import { IconTemplate } from "@tabler/icons-react";
import { lazyPage, type Page } from "#ui";

export { useTemplates } from "./queries.ts";

/** Templates: the list, and the editor with what the customer will see beside it. */
export const templatePages: readonly Page[] = [
  {
    path: "/templates",
    component: lazyPage(() => import("./Templates.tsx"), "Templates"),
    nav: { group: "messages", words: ["テンプレート", "Templates"], icon: IconTemplate, order: 40 },
  },
  {
    path: "/templates/new",
    component: lazyPage(() => import("./Edit.tsx"), "NewTemplate"),
    words: ["テンプレートを作成", "Create a template"],
    role: "marketer",
  },
  { path: "/templates/$template", component: lazyPage(() => import("./Edit.tsx"), "EditTemplate") },
];
