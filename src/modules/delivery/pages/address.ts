/** Where a request comes from, for limits. */
import { isIP } from "node:net";
import type { Context } from "hono";

interface Incoming {
  readonly socket?: { readonly remoteAddress?: string };
}

const PRIVATE = /^(127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|169\.254\.|::1$|f[cd]|fe80:)/iu;
const plain = (address: string): string => address.trim().replace(/^::ffff:/iu, "");

/** The first four groups of a v6 address, with the zeros that "::" stands for. */
const prefixOf = (address: string): string => {
  const [head = "", tail] = address.split("::");
  const groups = head.split(":").filter((group) => group !== "");
  const after = (tail ?? "").split(":").filter((group) => group !== "").length;
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - groups.length - after);
  return [...groups, ...Array.from({ length: zeros }, () => "0")].slice(0, 4).join(":");
};
/** A v6 customer has a whole /64: its addresses count as one. */
const network = (address: string): string => (isIP(address) === 6 ? prefixOf(address) : address);

/**
 * The peer, or the last address that a proxy of ours added: what a header says is believed only where the peer itself is
 * inside our own network, so that nobody outside can count under another's address.
 */
export const clientAddress = (c: Context): string => {
  const incoming = (c.env as { incoming?: Incoming } | undefined)?.incoming;
  const peer = plain(incoming?.socket?.remoteAddress ?? "");
  if (peer !== "" && !PRIVATE.test(peer)) return network(peer);
  const told = (c.req.header("x-forwarded-for") ?? "").split(",").map(plain);
  return network(told.findLast((address) => isIP(address) !== 0 && !PRIVATE.test(address)) ?? peer);
};

/** The same where it tells customers apart: "" for addresses inside our own network, behind which everybody may be. */
export const outsideAddress = (c: Context): string => {
  const address = clientAddress(c);
  return PRIVATE.test(address) ? "" : address;
};
