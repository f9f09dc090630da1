import { count } from "#kernel/count";
import type { Count, Leaf, Predicate, Window } from "./predicate.ts";
import type { TraitTest } from "./test.ts";

export type Tongue = "ja" | "en";
/** What people call things, for reading a predicate aloud. Each may be left out. */
export interface Names {
  segment?: (id: string) => string;
  event?: (name: string) => string;
  /** A trait, or one field of a structured trait: `address` and `address.state`. */
  trait?: (path: string) => string;
  /** A property of an event. */
  property?: (path: string) => string;
  /** What a property of an event holds. */
  value?: (path: string, value: string) => string;
  money?: (amount: number, currency: string) => string;
}

const pick = (tongue: Tongue, ja: string, en: string) => (tongue === "ja" ? ja : en);
const quote = (tongue: Tongue, text: string) => pick(tongue, `「${text}」`, `“${text}”`);

const day = (tongue: Tongue, date: string): string => {
  const [year = "", month = "", dayOfMonth = ""] = date.split("-");
  return pick(tongue, `${Number(year)}年${Number(month)}月${Number(dayOfMonth)}日`, date);
};

const windowWords = (tongue: Tongue, window: Window): string => {
  const n = "n" in window ? window.n : 0;
  switch (window.kind) {
    case "ever":
      return pick(tongue, "これまでに", "so far");
    case "last": {
      const hours = window.unit === "hours";
      return pick(tongue, `直近${n}${hours ? "時間" : "日間"}に`, `in the last ${count(n, hours ? "hour" : "day")}`);
    }
    case "calendar": {
      const ja = { day: ["今日", "日間"], week: ["今週", "週間"], month: ["今月", "か月間"] }[window.unit];
      const en = { day: "today", week: "this week", month: "this month" }[window.unit];
      return n === 1
        ? pick(tongue, `${ja[0]}`, en)
        : pick(
            tongue,
            `${ja[0]}までの${n}${ja[1]}に`,
            `${en} or in the ${n - 1} ${window.unit}${n === 2 ? "" : "s"} before`,
          );
    }
    case "between":
      if (!window.from && !window.to) return windowWords(tongue, { kind: "ever" });
      return pick(
        tongue,
        `${window.from ? `${day(tongue, window.from)}から` : ""}${window.to ? `${day(tongue, window.to)}までに` : "今までに"}`,
        `${window.from ? `from ${window.from} ` : ""}${window.to ? `until ${window.to}` : "until now"}`,
      );
  }
};

const countWords = (tongue: Tongue, { op, n }: Count): string => {
  const times = `${n} time${n === 1 ? "" : "s"}`;
  switch (op) {
    case "at_least":
      return pick(tongue, `${n}回以上`, n === 1 ? "at least once" : `at least ${times}`);
    case "at_most":
      return pick(tongue, `${n}回以下`, `at most ${times}`);
    case "exactly":
      return pick(tongue, `ちょうど${n}回`, `exactly ${times}`);
  }
};

const never = ({ op, n }: Count) => n === 0 && op !== "at_least";

const testWords = (
  tongue: Tongue,
  what: string,
  test: TraitTest,
  called: (value: string) => string = (value) => value,
): string => {
  const shown = (value: unknown) => (typeof value === "string" ? called(value) : String(value));
  const value =
    "value" in test ? (typeof test.value === "string" ? quote(tongue, shown(test.value)) : String(test.value)) : "";
  const list = "values" in test ? test.values.map(shown).join(pick(tongue, "、", ", ")) : "";
  const days = "days" in test ? test.days : 0;
  const some = pick(tongue, `${days}日`, `${days} day${days === 1 ? "" : "s"}`);
  switch (test.op) {
    case "equals":
      return pick(tongue, `${what}が${value}`, `${what} is ${value}`);
    case "not_equals":
      return pick(tongue, `${what}が${value}ではない`, `${what} is not ${value}`);
    case "contains":
      return pick(tongue, `${what}に${value}を含む`, `${what} contains ${value}`);
    case "not_contains":
      return pick(tongue, `${what}に${value}を含まない`, `${what} does not contain ${value}`);
    case "in":
      return pick(tongue, `${what}が${list}のいずれか`, `${what} is one of ${list}`);
    case "not_in":
      return pick(tongue, `${what}が${list}のどれでもない`, `${what} is none of ${list}`);
    case "exists":
      return pick(tongue, `${what}がある`, `${what} is known`);
    case "absent":
      return pick(tongue, `${what}がない`, `${what} is not known`);
    case "gt":
      return pick(tongue, `${what}が${value}より大きい`, `${what} is more than ${value}`);
    case "gte":
      return pick(tongue, `${what}が${value}以上`, `${what} is at least ${value}`);
    case "lt":
      return pick(tongue, `${what}が${value}未満`, `${what} is less than ${value}`);
    case "lte":
      return pick(tongue, `${what}が${value}以下`, `${what} is at most ${value}`);
    case "between":
      return pick(tongue, `${what}が${test.from}以上${test.to}以下`, `${what} is between ${test.from} and ${test.to}`);
    case "before":
      return pick(tongue, `${what}が${day(tongue, test.date)}より前`, `${what} is before ${test.date}`);
    case "since":
      return pick(tongue, `${what}が${day(tongue, test.date)}以降`, `${what} is ${test.date} or later`);
    case "within_last":
      return pick(tongue, `${what}が過去${some}以内`, `${what} was within the last ${some}`);
    case "within_next":
      return pick(tongue, `${what}が今後${some}以内`, `${what} is within the next ${some}`);
    case "older_than":
      return pick(tongue, `${what}から${some}以上たっている`, `${what} was ${some} ago or longer`);
    case "anniversary":
      return days === 0
        ? pick(tongue, `${what}の記念日が今日`, `${what} has its yearly day today`)
        : pick(tongue, `${what}の記念日が今日から${some}以内`, `${what} has its yearly day within ${some}`);
  }
};

const IDENTITY = {
  user: ["会員ID", "a member id"],
  anon: ["匿名ID", "an anonymous id"],
  email: ["メールアドレス", "an e-mail address"],
  phone: ["電話番号", "a phone number"],
  line: ["LINE連携", "a LINE account"],
  card: ["店舗カード", "a store card"],
} as const;

const leafWords = (tongue: Tongue, leaf: Leaf, names: Names): string => {
  const ja = tongue === "ja";
  switch (leaf.kind) {
    case "trait": {
      const path = leaf.path ? `${leaf.name}.${leaf.path}` : leaf.name;
      const own = leaf.path ? `${leaf.name} › ${leaf.path}` : leaf.name;
      return testWords(tongue, quote(tongue, names.trait?.(path) ?? own), leaf.test);
    }
    case "event": {
      const page = leaf.type === "page" || leaf.type === "screen";
      // A page's name is its own title; other events have names of ours.
      const own = leaf.name === undefined || page ? leaf.name : (names.event?.(leaf.name) ?? leaf.name);
      const called = own === undefined ? undefined : quote(tongue, own);
      const what = called
        ? page
          ? pick(tongue, `${called}の閲覧`, `a view of ${called}`)
          : called
        : pick(tongue, "ページの閲覧", "a page view");
      const conditions = (leaf.where ?? []).map(({ path, test }) =>
        testWords(tongue, names.property?.(path) ?? path, test, (value) => names.value?.(path, value) ?? value),
      );
      const which =
        conditions.length === 0 ? "" : pick(tongue, `(${conditions.join("、")})`, ` (${conditions.join(", ")})`);
      const when = windowWords(tongue, leaf.within);
      if (never(leaf.count))
        return ja ? `${when}${what}${which}がない` : `has no ${what.replace(/^a /, "")}${which} ${when}`;
      return ja
        ? `${when}${what}${which}が${countWords(tongue, leaf.count)}`
        : `has ${what}${which} ${countWords(tongue, leaf.count)} ${when}`;
    }
    case "order_count": {
      const when = windowWords(tongue, leaf.within);
      if (never(leaf.count)) return ja ? `${when}注文がない` : `has not ordered ${when}`;
      return ja
        ? `${when}注文が${countWords(tongue, leaf.count)}`
        : `has ordered ${countWords(tongue, leaf.count)} ${when}`;
    }
    case "order_value": {
      const amount = names.money?.(leaf.amount, leaf.currency) ?? `${leaf.amount} ${leaf.currency}`;
      const sum = leaf.measure === "sum";
      const most = leaf.op === "at_most";
      const when = windowWords(tongue, leaf.within);
      return ja
        ? `${when}${sum ? "購入金額の合計" : "平均購入金額"}が${amount}${most ? "以下" : "以上"}`
        : `has ${sum ? "bought for" : "an average order of"} ${most ? "at most" : "at least"} ${amount} ${when}`;
    }
    case "order_recency":
      return leaf.op === "within"
        ? pick(tongue, `最後の注文から${leaf.days}日以内`, `last ordered within ${count(leaf.days, "day")}`)
        : pick(
            tongue,
            `最後の注文から${leaf.days}日以上たっている`,
            `last ordered ${count(leaf.days, "day")} ago or longer`,
          );
    case "rfm": {
      const parts = (["r", "f", "m"] as const).flatMap((part) => {
        const range = leaf[part];
        return range ? [`${part.toUpperCase()} ${range[0] === range[1] ? range[0] : `${range[0]}–${range[1]}`}`] : [];
      });
      return pick(tongue, `RFMスコアが${parts.join("・")}`, `scores ${parts.join(", ")}`);
    }
    case "identity": {
      const called = IDENTITY[leaf.has];
      return pick(tongue, `${called[0]}がある`, `has ${called[1]}`);
    }
    case "segment":
      return pick(
        tongue,
        `セグメント${quote(tongue, names.segment?.(leaf.segment) ?? leaf.segment)}に該当する`,
        `is in the segment ${quote(tongue, names.segment?.(leaf.segment) ?? leaf.segment)}`,
      );
  }
};

const words = (tongue: Tongue, predicate: Predicate, names: Names, inner: boolean): string => {
  switch (predicate.kind) {
    case "and":
    case "or": {
      const parts = predicate.of.map((each) => words(tongue, each, names, predicate.of.length > 1));
      if (parts.length === 1) return parts[0] ?? "";
      const joined = parts.join(
        predicate.kind === "and" ? pick(tongue, "、かつ", " and ") : pick(tongue, "、または", " or "),
      );
      return inner ? pick(tongue, `(${joined})`, `(${joined})`) : joined;
    }
    case "not": {
      const { of } = predicate;
      if (of.kind === "segment") {
        const name = quote(tongue, names.segment?.(of.segment) ?? of.segment);
        return pick(tongue, `セグメント${name}に該当しない`, `who is not in the segment ${name}`);
      }
      if (of.kind === "identity")
        return pick(tongue, `${IDENTITY[of.has][0]}がない`, `who has no ${IDENTITY[of.has][1].replace(/^an? /, "")}`);
      const said = words(tongue, of, names, false);
      return pick(tongue, `「${said}」ではない`, `not among those ${said}`);
    }
    default: {
      const said = leafWords(tongue, predicate, names);
      return pick(tongue, said, `${predicate.kind === "trait" ? "whose" : "who"} ${said}`);
    }
  }
};

/** A noun wants の before お客様, a verb or an adjective does not. */
const linked = (said: string) => (/[いるむた]\)*$/u.test(said) ? said : `${said}の`);

/** Reads a predicate aloud: one sentence in Japanese or English. */
export const sentence = (predicate: Predicate, tongue: Tongue, names: Names = {}): string => {
  const said = words(tongue, predicate, names, false);
  return pick(tongue, `${linked(said)}お客様`, `Everyone ${said}`);
};

/** One condition aloud, without “everyone who”. */
export const sentencePart = (predicate: Predicate, tongue: Tongue, names: Names = {}): string =>
  words(tongue, predicate, names, false);
