import type { Ctx } from "#kernel/context";
import { namesOf } from "../store.ts";

/** What people call these templates, by key. One that is not there (any more) is not in the map. */
export const templateNames = (ctx: Ctx, keys: readonly string[]): Promise<Map<string, string>> =>
  namesOf(ctx, [...new Set(keys)]);
