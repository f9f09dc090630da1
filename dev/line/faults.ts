/** What may go wrong on purpose. Shares are between 0 and 1. */
export interface Faults {
  /** Accepted, and then the connection breaks before the answer. */
  loseReply: number;
  /** Answered 500 without having been accepted. */
  failBefore: number;
  /** Accepted, and answered 500 all the same. */
  failAfter: number;
  /** Answered 429 for the rate. */
  rateLimited: number;
  /** Accepted, and answered 409 as if an earlier attempt under this key had got through. */
  conflict: number;
  /** Milliseconds that an answer takes: least and most. */
  latencyMs: readonly [number, number];
  /** Requests per second and endpoint before 429; null keeps LINE's own limits. */
  perSecond: number | null;
  /** Webhooks: share that is sent twice, in any order, not at all the first time. */
  webhookTwice: number;
  webhookShuffle: boolean;
}

export const noFaults = (): Faults => ({
  loseReply: 0,
  failBefore: 0,
  failAfter: 0,
  rateLimited: 0,
  conflict: 0,
  latencyMs: [0, 0],
  perSecond: null,
  webhookTwice: 0,
  webhookShuffle: false,
});

const LIMITS: Readonly<Record<string, number>> = { multicast: 200, push: 2_000, reply: 2_000 };
const HOURLY: Readonly<Record<string, number>> = { broadcast: 60, narrowcast: 60 };

/** Counts requests per endpoint in windows of a second (an hour for broadcasts), by real time as LINE does. */
export const rateMeter = () => {
  const windows = new Map<string, { start: number; count: number }>();
  return (endpoint: string, now: number, perSecond: number | null): boolean => {
    const hourly = HOURLY[endpoint];
    const length = hourly === undefined || perSecond !== null ? 1_000 : 3_600_000;
    const limit = perSecond ?? hourly ?? LIMITS[endpoint] ?? 2_000;
    const open = windows.get(endpoint);
    const window = open && now - open.start < length ? open : { start: now, count: 0 };
    window.count++;
    windows.set(endpoint, window);
    return window.count <= limit;
  };
};
