/** May these pieces come back, why or why not, at whose cost, and for what? Every answer names its rule. */
import { count } from "#kernel/count";
import type { Language } from "#kernel/html";
import type { Condition, Policy, Resolution, Rule, When } from "./policy.ts";
import { type Fault, REASONS, type ReturnReason } from "./reasons.ts";
import { type Arrival, type Basis, endOf } from "./window.ts";

/** Goods or shop failed (契約不適合): a policy may give more than the law, never less. */
export const FAILURES: readonly ReturnReason[] = ["defective", "damaged", "wrong_item", "not_as_described"];

export interface Words {
  readonly ja: string;
  readonly en: string;
}

export interface Asked {
  readonly line: number;
  readonly product: string;
  readonly variant: string;
  readonly category: string;
  readonly quantity: number;
  /** What was paid for these pieces, minor units. */
  readonly paid: number;
  readonly sale: boolean;
  readonly reason: ReturnReason;
  readonly condition: Condition;
}
export interface Circumstances {
  readonly now: Date;
  readonly zone: string;
  readonly channel: string;
  readonly tier: string;
  readonly coupon: string;
  readonly gift: boolean;
  readonly arrivals: readonly Arrival[];
  /** Pieces of this line that came back already or are on their way. */
  readonly returned: number;
}

export interface Answer {
  readonly eligible: boolean;
  /** Which rule decided. */
  readonly rule: string;
  readonly why: Words;
  /** The last moment, without grace; null where there is no window. */
  readonly until: Date | null;
  /** What the window is counted from. */
  readonly basis: Basis;
  readonly pieces: number;
  readonly fault: Fault;
  readonly postage: "buyer" | "shop";
  readonly resolutions: readonly Resolution[];
  readonly bonus: number;
  readonly keep: boolean;
  readonly review: boolean;
  readonly photo: boolean;
  /** Exchanged before it is back, up to this value; null: it is not. */
  readonly instant: number | null;
}

const has = (list: readonly string[] | undefined, ...values: readonly string[]): boolean =>
  list === undefined || values.some((value) => value !== "" && list.includes(value));

const holds = (when: When, asked: Asked, of: Circumstances): boolean =>
  has(when.products, asked.product, asked.variant) &&
  has(when.categories, asked.category) &&
  has(when.reasons, asked.reason) &&
  has(when.conditions, asked.condition) &&
  has(when.channels, of.channel) &&
  has(when.tiers, of.tier) &&
  has(when.coupons, of.coupon) &&
  (when.sale === undefined || when.sale === asked.sale) &&
  (when.gift === undefined || when.gift === of.gift) &&
  (when.from === undefined || asked.paid >= when.from);

const day = (at: Date, zone: string, language: Language): string =>
  new Intl.DateTimeFormat(language === "ja" ? "ja-JP" : "en-GB", {
    timeZone: zone,
    month: "long",
    day: "numeric",
    ...(language === "ja" && { weekday: "short" }),
  }).format(new Date(at.getTime() - 1));

const FROM: Readonly<Record<Basis, Words>> = {
  item: { ja: "この商品のお届け日", en: "the day this item arrived" },
  order: { ja: "ご注文のお届け日", en: "the day your order arrived" },
  shipment: { ja: "発送日から数えたお届け予定日", en: "the day it should have arrived, counted from its shipment" },
  store: { ja: "ご購入日", en: "the day you bought it" },
  none: { ja: "お届け日", en: "the day it arrives" },
};

/** What the policy says of these pieces; the first rule that says something counts, field by field. */
const settingsOf = (policy: Policy, asked: Asked, of: Circumstances) => {
  const matching = policy.rules.filter((rule) => holds(rule.when, asked, of));
  const said = <K extends keyof Rule["gives"]>(key: K): Rule | undefined =>
    matching.find((rule) => rule.gives[key] !== undefined);
  const pick = <K extends keyof Rule["gives"], D>(key: K, standard: D) =>
    (said(key)?.gives[key] ?? standard) as NonNullable<Rule["gives"][K]> | D;
  return {
    final: said("final"),
    window: said("days"),
    acceptsRule: said("accepts"),
    days: pick("days", policy.days),
    grace: pick("grace", policy.grace),
    accepts: pick("accepts", policy.accepts),
    postage: pick("postage", policy.postage),
    resolutions: pick("resolutions", policy.resolutions),
    bonus: pick("bonus", policy.bonus),
    keep: pick("keep", false),
    review: pick("review", false),
    photo: pick("photo", false),
    instant: pick("instant", policy.instant),
  };
};

/** Pieces whose window is open at this moment, and when the last of them closes. */
const open = (arrivals: readonly Arrival[], of: Circumstances, days: number, grace: number, first: boolean) => {
  const here = arrivals.filter((arrival) => arrival.at !== null);
  const windows = here.map((arrival) => {
    const at = arrival.at as Date;
    return {
      ...arrival,
      until: endOf(at, days, first, of.zone),
      closes: endOf(at, days + grace, first, of.zone),
    };
  });
  const still = windows.filter((each) => of.now < each.closes);
  const last = windows.toSorted((a, b) => b.until.getTime() - a.until.getTime())[0];
  return { pieces: still.reduce((sum, each) => sum + each.quantity, 0), last, here: here.length > 0 };
};

/** The answer for some pieces of one line. */
export const judge = (policy: Policy, asked: Asked, of: Circumstances): Answer => {
  const { fault } = REASONS[asked.reason];
  const failed = FAILURES.includes(asked.reason);
  const set = settingsOf(policy, asked, of);
  const warranty = policy.warranty.find((each) => each.categories.includes(asked.category));
  const days = failed ? Math.max(set.days, policy.defectDays, warranty?.days ?? 0) : set.days;
  const window = open(of.arrivals, of, days, failed ? 0 : set.grace, policy.firstDayCounts);
  const whole = of.arrivals.reduce((sum, a) => sum + a.quantity, 0);
  const left = Math.min(window.pieces, whole) - of.returned;
  const until = window.last?.until ?? null;
  const basis = window.last?.basis ?? "none";
  const answer = (rule: string, eligible: boolean, why: Words, more: Partial<Answer> = {}): Answer => ({
    eligible,
    rule,
    why,
    until,
    basis,
    pieces: eligible ? Math.max(0, left) : 0,
    fault,
    postage: fault === "shop" ? "shop" : set.postage,
    resolutions: of.gift ? set.resolutions.filter((each) => each !== "credit") : set.resolutions,
    bonus: fault === "shop" ? 0 : set.bonus,
    keep: set.keep || (failed && asked.paid <= policy.keepUpTo),
    review: set.review,
    photo: set.photo || (failed && policy.photoForDefects && asked.reason !== "wrong_item"),
    instant: set.instant === 0 ? null : set.instant,
    ...more,
  });
  const last = (language: Language) => (until ? day(until, of.zone, language) : "");
  const tooMany = (most: number) =>
    answer("too_many", false, {
      ja: `この商品で返品・交換いただけるのは${most}点までです。`,
      en: `Of this item ${count(most, "piece")} can be returned or exchanged.`,
    });
  if (of.returned >= whole && of.returned > 0)
    return answer("already", false, {
      ja: "この商品はすでに返品・交換のお手続き済みです。",
      en: "This item has already been returned or exchanged.",
    });
  if (!window.here)
    return answer("not_arrived", false, {
      ja: "まだお届けが済んでいません。お届け後にお手続きいただけます。",
      en: "It has not arrived yet. You can return it once it has.",
    });
  if (asked.quantity > whole - of.returned) return tooMany(whole - of.returned);
  if (failed) {
    const both: readonly Resolution[] = [...new Set<Resolution>([...set.resolutions, "exchange_variant", "refund"])];
    const more = { resolutions: of.gift ? both.filter((each) => each !== "credit") : both, postage: "shop" as const };
    if (left >= asked.quantity)
      return answer(
        "failure",
        true,
        {
          ja: "商品または当店に問題がありましたので、送料は当店が負担し、交換または返金いたします。申し訳ございません。",
          en: "The item or we have failed: we pay the postage and exchange or refund it. We are sorry.",
        },
        more,
      );
    return answer(
      "failure_late",
      true,
      {
        ja: "お届けから日が経っているため、担当者が内容を確認してご連絡いたします。",
        en: "It arrived a while ago, so somebody will look at it and write to you.",
      },
      { ...more, review: true, pieces: asked.quantity },
    );
  }
  if (!policy.shown) {
    if (left > 0 && left < asked.quantity) return tooMany(left);
    if (left < asked.quantity)
      return answer("law_over", false, {
        ja: `法律で定められた返品期間(お受け取り日を含む8日間)は${last("ja")}で終了しました。`,
        en: `The eight days that the law gives, the day of receipt included, ended on ${last("en")}.`,
      });
    return answer("law", true, {
      ja: `返品の特約を表示していないため、法律(特定商取引法)によりお受け取り日を含む8日間、${last("ja")}まで返品いただけます。返送料はお客様のご負担です。`,
      en: `As no return policy was shown, the law lets you return it within eight days of receipt, until ${last("en")}. You bear the postage.`,
    });
  }
  if (set.final?.gives.final === true) return answer(set.final.id, false, set.final.words);
  if (!set.accepts.includes(asked.condition))
    return answer(
      set.acceptsRule?.id ?? "condition",
      false,
      set.acceptsRule?.words ?? {
        ja: "ご使用になった商品は、お客様のご都合による返品・交換をお受けできません。",
        en: "Items that were used cannot be returned unless they are at fault.",
      },
    );
  if (left > 0 && left < asked.quantity) return tooMany(left);
  if (left < asked.quantity)
    return answer(set.window?.id ?? "window_over", false, {
      ja: `返品期間(${FROM[basis].ja}から${set.days}日)は${last("ja")}で終了しました。`,
      en: `It could be returned within ${count(set.days, "day")} from ${FROM[basis].en}; that ended on ${last("en")}.`,
    });
  return answer(set.window?.id ?? "window", true, {
    ja: `${FROM[basis].ja}から${set.days}日以内、${last("ja")}まで返品・交換いただけます。`,
    en: `You can return or exchange it within ${count(set.days, "day")} from ${FROM[basis].en}, until ${last("en")}.`,
  });
};
