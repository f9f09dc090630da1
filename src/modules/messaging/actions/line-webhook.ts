import { createHmac, timingSafeEqual } from "node:crypto";
import { append } from "#events";
import { type Ctx, within } from "#kernel/context";
import { transaction } from "#kernel/database";
import { Problem } from "#kernel/errors";
import type { Fact } from "#kernel/log";
import { factsOfWebhook, type LineFact, LineWebhook, sendOfPostback } from "../model/webhook.ts";
import { sendsOf } from "../store/reads.ts";
import { clickedOnLine } from "./clicks.ts";
import { eraseUnsent } from "./line-unsend.ts";

/** True where LINE signed exactly these bytes. Takes the same time whatever was sent. */
export const signedByLine = (secret: string, body: Uint8Array, signature: string): boolean => {
  const wanted = createHmac("sha256", secret).update(body).digest();
  const given = Buffer.from(signature, "base64");
  return given.length === wanted.length && timingSafeEqual(given, wanted);
};

const read = (body: Uint8Array) => {
  try {
    return LineWebhook.safeParse(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body)));
  } catch {
    return null;
  }
};

const postbackOf = (fact: LineFact) => {
  const data = fact.properties["data"];
  return fact.name === "line.postback" && typeof data === "string" ? sendOfPostback(data) : null;
};

/** Takes a webhook request in: durable when this returns, each event once however often LINE delivers it. */
export const takeLineWebhook = async (ctx: Ctx, body: Uint8Array, signature: string | null): Promise<void> => {
  const secret = ctx.config.line?.channelSecret;
  if (!secret) throw new Problem("not_found", "LINE is not set up here.");
  if (!signature || !signedByLine(secret, body, signature))
    throw new Problem("unauthorized", "The signature does not fit the body.");
  const webhook = read(body);
  if (!webhook?.success) throw new Problem("invalid", "This is not a webhook request of LINE.");
  const { facts, unreadable } = factsOfWebhook(webhook.data.events);
  if (unreadable > 0) ctx.log.warn({ unreadable }, "LINE sent webhook events without an id or a time");
  if (facts.length === 0) return;
  await transaction(ctx.db, async (tx) => {
    const inside = within(ctx, tx);
    const answers = facts.flatMap((fact) => {
      const named = postbackOf(fact);
      return named ? [{ fact, named }] : [];
    });
    const sends = await sendsOf(
      inside,
      answers.map(({ named }) => named.send),
    );
    // Only the person that the message went to can answer it.
    const clicks = answers.flatMap(({ fact, named }) => {
      const send = sends.get(named.send);
      return send?.address === fact.subject
        ? [clickedOnLine(send, { id: fact.id, at: fact.at, data: named.data })]
        : [];
    });
    await append(inside, [
      ...facts.map((fact): Fact => ({
        name: fact.name,
        subject: fact.subject,
        key: `line:webhook:${fact.id}`,
        at: fact.at,
        properties: fact.properties,
      })),
      ...clicks,
    ]);
    await eraseUnsent(inside, facts);
  });
};
