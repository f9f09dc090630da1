/**
 * A year of orders, parcels and claims with abuse put in at known rates. No such data with labels is public, so what is measured on
 * it is a simulation: it shows how the rules behave under these assumptions, not what they will do in a real shop.
 */
import { chance, type Chance } from "../../demo/brand/chance.ts";
import type { ClaimKind } from "../../src/modules/returns/model/claim/kinds.ts";

export const KINDS = ["honest", "liar", "damage_liar", "wardrobe", "ring", "returner"] as const;
export type Kind = (typeof KINDS)[number];

/** Share of customers, and of their claims on parcels that were fine. */
export const RATES = { liar: 0.01, damage_liar: 0.004, wardrobe: 0.004, returner: 0.008, rings: 0.003 } as const;

export interface Region {
  readonly name: string;
  readonly weight: number;
  /** Share of parcels that are lost, misdelivered or stolen. */
  readonly loss: number;
}
export const REGIONS: readonly Region[] = [
  { name: "A", weight: 0.3, loss: 0.004 },
  { name: "B", weight: 0.2, loss: 0.004 },
  { name: "C", weight: 0.15, loss: 0.006 },
  { name: "D", weight: 0.15, loss: 0.008 },
  { name: "E bad delivery", weight: 0.12, loss: 0.03 },
  { name: "F bad delivery", weight: 0.08, loss: 0.04 },
];

export interface Customer {
  readonly id: number;
  readonly kind: Kind;
  readonly region: number;
  /** Days before the year began; negative: joined in it. */
  readonly joined: number;
  readonly ordersAYear: number;
  readonly address: string;
}

export interface Parcel {
  readonly day: number;
  readonly customer: number;
  readonly amount: number;
  readonly returned: boolean;
  readonly proof: { readonly scanned: boolean; readonly photo: boolean; readonly signed: boolean };
  readonly carrierTrouble: boolean;
  readonly claim: {
    readonly kind: ClaimKind;
    readonly honest: boolean;
    readonly daysAfter: number;
    /** What they bring at once, and what they bring when asked. */
    readonly photo: boolean;
    readonly photoWhenAsked: boolean;
    readonly answers: boolean;
    /** A photo from another claim: the same file, or a copy that was saved anew, which is found or missed. */
    readonly reused: "no" | "as_it_was" | "found" | "missed";
  } | null;
}

const people = (draw: Chance, count: number): Customer[] => {
  const region = () => draw.weighted(REGIONS.map((each, i) => [i, each.weight] as const));
  const kind = (): Kind =>
    draw.weighted<Kind>([
      ["liar", RATES.liar],
      ["damage_liar", RATES.damage_liar],
      ["wardrobe", RATES.wardrobe],
      ["returner", RATES.returner],
      ["honest", 1 - RATES.liar - RATES.damage_liar - RATES.wardrobe - RATES.returner],
    ]);
  const all: Customer[] = [];
  while (all.length < count * (1 - RATES.rings)) {
    // One in seven addresses is shared by a family; a few by a hall of residence.
    const members = draw.yes(0.004) ? 30 : draw.yes(0.14) ? draw.between(2, 4) : 1;
    const where = region();
    const address = `home-${all.length}`;
    for (let i = 0; i < members; i++)
      all.push({
        id: all.length,
        kind: kind(),
        region: where,
        joined: draw.between(-300, 1_200),
        ordersAYear: 0.5 + draw.exponential(3.2),
        address,
      });
  }
  while (all.length < count) {
    const where = region();
    const address = `ring-${all.length}`;
    const first = draw.between(-320, -20);
    for (let i = draw.between(3, 7); i > 0; i--)
      all.push({
        id: all.length,
        kind: "ring",
        region: where,
        joined: first - draw.between(0, 20),
        ordersAYear: 6,
        address,
      });
  }
  return all;
};

/** What `npm run bench -- pictures` measures: copies that are found, and honest photos that are taken for one. */
const FOUND = 0.99;
/** 100,000 photos at the upper end of its interval. */
const MISTAKEN = 0.03;

/** Half of those who use a photo twice save it anew: a messenger does it for them. */
const secondHand = (draw: Chance): "as_it_was" | "found" | "missed" =>
  draw.yes(0.5) ? "as_it_was" : draw.yes(FOUND) ? "found" : "missed";

const claims = (draw: Chance, kind: ClaimKind, honest: boolean, more: object = {}): Parcel["claim"] => ({
  kind,
  honest,
  daysAfter: honest ? draw.between(0, 9) : draw.between(0, 20),
  photo: draw.yes(honest ? 0.6 : 0.25),
  photoWhenAsked: draw.yes(honest ? 0.9 : 0.35),
  answers: draw.yes(0.93),
  reused: honest ? (draw.yes(MISTAKEN) ? "found" : "no") : draw.yes(0.25) ? secondHand(draw) : "no",
  ...more,
});

const LIE: Readonly<Partial<Record<Kind, readonly [ClaimKind, number]>>> = {
  liar: ["not_received", 0.35],
  damage_liar: ["damaged", 0.35],
  wardrobe: ["damaged", 0.15],
  ring: ["not_received", 0.55],
};
const RETURNS: Readonly<Partial<Record<Kind, number>>> = { returner: 0.55, wardrobe: 0.5 };

const parcel = (draw: Chance, customer: Customer, day: number): Parcel => {
  const region = REGIONS[customer.region] ?? REGIONS[0];
  const amount = 1_500 + Math.floor(draw.exponential(5_500));
  const handed = draw.yes(0.35);
  const proof = { scanned: true, photo: !handed && draw.yes(0.15), signed: handed && draw.yes(0.6) };
  const plain = { day, customer: customer.id, amount, returned: draw.yes(RETURNS[customer.kind] ?? 0.05) };
  if (draw.yes(region?.loss ?? 0)) {
    // Half of the losses the carrier knows of; the rest bear a scan: misdelivered, stolen, handed to the wrong door.
    const known = draw.yes(0.5);
    const shown = draw.yes(0.2);
    const lost = known
      ? { scanned: false, photo: false, signed: false }
      : { scanned: true, photo: shown, signed: !shown && draw.yes(0.12) };
    const told = draw.yes(0.85) ? claims(draw, "not_received", true) : null;
    return { ...plain, returned: false, proof: lost, carrierTrouble: known, claim: told };
  }
  const mishap = draw.weighted<ClaimKind | "none">([
    ["damaged", 0.006],
    ["missing", 0.003],
    ["wrong", 0.003],
    ["not_received", 0.0006],
    ["none", 0.9874],
  ]);
  // A few honest people do not find what their family took in.
  if (mishap !== "none")
    return {
      ...plain,
      proof,
      carrierTrouble: mishap === "damaged" && draw.yes(0.2),
      claim: claims(draw, mishap, true),
    };
  const [kind, rate] = LIE[customer.kind] ?? ["not_received", 0];
  const lie = !plain.returned && draw.yes(rate) ? claims(draw, kind, false) : null;
  return { ...plain, proof, carrierTrouble: false, claim: lie };
};

export interface World {
  readonly customers: readonly Customer[];
  readonly parcels: readonly Parcel[];
}

/** Same seed, same world. */
export const worldOf = (seed: string, count: number, days = 365): World => {
  const draw = chance(`abuse/${seed}`);
  const customers = people(draw, count);
  const parcels = customers.flatMap((customer) => {
    const from = Math.max(0, -customer.joined);
    const all: Parcel[] = [];
    for (
      let day = from + draw.exponential(365 / customer.ordersAYear) * 0.5;
      day < days;
      day += Math.max(1, draw.exponential(365 / customer.ordersAYear))
    )
      all.push(parcel(draw, customer, Math.floor(day)));
    return all;
  });
  return { customers, parcels: parcels.toSorted((a, b) => a.day - b.day || a.customer - b.customer) };
};
