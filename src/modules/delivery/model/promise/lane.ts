/** How this brand's deliveries are looked at: the factors of a parcel, from coarse to fine. */
import { kindOf } from "./calendar.ts";
import type { Plan } from "./fit.ts";
import { isIsland } from "./japan.ts";

/** What is known of a parcel before it leaves. Empty text where it is not. */
export interface Lane {
  readonly carrier: string;
  readonly service: string;
  readonly warehouse: string;
  readonly prefecture: string;
  /** Seven digits. */
  readonly postal: string;
}

// Nothing here may depend on the day: weekdays and holidays are the clock's, so that a later order is never promised earlier.
type Key = readonly [name: string, shrink: number, key: (lane: Lane) => string];
const KEYS: readonly Key[] = [
  ["carrier", 4, ({ carrier }) => carrier],
  ["lane", 7, ({ carrier, prefecture }) => `${carrier}>${prefecture}`],
  ["service", 7, ({ carrier, service }) => `${carrier}/${service}`],
  ["prefecture", 4, ({ prefecture }) => prefecture],
  ["postal", 14, ({ postal }) => postal.slice(0, 3)],
  ["island", 7, ({ postal }) => String(isIsland(postal))],
  ["warehouse", 4, ({ warehouse }) => warehouse],
  ["route", 7, ({ warehouse, prefecture }) => `${warehouse}>${prefecture}`],
];

export const BRAND_PLAN: Plan = {
  factors: KEYS.map(([name, shrink]) => ({ name, shrink })),
  chain: ["carrier", "lane"],
  kindOf,
};
/** Calibrated and shown by lane. */
export const GROUP = "lane";

export const keysOf = (lane: Lane): string[] => KEYS.map(([, , key]) => key(lane));
