import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { documents } from "../scripts/docs.ts";

const written = Object.entries(await documents());

test.each(written)("%s is what `npm run generate` writes", (path, text) => {
  expect(readFileSync(path, "utf8")).toBe(text);
});
