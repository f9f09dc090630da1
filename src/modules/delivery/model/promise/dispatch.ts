/** When a warehouse sends an order off: its cut-off, its business days, the days it needs. */
import { type Day, weekdayOf } from "./clock.ts";
import { closedSet, isDayOff } from "./days-off.ts";
import type { Warehouse } from "./warehouse.ts";

/** Longer than any row of closed days. */
const MOST_DAYS = 400;

export const isOpen = (warehouse: Warehouse, day: Day, closed: ReadonlySet<Day>): boolean =>
  !warehouse.closedWeekdays.includes(weekdayOf(day)) && !isDayOff(warehouse, day, closed);

/** `time` as 14:05 in the brand's zone. */
export const dispatchDay = (warehouse: Warehouse, day: Day, time: string): Day => {
  const closed = closedSet(warehouse.closedDays);
  const opens = (from: Day): Day => {
    for (let at = from; at < from + MOST_DAYS; at++) if (isOpen(warehouse, at, closed)) return at;
    return from + MOST_DAYS;
  };
  // At the cut-off itself the door is closed.
  let at = opens(time < warehouse.cutOff ? day : day + 1);
  for (let done = 0; done < warehouse.handlingDays; done++) at = opens(at + 1);
  return at;
};
