import { segmentPages } from "#segments/console";
import { eventsPages } from "#events/console";
import { customerPages } from "./customers/index.tsx";
import { settingsPages } from "./settings/index.tsx";
import { todayPages } from "./today/index.tsx";
import type { Page } from "./page.ts";

/** Every page of the console, one line per module. */
export const pages: readonly Page[] = [...todayPages, ...customerPages, ...segmentPages, ...settingsPages];
export const pages: readonly Page[] = [...todayPages, ...customerPages, ...eventsPages, ...settingsPages];
