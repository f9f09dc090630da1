/** The door of returns: what comes back, what is exchanged, and what is given back for it. */
import { bind, type Module } from "#kernel/module";
import { returnsApi } from "./api.ts";
import { returnFacts } from "./events.ts";
import { returnsHandlers } from "./routes.ts";

export const returnsModule: Module = {
  name: "returns",
  ...bind(returnsApi, returnsHandlers),
  facts: returnFacts,
};
