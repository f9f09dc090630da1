import { segmentPages } from "#segments/console";
import { templatePages } from "#templates/console";
import { messagingPages } from "#messaging/console";
import { deliveryPages } from "#delivery/console";
import { eventsPages } from "#events/console";
import { importPages } from "#connectors/console";
import { journeyPages } from "#journeys/console";
import { returnPages } from "#returns/console";
import { feedbackPages } from "#feedback/console";
import { customerPages } from "./customers/index.tsx";
import { orderPages } from "./orders/index.tsx";
import { settingsPages } from "./settings/index.tsx";
import { todayPages } from "./today/index.tsx";
import type { Page } from "./page.ts";

/** Every page of the console. */
export const pages: readonly Page[] = [
  // One line per module, so that two that come at once do not collide.
  ...todayPages,
  ...customerPages,
  ...segmentPages,
  ...journeyPages,
  ...templatePages,
  ...orderPages,
  ...deliveryPages,
  ...returnPages,
  ...messagingPages,
  ...feedbackPages,
  ...eventsPages,
  ...importPages,
  ...settingsPages,
];
