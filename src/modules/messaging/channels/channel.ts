import type { Ctx } from "#kernel/context";
import type { MessageChannel } from "../model/arbiter.ts";
import type { Body } from "../model/body.ts";
import type { Sender } from "../model/settings.ts";
import type { Outcome } from "../model/state.ts";

/** One message ready to go. */
export interface Parcel {
  readonly send: string;
  readonly round: number;
  readonly template: string;
  /** Identity key of the receiver: `line:U…`, `email:…`. */
  readonly address: string;
  readonly body: Body;
  readonly sender: Sender;
  /** The same for every attempt of a round. */
  readonly retryKey: string;
}

/** What a channel is to the ledger. */
export interface Channel {
  readonly name: MessageChannel;
  /** The provider knows a repeat by its key: an attempt without an answer may be tried again. */
  readonly keyed: boolean;
  /** Whether this installation can send through it at all. */
  ready(ctx: Ctx, sender: Sender): boolean;
  /** Never throws: what it cannot tell is an outcome too. */
  deliver(ctx: Ctx, parcel: Parcel): Promise<Outcome>;
  /** What the provider says of the monthly quota; null where there is none to ask. */
  quota?(ctx: Ctx): Promise<{ quota: number | null; used: number } | null>;
}
