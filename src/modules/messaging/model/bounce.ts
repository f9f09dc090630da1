/** What a mail server's refusal means, by RFC 3463 codes and by the words that servers without codes use. Pure. */

/** hard: the address does not exist. soft: not now. policy: our mail or our fault, the address is fine. delivered: arrived. */
export type BounceClass = "hard" | "soft" | "policy" | "delivered" | "delayed";

export interface Refusal {
  readonly action: string;
  /** Enhanced status of the report: `5.1.1`. */
  readonly status: string;
  /** `smtp; 550 5.1.1 …` or the bare reply of a server. */
  readonly diagnostic: string;
}

// Mailbox does not exist, bad domain, bad syntax, moved without address, null MX, mailbox disabled.
const HARD = new Set(["1.0", "1.1", "1.2", "1.3", "1.6", "1.10", "2.1"]);
const UNKNOWN_USER =
  /user unknown|unknown user|no such (user|recipient|mailbox)|does not exist|doesn't exist|invalid (recipient|mailbox)|mailbox (not found|unavailable)|recipient (unknown|not found)|address rejected: (user|unknown)/iu;
const POLICY =
  /spam|blocked|block ?list|black ?list|dmarc|\bspf\b|dkim|policy|reputation|unsolicited|unauthenticated|not authorized/iu;
const FULL = /quota|mailbox (is )?full|over ?quota|insufficient storage/iu;

/** Classifies one recipient's report. Temporary codes stay soft even where the server gave up (`Action: failed`, `4.2.2`). */
export const classifyBounce = ({ action, status, diagnostic }: Refusal): BounceClass => {
  const did = action.toLowerCase();
  if (did === "delivered" || did === "relayed" || did === "expanded") return "delivered";
  if (did === "delayed") return "delayed";
  const smtp = /^\s*smtp\s*;|^\s*[245]\d\d/iu.test(diagnostic);
  const said = smtp ? /\b([45])\.(\d{1,3}\.\d{1,3})\b/u.exec(diagnostic) : null;
  const reported = /^([245])\.(\d{1,3}\.\d{1,3})$/u.exec(status.trim());
  // The server's own code first: the reporter writes 5.0.0 where it had none.
  const [, kind = "", detail = ""] = said ?? reported ?? [];
  const plain = /^\s*(?:smtp\s*;\s*)?([45])\d\d\b/iu.exec(diagnostic)?.[1];
  const permanent = (kind || plain) === "5";
  if (!permanent) return "soft";
  if (detail.startsWith("7.")) return "policy";
  if (HARD.has(detail)) return detail === "1.0" && POLICY.test(diagnostic) ? "policy" : "hard";
  if (detail === "2.2") return "soft";
  if (POLICY.test(diagnostic)) return "policy";
  if (FULL.test(diagnostic)) return "soft";
  return UNKNOWN_USER.test(diagnostic) ? "hard" : "soft";
};
