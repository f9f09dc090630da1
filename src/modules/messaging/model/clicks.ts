/** Who opened a link: a person, or a machine that opens every link it sees. Pure. */

export interface ClickSignals {
  readonly method: string;
  readonly userAgent: string;
  /** `Purpose`, `Sec-Purpose`, `X-Moz`: what a prefetching browser says. */
  readonly purpose: string;
  /** `Sec-Fetch-User: ?1`: a person's hand was on it, says the browser. */
  readonly byHand: boolean;
  readonly channel: string;
  /** Milliseconds since the provider took the message; null where that is not known. */
  readonly sinceAccepted: number | null;
}

export type ClickJudgement =
  | { readonly automated: boolean; readonly why: string }
  /** Not to be told yet: look again when a burst would have shown itself. */
  | { readonly automated: null; readonly why: "may_be_a_scanner" };

const MACHINES =
  /bot\b|bot\/|crawl|spider|scan|preview|prefetch|proofpoint|barracuda|mimecast|symantec|trend ?micro|safelinks|fireeye|cisco|ironport|forcepoint|sophos|google-safety|googleimageproxy|facebookexternalhit|line-poker|slackbot|curl\/|wget\/|python|java\/|go-http-client|okhttp|headless|axios|node-fetch|undici|libwww|httpclient/iu;

/** Scanners open a mail's links within seconds of its arrival. */
const FRESH_MS = 60_000;
/** How long a doubtful click waits for others of its message. */
export const BURST_MS = 10_000;

/** What one request tells by itself. */
export const judgeClick = (signals: ClickSignals): ClickJudgement => {
  if (signals.method !== "GET") return { automated: true, why: "method" };
  if (/prefetch|prerender|preview/iu.test(signals.purpose)) return { automated: true, why: "prefetch" };
  if (signals.userAgent.trim() === "" || MACHINES.test(signals.userAgent))
    return { automated: true, why: "user_agent" };
  // LINE opens a link only under a finger; its previewer names itself.
  if (signals.channel === "line") return { automated: false, why: "line" };
  const fresh = signals.sinceAccepted === null || signals.sinceAccepted < FRESH_MS;
  if (!fresh) return { automated: false, why: signals.byHand ? "by_hand" : "later" };
  return { automated: null, why: "may_be_a_scanner" };
};

export interface SeenClick {
  readonly url: string;
  readonly at: Date;
}

/** What the clicks around a doubtful one tell: several links of one message within seconds are a machine's. */
export const judgeBurst = (click: SeenClick, around: readonly SeenClick[]): { automated: boolean; why: string } => {
  const near = around.filter((c) => Math.abs(c.at.getTime() - click.at.getTime()) <= BURST_MS);
  const links = new Set([click, ...near].map((c) => c.url));
  return links.size > 1 ? { automated: true, why: "burst" } : { automated: false, why: "alone" };
};
