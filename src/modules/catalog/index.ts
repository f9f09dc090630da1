/** The door of the catalogue: what the brand sells. */
import type { Module } from "#kernel/module";
import { catalogFacts } from "./events.ts";
import { catalogFold } from "./reactions.ts";
import { catalogRoutes } from "./routes.ts";

export { productsOf, productsToChoose, variantNames, variantsFor } from "./actions.ts";
export { productRelation, variantRelation } from "./store/doors.ts";

export const catalogModule: Module = {
  name: "catalog",
  ...catalogRoutes,
  reactions: [catalogFold],
  facts: catalogFacts,
};
