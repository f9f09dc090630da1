import type { Duration, Node, Definition } from "#journeys/model";
import { sentence, type SentenceNames } from "#segments/model";
import type { Language, Pair } from "#ui";
import { conditionWords, kindWords, meantWords, sameWords, unitWords, weekdayWords } from "./words.ts";

type Say = (pair: Pair, values?: Readonly<Record<string, string | number>>) => string;

/** What descriptions need of the page: its language and how things are called. */
export interface Teller {
  readonly say: Say;
  readonly language: Language;
  readonly names: SentenceNames;
  readonly template: (key: string) => string;
}

export const durationText = ({ amount, unit }: Duration, { say, language }: Teller): string =>
  language === "ja"
    ? `${amount}${say(unitWords[unit])}`
    : `${amount} ${amount === 1 ? say(unitWords[unit]).replace(/s$/u, "") : say(unitWords[unit])}`;

export const weekdaysText = (weekdays: readonly number[], { say, language }: Teller): string => {
  if (weekdays.length === 7) return say(["毎日", "any day"]);
  const names = weekdays.toSorted((a, b) => a - b).map((day) => say(weekdayWords[day - 1] ?? ["", ""]));
  return language === "ja" ? `${names.join("・")}曜` : names.join(", ");
};

const channelName = { line: ["LINE", "LINE"], email: ["メール", "mail"] } as const;
const channelsText = (channels: readonly ("line" | "email")[], { say }: Teller) =>
  channels.map((channel) => say(channelName[channel])).join(" → ");

const eventName = (name: string, names: SentenceNames): string => names.event?.(name) ?? name;

type Condition = {
  property: string;
  op: keyof typeof conditionWords;
  value?: string | number | boolean | { run: string } | undefined;
};

/** A branch names the event that started the run by `trigger`; that event is all there is to say. */
const startedBy = (op: Condition["op"]): Pair => (op === "is" ? ["{v}", "{v}"] : conditionWords[op]);

const isSame = (op: Condition["op"]): op is keyof typeof sameWords => op in sameWords;

/** One condition, as its reader would say it. */
export const conditionText = (
  { property, op, value }: Condition,
  { say, names }: Pick<Teller, "say" | "names">,
): string => {
  const own = property.replace(/^event\./u, "");
  const meant = typeof value === "object" ? undefined : meantWords.get(`${own} ${op} ${value}`);
  if (meant) return say(meant);
  const p = (own && names.property?.(own)) || own || "…";
  if (typeof value === "object")
    return isSame(op)
      ? say(sameWords[op], { p })
      : say(conditionWords[op], { p, v: say(["きっかけの値", "that of what started it"]) });
  const called =
    typeof value === "string" && value !== ""
      ? own === "trigger"
        ? eventName(value, names)
        : (names.value?.(own, value) ?? value)
      : String(value ?? "");
  const v = typeof value === "number" ? called : say(["「{called}」", "“{called}”"], { called });
  return say(own === "trigger" ? startedBy(op) : conditionWords[op], { p, v });
};

const conditionsText = (where: readonly Condition[], teller: Teller): string =>
  where.map((each) => conditionText(each, teller)).join(teller.say(["、", ", "]));

const eventText = (event: { name: string; where: readonly Condition[] }, teller: Teller): string => {
  const called = event.name === "" ? "…" : eventName(event.name, teller.names);
  return event.where.length === 0
    ? called
    : teller.say(["{e}({c})", "{e} ({c})"], {
        e: called,
        c: conditionsText(event.where, teller),
      });
};

/** What a step does, in one line. */
export const nodeText = (node: Node, teller: Teller): string => {
  const { say } = teller;
  switch (node.kind) {
    case "wait": {
      const { until } = node;
      if (until.kind === "duration") return say(["{d}待つ", "Wait {d}"], { d: durationText(until.duration, teller) });
      if (until.kind === "event")
        return say(["{event}を最長{d}待つ", "Wait for {event}, {d} at most"], {
          event: eventText(until.event, teller),
          d: durationText(until.timeout, teller),
        });
      const days = until.weekdays.length === 7 ? "" : weekdaysText(until.weekdays, teller);
      const time = say(["{days}{time}まで待つ", "Wait until {time}{days}"], {
        days: days && say(["{days} ", ", {days}"], { days }),
        time: until.time,
      });
      return until.after.amount === 0
        ? time
        : say(["{d}後以降の{time}", "{time}, at least {d} later"], { d: durationText(until.after, teller), time });
    }
    case "branch":
      return node.paths
        .map((path) =>
          path.when.kind === "person"
            ? path.when.predicate
              ? sentence(path.when.predicate, teller.language, teller.names)
              : say(["条件が未設定", "No condition yet"])
            : conditionsText(path.when.where, teller) || say(["条件が未設定", "No condition yet"]),
        )
        .join(" / ");
    case "message":
      return node.template === ""
        ? say(["テンプレートが未設定", "No template yet"])
        : `${teller.template(node.template)}(${channelsText(node.channels, teller)})`;
    case "trait":
      return `${(node.trait && teller.names.trait?.(node.trait)) || node.trait || "…"} = ${String(node.value)}`;
    case "exit":
      return "";
  }
};

export const nodeTitle = (node: Node, teller: Teller): string => node.name || teller.say(kindWords[node.kind]);

/** What starts the journey, in one line. */
export const triggerText = ({ trigger }: Definition, teller: Teller): string => {
  const { say, names, language } = teller;
  if (trigger.kind === "segment")
    return trigger.segment === ""
      ? say(["開始条件が未設定", "No trigger yet"])
      : say(["セグメント「{segment}」に入った", "Enters the segment “{segment}”"], {
          segment: names.segment?.(trigger.segment) ?? trigger.segment,
        });
  if (trigger.events.length === 0) return say(["開始条件が未設定", "No trigger yet"]);
  const events = trigger.events.map((event) => eventText(event, teller)).join(say(["、または ", " or "]));
  return trigger.only ? `${events} — ${sentence(trigger.only, language, names)}` : events;
};

export const reentryText = ({ reentry }: Definition, teller: Teller): string => {
  const { say, names } = teller;
  if (reentry.kind === "never") return say(["お一人1回だけ", "Once for a person"]);
  if (reentry.kind === "key")
    return say(["{p} ごとに1回", "Once for each {p}"], {
      p: (reentry.property && names.property?.(reentry.property)) || reentry.property || "…",
    });
  return say(["前回の開始から{d}たてば再び", "Again {d} after the last start"], {
    d: durationText(reentry.duration, teller),
  });
};

export const exitText = ({ exit }: Definition, teller: Teller): string =>
  [
    ...exit.events.map((event) => eventText(event, teller)),
    ...(exit.when ? [sentence(exit.when, teller.language, teller.names)] : []),
  ].join(teller.say(["、または ", " or "]));

/** What stands at an edge. */
export const edgeLabel = (node: Node, path: string, teller: Teller): string => {
  const { say } = teller;
  if (path === "event") return say(["あり", "Happened"]);
  if (path === "timeout") return say(["なし", "Did not"]);
  if (path === "else") return say(["それ以外", "Otherwise"]);
  if (node.kind === "branch" && path.startsWith("paths.")) {
    const at = Number(path.slice(6));
    return node.paths[at]?.label || say(["条件{n}", "Path {n}"], { n: at + 1 });
  }
  return "";
};
