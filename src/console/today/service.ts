import { number, type Pair } from "#ui";
import type { Matter } from "./attention.ts";
import type { Figures } from "./figures.ts";

type T = (key: Pair, values?: Record<string, string | number>) => string;

const words = {
  cases: ["対応案件が {n} 件", "{n} open {n|case|cases}"],
  casesOverdue: ["{n} 件が期限を過ぎています", "{n} past {n|its|their} deadline"],
  casesTodo: ["担当が決まっていないもの {n} 件", "{n} without an owner"],
  parcels: ["人の手が要る荷物が {n} 件", "{n} {n|parcel needs|parcels need} somebody"],
  parcelsOverdue: ["{n} 件が期限を過ぎています", "{n} past {n|its|their} deadline"],
  parcelsTodo: ["不在・動きなし・調査中などを確認してください", "Absent, silent or under investigation: have a look"],
  returns: ["判断や検品を待つ返品・交換が {n} 件", "{n} {n|return waits|returns wait} for a decision or inspection"],
  returnsOverdue: ["{n} 件をお待たせしています", "{n} {n|has|have} waited too long"],
  returnsTodo: ["承認・検品・返金を進めてください", "Decide, inspect or pay back"],
  claims: ["お届けトラブルの申告が {n} 件", "{n} delivery {n|claim waits|claims wait} for a decision"],
  claimsOverdue: ["{n} 件が期限を過ぎています", "{n} past {n|its|their} deadline"],
  claimsTodo: ["証拠と理由を見て、決めてください", "See the evidence and the reasons, and decide"],
} as const satisfies Record<string, Pair>;

/** What of a return waits for the brand and not for the customer or the carrier. */
const OURS: ReadonlySet<string> = new Set(["decision", "inspection", "disposition", "payment"]);

/** Customers who wait for somebody: cases, parcels, returns and claims. Past their deadline they stand first. */
export const serviceMatters = (figures: Figures, t: T): Matter[] => {
  const matter = (
    key: "cases" | "parcels" | "returns" | "claims",
    count: { n: number; late: number; todo?: string },
    to: string,
  ): Matter[] =>
    count.n === 0
      ? []
      : [
          {
            key,
            tone: count.late > 0 ? "broken" : "held",
            title: t(words[key], { n: number(count.n) }),
            todo:
              count.late > 0
                ? t(words[`${key}Overdue`], { n: number(count.late) })
                : (count.todo ?? t(words[`${key}Todo`])),
            to,
          },
        ];
  const cases = figures.cases.data;
  const parcels = figures.parcels.data?.items.find((each) => each.queue === "attention");
  const returns = (figures.returns.data?.items ?? []).filter((each) => OURS.has(each.awaits));
  const claims = figures.claims.data;
  return [
    ...(cases
      ? matter(
          "cases",
          { n: cases.open, late: cases.overdue, todo: t(words.casesTodo, { n: number(cases.unowned) }) },
          "/cases",
        )
      : []),
    ...(claims ? matter("claims", { n: claims.review + claims.settle, late: claims.late }, "/claims") : []),
    ...matter(
      "returns",
      {
        n: returns.reduce((sum, each) => sum + each.count, 0),
        late: returns.reduce((sum, each) => sum + each.late, 0),
      },
      "/returns",
    ),
    ...(parcels ? matter("parcels", { n: parcels.count, late: parcels.overdue }, "/parcels?queue=attention") : []),
  ];
};
