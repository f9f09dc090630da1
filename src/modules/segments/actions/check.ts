import { type Fault, Problem } from "#kernel/errors";
import { decidingLeaves, type Lookup, type Predicate, segmentsBelow, segmentsIn } from "../model.ts";

/** With the segments that it names opened up, a predicate may ask this much. */
const MOST_DECIDING = 120;

/** Refuses what no schema can see: unknown segments, circles, too much behind the names. `id`: the segment it is to be. */
export const requireSound = (predicate: Predicate, lookup: Lookup, id?: string): void => {
  const faults: Fault[] = segmentsIn(predicate)
    .filter((named) => named !== id && lookup(named) === undefined)
    .map((named) => ({ at: "predicate", message: `There is no segment ${named}.` }));
  if (faults.length > 0) throw new Problem("invalid", "The predicate names a segment that does not exist.", { faults });
  if (id !== undefined && segmentsBelow(predicate, lookup).has(id))
    throw new Problem("invalid", "A segment cannot be a condition of itself, not even through another one.");
  if (decidingLeaves(predicate, lookup).length > MOST_DECIDING)
    throw new Problem(
      "invalid",
      `With the segments that it names, the predicate has more than ${MOST_DECIDING} conditions.`,
    );
};
