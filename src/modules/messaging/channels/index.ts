import { Problem } from "#kernel/errors";
import type { Channel } from "./channel.ts";
import { emailChannel } from "./email.ts";
import { lineChannel } from "./line.ts";

export type { Channel, Parcel } from "./channel.ts";

/** The channels that messages can leave through. */
export const channels: readonly Channel[] = [lineChannel, emailChannel];

export const channelNamed = (name: string): Channel => {
  const channel = channels.find((c) => c.name === name);
  if (!channel) throw new Problem("not_found", `There is no channel ${name}.`);
  return channel;
};
