/** The facts of the ledger: one place that says what they carry. */
import type { Fact, Properties } from "#kernel/log";
import type { Verdict } from "../model/arbiter.ts";

export interface Told {
  readonly id: string;
  readonly subject: string;
  readonly template: string;
  readonly channel: string | null;
  readonly class: string;
  readonly purpose: string;
  readonly decision: string;
}

const common = (send: Told): Properties => ({
  send: send.id,
  template: send.template,
  channel: send.channel,
  class: send.class,
  purpose: send.purpose,
  decision: send.decision,
});

/** `message.decided`, the nth time for this send. */
export const decidedFact = (send: Told & { reason: string }, verdict: Verdict, n: number): Fact => ({
  name: "message.decided",
  subject: send.subject,
  key: `message:decided:${send.id}:${n}`,
  properties: {
    ...common(send),
    verdict: verdict.verdict,
    why: verdict.why,
    reason: send.reason,
    ...(verdict.verdict === "deferred" && { until: verdict.until.toISOString() }),
  },
});

/** `message.handed_off`, `message.accepted` and so on. `turn` tells apart what may happen more than once. */
export const messageFact = (name: string, send: Told, turn: number, more: Properties = {}): Fact => ({
  name: `message.${name}`,
  subject: send.subject,
  key: `message:${name}:${send.id}:${turn}`,
  properties: { ...common(send), ...more },
});
