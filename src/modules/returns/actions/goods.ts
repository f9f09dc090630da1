/** Where the goods are: sent, here, seen, and what becomes of them. */
import { audit } from "#kernel/audit";
import type { Ctx } from "#kernel/context";
import { Problem } from "#kernel/errors";
import { keepInspection, noteReturn } from "../store/returns.ts";
import { moveAhead } from "../store/exchanges.ts";
import { advance } from "./advance.ts";
import { approve } from "./request.ts";
import type { Return } from "./situation.ts";
import { onReturn, type Take, tell } from "./steps.ts";

/** The customer, a carrier or staff says that the parcel is on its way. */
export const shipReturn = (ctx: Ctx, id: string, parcel: { carrier: string; tracking: string }): Promise<void> =>
  onReturn(ctx, id, async (inside, of, take) => {
    const now = await take(of, "logistics", "ship", parcel.tracking);
    await noteReturn(inside.db, id, parcel);
    await tell(inside, now, "shipped", { ...parcel });
    await advance(inside, { ...now, ...parcel });
  });

/** It is here. A parcel whose return had expired or been cancelled is received all the same (M9). */
export const receiveReturn = (ctx: Ctx, id: string, place: string): Promise<void> =>
  onReturn(ctx, id, async (inside, of, take) => {
    const now = await take(of, "logistics", "receive", place);
    await audit(inside, "return.received", `return:${id}`);
    await tell(inside, now, "received", { place });
    if (["expired", "cancelled"].includes(now.approval)) await approve(inside, now, "the parcel came after all");
    else await advance(inside, await backBefore(inside, now, take));
  });

/** Old goods that are back before the new ones went out are exchanged as any; late ones are looked at all the same (X8). */
const backBefore = async (ctx: Ctx, of: Return, take: Take): Promise<Return> => {
  if (of.money === "held") {
    const relaxed = await take(of, "money", "relax", "the goods came first");
    await noteReturn(ctx.db, of.id, { instant: false });
    await moveAhead(ctx.db, of.id, { state: "released" }, ctx.now);
    return { ...relaxed, instant: false };
  }
  if (!["unreturned", "captured", "waived"].includes(of.money)) return of;
  const reopened = of.approval === "closed" ? await take(of, "approval", "reopen", "the goods came after all") : of;
  await moveAhead(ctx.db, of.id, { state: "open" }, ctx.now);
  return take(reopened, "money", "late");
};

export const loseReturn = (ctx: Ctx, id: string, reason: string): Promise<void> =>
  onReturn(ctx, id, async (inside, of, take) => {
    await take(of, "logistics", "lose", reason);
    await audit(inside, "return.lost", `return:${id}`);
  });

export const GRADES = ["as_new", "opened", "worn", "damaged", "wrong_item", "missing"] as const;
export const DISPOSITIONS = ["restock", "refurbish", "scrap", "return_to_customer"] as const;

export interface Finding {
  readonly n: number;
  readonly accepted: number;
  readonly grade: (typeof GRADES)[number];
  readonly disposition: (typeof DISPOSITIONS)[number];
  readonly finding: string;
}

/** What the warehouse found. What is not accepted goes back to the customer and is not paid for (M4). */
export const inspectReturn = (ctx: Ctx, id: string, found: readonly Finding[]): Promise<void> =>
  onReturn(ctx, id, async (inside, of, take) => {
    const by = new Map(found.map((each) => [each.n, each]));
    const faults = of.items.flatMap((item) => {
      const each = by.get(item.n);
      if (!each) return [{ at: `items.${item.n}`, message: "Say what was found." }];
      return each.accepted > item.quantity || each.accepted < 0
        ? [{ at: `items.${item.n}.accepted`, message: `Between 0 and ${item.quantity}.` }]
        : [];
    });
    if (faults.length > 0) throw new Problem("invalid", "The inspection is not complete.", { faults });
    await keepInspection(inside.db, id, found);
    const items = of.items.map((item) => ({ ...item, ...by.get(item.n) }));
    const now: Return = { ...(await take({ ...of, items }, "logistics", "inspect")), items };
    await audit(inside, "return.inspected", `return:${id}`);
    await tell(inside, now, "inspected", {
      lines: items.map((item) => ({
        line: item.line,
        accepted: item.accepted ?? 0,
        grade: item.grade ?? "",
        disposition: item.disposition ?? "",
      })),
    });
    const moved = await advance(inside, now);
    // What was found says what becomes of it: put away at once.
    await advance(inside, await take(moved, "logistics", "dispose"));
  });
