/** Answers when something would arrive. */
import { Temporal } from "temporal-polyfill";
import { readAddress } from "#profiles/model";
import { brandOf } from "#kernel/admin";
import type { Ctx } from "#kernel/context";
import { readSetting } from "#kernel/settings";
import { carrierOf } from "../../model/carriers.ts";
import { slotsOf } from "../../model/choice.ts";
import { dayOf, dayText } from "../../model/promise/calendar.ts";
import type { Day } from "../../model/promise/clock.ts";
import type { Warehouse } from "../../model/promise/warehouse.ts";
import { prefectureOfPostal } from "../../model/promise/japan.ts";
import { forIsland } from "../../model/promise/island.ts";
import type { Lane } from "../../model/promise/lane.ts";
import { isShown, type Promised, promiseOf, type Reason } from "../../model/promise/promise.ts";
import { PromiseSettings } from "../../model/promise/settings.ts";
import type { Answer, Ask } from "../../model/promise/types.ts";
import { type Model, servedModel } from "./served.ts";

/** What questions are answered from. */
export interface Ground {
  readonly settings: PromiseSettings;
  readonly model: Model;
  readonly zone: string;
  readonly now: Date;
}

export const promiseSettings = (ctx: Ctx): Promise<PromiseSettings> =>
  readSetting(ctx, "delivery.promise", PromiseSettings);

export const groundOf = async (ctx: Ctx): Promise<Ground> => ({
  settings: await promiseSettings(ctx),
  model: await servedModel(ctx, "order"),
  zone: (await brandOf(ctx)).zone,
  now: ctx.now,
});

/** Day and time of the brand's clock. */
export const localOf = (at: Date, zone: string): { day: Day; time: string } => {
  const here = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone);
  return { day: dayOf(here.year, here.month, here.day), time: here.toPlainTime().toString().slice(0, 5) };
};

/** Where it goes, in one form; null where that cannot be told. */
export const placeOf = (to: Ask["destination"]): { prefecture: string; postal: string } | null => {
  const read = readAddress({ prefecture: to.prefecture ?? "", postal_code: to.postalCode ?? "" });
  const postal = (read.postal ?? "").replaceAll("-", "");
  const prefecture = prefectureOfPostal(postal) || read.prefecture;
  return prefecture === null || prefecture === "" ? null : { prefecture, postal };
};

export interface Answered {
  readonly promised: Promised;
  readonly lane: Lane;
}

/** A warehouse that is named and not known says nothing: another one's days would be another promise. */
const warehouseOf = ({ settings }: Ground, id: string | undefined): Warehouse | undefined =>
  id === undefined ? settings.warehouses[0] : settings.warehouses.find((each) => each.id === id);

/** The whole answer, with what the ledger keeps of it. */
export const answer = (ground: Ground, ask: Ask): Answered | Reason => {
  const warehouse = warehouseOf(ground, ask.warehouse);
  if (!warehouse) return "no_warehouse";
  const place = placeOf(ask.destination);
  if (!place) return "no_destination";
  const first = ground.settings.carriers[0];
  const carrier = ask.carrier === undefined ? (first?.id ?? "") : carrierOf(ask.carrier);
  const service = ask.service ?? (carrier === first?.id ? first.service : "");
  if (ask.slot !== undefined && !slotsOf(carrier)?.some(({ code }) => code === ask.slot)) return "unknown_slot";
  const lane: Lane = { carrier, service, warehouse: warehouse.id, ...place };
  const at = ask.at === undefined ? ground.now : new Date(ask.at);
  const { serving } = ground.model;
  const said = promiseOf(serving, ground.settings, { lane, warehouse, ...localOf(at, ground.zone) });
  const promised = said && forIsland(serving, lane, warehouse.prefecture, said);
  if (!promised || !isShown(promised.level, ground.settings.least)) return "too_weak";
  return { promised, lane };
};

/** As others see it. */
export const shownAnswer = (ground: Ground, answered: Answered | Reason): Answer => {
  if (typeof answered === "string") return { none: true, reason: answered };
  const { earliest, latest, by, point, dispatch, code, level } = answered.promised;
  return {
    earliest: dayText(earliest),
    latest: dayText(latest),
    by: dayText(by),
    point: dayText(point),
    dispatch: dayText(dispatch),
    confidence: { code, level },
    model: ground.model.id,
  };
};

/** When it would arrive, or why that is not said. Nothing is kept: who shows it says so with `showPromises`. */
export const promiseFor = async (ctx: Ctx, ask: Ask): Promise<Answer> => {
  const ground = await groundOf(ctx);
  return shownAnswer(ground, answer(ground, ask));
};

export const predictMany = async (ctx: Ctx, asks: readonly Ask[]): Promise<Answer[]> => {
  const ground = await groundOf(ctx);
  return asks.map((ask) => shownAnswer(ground, answer(ground, ask)));
};
