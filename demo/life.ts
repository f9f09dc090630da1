/** The brand lives on: events as they become due, answers to messages, an hour a minute by day, faster through the night. */
import type { Customer } from "./brand/customer.ts";
import type { DemoEvent } from "./brand/scribe.ts";
import { dateIn, midnight } from "./brand/season.ts";
import { followers, tell } from "./fill/fill.ts";
import { askReturns, careForReturns } from "./fill/returns.ts";
import { audience } from "./people.ts";
import type { World } from "./world.ts";

const BY_DAY = 60;
const BY_NIGHT = 900;
const TICK_MS = 500;
/** Staff look after returns twice a day. */
const SHIFT_MS = 12 * 3_600_000;
const KEEP_EVERY = 60;

/** How fast time runs: nobody wants to watch an hour of night. */
export const rateAt = (at: number): number => {
  const hour = (at - midnight(at)) / 3_600_000;
  return hour >= 7.6 && hour < 21.5 ? BY_DAY : BY_NIGHT;
};

export interface Life {
  /** Ends after what is under way. */
  stop(): Promise<void>;
}

export const live = (world: World, customers: readonly Customer[], stream: readonly DemoEvent[]): Life => {
  const { clock, line, mail } = world;
  const crowd = audience(line, mail, world.url);
  let stopped = false;
  let from = clock.now().getTime();
  let next = stream.findIndex((event) => event.at >= from);
  const pace = () => {
    const at = clock.now().getTime();
    const rate = rateAt(at);
    if (rate === clock.rate()) return;
    clock.set({ at, real: Date.now(), rate });
    world.wake();
  };
  const tick = async () => {
    pace();
    const at = clock.now().getTime();
    const due: DemoEvent[] = [];
    for (let event = stream[next]; next >= 0 && event && event.at < at; event = stream[++next]) due.push(event);
    await tell(world, due, followers(customers, from, at));
    await askReturns(world.client, due);
    if (Math.floor(at / SHIFT_MS) !== Math.floor(from / SHIFT_MS)) await careForReturns(world.client, at);
    await crowd.react(at);
    from = at;
  };
  const go = async () => {
    for (let n = 1; !stopped; n++) {
      await tick().catch((error: unknown) => {
        if (!stopped) console.error(error instanceof Error ? error.message : error);
      });
      if (n % KEEP_EVERY === 0) world.keep(true);
      await new Promise((resolve) => setTimeout(resolve, TICK_MS));
    }
  };
  const done = go();
  return {
    stop: async () => {
      stopped = true;
      await done;
      crowd.stop();
      world.keep(true);
    },
  };
};

/** 11月22日 10:00 by the brand's clock. */
export const shownTime = (at: number): string => {
  const { month, day } = dateIn(at);
  return `${month}月${day}日 ${new Date(at + 9 * 3_600_000).toISOString().slice(11, 16)}`;
};
