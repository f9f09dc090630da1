/** Hands claimed sends off: `handed_off` is committed before the provider is called, the answer after. */
import { performance } from "node:perf_hooks";
import { type Reach, reachableMany, suppress } from "#consent";
import { append } from "#events";
import { Brand } from "#kernel/admin-api";
import { type Ctx, within } from "#kernel/context";
import { transaction, wake } from "#kernel/database";
import { Problem } from "#kernel/errors";
import { readSettings } from "#kernel/settings";
import { profilesOf, traitsOf } from "#profiles";
import type { Channel, Parcel } from "../channels/index.ts";
import { pacer } from "../channels/pace.ts";
import { MessagingSettings, Sender } from "../model/settings.ts";
import { conclude, KEY_LIFE_MS, type Outcome } from "../model/state.ts";
import { bodiesOf, keepBodies } from "../store/bodies.ts";
import { channelRows, slowChannel, stopChannel } from "../store/channels.ts";
import { claimForHandOff, lockSends, nextHandOff, type SendRow } from "../store/sends.ts";
import { grouped } from "./grouped.ts";
import { type Held, holdLeases, LEASE, type Lease } from "./lease.ts";
import { type Move, moveSends } from "./move.ts";
import { openPress, renderSend } from "./render.ts";

export const CONCURRENCY = 16;
const BATCH = 64;

interface Job {
  readonly parcel: Parcel;
  readonly row: SendRow;
}

const marketing = (row: SendRow) => row.class as "marketing" | "transactional";

/** What stands against handing this row off now. */
const objection = (ctx: Ctx, row: SendRow, channel: Channel, stopped: boolean, reach: Reach): Move | null => {
  if (row.leased_until !== null && !channel.keyed)
    return { row, input: "lose", reason: "process_ended_without_answer" };
  if (row.state === "handed_off") {
    // A repeat under a key asks what became of the first. Only the key's age and a stop stand against it.
    const unsure = row.unsure || row.leased_until !== null;
    const first = row.handed_off_at ?? ctx.now;
    if (!stopped && ctx.now.getTime() < first.getTime() + KEY_LIFE_MS) return null;
    const waiting = { keyed: channel.keyed, unsure, attempts: 10, handedOffAt: first, expiresAt: row.expires_at };
    const end = conclude(waiting, { kind: "later", reason: stopped ? "channel_stopped" : "key_too_old" }, ctx.now);
    return { row, input: end.input, reason: end.reason, change: end.dueAt ? { unsure, due_at: end.dueAt } : {} };
  }
  if (row.expires_at <= ctx.now) return { row, input: "expire", reason: "expired" };
  if (stopped) return { row, input: "defer", reason: "channel_stopped" };
  if (!row.test && !(reach.ok && reach.address === row.address))
    return { row, input: "defer", reason: reach.ok ? "address_changed" : reach.reason };
  return null;
};

const prepare = async (
  ctx: Ctx,
  channel: Channel,
  list: readonly SendRow[],
): Promise<{ jobs: Job[]; moves: Move[]; perSecond: number }> => {
  const subjects = list.map((row) => row.subject);
  const handedOff = list.filter((row) => row.state === "handed_off").map((row) => row.id);
  const [channels, profiles, made, { brand, sender, messaging }] = await Promise.all([
    channelRows(ctx),
    profilesOf(ctx, subjects),
    bodiesOf(ctx, handedOff),
    readSettings(ctx, { brand: Brand, sender: Sender, messaging: MessagingSettings }),
  ]);
  const stopped = channels.get(channel.name)?.stopped_at != null;
  const known = list.flatMap((row) => {
    const profile = profiles.get(row.subject);
    return profile === undefined ? [] : [{ row, profile }];
  });
  const [reach, traits] = await Promise.all([
    reachableMany(
      ctx,
      known.map(({ row, profile }) => ({
        profile,
        channel: channel.name,
        purpose: row.purpose,
        class: marketing(row),
      })),
    ),
    traitsOf(ctx, [...new Set(known.map(({ profile }) => profile))]),
  ]);
  const reachOf = new Map(known.map(({ row }, i) => [row.id, reach[i]]));
  const press = openPress(brand, sender);
  const jobs: Job[] = [];
  const moves: Move[] = [];
  for (const row of list) {
    const against = objection(ctx, row, channel, stopped, reachOf.get(row.id) ?? { ok: false, reason: "no_address" });
    if (against) {
      moves.push(against);
      continue;
    }
    try {
      const profile = profiles.get(row.subject) ?? null;
      const body =
        made.get(row.id) ??
        (await renderSend(ctx, press, { ...row, profile }, channel.name, traits.get(profile ?? "") ?? {}));
      const parcel: Parcel = {
        send: row.id,
        round: row.round,
        template: row.template,
        address: row.address ?? "",
        body,
        sender,
        retryKey: row.retry_key ?? row.id,
      };
      jobs.push({ parcel, row });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      moves.push({ row, input: "reject", reason: `words: ${error.message}` });
    }
  }
  return { jobs, moves, perSecond: messaging.pace[channel.name] };
};

interface Begun {
  readonly jobs: readonly Job[];
  readonly taken: number;
  readonly perSecond: number;
}

/** Takes due rows and commits that they are handed off. Nothing was sent before this commit. */
const begin = (ctx: Ctx, channel: Channel, lease: Lease): Promise<Begun> =>
  transaction(ctx.db, async (tx) => {
    const inside = within(ctx, tx);
    const list = await claimForHandOff(inside, channel.name, BATCH);
    if (list.length === 0) return { jobs: [], taken: 0, perSecond: 1 };
    const { jobs, moves, perSecond } = await prepare(inside, channel, list);
    await moveSends(inside, moves);
    if (moves.some((move) => move.input === "defer")) await wake(tx, "sends.held");
    const bodies = jobs.map(({ parcel }) => ({ send: parcel.send, body: parcel.body }));
    const handed = jobs.map(({ row }): Move => {
      const first = row.handed_off_at ?? ctx.now;
      return {
        row,
        input: "hand_off",
        reason: row.attempts === 0 ? "first_attempt" : "another_attempt",
        // A process that died on the way may have sent it.
        change: {
          attempts: row.attempts + 1,
          handed_off_at: first,
          unsure: row.unsure || row.leased_until !== null,
        },
      };
    });
    await Promise.all([keepBodies(inside, bodies), moveSends(inside, handed, lease.seconds)]);
    return { jobs, taken: list.length, perSecond };
  });

const turns = new Map<string, Promise<unknown>>();
/** Lanes of one channel look and claim one after the other: together they would only meet each other's rows. */
const inTurn = <T>(channel: string, take: () => Promise<T>): Promise<T> => {
  const mine = (turns.get(channel) ?? Promise.resolve()).then(take);
  turns.set(
    channel,
    mine.catch(() => {}),
  );
  return mine;
};

interface Answer {
  readonly send: string;
  readonly outcome: Outcome;
}

/** Writes answers: states, facts, and what they say of the channel. */
export const settleAnswers = (ctx: Ctx, channel: Channel, answers: readonly Answer[]): Promise<void> =>
  transaction(ctx.db, async (tx) => {
    const inside = within(ctx, tx);
    const outcomes = new Map(answers.map((a) => [a.send, a.outcome]));
    const list = await lockSends(inside, [...outcomes.keys()]);
    const moves = list.flatMap((row): Move[] => {
      const outcome = outcomes.get(row.id);
      if (!outcome) return [];
      const { attempts, unsure, handed_off_at: handedOffAt, expires_at: expiresAt } = row;
      const sent = { keyed: channel.keyed, unsure, attempts, handedOffAt: handedOffAt ?? ctx.now, expiresAt };
      const end = conclude(sent, outcome, ctx.now);
      return [
        {
          row,
          input: end.input,
          reason: end.reason,
          // Back to the arbiter everything of the round is forgotten; else keep what was learnt.
          change:
            end.input === "return"
              ? {}
              : {
                  unsure: end.unsure,
                  ...(end.dueAt && { due_at: end.dueAt }),
                  ...(end.providerId !== null && { provider_id: end.providerId }),
                },
        },
      ];
    });
    const moved = await moveSends(inside, moves);
    for (const { row } of moved) {
      const outcome = outcomes.get(row.id);
      if (outcome?.kind === "refused" && outcome.hard && row.address !== null)
        await suppress(inside, row.address, "hard_bounce", outcome.reason);
    }
    await obeyChannel(inside, channel, [...outcomes.values()]);
    if (moved.some((move) => move.input === "return")) await wake(tx, "sends.held");
  });

const obeyChannel = async (ctx: Ctx, channel: Channel, outcomes: readonly Outcome[]): Promise<void> => {
  const stop = outcomes.find((o) => o.kind === "stopped");
  if (stop?.kind === "stopped" && (await stopChannel(ctx, channel.name, stop.reason, stop.until))) {
    ctx.log.error({ channel: channel.name, reason: stop.reason }, "channel stopped by its provider");
    await append(ctx, [
      {
        name: "channel.stopped",
        subject: "",
        key: `channel:stopped:${channel.name}:${ctx.now.toISOString()}`,
        properties: { channel: channel.name, reason: stop.reason, until: stop.until?.toISOString() ?? null },
      },
    ]);
  }
  const rests = outcomes.flatMap((o) => (o.kind === "later" && o.slowDown ? [o.after ?? 1] : []));
  if (rests.length > 0) await slowChannel(ctx, channel.name, new Date(ctx.now.getTime() + Math.max(...rests) * 1000));
};

/** Calls the provider for every job, some at a time, and writes the answers in groups as they come. */
const deliverAll = async (ctx: Ctx, channel: Channel, begun: Begun, held: Held): Promise<void> => {
  const queue = [...begun.jobs];
  const answers = grouped<Answer>(async (group) => {
    await settleAnswers(ctx, channel, group);
    for (const { send } of group) held.end(send);
  });
  const lane = async () => {
    for (let job = queue.shift(); job; job = queue.shift()) {
      await pacer(channel.name)(begun.perSecond);
      const send = job.row.id;
      // Without a key a row whose lease ran out may be unknown by now and settled by a person: it stays here, surely unsent.
      const mine = held.begin(send) || channel.keyed;
      const outcome: Outcome = mine
        ? await channel.deliver(ctx, job.parcel)
        : { kind: "later", reason: "lease_ran_out" };
      answers.add({ send, outcome });
    }
  };
  await Promise.all(Array.from({ length: Math.min(CONCURRENCY, queue.length) }, lane));
  await answers.done();
};

/**
 * One bounded piece of work on a channel: takes what is due, sends it, writes the answers. Gives how many it took, and when
 * to look again where it took none.
 */
export const handOff = async (
  ctx: Ctx,
  channel: Channel,
  lease: Lease = LEASE,
): Promise<{ taken: number; next: Date | null }> => {
  const { next, asked, ...begun } = await inTurn(channel.name, async () => {
    const { at, rest } = await nextHandOff(ctx, channel.name);
    const due = rest === null && at !== null && at <= ctx.now;
    const moment = performance.now();
    const done: Begun = due ? await begin(ctx, channel, lease) : { jobs: [], taken: 0, perSecond: 1 };
    return { ...done, next: rest ?? at, asked: moment };
  });
  const { jobs, taken } = begun;
  if (jobs.length === 0) return { taken, next };
  const held = holdLeases(
    ctx,
    jobs.map(({ row }) => row.id),
    lease,
    asked,
  );
  try {
    await deliverAll(ctx, channel, begun, held);
  } finally {
    held.stop();
  }
  return { taken, next };
};
