/** Shops' pages ask by write key: how often, and what is kept of it. */
import { z } from "zod";
import { writeKeyLabel } from "#events";
import type { Ctx } from "#kernel/context";
import { Problem } from "#kernel/errors";
import { type Answer, Ask } from "../../model/promise/types.ts";
import { countTries, forgetTries } from "../../store/attempts.ts";
import { hidden } from "../limits.ts";
import { showPromises } from "./ledger.ts";
import { answer, groundOf, shownAnswer } from "./predict.ts";

/** Questions per write key and minute: a shop with a thousand visitors a minute stays below. */
const PER_MINUTE = 6_000;
/** Per address: somebody who turns pages quickly, or a household; not a program that spends the shop's share. */
const PER_ADDRESS = 240;
const MINUTE_MS = 60_000;
/** Look-ups of orders count in windows of a quarter of an hour; what is older serves nobody. */
const KEPT_MS = 30 * MINUTE_MS;

/**
 * PR11: throws where the key is not known or asks too much. A question too many costs one look at the keys and one counter,
 * however many there are: nothing is reckoned or kept for it. `address` is "" where it is not known or is inside our network.
 */
export const allowPublic = async (ctx: Ctx, key: unknown, questions: number, address = ""): Promise<void> => {
  const label = typeof key === "string" && key !== "" ? await writeKeyLabel(ctx, key) : null;
  if (label === null) throw new Problem("unauthorized", "The write key is missing, not known or revoked.");
  const since = new Date(Math.floor(ctx.now.getTime() / MINUTE_MS) * MINUTE_MS);
  const limits = new Map([[`promise:${label}`, PER_MINUTE]]);
  if (address !== "") limits.set(hidden(ctx, "promise", address), PER_ADDRESS);
  const tries = await countTries(ctx.db, [...limits.keys()], since, questions);
  if (tries.get(`promise:${label}`) === questions) await forgetTries(ctx.db, new Date(since.getTime() - KEPT_MS));
  if ([...limits].some(([who, most]) => (tries.get(who) ?? 0) > most)) {
    const retryAfter = Math.max(1, Math.ceil((since.getTime() + MINUTE_MS - ctx.now.getTime()) / 1_000));
    throw new Problem("limit", "Too many questions in this minute.", { retryAfter });
  }
};

/** What the element on a shop's page sends. */
const ElementAsk = Ask.pick({ destination: true, carrier: true, service: true, warehouse: true, slot: true }).extend({
  writeKey: z.string().max(200),
  place: z.enum(["product", "cart", "checkout"]).default("product"),
  /** Nobody can speak for a known customer with a public key. */
  anonymousId: z
    .string()
    .regex(/^[\w.:-]{8,80}$/)
    .optional(),
});

/** Answers a page and keeps what it will show. */
export const answerElement = async (ctx: Ctx, body: unknown, address = ""): Promise<Answer> => {
  const read = ElementAsk.safeParse(body);
  if (!read.success) throw new Problem("invalid", "The question is not as this route needs it.");
  const { writeKey, place, anonymousId, ...ask } = read.data;
  await allowPublic(ctx, writeKey, 1, address);
  const ground = await groundOf(ctx);
  const answered = answer(ground, ask);
  if (typeof answered !== "string") {
    const subject = anonymousId === undefined ? "" : `anon:${anonymousId}`;
    await showPromises(ctx, [{ ...answered, place, subject, order: "", model: ground.model.id }]);
  }
  return shownAnswer(ground, answered);
};
