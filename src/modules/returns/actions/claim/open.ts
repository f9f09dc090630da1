/** Opens claims, and adds to them what customers and carriers bring forward. */
import { randomBytes, randomUUID } from "node:crypto";
import { append } from "#events";
import { deliveryProof, parcelsOf } from "#delivery";
import type { Parcel } from "#delivery/model";
import { type Ctx, within } from "#kernel/context";
import { lock, transaction } from "#kernel/database";
import { notFound, Problem } from "#kernel/errors";
import { readSetting } from "#kernel/settings";
import { type Order, orderOf } from "#orders";
import { type ClaimAmountLine, claimAmount } from "../../model/claim/amount.ts";
import { carrierDeadline, CarrierTerms } from "../../model/claim/carrier.ts";
import type { ClaimKind, Remedy } from "../../model/claim/kinds.ts";
import {
  claimOf,
  type ClaimRow,
  insertClaim,
  insertStep,
  lockClaim,
  type NewClaim,
  placeClaim,
} from "../../store/claim/claims.ts";
import { evidenceOf, insertEvidence } from "../../store/claim/evidence.ts";
import { comparable, hashOf, keepUpload, type Upload } from "../upload.ts";
import { assess } from "./assess.ts";
import { aboutClaim, actorOf, inHours, type Moved, onClaim, step } from "./moves.ts";

export interface Opening {
  /** Id or number of the order. */
  readonly order: string;
  readonly parcel?: string | undefined;
  readonly kind: ClaimKind;
  readonly statement?: string | undefined;
  readonly lines?: readonly ClaimAmountLine[] | undefined;
  readonly wish?: Remedy | undefined;
  readonly source: NewClaim["source"];
}

const LONGEST = 2_000;
const MOST_STATEMENTS = 20;
const MOST_PHOTOS = 6;
const CONTROL = /[\p{Cc}\p{Cf}]/gu;
/** As it was typed, without characters that nobody types. */
const cleaned = (typed: string): string =>
  typed
    .replaceAll("\r\n", "\n")
    .replaceAll(CONTROL, (sign) => (sign === "\n" ? sign : ""))
    .trim()
    .slice(0, LONGEST);

// Without letters that are misheard or misread.
const SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
const newNumber = (): string => `C${Array.from(randomBytes(8), (byte) => SIGNS[byte % SIGNS.length]).join("")}`;

const parcelFor = (parcels: readonly Parcel[], asked: string | undefined): Parcel | null => {
  const going = parcels.filter((parcel) => parcel.state !== "cancelled");
  if (asked === undefined || asked === "") return going.length === 1 ? (going[0] ?? null) : null;
  const named = parcels.find((parcel) => parcel.id === asked);
  if (!named) throw notFound("parcel of this order");
  return named;
};

const giverOf = (ctx: Ctx): string =>
  ctx.actor.kind === "public" || ctx.actor.kind === "system" ? "customer" : "staff";

const addStatement = async (ctx: Ctx, claim: string, text: string, giver: string): Promise<boolean> => {
  const said = cleaned(text);
  if (said === "") return false;
  const known = (await evidenceOf(ctx.db, claim)).filter((one) => one.kind === "statement");
  if (known.some((one) => one.text === said)) return false;
  if (known.length >= MOST_STATEMENTS) throw new Problem("limit", "Enough was said about this claim.");
  await insertEvidence(ctx.db, { id: randomUUID(), claim, kind: "statement", at: ctx.now, giver, text: said });
  return true;
};

const rowFor = async (ctx: Ctx, opening: Opening, order: Order, parcel: Parcel | null): Promise<NewClaim> => {
  const terms = await readSetting(ctx, "returns.carrier_terms", CarrierTerms);
  const lines = opening.lines ?? [];
  return {
    id: randomUUID(),
    number: newNumber(),
    order: order.order,
    order_number: order.number,
    parcel: parcel?.id ?? "",
    kind: opening.kind,
    subject: order.subject,
    source: opening.source,
    carrier: parcel?.carrier ?? "",
    prefecture: parcel?.destination.prefecture ?? order.terms.prefecture,
    ...claimAmount(order, parcel?.items ?? [], lines),
    currency: order.currency,
    wish: opening.wish ?? "",
    state: "opened",
    state_at: ctx.now,
    opened_at: ctx.now,
    due_at: inHours(ctx, 24),
    carrier_due:
      parcel === null
        ? null
        : carrierDeadline(terms, {
            kind: opening.kind,
            carrier: parcel.carrier,
            shippedAt: parcel.shippedAt,
            deliveredAt: parcel.deliveredAt,
            openedAt: ctx.now,
          }),
  };
};

const begin = async (ctx: Ctx, row: ClaimRow, opening: Opening, photo: Upload | null): Promise<ClaimRow> => {
  await insertStep(ctx.db, {
    claim: row.id,
    at: ctx.now,
    input: "open",
    from: "",
    to: "opened",
    reason: "",
    actor: actorOf(ctx),
  });
  await append(ctx, [
    {
      name: "claim.opened",
      subject: row.subject,
      key: `claim.opened:${row.id}`,
      properties: { ...aboutClaim(ctx, row), source: row.source, amount: row.amount, currency: row.currency },
    },
  ]);
  if (opening.statement !== undefined)
    await addStatement(ctx, row.id, opening.statement, opening.source === "carrier" ? "carrier" : giverOf(ctx));
  if (photo !== null) await addPhoto(ctx, row.id, photo);
  if (row.parcel !== "") {
    const { at, ...proof } = await deliveryProof(ctx, row.parcel);
    await insertEvidence(ctx.db, {
      id: randomUUID(),
      claim: row.id,
      kind: "delivery_proof",
      at: ctx.now,
      giver: "carrier",
      detail: { ...proof, at: at?.toISOString() ?? null },
    });
  }
  const gathered = await step(ctx, row, { type: "evidence" });
  return gathered.ok ? (await assess(ctx, gathered.row)).row : row;
};

/** Opens a claim and looks at it at once. One per order, parcel and kind: telling it again adds to what was said (C4). */
export const openClaim = async (
  ctx: Ctx,
  opening: Opening,
  given: Uint8Array | null = null,
): Promise<{ claim: ClaimRow; fresh: boolean }> => {
  const photo = given === null ? null : await comparable(given);
  return transaction(ctx.db, async (tx) => {
    const inside = within(ctx, tx);
    const order = await orderOf(inside, opening.order);
    if (order === null) throw notFound("order");
    if (order.kind === "return" || order.status === "cancelled")
      throw new Problem("conflict", "Nothing was to be delivered for this order.");
    const parcel = parcelFor((await parcelsOf(inside, [order.order])).get(order.order) ?? [], opening.parcel);
    const fresh = await rowFor(inside, opening, order, parcel);
    // Two that tell of one thing at once, with and without the parcel, open one claim.
    await lock(tx, `returns.claim:${order.order}:${opening.kind}`);
    const known = await claimOf(tx, fresh);
    const row = known === null ? await insertClaim(tx, fresh) : null;
    if (row !== null) return { claim: await begin(inside, row, opening, photo), fresh: true };
    if (known === null) throw notFound("claim");
    if (known.parcel === "" && fresh.parcel !== "") await placeClaim(tx, known.id, fresh);
    const said = opening.statement !== undefined && cleaned(opening.statement) !== "";
    if (!said && photo === null) return { claim: known, fresh: false };
    return { claim: await addTo(inside, known.id, { statement: opening.statement, photo }), fresh: false };
  });
};

const addPhoto = async (ctx: Ctx, claim: string, photo: Upload): Promise<boolean> => {
  const known = (await evidenceOf(ctx.db, claim)).filter((one) => one.kind === "photo");
  const sha256 = hashOf(photo);
  if (known.some((one) => one.sha256 === sha256)) return false;
  if (known.length >= MOST_PHOTOS) throw new Problem("limit", "Six pictures are enough.");
  const file = await keepUpload(ctx, photo);
  await insertEvidence(ctx.db, {
    id: randomUUID(),
    claim,
    kind: "photo",
    at: ctx.now,
    giver: giverOf(ctx),
    file: file.id,
    sha256,
  });
  return true;
};

/** What the customer is asked for counts as answered when they answer, whatever they bring. */
const gatherIn = async (ctx: Ctx, row: ClaimRow): Promise<Moved> => {
  const gathered = await step(ctx, row, { type: "evidence" });
  if (!gathered.ok || gathered.row.state === "appealed") return gathered;
  return assess(ctx, gathered.row);
};

interface Given {
  readonly statement: string | undefined;
  readonly photo: Upload | null;
}

const adding = async (ctx: Ctx, row: ClaimRow, given: Given): Promise<Moved> => {
  const open = row.state === "opened" || row.state === "evidence" || row.state === "review" || row.state === "appealed";
  if (!open) return step(ctx, row, { type: "evidence" });
  const said = given.statement !== undefined && (await addStatement(ctx, row.id, given.statement, giverOf(ctx)));
  const shown = given.photo ? await addPhoto(ctx, row.id, given.photo) : false;
  return said || shown ? gatherIn(ctx, row) : { ok: true, row };
};

const addTo = async (ctx: Ctx, claim: string, given: Given): Promise<ClaimRow> => {
  const row = await lockClaim(ctx.db, claim);
  if (row === null) throw notFound("claim");
  return (await adding(ctx, row, given)).row;
};

/** Adds words or a picture to a claim that is open, and looks at it again. */
export const addEvidence = async (
  ctx: Ctx,
  claim: string,
  given: { statement?: string | undefined; photo?: Uint8Array | null },
): Promise<ClaimRow> => {
  const photo = given.photo ? await comparable(given.photo) : null;
  return onClaim(ctx, claim, (inside, row) => adding(inside, row, { statement: given.statement, photo }));
};
