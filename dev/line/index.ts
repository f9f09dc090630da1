/** A LINE of one's own: the Messaging API with its limits, its people, its webhooks and its bad days. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { accountLinkDialogue, type ApiParts, type Bindings, messagingApi, type Tally } from "./api.ts";
import { type Act, act, controlApi } from "./control.ts";
import { type Faults, noFaults } from "./faults.ts";
import { follow } from "./people.ts";
import { fromJson, type LineState, type LineUser, newState, toJson } from "./state.ts";
import { type WebhookEvent, webhookSender } from "./webhooks.ts";

export type { Act } from "./control.ts";
export type { ChatEntry, LineUser } from "./state.ts";

export interface LineOptions {
  /** 0 or absent: any free port. */
  readonly port?: number;
  readonly channelSecret: string;
  /** null or absent: any token is taken. */
  readonly accessToken?: string | null;
  readonly webhookUrl?: string;
  /** Whether webhooks that were not answered with 2xx are sent again. Default true. */
  readonly redelivery?: boolean;
  /** Messages to people in a month; null or absent: no end. */
  readonly quota?: number | null;
  readonly now?: () => Date;
  /** Draws for injected faults, 0 to 1. */
  readonly random?: () => number;
  /** Read at the start where it exists, written at the end. */
  readonly snapshot?: string;
  /** More routes on the same address: the phone page. */
  readonly routes?: (app: Hono<Bindings>, line: LineSimulator) => void;
}

export interface LineSimulator {
  /** `http://127.0.0.1:…`, for the SDK's base URL. */
  readonly url: string;
  readonly port: number;
  readonly state: LineState;
  readonly faults: Faults;
  readonly tally: Tally;
  /** How often a message was accepted: under each retry key, and what each person sees of it. */
  counters(): { readonly byRetryKey: ReadonlyMap<string, number>; readonly byUser: ReadonlyMap<string, number> };
  user(id: string): LineUser | undefined;
  act(user: string, what: Act, at?: Date): WebhookEvent;
  /** Follows of the past, in as few webhook requests as LINE would use. */
  followed(people: readonly { id: string; at: Date; displayName: string; language?: string }[]): void;
  /** Hears of each chat that changed, until the returned function is called. */
  watch(heard: (user: string) => void): () => void;
  readonly webhooks: {
    readonly sent: readonly WebhookEvent[];
    readonly deliveries: readonly { id: string; attempt: number; status: number }[];
    redeliver(id: string): Promise<number>;
    idle(): Promise<void>;
  };
  snapshot(): string;
  stop(): Promise<void>;
}

/** Starts a simulator on a port of its own. */
export const startLineSimulator = async (options: LineOptions): Promise<LineSimulator> => {
  const kept = options.snapshot && existsSync(options.snapshot) ? readFileSync(options.snapshot, "utf8") : null;
  const state = kept === null ? newState(options.webhookUrl ?? null) : fromJson(kept);
  if (options.webhookUrl) state.webhookUrl = options.webhookUrl;
  if (options.quota !== undefined) state.quota = options.quota;
  const faults = noFaults();
  const tally: Tally = {
    requests: 0,
    accepted: 0,
    conflicts: 0,
    rateLimited: 0,
    quotaReached: 0,
    refused: 0,
    failed: 0,
    lost: 0,
  };
  const watchers = new Set<(user: string) => void>();
  const webhooks = webhookSender(state, options.channelSecret, faults, () => options.redelivery ?? true);
  const parts: ApiParts = {
    state,
    faults,
    tally,
    webhooks,
    accessToken: options.accessToken ?? null,
    now: () => (options.now?.() ?? new Date()).getTime(),
    random: options.random ?? Math.random,
    changed: (user) => {
      for (const heard of watchers) heard(user);
    },
  };
  const app = new Hono<Bindings>();
  app.route("/control", controlApi(parts));
  app.get("/dialog/bot/accountLink", accountLinkDialogue(parts));

  const line = {
    state,
    faults,
    tally,
    counters: () => {
      const byUser = new Map<string, number>();
      for (const user of state.users.values())
        byUser.set(user.id, user.chat.filter((entry) => entry.from === "brand").length);
      return { byRetryKey: state.acceptances, byUser };
    },
    user: (id: string) => state.users.get(id),
    act: (user: string, what: Act, at?: Date) => act(parts, user, what, at?.getTime()),
    followed: (people: Parameters<LineSimulator["followed"]>[0]) =>
      webhooks.send(
        people.map((who) =>
          follow(state, who.id, who.at.getTime(), { displayName: who.displayName, language: who.language ?? "ja" }),
        ),
      ),
    watch: (heard: (user: string) => void) => {
      watchers.add(heard);
      return () => {
        watchers.delete(heard);
      };
    },
    webhooks,
    snapshot: () => toJson(state),
  };
  const server = await new Promise<ReturnType<typeof serve>>((resolve, reject) => {
    const made = serve(
      { fetch: (request, env) => app.fetch(request, env), port: options.port ?? 0, hostname: "127.0.0.1" },
      () => resolve(made),
    );
    made.once("error", reject);
  });
  const { port } = server.address() as AddressInfo;
  const simulator: LineSimulator = {
    ...line,
    url: `http://127.0.0.1:${port}`,
    port,
    stop: async () => {
      webhooks.stop();
      if (options.snapshot) writeFileSync(options.snapshot, toJson(state));
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        if ("closeAllConnections" in server) server.closeAllConnections();
      });
    },
  };
  options.routes?.(app, simulator);
  app.route("/", messagingApi(parts));
  return simulator;
};
