/** Signed webhooks, as LINE sends them: ULID event ids, redelivery under the same id, in order unless told otherwise. */
import { createHmac, randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Faults } from "./faults.ts";
import type { LineState } from "./state.ts";

export type WebhookEvent = Readonly<Record<string, unknown>> & {
  readonly webhookEventId: string;
  readonly deliveryContext: { readonly isRedelivery: boolean };
};

const CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** 48 bits of time and 80 of chance, in Crockford's base 32. */
export const ulid = (at: number): string => {
  let time = "";
  for (let rest = at, i = 0; i < 10; i++, rest = Math.floor(rest / 32)) time = (CROCKFORD[rest % 32] ?? "0") + time;
  const chance = [...randomBytes(16)].map((byte) => CROCKFORD[byte % 32] ?? "0").join("");
  return time + chance;
};

export const signature = (secret: string, body: string): string =>
  createHmac("sha256", secret).update(body).digest("base64");

export interface Delivery {
  readonly id: string;
  readonly attempt: number;
  readonly status: number;
}

const RETRIES = 5;
const FIRST_RETRY_MS = 200;
const PER_REQUEST = 100;

/** Sends events one request after the other. What is not answered with 2xx is sent again, marked as redelivery. */
export const webhookSender = (state: LineState, secret: string, faults: Faults, redelivery: () => boolean) => {
  const sent: WebhookEvent[] = [];
  const deliveries: Delivery[] = [];
  let queue: WebhookEvent[] = [];
  let working: Promise<void> | null = null;
  let stopped = false;

  const post = async (events: readonly WebhookEvent[], attempt: number): Promise<number> => {
    const body = JSON.stringify({ destination: state.botId, events });
    let status = 0;
    try {
      const answer = await fetch(state.webhookUrl ?? "", {
        method: "POST",
        headers: {
          "content-type": "application/json; charset=utf-8",
          "user-agent": "LineBotWebhook/2.0",
          "x-line-signature": signature(secret, body),
        },
        body,
        signal: AbortSignal.timeout(10_000),
      });
      status = answer.status;
      await answer.arrayBuffer();
    } catch {
      status = 0;
    }
    for (const event of events) deliveries.push({ id: event.webhookEventId, attempt, status });
    return status;
  };
  const again = (event: WebhookEvent): WebhookEvent => ({ ...event, deliveryContext: { isRedelivery: true } });
  const deliver = async (events: readonly WebhookEvent[]) => {
    let status = await post(events, 1);
    const marked = events.map(again);
    for (
      let attempt = 2;
      !(status >= 200 && status < 300) && redelivery() && attempt <= RETRIES && !stopped;
      attempt++
    ) {
      await sleep(FIRST_RETRY_MS * 2 ** (attempt - 2));
      status = await post(marked, attempt);
    }
  };
  const work = async () => {
    while (queue.length > 0 && !stopped) {
      if (faults.webhookShuffle) {
        await sleep(20);
        queue = queue
          .map((event) => ({ event, by: Math.random() }))
          .sort((a, b) => a.by - b.by)
          .map((e) => e.event);
      }
      const events = queue.splice(0, PER_REQUEST);
      if (state.webhookUrl === null || !state.webhookActive) continue;
      await deliver(events);
      const twice = events.filter(() => Math.random() < faults.webhookTwice).map(again);
      if (twice.length > 0) await post(twice, 2);
    }
  };
  return {
    /** Everything that was ever put in the queue, oldest first. */
    sent,
    deliveries,
    /** Puts events in the queue. */
    send: (events: readonly WebhookEvent[]) => {
      sent.push(...events);
      queue.push(...events);
      working ??= work().finally(() => {
        working = null;
      });
    },
    /** Sends an event once more under its id, marked as redelivery. */
    redeliver: async (id: string): Promise<number> => {
      const event = sent.find((each) => each.webhookEventId === id);
      return event ? await post([again(event)], 2) : 0;
    },
    post,
    /** Ends when nothing is left to send. */
    idle: async () => {
      while (working) await working;
    },
    stop: () => {
      stopped = true;
    },
  };
};
export type WebhookSender = ReturnType<typeof webhookSender>;
