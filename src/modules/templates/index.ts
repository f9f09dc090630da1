/** The door of templates. */
import type { Module } from "#kernel/module";
import { contract, handlers } from "./routes.ts";

export { channelsOf, channelsOfAll, render, type RenderAsk, rendererOf } from "./actions/render.ts";
export { classesOf, templateNames } from "./actions/names.ts";
export { prepareTemplates } from "./actions/prepare.ts";
export type { Rendered } from "./model/shape.ts";

export const templatesModule: Module = { name: "templates", contract, handlers };
