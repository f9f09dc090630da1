import type { Ctx } from "#kernel/context";
import type { TemplateClass } from "../model/shape.ts";
import { classesIn, namesOf } from "../store.ts";

/** What people call these templates, by key. One that is not there (any more) is not in the map. */
export const templateNames = (ctx: Ctx, keys: readonly string[]): Promise<Map<string, string>> =>
  namesOf(ctx, [...new Set(keys)]);

/** Whether these templates ask for consent (marketing) or are about an order (transactional). */
export const classesOf = (ctx: Ctx, keys: readonly string[]): Promise<Map<string, TemplateClass>> =>
  classesIn(ctx, [...new Set(keys)]);
