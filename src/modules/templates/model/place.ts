/** Where in a text something stands. */

/** The line of an offset, from 1. */
export const lineAt = (text: string, offset: number): number => text.slice(0, offset).split("\n").length;

const LITERAL = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?=[\s,\]}]|$)/y;
const STRING = /"(?:[^"\\\p{Cc}]|[\u007f-\u009f]|\\.)*"/uy;
const SPACE = /[ \t\r\n]*/y;

export interface JsonPlaces {
  /** For each path (`contents[0].text`), the line it begins on. */
  readonly lines: ReadonlyMap<string, number>;
  /** The first thing that is not JSON; null where all is. */
  readonly fault: { readonly line: number; readonly message: string } | null;
}

/** Walks through a JSON text. The runtime's own messages name a place only sometimes. */
export const jsonPlaces = (text: string): JsonPlaces => {
  const lines = new Map<string, number>();
  let fault: JsonPlaces["fault"] = null;
  let at = 0;
  const take = (pattern: RegExp): string | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0] ?? null;
    at += found?.length ?? 0;
    return found;
  };
  const fail = (wanted: string): false => {
    const found = at < text.length ? `there is ${text[at]}` : "the text ends";
    fault ??= { line: lineAt(text, at), message: `${wanted} is expected, and ${found}` };
    return false;
  };
  const expect = (mark: string): boolean => {
    take(SPACE);
    if (text[at] !== mark) return fail(mark);
    at++;
    return true;
  };
  const members = (path: string, closing: string): boolean => {
    at++;
    take(SPACE);
    if (text[at] === closing) return expect(closing);
    for (let index = 0; ; index++) {
      take(SPACE);
      if (closing === "]") {
        if (!value(`${path}[${index}]`)) return false;
      } else {
        const key = take(STRING);
        if (key === null) return fail("a name in quotes");
        if (!expect(":")) return false;
        const name = key.slice(1, -1);
        if (!value(path === "" ? name : `${path}.${name}`)) return false;
      }
      take(SPACE);
      if (text[at] === closing) return expect(closing);
      if (text[at] !== ",") return fail(`, or ${closing}`);
      at++;
    }
  };
  const value = (path: string): boolean => {
    take(SPACE);
    if (!lines.has(path)) lines.set(path, lineAt(text, at));
    if (text[at] === "{") return members(path, "}");
    if (text[at] === "[") return members(path, "]");
    return take(STRING) !== null || take(LITERAL) !== null || fail("a value");
  };
  if (value("")) {
    take(SPACE);
    if (at < text.length) fail("the end");
  }
  return { lines, fault };
};
