/** The door of the catalogue: what the brand sells. */
import type { Module } from "#kernel/module";

export type { Product, Variant } from "./model.ts";
export { productRelation } from "./store/doors.ts";

export const catalogModule: Module = { name: "catalog" };
