/**
 * `npm run bench -- abuse`: what the claims' score catches of abuse that was put in, and what honest customers bear. A simulation
 * (bench/abuse/world.ts): no labelled data is public.
 */
import { refit } from "../src/modules/returns/model/claim/fit.ts";
import { ClaimPolicy } from "../src/modules/returns/model/claim/policy.ts";
import { wilson } from "../src/modules/returns/model/claim/rates.ts";
import { scoreFeatures } from "../src/modules/returns/model/claim/score.ts";
import { type Looked, runWorld } from "./abuse/run.ts";
import { KINDS, REGIONS, type World, worldOf } from "./abuse/world.ts";

const REVIEW_YEN = 600;
const ASK_YEN = 100;

interface Sum {
  readonly claims: number;
  readonly abuse: number;
  /** Of what a person looked at, how much was abuse. */
  readonly precision: number;
  /** Of all abuse, how much a person looked at; and how much was refused. */
  readonly recall: number;
  readonly stopped: number;
  /** Honest customers who were asked, made to wait or refused: of those with a claim, and of all. */
  readonly friction: number;
  readonly frictionOfAll: number;
  /** Of those with a claim, who waited for a person. */
  readonly waited: number;
  readonly wronged: number;
  readonly saved: number;
  readonly late: number;
}

const sumOf = (looked: readonly Looked[], world: World): Sum => {
  const abuse = looked.filter((one) => !one.honest);
  const honest = looked.filter((one) => one.honest);
  const reviewed = looked.filter((one) => one.reviewed);
  const people = (of: readonly Looked[]) => new Set(of.map((one) => one.customer.id)).size;
  const troubled = honest.filter((one) => one.asked || one.reviewed);
  const stopped = abuse.filter((one) => one.declined);
  const cost = reviewed.length * REVIEW_YEN + looked.filter((one) => one.asked).length * ASK_YEN;
  const wronged = honest.filter((one) => one.declined);
  const money = (of: readonly Looked[]) => of.reduce((total, one) => total + one.amount, 0);
  return {
    claims: looked.length,
    abuse: abuse.length,
    precision: reviewed.length === 0 ? 0 : reviewed.filter((one) => !one.honest).length / reviewed.length,
    recall: abuse.filter((one) => one.reviewed).length / abuse.length,
    stopped: money(stopped) / money(abuse),
    friction: people(troubled) / people(honest),
    frictionOfAll:
      people(troubled) / world.customers.filter((one) => one.kind === "honest" || one.kind === "returner").length,
    waited: people(honest.filter((one) => one.reviewed)) / people(honest),
    wronged: people(wronged) / people(honest),
    // What was wrongly refused is owed, so it is no saving.
    saved: money(stopped) - cost,
    late: reviewed.length === 0 ? 0 : reviewed.filter((one) => one.waited > 1).length / reviewed.length,
  };
};

const share = (value: number): string => `${(value * 100).toFixed(1)} %`;
const line = (name: string, sum: Sum): string =>
  `${name.padEnd(34)} reviewed that are abuse ${share(sum.precision).padStart(7)}   abuse seen ${share(sum.recall).padStart(7)}   its money stopped ${share(sum.stopped).padStart(7)}   honest claimants asked or waiting ${share(sum.friction).padStart(7)}, waiting ${share(sum.waited).padStart(7)}   wrongly refused ${share(sum.wronged).padStart(6)}   net ¥${sum.saved.toLocaleString("en")}`;

/** Probability that an abusive claim scores above an honest one. */
const auc = (rows: readonly { score: number; honest: boolean }[]): number => {
  const sorted = rows.toSorted((a, b) => a.score - b.score);
  let below = 0;
  let sum = 0;
  for (let i = 0; i < sorted.length;) {
    let j = i;
    while (j < sorted.length && sorted[j]?.score === sorted[i]?.score) j++;
    const tied = sorted.slice(i, j);
    const honest = tied.filter((one) => one.honest).length;
    sum += (tied.length - honest) * (below + honest / 2);
    below += honest;
    i = j;
  }
  const abuse = rows.filter((one) => !one.honest).length;
  return sum / (abuse * (rows.length - abuse));
};

export const abuse = ({
  quick,
  say,
}: {
  quick: boolean;
  say: (line: string) => void;
}): Promise<Record<string, number>> => {
  const count = quick ? 20_000 : 60_000;
  const perDay = quick ? 2 : 6;
  const policy = ClaimPolicy.parse({ autoPerDay: 100_000_000 });
  const world = worldOf("2026", count);
  const looked = runWorld(world, policy, perDay);
  const all = sumOf(looked, world);
  say(
    `SIMULATION: ${count.toLocaleString("en")} customers, ${world.parcels.length.toLocaleString("en")} parcels, ${all.claims} claims, ${all.abuse} of them abuse; ${perDay} reviews a day.`,
  );
  say("");
  say(line("this policy", all));
  const plain = (name: string, review: (claims: number) => boolean) =>
    say(line(name, sumOf(runWorld(world, policy, perDay, { review: (about) => review(about.person.claims) }), world)));
  plain("approve everything", () => false);
  plain("review from the third claim on", (claims) => claims >= 2);
  plain("review everything", () => true);

  say("");
  const top = looked.toSorted((a, b) => b.score - a.score).slice(0, perDay * 365);
  const caught = top.filter((one) => !one.honest).length;
  say(
    `at capacity, the ${top.length} highest scores: ${share(caught / top.length)} abuse; ${share(caught / all.abuse)} of all abuse. AUC ${auc(looked).toFixed(3)}`,
  );
  for (const kind of KINDS) {
    const lies = looked.filter((one) => !one.honest && one.customer.kind === kind);
    if (lies.length === 0) continue;
    say(
      `  ${kind.padEnd(14)} ${String(lies.length).padStart(5)} false claims: ${share(lies.filter((one) => one.reviewed).length / lies.length).padStart(7)} seen by a person, ${share(lies.filter((one) => one.declined).length / lies.length).padStart(7)} stopped`,
    );
  }

  say("");
  say("honest claimants asked or made to wait, by region (95 % intervals):");
  const regional = REGIONS.map((region, i) => {
    const own = looked.filter((one) => one.honest && one.customer.region === i);
    const troubled = own.filter((one) => one.asked || one.reviewed).length;
    const { low, high } = wilson(troubled, own.length);
    say(
      `  ${region.name.padEnd(16)} ${String(own.length).padStart(5)} claims  ${share(troubled / own.length).padStart(7)}  (${share(low)} to ${share(high)})`,
    );
    return troubled / own.length;
  });
  const inBad = looked.filter((one) => one.honest && one.customer.region >= 4);
  const unlucky = [...Map.groupBy(inBad, (one) => one.customer.id).values()].filter((own) => own.length >= 2).flat();
  const unluckyShare = unlucky.filter((one) => one.asked || one.reviewed).length / Math.max(1, unlucky.length);
  say(
    `  honest customers with two and more claims in bad-delivery areas: ${share(unluckyShare)} of ${unlucky.length} claims`,
  );

  say("");
  const half = looked.filter((one) => one.day < 182);
  const labels = half.filter((one) => one.reviewed).map((one) => ({ features: one.features, abuse: one.declined }));
  const fitted = refit(labels, policy);
  const later = looked.filter((one) => one.day >= 182);
  const before = auc(later);
  const after = fitted.ok
    ? auc(later.map((one) => ({ honest: one.honest, score: scoreFeatures(one.features, fitted).z })))
    : Number.NaN;
  say(
    fitted.ok
      ? `weights refitted on ${labels.length} outcomes of the first half year: AUC in the second half ${before.toFixed(3)} → ${after.toFixed(3)}`
      : `no refit: ${fitted.why} (${labels.length} outcomes)`,
  );
  return Promise.resolve({
    simulated: 1,
    claims: all.claims,
    abuse_claims: all.abuse,
    review_precision: all.precision,
    abuse_reviewed: all.recall,
    abuse_money_stopped: all.stopped,
    honest_claimants_troubled: all.friction,
    honest_claimants_waiting: all.waited,
    honest_customers_troubled: all.frictionOfAll,
    honest_claimants_refused: all.wronged,
    reviewed_late: all.late,
    precision_at_capacity: caught / top.length,
    recall_at_capacity: caught / all.abuse,
    auc: auc(looked),
    auc_refitted: after,
    region_gap: Math.max(...regional) - Math.min(...regional),
    net_yen: all.saved,
  });
};
