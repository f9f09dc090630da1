/** Every sentence with which the product says no, read from its code: in place, held in a constant, or handed to a maker. */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

const LITERAL = /"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\$]|\\.|\$(?!\{)|\$\{[^}]*\})*)`/gu;

/** The text up to where the bracket that it begins within is closed, or up to a comma (`until`) of the same depth. */
const upTo = (text: string, until: string): string => {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const here = text[i] ?? "";
    if (here === '"' || here === "`" || here === "'") {
      i++;
      while (i < text.length && text[i] !== here) i += text[i] === "\\" ? 2 : 1;
    } else if ("([{".includes(here)) depth++;
    else if (depth === 0 && (until.includes(here) || ")]}".includes(here))) return text.slice(0, i);
    else if (")]}".includes(here)) depth--;
  }
  return text;
};

const literals = (code: string): string[] =>
  [...code.matchAll(LITERAL)].map(([, plain, template]) =>
    (plain ?? template ?? "").replaceAll(/\$\{[^}]*\}/gu, "X").replaceAll('\\"', '"'),
  );

/** What is compared with, asked of an index or named as a key is no sentence of the expression. */
const said = (code: string): string =>
  code
    .replaceAll(/[!=]==?\s*"[^"]*"|\[\s*"[^"]*"\s*\]/gu, "")
    .replaceAll(/"[^"\n]*"(?=\s*:(?!:))/gu, (key) => (/[.?!…]"$/u.test(key) ? key : ""));

/** The value of a constant of this name, here or where it is imported from. */
const constant = (name: string, file: string, code: string): string | null => {
  const own = new RegExp(`const ${name}\\b(?:: [^=]+)? =(?!>)\\s*`, "u").exec(code);
  if (own) return upTo(code.slice(own.index + own[0].length), ";");
  const from = new RegExp(`import [^;]*?\\b${name}\\b[^;]*? from "(\\.[^"]+)"`, "u").exec(code);
  if (!from?.[1]) return null;
  const there = join(dirname(file), from[1]);
  return constant(name, there, readFileSync(there, "utf8"));
};

/** Sentences that an expression may come to; none where they come from elsewhere. */
const sentencesIn = (expression: string, file: string, code: string): string[] => {
  const direct = literals(said(expression));
  const words = expression.replaceAll(LITERAL, "").matchAll(/(?<![.\w])([A-Z][A-Z_]*)\b/gu);
  const held = [...words].flatMap(([, name]) => literals(said(constant(name ?? "", file, code) ?? "")));
  return [...direct, ...held];
};

export interface Saying {
  readonly file: string;
  /** As it stands in the code. */
  readonly expression: string;
  readonly sentences: readonly string[];
}

/** Every place of a file that makes a problem. A function that only wraps one is followed to where it is called. */
export const sayingsOf = (file: string, code = readFileSync(file, "utf8")): Saying[] => {
  const places = [...code.matchAll(/new Problem\(/gu)].map(({ index }) => {
    const args = code.slice(index + "new Problem(".length);
    const first = upTo(args, ",");
    return { index, expression: upTo(args.slice(first.length + 1), ",").trim() };
  });
  return places.flatMap(({ index, expression }): Saying[] => {
    const maker = /const (\w+) = \((?:[^()]*, )?(\w+): string[^()]*\)[^;]*$/u.exec(code.slice(0, index));
    if (maker?.[1] && maker[2] === expression) {
      const calls = [...code.matchAll(new RegExp(`(?<![.\\w])${maker[1]}\\(`, "gu"))];
      return calls.map((call) => {
        const given = upTo(code.slice(call.index + call[0].length), "");
        return { file, expression: given, sentences: sentencesIn(given, file, code) };
      });
    }
    return [{ file, expression, sentences: sentencesIn(expression, file, code) }];
  });
};
