import { Hono } from "hono";
import { expect, test } from "vitest";
import { z } from "zod";
import { contract } from "#kernel/contract";
import { mount, problemResponse } from "#kernel/mount";
import { testCtx, testDatabase } from "../../test/database.ts";

const database = await testDatabase();
const ctx = testCtx(database);
const app = new Hono();
app.onError((error) => problemResponse(error, ctx.log));
app.get("/raw/:id", async (c) => {
  await database.pool.query("select $1::text", [c.req.param("id")]);
  return c.text("");
});
const words = z.record(z.string(), z.string());
mount(
  app,
  contract({
    keep: {
      method: "POST",
      role: "public",
      path: "/keep/{id}",
      summary: "Keeps words",
      params: z.object({ id: z.string() }),
      query: z.object({ q: z.string().default("") }),
      body: z.object({ words }),
      returns: words,
    },
  }),
  {
    keep: (_ctx: unknown, { body }: { body: { words: Record<string, string> } }) => Promise.resolve(body.words),
  } as never,
  () => Promise.resolve(ctx),
);
const keep = (kept: unknown, path = "/keep/1") =>
  app.request(path, { method: "POST", body: JSON.stringify({ words: kept }) });

test("text that PostgreSQL cannot keep is refused with its place, wherever in a request it stands", async () => {
  expect((await keep({ a: "😀 ① 髙" })).status).toBe(200);
  for (const text of ["a\0b", "\ud800", "x\udc00"]) {
    const answer = await keep({ a: "x", b: text });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({
      detail: "The body of the request holds a character that cannot be kept.",
      errors: [{ at: "words.b" }],
    });
  }
  expect((await keep({ "\0": "x" })).status).toBe(400);
  expect((await keep({}, "/keep/a%00b")).status).toBe(400);
  expect((await keep({}, "/keep/1?q=%00")).status).toBe(400);
  // Pages read their forms themselves: what they let through the database refuses, and that is the sender's fault too.
  expect((await app.request("/raw/a")).status).toBe(200);
  const raw = await app.request("/raw/a%00b");
  expect([raw.status, raw.headers.get("content-type")]).toEqual([400, "application/problem+json; charset=utf-8"]);
});
