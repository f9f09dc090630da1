import { type Pair, StatusBadge, say, useLanguage } from "#ui";
import { REASONS, type ReturnReason } from "../../model/reasons.ts";
import { MACHINES } from "./words.ts";

/** The state of one machine, in a word. */
export const MachineBadge = ({
  machine,
  state,
}: {
  readonly machine: keyof typeof MACHINES;
  readonly state: string;
}) => {
  useLanguage();
  const said = MACHINES[machine].book[state];
  return <StatusBadge tone={said?.tone ?? "plain"}>{said ? say(said.words) : state}</StatusBadge>;
};

export const reasonWords = (reason: ReturnReason): string => say([REASONS[reason].ja, REASONS[reason].en]);

/** Rules that every policy has. */
const RULES: Readonly<Record<string, Pair>> = {
  window: ["返品期間内", "Within the window"],
  too_many: ["点数が多すぎる", "More than there are"],
  window_over: ["返品期間を過ぎた", "After the window"],
  law: ["法律どおり(8日)", "The law (8 days)"],
  law_over: ["法律の8日を過ぎた", "After the law's 8 days"],
  failure: ["不良・破損・誤配", "Goods that failed"],
  failure_late: ["不良・破損(期間後)", "Failed, after the period"],
  condition: ["商品の状態", "Condition"],
  not_arrived: ["お届け前", "Not yet arrived"],
  already: ["手続き済み", "Returned already"],
};
/** A rule as people say it: a policy's own by what it tells customers, by its key only where it tells them nothing. */
export const ruleWords = (rule: string, own: { readonly ja: string; readonly en: string } | null = null): string =>
  say(own ? [own.ja || own.en, own.en || own.ja] : (RULES[rule] ?? [rule, rule]));

/** What the product itself gives as a reason of a step; people's own words stay as they are. */
const CAUSES: Readonly<Record<string, Pair>> = {
  "by policy": ["ポリシーにより自動", "by policy"],
  "nothing needs to come back": ["返送不要", "nothing needs to come back"],
  "replacement first": ["交換品を先に発送", "replacement first"],
  "nothing is owed": ["お返しする金額なし", "nothing is owed"],
  "bank details are needed": ["振込先が必要", "bank details are needed"],
  "the parcel came after all": ["荷物が届いたため", "the parcel came after all"],
  customer: ["お客様", "the customer"],
  staff: ["担当者", "staff"],
  not_approved: ["未承認", "not approved"],
  not_from_here: ["この状態からはできません", "not from here"],
};
export const causeWords = (cause: string): string => say(CAUSES[cause] ?? [cause, cause]);
