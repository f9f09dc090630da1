/** Three machines side by side: whether it is allowed, where the goods are, and where the money is. Data and a pure step. */

export const APPROVAL = ["requested", "approved", "declined", "cancelled", "expired", "closed"] as const;
export const LOGISTICS = ["awaiting", "shipped", "received", "inspected", "settled", "kept", "lost", "void"] as const;
export const MONEY = [
  "open",
  "held",
  "ahead",
  "unreturned",
  "details",
  "due",
  "sending",
  "failed",
  "settled",
  "captured",
  "waived",
  "void",
] as const;
export type Approval = (typeof APPROVAL)[number];
export type Logistics = (typeof LOGISTICS)[number];
export type Money = (typeof MONEY)[number];
export type MachineName = "approval" | "logistics" | "money";

export interface State {
  readonly approval: Approval;
  readonly logistics: Logistics;
  readonly money: Money;
}

type Table<S extends string> = Readonly<Record<string, Readonly<Partial<Record<S, S>>>>>;

/** Input → from → to. What is not here is refused. */
const APPROVAL_TABLE = {
  // A parcel may come after all.
  approve: { requested: "approved", declined: "approved", expired: "approved", cancelled: "approved" },
  decline: { requested: "declined" },
  cancel: { requested: "cancelled", approved: "cancelled" },
  expire: { approved: "expired" },
  appeal: { declined: "requested" },
  close: { approved: "closed", declined: "closed" },
  // Old goods come after they were charged for.
  reopen: { closed: "approved" },
} as const satisfies Table<Approval>;

const LOGISTICS_TABLE = {
  ship: { awaiting: "shipped" },
  receive: { awaiting: "received", shipped: "received", lost: "received", void: "received" },
  inspect: { received: "inspected" },
  dispose: { inspected: "settled" },
  // Nothing needs to come back.
  keep: { awaiting: "kept" },
  lose: { shipped: "lost" },
  stop: { awaiting: "void" },
} as const satisfies Table<Logistics>;

const MONEY_TABLE = {
  // The new goods go out before the old ones are back: secured, then sent. What comes back before they are sent needs neither.
  hold: { open: "held" },
  relax: { held: "open" },
  advance: { held: "ahead" },
  // The old goods did not come in time; late ones are looked at all the same.
  miss: { ahead: "unreturned" },
  late: { unreturned: "ahead", captured: "ahead", waived: "ahead" },
  ask: { open: "details", due: "details", failed: "details" },
  inform: { details: "due" },
  owe: { open: "due" },
  send: { due: "sending", failed: "sending" },
  fail: { sending: "failed", due: "failed" },
  settle: { due: "settled", sending: "settled", failed: "settled" },
  release: { ahead: "settled" },
  capture: { ahead: "captured", unreturned: "captured" },
  waive: { ahead: "waived", unreturned: "waived" },
  reopen: { void: "open" },
  void: { open: "void", details: "void", due: "void" },
} as const satisfies Table<Money>;

const TABLES = { approval: APPROVAL_TABLE, logistics: LOGISTICS_TABLE, money: MONEY_TABLE } as const;
export type Input<M extends MachineName> = keyof (typeof TABLES)[M] & string;

/** What one machine may do depends on the others. Gives why not, or null. */
type Guard = (state: State) => string | null;
const approved: Guard = ({ approval }) => (approval === "approved" ? null : "not_approved");
const FORGONE: readonly Money[] = ["captured", "waived"];
const here: Guard = ({ logistics }) => (logistics === "received" ? null : "goods_not_here");
const gone: Guard = ({ logistics }) => (logistics === "received" ? "goods_are_here" : null);
const GUARDS: Readonly<Record<string, Guard>> = {
  "approval.cancel": ({ logistics, money }) =>
    logistics !== "awaiting" ? "on_its_way" : money === "open" || money === "details" ? null : "money_moved",
  "approval.expire": ({ logistics, money }) =>
    logistics !== "awaiting" ? "on_its_way" : ["held", "ahead", "unreturned"].includes(money) ? "money_held" : null,
  "approval.close": ({ approval, logistics, money }) => {
    if (approval === "declined") return null;
    if (!["settled", "captured", "waived", "void"].includes(money)) return "money_open";
    if (["settled", "kept", "void", "lost"].includes(logistics)) return null;
    return FORGONE.includes(money) && ["awaiting", "shipped"].includes(logistics) ? null : "goods_open";
  },
  "approval.reopen": (state) => (FORGONE.includes(state.money) ? here(state) : "money_moved"),
  "logistics.ship": approved,
  "logistics.keep": approved,
  "logistics.inspect": approved,
  "logistics.stop": ({ approval }) =>
    ["cancelled", "expired", "declined"].includes(approval) ? null : "still_running",
  "money.hold": approved,
  "money.advance": (state) => approved(state) ?? (state.logistics === "awaiting" ? null : "on_its_way"),
  "money.miss": ({ logistics }) => (["awaiting", "shipped", "lost"].includes(logistics) ? null : "goods_are_here"),
  "money.late": here,
  "money.reopen": approved,
  "money.owe": approved,
  "money.ask": approved,
  "money.send": approved,
  "money.settle": approved,
  "money.release": ({ logistics }) => (["inspected", "settled"].includes(logistics) ? null : "goods_not_seen"),
  "money.capture": gone,
  "money.waive": gone,
};

export type Step =
  | { readonly ok: true; readonly state: State; readonly from: string; readonly to: string }
  | { readonly ok: false; readonly from: string; readonly reason: string };

/** One input to one machine. Illegal ones are refused with a reason; who calls records them. */
export const step = <M extends MachineName>(state: State, machine: M, input: Input<M>): Step => {
  const from = state[machine];
  const row = (TABLES[machine] as unknown as Table<string>)[input];
  const to = row?.[from];
  if (to === undefined) return { ok: false, from, reason: "not_from_here" };
  const why = GUARDS[`${machine}.${input}`]?.(state) ?? null;
  if (why !== null) return { ok: false, from, reason: why };
  return { ok: true, state: { ...state, [machine]: to } as State, from, to };
};

/** What may happen next, for buttons: every input that would be taken. */
export const possible = (state: State): readonly { readonly machine: MachineName; readonly input: string }[] =>
  (Object.keys(TABLES) as MachineName[]).flatMap((machine) =>
    Object.keys(TABLES[machine])
      .filter((input) => step(state, machine, input as never).ok)
      .map((input) => ({ machine, input })),
  );

export const START: State = { approval: "requested", logistics: "awaiting", money: "open" };

/** Where the money becomes due, by the policy. */
export type PayAt = "approval" | "shipped" | "received" | "inspected";
const REACHED: Readonly<Record<PayAt, readonly Logistics[]>> = {
  approval: ["awaiting", "shipped", "received", "inspected", "settled", "kept"],
  shipped: ["shipped", "received", "inspected", "settled", "kept"],
  received: ["received", "inspected", "settled", "kept"],
  inspected: ["inspected", "settled", "kept"],
};
export const isDue = (state: State, payAt: PayAt): boolean =>
  state.approval === "approved" && state.money === "open" && REACHED[payAt].includes(state.logistics);

/** What has to happen next, and who must do it. */
export const AWAITS = [
  "decision",
  "replacement",
  "shipment",
  "arrival",
  "inspection",
  "disposition",
  "details",
  "payment",
  "nothing",
] as const;
export type Awaits = (typeof AWAITS)[number];

export const awaits = (state: State): Awaits => {
  if (state.approval === "requested") return "decision";
  if (state.approval !== "approved") return "nothing";
  if (state.logistics === "received") return "inspection";
  if (["due", "failed", "sending", "unreturned"].includes(state.money)) return "payment";
  if (state.money === "held") return "replacement";
  if (state.money === "ahead" && state.logistics === "settled") return "payment";
  if (state.logistics === "inspected") return "disposition";
  if (state.money === "details") return "details";
  if (state.logistics === "awaiting") return "shipment";
  return state.logistics === "shipped" ? "arrival" : "nothing";
};

interface Days {
  readonly decideDays: number;
  readonly shipDays: number;
  readonly inspectDays: number;
  readonly payDays: number;
  readonly instantDays: number;
}
const DAY = 86_400_000;

/** Until when that has to happen, counted from when it became due; null where nobody waits. */
export const dueAt = (what: Awaits, since: Date, policy: Days, money: string = "open"): Date | null => {
  const shipDays = money === "ahead" ? policy.instantDays : policy.shipDays;
  const days = {
    decision: policy.decideDays,
    replacement: policy.payDays,
    shipment: shipDays,
    arrival: policy.shipDays,
    inspection: policy.inspectDays,
    disposition: policy.inspectDays,
    details: policy.shipDays,
    payment: policy.payDays,
    nothing: null,
  }[what];
  return days === null ? null : new Date(since.getTime() + days * DAY);
};
