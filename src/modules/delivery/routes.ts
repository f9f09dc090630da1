import { audit } from "#kernel/audit";
import type { Ctx } from "#kernel/context";
import type { Handlers } from "#kernel/contract";
import { readSetting, writeSetting } from "#kernel/settings";
import { hookStates, setHook } from "./actions/hooks.ts";
import {
  createShipment,
  handleParcels,
  importShipped,
  mapCarrierWord,
  recordScan,
  recordScans,
} from "./actions/manage.ts";
import { scorecards } from "./actions/scorecards.ts";
import { listed, queueCounts, shownParcel } from "./actions/views.ts";
import { deliveryApi } from "./api.ts";
import { DeliverySettings } from "./model/watch.ts";
import { ownWords, unknownWords } from "./store/scans.ts";

export const deliveryHandlers: Handlers<typeof deliveryApi, Ctx> = {
  parcels: (ctx, { query }) => listed(ctx, query),
  parcelQueues: (ctx) => queueCounts(ctx),
  parcelScorecards: async (ctx, { query }) => ({ items: await scorecards(ctx, query) }),
  carrierWords: async (ctx) => ({
    unknown: (await unknownWords(ctx.db)).map((word) => ({ ...word, last: word.last.toISOString() })),
    own: [...(await ownWords(ctx.db)).values()],
  }),
  mapCarrierWord: (ctx, { body }) => mapCarrierWord(ctx, body),
  parcel: (ctx, { params }) => shownParcel(ctx, params.id),
  createShipment: (ctx, { body }) => createShipment(ctx, body),
  recordScan: (ctx, { params, body }) => recordScan(ctx, params.id, body),
  recordScans: (ctx, { body }) => recordScans(ctx, body.scans),
  importShipped: (ctx, { body }) => importShipped(ctx, body),
  handleParcels: (ctx, { body }) => handleParcels(ctx, body),
  deliveryHooks: (ctx) => hookStates(ctx),
  setDeliveryHook: async (ctx, { params, body }) => {
    await setHook(ctx, params.hook, body.secrets);
  },
  deliverySettings: (ctx) => readSetting(ctx, "delivery", DeliverySettings),
  saveDeliverySettings: async (ctx, { body }) => {
    await writeSetting(ctx, "delivery", body);
    await audit(ctx, "delivery.settings_changed", "delivery");
  },
};
