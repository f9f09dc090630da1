import { trackingLink } from "#delivery";
import { system } from "#kernel/context";
import { readConfig } from "#kernel/config";
import { logger } from "#kernel/logger";

/** The path of an order's tracking page as a process with this secret would sign it. */
export const signedFor = (secret: string, order: string): string => {
  const config = { ...readConfig({}), secret };
  const ctx = { db: { kind: "db" as const }, now: new Date(), actor: system("bench"), log: logger("silent"), config };
  return new URL(trackingLink(ctx, order)).pathname;
};
