import { createHmac } from "node:crypto";
import { appealed } from "./actions/claim/decide.ts";
import { admitFault, assess } from "./actions/claim/assess.ts";
import { step } from "./actions/claim/moves.ts";
import { openClaim } from "./actions/claim/open.ts";
import { handlesIn } from "./model/claim/handle.ts";
import type { ClaimKind } from "./model/claim/kinds.ts";
import { claimsOfParcels, lockClaim } from "./store/claim/claims.ts";
import { type Handle, insertHandles } from "./store/claim/history.ts";
import type { Ctx } from "#kernel/context";
import { Problem } from "#kernel/errors";
import type { Json, Reaction, StoredEvent } from "#kernel/log";

const text = (value: Json | undefined): string => (typeof value === "string" ? value : "");

/** The words of the tracking page. What is no matter of a claim ("other") is a case and nothing here. */
const PROBLEMS: Readonly<Record<string, ClaimKind>> = {
  not_found: "not_received",
  not_received: "not_received",
  damaged: "damaged",
  missing: "missing",
  wrong: "wrong",
  late: "late",
};
const FAULTS: Readonly<Record<string, ClaimKind>> = { "parcel.lost": "not_received", "parcel.damaged": "damaged" };

/** Opens without stopping the log: an order that nobody knows has no claim. */
const open = async (ctx: Ctx, event: StoredEvent, kind: ClaimKind, source: "tracking" | "carrier") => {
  const { properties } = event;
  try {
    const parcel = text(properties["parcel"]);
    await openClaim(ctx, {
      order: text(properties["order"]),
      ...(parcel !== "" && { parcel }),
      kind,
      ...(source === "tracking" && { statement: text(properties["note"]) }),
      source,
    });
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
  }
};

/** The carrier admits it: who was declined is right after all, and what waits is looked at again. */
const admitted = async (ctx: Ctx, parcel: string): Promise<void> => {
  for (const { id } of await claimsOfParcels(ctx.db, [parcel])) {
    const found = await lockClaim(ctx.db, id);
    if (found === null || found.carrier_fault) continue;
    const row = await admitFault(ctx, found);
    if (row.state === "review") await assess(ctx, row);
    if (row.state === "evidence") {
      const gathered = await step(ctx, row, { type: "evidence" });
      if (gathered.ok) await assess(ctx, gathered.row);
    }
    if (row.state === "decided" && row.decision === "decline") await appealed(ctx, row, "配送会社が事故を認めました。");
  }
};

const hear = async (ctx: Ctx, events: readonly StoredEvent[]): Promise<void> => {
  for (const event of events.filter((each) => each.type === "fact")) {
    const fault = FAULTS[event.name];
    if (fault !== undefined) {
      await open(ctx, event, fault, "carrier");
      await admitted(ctx, text(event.properties["parcel"]));
      continue;
    }
    const kind = PROBLEMS[text(event.properties["problem"])];
    if (kind !== undefined) await open(ctx, event, kind, "tracking");
  }
};

/** C12: keeps keyed hashes only. Without the key nobody can try out addresses. */
const link = async (ctx: Ctx, events: readonly StoredEvent[]): Promise<void> => {
  const secret = ctx.config.secret ?? "";
  const found = new Map<string, Handle>();
  for (const event of events) {
    if (event.subject === "" || event.subject.startsWith("anon:")) continue;
    for (const { kind, value } of handlesIn(event)) {
      const hash = createHmac("sha256", secret)
        .update(`engawa.handle.${kind}:${value}`)
        .digest("base64url")
        .slice(0, 27);
      found.set(`${hash} ${event.subject}`, { hash, kind, subject: event.subject, at: event.at });
    }
  }
  await insertHandles(ctx.db, [...found.values()]);
};

export const claimReactions: readonly Reaction[] = [
  {
    name: "returns.claims",
    on: ["delivery.problem_reported", ...Object.keys(FAULTS)],
    after: ["orders.fold"],
    batch: 50,
    handle: hear,
  },
  { name: "returns.handles", on: ["identify", "Order Completed"], handle: link },
];
