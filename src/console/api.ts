import { adminApi } from "#kernel/admin-api";
import { connectorsApi } from "#connectors/api";
import { consentApi } from "#consent/api";
import { deliveryApi, promiseApi, trackingApi } from "#delivery/api";
import { eventsApi } from "#events/api";
import { feedbackApi } from "#feedback/api";
import { journeysApi } from "#journeys/api";
import { messagingApi } from "#messaging/api";
import { ordersApi } from "#orders/api";
import { profilesApi } from "#profiles/api";
import { claimsApi, operationsApi, returnsApi } from "#returns/api";
import { segmentsApi } from "#segments/api";
import { templatesApi } from "#templates/api";
import { client } from "./client.ts";

/** The typed client of every module, one line each. */
export const api = {
  admin: client(adminApi),
  events: client(eventsApi),
  profiles: client(profilesApi),
  orders: client(ordersApi),
  consent: client(consentApi),
  segments: client(segmentsApi),
  journeys: client(journeysApi),
  templates: client(templatesApi),
  messaging: client(messagingApi),
  feedback: client(feedbackApi),
  claims: client(claimsApi),
  returns: client(returnsApi),
  delivery: client(deliveryApi),
  tracking: client(trackingApi),
  promises: client(promiseApi),
  operations: client(operationsApi),
  connectors: client(connectorsApi),
};
