/** What people do with the ledger by hand: test sends, settling unknowns, stopping and resuming channels. */
import { randomUUID } from "node:crypto";
import { append } from "#events";
import { audit } from "#kernel/audit";
import { type Ctx, within } from "#kernel/context";
import { transaction, wake } from "#kernel/database";
import { notFound, Problem } from "#kernel/errors";
import { identityKey } from "#kernel/identity";
import type { Properties } from "#kernel/log";
import { readSetting } from "#kernel/settings";
import { profilesOf } from "#profiles";
import { channelsOf } from "#templates";
import { channelNamed } from "../channels/index.ts";
import type { MessageChannel } from "../model/arbiter.ts";
import { Sender } from "../model/settings.ts";
import { resumeChannel, stopChannel } from "../store/channels.ts";
import { hastenDeferred, insertSends, insertVerdicts, lockSends } from "../store/sends.ts";
import { moveSends } from "./move.ts";

/** Sends a template to an address of one's own: through the ledger, past the arbiter. */
export const sendTest = async (
  ctx: Ctx,
  ask: { template: string; channel: MessageChannel; to: string; data: Properties },
): Promise<string> => {
  const address = identityKey(ask.channel, ask.to);
  const bad = (at: string, message: string) =>
    new Problem("invalid", "The test was not sent.", { faults: [{ at, message }] });
  if (address === null) throw bad("to", "This is no address of this channel.");
  if (!channelNamed(ask.channel).ready(ctx, await readSetting(ctx, "sender", Sender)))
    throw new Problem("precondition", `${ask.channel === "line" ? "LINE" : "Mail"} is not set up here yet.`);
  if (!(await channelsOf(ctx, ask.template)).has(ask.channel))
    throw bad("template", "This template has no words for this channel.");
  const profile = (await profilesOf(ctx, [address])).get(address) ?? null;
  const id = randomUUID();
  await transaction(ctx.db, async (tx) => {
    const inside = within(ctx, tx);
    const send = {
      id,
      key: `test:${id}`,
      subject: address,
      profile,
      template: ask.template,
      class: "transactional",
      purpose: "test",
      decision: id,
      reason: `test by ${ctx.actor.name}`,
      channels: [ask.channel],
      data: ask.data,
      test: true,
      expiresAt: new Date(ctx.now.getTime() + 3_600_000),
      state: "claimed",
      why: "test",
      channel: ask.channel,
      address,
      dueAt: ctx.now,
      retryKey: randomUUID(),
    };
    await insertSends(inside, [send]);
    const notes = [{ rule: "M13", why: "test", detail: {} }];
    await insertVerdicts(inside, [
      { send: id, n: 1, verdict: "claimed", why: "test", channel: ask.channel, until: null, notes },
    ]);
    await audit(inside, "message.tested", `template:${ask.template}`, { channel: ask.channel });
    await wake(tx, "sends");
  });
  return id;
};

/** Settles an unknown send with what somebody found out. */
export const resolveUnknown = (ctx: Ctx, id: string, outcome: "accepted" | "failed", note: string): Promise<void> =>
  transaction(ctx.db, async (tx) => {
    const inside = within(ctx, tx);
    const [row] = await lockSends(inside, [id]);
    if (!row) throw notFound("message");
    if (row.state !== "unknown")
      throw new Problem(
        "conflict",
        `This message is ${row.state.replaceAll("_", " ")}; only unknown ones are settled by hand.`,
      );
    await moveSends(inside, [{ row, input: outcome === "accepted" ? "accept" : "reject", reason: `by_hand: ${note}` }]);
    await audit(inside, "message.resolved", `message:${id}`, { outcome });
  });

/** Stops a channel by hand. */
export const stopByHand = async (ctx: Ctx, channel: MessageChannel): Promise<void> => {
  await stopChannel(ctx, channel, "manual", null);
  await audit(ctx, "channel.stopped", `channel:${channel}`);
};

/** Lets a channel run again, and takes up at once what waited for it. */
export const resume = (ctx: Ctx, channel: MessageChannel): Promise<void> =>
  transaction(ctx.db, async (tx) => {
    const inside = within(ctx, tx);
    if (!(await resumeChannel(inside, channel))) return;
    await hastenDeferred(inside);
    await append(inside, [
      {
        name: "channel.resumed",
        subject: "",
        key: `channel:resumed:${channel}:${ctx.now.toISOString()}`,
        properties: { channel },
      },
    ]);
    await audit(inside, "channel.resumed", `channel:${channel}`);
    await wake(tx, "sends");
    await wake(tx, "sends.held");
  });
