/** The door of the connectors: files of other systems, read into the log. */
import type { Module } from "#kernel/module";
import { importWorker } from "./reactions.ts";
import { connectorsRoutes, serveFiles } from "./routes.ts";

export { beginCommand } from "./actions/command.ts";
export { adopt } from "./actions/files.ts";
export { cancelImport, createImport, getImport, resumeImport } from "./actions/imports.ts";
export { mapping } from "./actions/mappings.ts";
export { importWorker } from "./reactions.ts";

export const connectorsModule: Module = {
  name: "connectors",
  ...connectorsRoutes,
  serve: serveFiles,
  workers: [importWorker()],
};
