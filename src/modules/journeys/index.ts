/** Journeys: what happens to a person after what, and why. */
import type { Module } from "#kernel/module";
import { journeyFacts } from "./events.ts";

export const journeysModule: Module = { name: "journeys", facts: journeyFacts };
