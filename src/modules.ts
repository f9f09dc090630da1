import { catalogModule } from "#catalog";
import { connectorsModule } from "#connectors";
import { consentModule } from "#consent";
import { deliveryModule } from "#delivery";
import { eventsModule } from "#events";
import { journeysModule } from "#journeys";
import { feedbackModule } from "#feedback";
import type { Module } from "#kernel/module";
import { messagingModule } from "#messaging";
import { ordersModule } from "#orders";
import { profilesModule } from "#profiles";
import { returnsModule } from "#returns";
import { segmentsModule } from "#segments";
import { templatesModule } from "#templates";

/** The product, in reading order, which is also the import order: each module may import only those above it. */
export const modules: readonly Module[] = [
  eventsModule, // the log: intake, reactions, quarantine
  profilesModule, // who is one person, and what is known of them
  consentModule, // what they agreed to
  catalogModule, // products
  ordersModule, // what was bought
  segmentsModule, // who is meant
  templatesModule, // what the brand says
  messagingModule, // nothing leaves but through here
  journeysModule, // what a customer gets next, and when
  deliveryModule, // what is on its way
  returnsModule, // what comes back, and what is given for it
  feedbackModule, // what customers tell us, and who puts it right
  connectorsModule, // what other systems know
];
