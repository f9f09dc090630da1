/** Lets a world's claims come in day by day, under a policy and with people who can look at so many a day. */
import { chance } from "../../demo/brand/chance.ts";
import { decideClaim, worth } from "../../src/modules/returns/model/claim/decide.ts";
import {
  type ClaimCase,
  type ClaimHistory,
  type Features,
  showable,
} from "../../src/modules/returns/model/claim/features.ts";
import type { Ask } from "../../src/modules/returns/model/claim/kinds.ts";
import type { ClaimPolicy } from "../../src/modules/returns/model/claim/policy.ts";
import { scoreClaim } from "../../src/modules/returns/model/claim/score.ts";
import { type Customer, type Parcel, REGIONS, type World } from "./world.ts";

export interface Looked {
  readonly day: number;
  readonly customer: Customer;
  readonly honest: boolean;
  readonly score: number;
  readonly features: Features;
  readonly amount: number;
  readonly asked: boolean;
  readonly reviewed: boolean;
  /** Days until somebody had time for it. */
  readonly waited: number;
  readonly declined: boolean;
  readonly appealed: boolean;
}

/** How good people are at it: of lies they see three in four; one honest customer in thirty is wrongly refused, most appeals mend it. */
const SEES = 0.75;
const WRONGS = 1 / 30;
const APPEALS = 0.6;
const MENDS = 0.8;

const NOTHING: ClaimHistory = { orders: 0, value: 0, claims: 0, claimed: 0, returns: 0 };
interface Tally extends Record<keyof ClaimHistory, number> {}
const tally = (): Tally => ({ ...NOTHING });

export interface Rule {
  /** Overrides the verdict; for plain rules to compare with. */
  readonly review?: (about: ClaimCase) => boolean;
}

export const runWorld = (world: World, policy: ClaimPolicy, perDay: number, rule: Rule | null = null): Looked[] => {
  const draw = chance(`people/${world.customers.length}`);
  const own = world.customers.map(tally);
  const homes = Map.groupBy(world.customers, (customer) => customer.address);
  const lanes = REGIONS.map(() => ({ claims: 0, parcels: 0 }));
  const looked: Looked[] = [];
  // Claims by the day on which they are told; history is what was known on that day.
  const told = Map.groupBy(
    world.parcels.filter((parcel) => parcel.claim !== null),
    (parcel) => parcel.day + 3 + (parcel.claim?.daysAfter ?? 0),
  );
  const sent = Map.groupBy(world.parcels, (parcel) => parcel.day);
  let waiting: { parcel: Parcel; since: number; at: Omit<Looked, "waited" | "declined" | "appealed" | "reviewed"> }[] =
    [];
  const spent = { today: 0 };

  const caseOf = (parcel: Parcel, day: number): ClaimCase => {
    const customer = world.customers[parcel.customer] as Customer;
    const home = homes.get(customer.address) ?? [];
    const others =
      home.length > 12 ? [] : home.filter((each) => each.id !== customer.id).map((each) => own[each.id] as Tally);
    const sum = (key: keyof Tally) => others.reduce((total, each) => total + each[key], 0);
    const claim = parcel.claim as NonNullable<Parcel["claim"]>;
    return {
      kind: claim.kind,
      amount: parcel.amount,
      accountDays: customer.joined + day,
      person: { ...(own[customer.id] as Tally) },
      cluster: {
        orders: sum("orders"),
        value: sum("value"),
        claims: sum("claims"),
        claimed: sum("claimed"),
        returns: sum("returns"),
      },
      proof: { ...parcel.proof, handed: parcel.proof.signed, daysSince: claim.daysAfter },
      carrierTrouble: parcel.carrierTrouble,
      photos: claim.photo ? 1 : 0,
      photoReused: claim.photo && claim.reused === "as_it_was",
      photoAlike: claim.photo && claim.reused === "found",
      lane: { ...(lanes[customer.region] as { claims: number; parcels: number }) },
    };
  };
  const keep = (parcel: Parcel, honestFound: boolean) => {
    const mine = own[parcel.customer] as Tally;
    if (parcel.carrierTrouble || honestFound) return;
    mine.claims++;
    mine.claimed += parcel.amount;
  };

  for (let day = 0; day < 395; day++) {
    spent.today = 0;
    for (const parcel of sent.get(day) ?? []) {
      const mine = own[parcel.customer] as Tally;
      mine.orders++;
      mine.value += parcel.returned ? 0 : parcel.amount;
      mine.returns += parcel.returned ? 1 : 0;
      const lane = lanes[(world.customers[parcel.customer] as Customer).region];
      if (lane) lane.parcels++;
    }
    for (const parcel of told.get(day) ?? []) {
      const claim = parcel.claim as NonNullable<Parcel["claim"]>;
      const customer = world.customers[parcel.customer] as Customer;
      let about = caseOf(parcel, day);
      const asked: Ask[] = [];
      const decide = () =>
        decideClaim(policy, {
          scored: scoreClaim(about, policy),
          about,
          asked,
          spentToday: spent.today,
          promiseBroken: true,
          underWay: false,
        });
      let verdict = rule?.review
        ? rule.review(about)
          ? ({ verdict: "review", why: "score" } as const)
          : ({ verdict: "approve", remedy: "reship", amount: worth(policy, about), why: "score" } as const)
        : decide();
      if (verdict.verdict === "ask") {
        asked.push(...verdict.for);
        if (showable(claim.kind) && claim.photoWhenAsked)
          about = {
            ...about,
            photos: 1,
            photoReused: claim.reused === "as_it_was",
            photoAlike: claim.reused === "found",
          };
        verdict = claim.answers ? decide() : { verdict: "review", why: "answered" };
      }
      const scored = scoreClaim(about, policy);
      const at = {
        day,
        customer,
        honest: claim.honest,
        score: scored.score,
        features: scored.features,
        amount: parcel.amount,
        asked: asked.length > 0,
      };
      const lane = lanes[customer.region];
      if (lane && claim.kind !== "wrong") lane.claims++;
      if (verdict.verdict === "approve") {
        spent.today += verdict.amount;
        keep(parcel, false);
        looked.push({ ...at, reviewed: false, waited: 0, declined: false, appealed: false });
      } else waiting.push({ parcel, since: day, at });
    }
    // The highest score first: that is where a person's minute is worth most.
    waiting = waiting.toSorted((a, b) => b.at.score - a.at.score);
    for (const { parcel, since, at } of waiting.splice(0, perDay)) {
      const refused = at.honest ? draw.yes(WRONGS) : draw.yes(SEES);
      const appealed = refused && draw.yes(at.honest ? APPEALS : 0.3);
      const declined = refused && !(at.honest && appealed && draw.yes(MENDS));
      keep(parcel, !declined);
      looked.push({ ...at, reviewed: true, waited: day - since, declined, appealed });
    }
  }
  return [
    ...looked,
    ...waiting.map(({ at, since }) => ({
      ...at,
      reviewed: true,
      waited: 395 - since,
      declined: false,
      appealed: false,
    })),
  ];
};
