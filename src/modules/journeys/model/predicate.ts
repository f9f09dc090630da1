import { z } from "zod";

/** A predicate of the segments module. */
export const Predicate = z.looseObject({});
export type Predicate = z.infer<typeof Predicate>;
