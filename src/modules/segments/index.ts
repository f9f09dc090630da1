/** The door of segments: who is meant, who is in, since when. */
import type { Module } from "#kernel/module";
import { segmentFacts } from "./events.ts";

export { segmentsApi } from "./api.ts";

export const segmentsModule: Module = { name: "segments", facts: segmentFacts };
