import { faultText, type Pair, say } from "#ui";
import { fieldWords } from "./PolicyFields.tsx";
import { ruleFieldWords } from "./RuleFields.tsx";

const RULE: Pair = ["ルール", "Rule"];
const QUOTED: Pair = ["「{x}」", "“{x}”"];
const OWN: Readonly<Record<string, Pair>> = {
  id: ["記号", "Key"],
  words: ["お客様への説明", "Why"],
  shipping: fieldWords.freeFrom,
};

const called = (key: unknown, words: Readonly<Record<string, Pair>>): string => {
  const pair = words[String(key)] ?? OWN[String(key)];
  return pair ? say(pair) : String(key);
};

/** Where in a policy something is wrong, as its fields are called: ルール 2 「日数」. */
const place = ([first, n, part, key]: readonly PropertyKey[]): string => {
  if (first !== "rules") return first === undefined ? "" : say(QUOTED, { x: called(first, fieldWords) });
  const rule = `${say(RULE)} ${Number(n) + 1}`;
  if (part === undefined) return rule;
  const field = called((part === "when" || part === "gives") && key !== undefined ? key : part, ruleFieldWords);
  return `${rule} ${say(QUOTED, { x: field })}`;
};

/** What is wrong with a policy, one sentence for each. */
export const policyFaults = (
  issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[],
): string[] =>
  issues.map(({ path, message }) => {
    const where = place(path);
    return where === "" ? faultText(message) : `${where}: ${faultText(message)}`;
  });
