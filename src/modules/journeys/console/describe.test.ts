import { expect, test, vi } from "vitest";
import { type Condition, type Definition, starters } from "#journeys/model";

// What the words of the console ask of a browser when they are loaded.
vi.stubGlobal("localStorage", { getItem: () => "ja", setItem: () => {} });
vi.stubGlobal("document", { documentElement: { lang: "ja" } });
const { eventWords } = await import("../../../console/story/event-words.ts");
const { propertyWords } = await import("../../../console/story/property-words.ts");
const { valueWords } = await import("../../../console/story/value-words.ts");
const { traitWords } = await import("../../../console/story/trait-words.ts");
const { conditionText, exitText, nodeText, reentryText, triggerText } = await import("./describe.ts");
const { reasonText } = await import("./words.ts");

const LANGUAGES = ["ja", "en"] as const;
const teller = (language: (typeof LANGUAGES)[number]) => {
  const one = (pair: readonly [string, string]) => pair[language === "ja" ? 0 : 1];
  const say = (pair: readonly [string, string], values: Readonly<Record<string, string | number>> = {}) =>
    one(pair).replaceAll(/\{(\w+)\}/gu, (all, name: string) => String(values[name] ?? all));
  const names = {
    event: (name: string) => one(eventWords(name)?.words ?? [name, name]),
    property: (path: string) => one(propertyWords(path)),
    value: (path: string, value: string) => one(valueWords(path, value)),
    trait: (path: string) => one(traitWords(path)),
  };
  return { say, language, names, template: (key: string) => key };
};

/** Every condition of a definition, wherever it stands. */
const conditionsOf = (definition: Definition): readonly Condition[] => {
  const events = [
    ...(definition.trigger.kind === "event" ? definition.trigger.events : []),
    ...definition.exit.events,
    ...Object.values(definition.nodes).flatMap((node) =>
      node.kind === "wait" && node.until.kind === "event" ? [node.until.event] : [],
    ),
  ];
  return [
    ...events.flatMap((event) => event.where),
    ...Object.values(definition.nodes).flatMap((node) =>
      node.kind === "branch" ? node.paths.flatMap(({ when }) => (when.kind === "run" ? when.where : [])) : [],
    ),
  ];
};

/** Words of the machine: what has dots or underscores, and in Japanese whatever is Latin and no name of a thing. */
const raw = (said: string, language: "ja" | "en"): boolean =>
  /\w[._]\w|\bevent\b|\btrigger\b/u.test(said) || (language === "ja" && /[A-Za-z]/u.test(said.replace("LINE", "")));

test("J26 every condition of a journey that comes with the product is said in its reader's words", () => {
  const all = starters.flatMap(({ key, definition }) =>
    LANGUAGES.flatMap((language) => conditionsOf(definition[language]).map((each) => ({ key, language, each }))),
  );
  expect(all.length).toBeGreaterThan(40);
  expect(
    all
      .map(({ key, language, each }) => ({ key, language, said: conditionText(each, teller(language)) }))
      .filter(({ said, language }) => raw(said, language)),
  ).toEqual([]);
  // In English a property and a value are the reader's where the book has them.
  const unknown = all.filter(({ each: { property, value } }) => {
    const own = property.replace(/^event\./u, "");
    const named = propertyWords(own)[0] !== propertyWords(own)[1];
    const valued =
      typeof value !== "string" || (own === "trigger" ? eventWords(value) : valueWords(own, value)[0] !== value);
    return !named || !valued;
  });
  expect(unknown).toEqual([]);
});

test("J26 what starts, repeats and ends such a journey, and what its branches ask, is said in its reader's words", () => {
  const said = starters.flatMap(({ definition }) =>
    LANGUAGES.flatMap((language) => {
      const own = definition[language];
      const branches = Object.values(own.nodes).filter((node) => node.kind === "branch");
      const texts = [
        triggerText(own, teller(language)),
        reentryText(own, teller(language)),
        exitText(own, teller(language)),
      ];
      return [...texts, ...branches.map((node) => nodeText(node, teller(language)))].map((text) => ({
        text,
        language,
      }));
    }),
  );
  expect(said.filter(({ text, language }) => raw(text, language))).toEqual([]);
});

test("J26 conditions read as people say them, also where they compare with what started the run", () => {
  const remedy = { property: "gives", op: "is_not", value: "message" } as const;
  expect(conditionText(remedy, teller("ja"))).toBe("お詫びの内容が「お詫びの言葉だけ」以外");
  expect(conditionText(remedy, teller("en"))).toBe("what is given is not “words only”");
  const same = { property: "order", op: "is", value: { run: "event.order" } } as const;
  expect(conditionText(same, teller("ja"))).toBe("注文がきっかけと同じ");
  expect(conditionText(same, teller("en"))).toBe("the same order");
  expect(conditionText({ property: "event.second.title", op: "exists" }, teller("ja"))).toBe("2回目のご案内がある");
  expect(conditionText({ property: "event.from", op: "more", value: 0 }, teller("ja"))).toBe(
    "お届けの時間帯が決まっている",
  );
  expect(conditionText({ property: "event.from", op: "more", value: 9 }, teller("en"))).toBe(
    "hour at which the slot begins is more than 9",
  );
});

test("J26 the log of a run names events and traits as people call them", () => {
  const when = () => "10:00";
  expect(reasonText({ code: "entered_event", event: "delivery.remedy_granted" }, teller("ja"), when)).toBe(
    "「お詫びをご用意」で開始しました",
  );
  expect(reasonText({ code: "exit_event", event: "claim.opened", at: "x" }, teller("en"), when)).toContain(
    "Made a claim",
  );
  expect(reasonText({ code: "trait_set", name: "loyalty_tier" }, teller("ja"), when)).toContain("会員ランク");
});
