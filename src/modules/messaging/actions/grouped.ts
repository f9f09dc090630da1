import { setTimeout as sleep } from "node:timers/promises";

/** A group gathers this long: an answer that is not written yet when the process ends is asked for again, or unknown. */
const GATHER_MS = 10;

/** Writes in groups: what arrives while one group is being written makes the next. */
export const grouped = <T>(write: (group: readonly T[]) => Promise<void>) => {
  let waiting: T[] = [];
  let working: Promise<unknown> | null = null;
  const drain = async () => {
    while (waiting.length > 0) {
      await sleep(GATHER_MS);
      const group = waiting;
      waiting = [];
      await write(group);
    }
  };
  return {
    add: (one: T) => {
      waiting.push(one);
      // The error, if any, is thrown by done(): nobody waits for this promise before.
      working ??= drain().then(
        () => (working = null),
        (error: unknown) => error,
      );
    },
    done: async () => {
      const error = await working;
      if (error !== null && error !== undefined) throw error;
      await drain();
    },
  };
};
