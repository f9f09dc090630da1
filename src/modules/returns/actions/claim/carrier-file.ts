/** What is asked back from a carrier: a file with what its terms cover and what is not too late (C20). */
import { randomUUID } from "node:crypto";
import { parcelsById } from "#delivery";
import { audit } from "#kernel/audit";
import { type Ctx, within } from "#kernel/context";
import { transaction } from "#kernel/database";
import { notFound, Problem } from "#kernel/errors";
import { readSetting } from "#kernel/settings";
import { carrierAmount, CarrierTerms } from "../../model/claim/carrier.ts";
import {
  carrierFileOf,
  carrierFiles,
  keepCarrierFile,
  owedByCarrier,
  takeOwed,
} from "../../store/claim/carrier-files.ts";

/** One row of the file, as the carrier reads it. No customer's name or address is in it. */
export interface CarrierRow {
  readonly number: string;
  readonly tracking: string;
  readonly order: string;
  readonly kind: string;
  readonly shipped: string;
  readonly delivered: string;
  readonly goods: string;
  readonly amount: number;
  readonly currency: string;
  readonly due: string;
}

const iso = (at: Date | null | undefined): string => at?.toISOString() ?? "";

export const makeCarrierFile = (ctx: Ctx, carrier: string): Promise<{ id: string; claims: number }> =>
  transaction(ctx.db, async (tx) => {
    const inside = within(ctx, tx);
    const terms = await readSetting(inside, "returns.carrier_terms", CarrierTerms);
    const claims = await takeOwed(tx, carrier, ctx.now);
    if (claims.length === 0) throw new Problem("conflict", "There is nothing to claim from this carrier now.");
    const parcels = await parcelsById(
      inside,
      claims.map((claim) => claim.parcel).filter((id) => id !== ""),
    );
    const rows = claims.map((claim): CarrierRow => {
      const parcel = parcels.get(claim.parcel);
      return {
        number: claim.number,
        tracking: parcel?.number ?? "",
        order: claim.order_number,
        kind: claim.kind,
        shipped: iso(parcel?.shippedAt),
        delivered: iso(parcel?.deliveredAt),
        goods: (claim.lines as { name: string; quantity: number }[]).map((l) => `${l.name} × ${l.quantity}`).join(", "),
        amount: carrierAmount(terms, carrier, claim.amount),
        currency: claim.currency,
        due: iso(claim.carrier_due),
      };
    });
    const id = randomUUID();
    await keepCarrierFile(
      tx,
      { id, carrier, at: ctx.now, actor: ctx.actor.name, rows },
      claims.map((claim) => claim.id),
    );
    await audit(inside, "claim.carrier_file", `carrier:${carrier}`, { claims: rows.length });
    return { id, claims: rows.length };
  });

export const shownCarriers = async (ctx: Ctx) => ({
  carriers: (await owedByCarrier(ctx.db, ctx.now)).map((row) => ({ ...row, due: row.due?.toISOString() ?? null })),
  files: (await carrierFiles(ctx.db, 50)).map((file) => ({ ...file, at: file.at.toISOString() })),
});

export const shownCarrierFile = async (ctx: Ctx, id: string) => {
  const file = await carrierFileOf(ctx.db, id);
  if (file === null) throw notFound("carrier file");
  return { ...file, at: file.at.toISOString(), rows: file.rows as unknown as CarrierRow[] };
};
