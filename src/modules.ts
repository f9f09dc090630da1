import { catalogModule } from "#catalog";
import { consentModule } from "#consent";
import { eventsModule } from "#events";
import { journeysModule } from "#journeys";
import type { Module } from "#kernel/module";
import { ordersModule } from "#orders";
import { profilesModule } from "#profiles";

/** The product, in reading order, which is also the import order: each module may import only those above it. */
export const modules: readonly Module[] = [
  eventsModule,
  profilesModule,
  consentModule,
  catalogModule,
  ordersModule,
  journeysModule,
];
