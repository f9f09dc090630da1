/** Finds an order by its number and its customer's e-mail or phone, so that nothing can be learned by guessing. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Ctx } from "#kernel/context";
import { identityKey } from "#kernel/identity";
import { hidden } from "./limits.ts";
import { trackingLink } from "./tracking-link.ts";
import { countTries, forgetTries } from "../store/attempts.ts";
import { orderOfPerson } from "../store/tracking.ts";

const WINDOW_MS = 15 * 60_000;
/** A family behind one address mistypes a few times; a machine does not stop there. */
const PER_ADDRESS = 20;
const PER_ORDER = 8;
/** Every answer takes at least this long, longer than any lookup: hit and miss cannot be told apart by time. */
const ANSWER_MS = 250;

const numberIn = (typed: string): string =>
  typed
    .normalize("NFKC")
    .replaceAll(/\p{Cc}/gu, "")
    .trim()
    .replace(/^[#＃№]/u, "")
    .slice(0, 100);

export type Looked = { readonly found: string } | { readonly found: null; readonly limited: boolean };

/** The order's tracking page, or nothing: always after the same time, whatever the reason. */
export const lookUp = async (
  ctx: Ctx,
  asked: { number: string; contact: string; address: string },
  pace: (ms: number) => Promise<unknown> = sleep,
): Promise<Looked> => {
  const [answer] = await Promise.all([find(ctx, asked), pace(ANSWER_MS)]);
  return answer;
};

const find = async (
  ctx: Ctx,
  { number, contact, address }: { number: string; contact: string; address: string },
): Promise<Looked> => {
  const since = new Date(Math.floor(ctx.now.getTime() / WINDOW_MS) * WINDOW_MS);
  const wanted = numberIn(number);
  const [here, of] = [hidden(ctx, "address", address), hidden(ctx, "order", wanted.toLowerCase())];
  const tries = await countTries(ctx.db, [here, of], since);
  await forgetTries(ctx.db, new Date(since.getTime() - WINDOW_MS));
  const limited = (tries.get(here) ?? 0) > PER_ADDRESS || (tries.get(of) ?? 0) > PER_ORDER;
  const keys = [identityKey("email", contact), identityKey("phone", contact)].filter((key) => key !== null);
  // Asked also where the answer is known already: the same work, whatever comes of it.
  const order = await orderOfPerson(ctx.db, wanted, keys);
  return order !== null && !limited ? { found: trackingLink(ctx, order) } : { found: null, limited };
};
