/** Takes turns with everything else that this process does. */
import { performance } from "node:perf_hooks";
import { setImmediate } from "node:timers/promises";
import type { Pieces } from "../../model/promise/pieces.ts";

/** Longer than this in a row nothing else is kept waiting, but for the piece that is being done. */
const TURN_MS = 12;

export const inTurns = async <T>(pieces: Pieces<T>): Promise<T> => {
  let since = performance.now();
  let next = pieces.next();
  while (!next.done) {
    if (performance.now() - since > TURN_MS) {
      await setImmediate();
      since = performance.now();
    }
    next = pieces.next();
  }
  return next.value;
};
