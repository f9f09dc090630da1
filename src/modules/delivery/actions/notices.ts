/** On which channels a customer gets notices about orders and deliveries, as set from their tracking page. */
import { consentOfKeys, recordConsent } from "#consent";
import type { Ctx } from "#kernel/context";
import { identitiesOf, profilesOf } from "#profiles";
import { subjectOfOrder } from "../store/tracking.ts";

const KIND = { line: "line", email: "email", sms: "phone" } as const;
type NoticeChannel = keyof typeof KIND;
const CHANNELS: readonly NoticeChannel[] = ["line", "email", "sms"];
const PURPOSE = "service";

export interface Notice {
  readonly channel: NoticeChannel;
  readonly on: boolean;
}

/** Whether the person behind an order gets notices on the channels on which they have an address. */
export const noticesOf = async (ctx: Ctx, order: string): Promise<{ subject: string; channels: Notice[] }> => {
  const subject = await subjectOfOrder(ctx.db, order);
  const profile = subject === "" ? undefined : (await profilesOf(ctx, [subject])).get(subject);
  if (profile === undefined) return { subject, channels: [] };
  const identities = (await identitiesOf(ctx, [profile])).get(profile) ?? [];
  const said = await consentOfKeys(
    ctx,
    identities.map((one) => one.key),
    PURPOSE,
  );
  const has = CHANNELS.filter((channel) => identities.some((one) => one.kind === KIND[channel]));
  return { subject, channels: has.map((channel) => ({ channel, on: said[channel] !== "withdrawn" })) };
};

/** Keeps what was ticked, with the words that stood beside it. */
export const setNotices = async (
  ctx: Ctx,
  order: string,
  ticked: ReadonlySet<string>,
  wording: (channel: NoticeChannel) => string,
): Promise<Notice[]> => {
  const { subject, channels } = await noticesOf(ctx, order);
  const changed = channels.filter(({ channel, on }) => on !== ticked.has(channel));
  await recordConsent(
    ctx,
    changed.map(({ channel, on }) => ({
      subject,
      channel,
      purpose: PURPOSE,
      state: on ? ("withdrawn" as const) : ("granted" as const),
      place: "tracking page",
      wording: wording(channel),
      key: `tracking:${order}:${channel}:${ctx.now.toISOString()}`,
    })),
  );
  return channels.map(({ channel }) => ({ channel, on: ticked.has(channel) }));
};
