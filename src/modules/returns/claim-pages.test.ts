import { beforeEach, describe, expect, test } from "vitest";
import { Hono } from "hono";
import { claimLink } from "#returns";
import type { Ctx } from "#kernel/context";
import { sign } from "#kernel/links";
import { problemResponse } from "#kernel/mount";
import { testCtx, testDatabase } from "../../../test/database.ts";
import { emptied, startEngine } from "../../../test/engine.ts";
import { pour } from "../../../test/pour.ts";
import { declineClaim } from "./actions/claim/decide.ts";
import { trackingLink } from "#delivery";
import { serveClaimPages } from "./pages/claim.ts";
import { serveClaimPictures } from "./routes.claim.ts";

const database = await testDatabase();
const NOW = new Date("2026-11-21T03:00:00Z");
const PNG = Buffer.concat([
  Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]),
  Buffer.from("IHDR"),
  Buffer.alloc(17),
  Buffer.from([0, 0, 0, 4]),
  Buffer.from("IDAT"),
  Buffer.alloc(8),
  Buffer.from([0, 0, 0, 0]),
  Buffer.from("IEND"),
  Buffer.alloc(4),
]);
const base = testCtx(database, { now: NOW });
const nobody: Ctx = { ...base, actor: { kind: "public", id: "", name: "", role: null } };
const serving = { ctx: () => Promise.resolve(nobody), publicCtx: () => nobody };
const app = new Hono();
app.onError((error) => problemResponse(error, base.log));
serveClaimPages(app, serving);
serveClaimPictures(app, serving);

const ask = (path: string, form?: Readonly<Record<string, string | Blob>>) => {
  const body = new FormData();
  for (const [name, value] of Object.entries(form ?? {})) body.append(name, value);
  return app.request(path, form ? { method: "POST", body } : {});
};
const pathOf = (order: string) => new URL(claimLink(base, order)).pathname;
const claims = async () =>
  (
    await database.pool.query<{ id: string; order: string; state: string; kind: string }>(
      `select id, "order", state, kind from returns.claim order by opened_at, id`,
    )
  ).rows;
const counted = async () =>
  (
    await database.pool.query<{ n: number }>(
      `select (select count(*) from returns.claim) + (select count(*) from returns.claim_step) + (select count(*) from events.event) as n`,
    )
  ).rows[0]?.n;

beforeEach(async () => {
  await emptied(database);
  const engine = await startEngine(database, NOW);
  await pour(
    database,
    ["A1", "B2"].map((order) => ({
      identities: [`user:${order}`],
      name: "Order Completed",
      at: "2026-11-18T00:00:00Z",
      properties: {
        order_id: order,
        currency: "JPY",
        total: 3000,
        products: [{ product_id: "p1", name: "椿油", quantity: 1, price: 3000 }],
      },
    })),
  );
  await engine.settle();
});

describe("the claim's page", () => {
  test("C19 GET changes nothing, in both languages, under 30 KB and without script", async () => {
    const before = await counted();
    for (const language of ["ja", "en"]) {
      const response = await ask(`${pathOf("A1")}?lang=${language}`);
      const page = await response.text();
      expect(response.status).toBe(200);
      expect(page).toContain(language === "ja" ? "何がありましたか" : "What happened?");
      expect(page.length).toBeLessThan(30_000);
      expect(page).not.toMatch(/<script/i);
      expect(response.headers.get("cache-control")).toBe("no-store");
    }
    expect(await counted()).toBe(before);
  });

  test("C19 tells, shows, and shows the picture to nobody else", async () => {
    const told = await ask(pathOf("A1"), { kind: "damaged", statement: "箱が<b>つぶれて</b>", photo: new Blob([PNG]) });
    expect(told.status).toBe(303);
    const page = await (await ask(pathOf("A1"))).text();
    expect(page).toContain("箱が&lt;b&gt;つぶれて&lt;/b&gt;");
    const picture = /src="([^"]*\/picture\/[^"]+)"/.exec(page)?.[1] ?? "";
    const shown = await ask(picture);
    expect([shown.status, shown.headers.get("content-type"), shown.headers.get("x-content-type-options")]).toEqual([
      200,
      "image/png",
      "nosniff",
    ]);
    const file = picture.split("/").at(-1) ?? "";
    expect((await ask(`${pathOf("B2")}/picture/${file}`)).status).toBe(410);
    expect((await ask(`/api/claims/pictures/${file}`)).status).toBe(401);
  });

  test("C19 every wrong link gets the same answer: forged, cut off, expired, for another purpose, of another order", async () => {
    await ask(pathOf("A1"), { kind: "damaged", statement: "割れています" });
    const [claim] = await claims();
    const later = { scope: "claim", audience: "A1", expiresAt: new Date(NOW.getTime() - 1000) };
    const wrong = [
      "/c/x",
      pathOf("A1").slice(0, -3),
      `${pathOf("A1")}x`,
      pathOf("NONE"),
      `/c/${sign(base, later)}`,
      `/c/${new URL(trackingLink(base, "A1")).pathname.split("/").at(-1)}`,
    ];
    const answers = new Set<string>();
    for (const path of wrong) {
      const response = await ask(`${path}?lang=ja`);
      expect(response.status).toBe(410);
      answers.add(await response.text());
    }
    expect(answers.size).toBe(1);
    const before = await counted();
    for (const what of ["evidence", "appeal", "found"])
      expect((await ask(`${pathOf("B2")}/${claim?.id}/${what}`, { statement: "x", words: "x" })).status).toBe(410);
    expect(await counted()).toBe(before);
  });

  test("C18 what is no picture is said on the page and changes nothing; an order has ten claims at most", async () => {
    const forged = await ask(pathOf("A1"), {
      kind: "damaged",
      photo: new Blob(["<script>alert(1)</script>".padEnd(99)], { type: "image/png" }),
    });
    expect(forged.status).toBe(422);
    expect(await forged.text()).toContain("写真として読み取れませんでした");
    expect(await claims()).toEqual([]);
    expect((await ask(pathOf("A1"), { kind: "nonsense" })).status).toBe(422);
    expect((await ask(pathOf("A1"), { kind: "late", parcel: "not-a-uuid" })).status).toBe(410);
    // Empty with a name: chosen and come to nothing. Without one the field was left alone.
    const empty = await ask(pathOf("A1"), {
      kind: "damaged",
      photo: new File([], "photo.jpg", { type: "image/jpeg" }),
    });
    expect(await empty.text()).toContain("写真として読み取れませんでした");
    const huge = await ask(pathOf("A1"), {
      kind: "damaged",
      photo: new Blob([new Uint8Array(8 * 1024 * 1024 + 70_000)]),
    });
    expect([413, 422]).toContain(huge.status);
    expect(await claims()).toEqual([]);
  });

  test("C3 who was declined reads the reason and can object; what turned up can be closed", async () => {
    await ask(pathOf("A1"), { kind: "wrong", statement: "違います" });
    await ask(pathOf("A1"), { kind: "missing", statement: "ひとつ足りません" });
    const [wrong, missing] = (await claims()).toSorted((a, b) => (a.kind < b.kind ? 1 : -1));
    const person: Ctx = { ...base, actor: { kind: "user", id: "u", name: "佐藤", email: "u@shop.jp", role: "agent" } };
    await declineClaim(person, wrong?.id ?? "", { reason: "ご注文の品と確認できました" });
    const page = await (await ask(pathOf("A1"))).text();
    expect(page).toContain("ご注文の品と確認できました");
    expect(page).not.toContain("佐藤");
    expect((await ask(`${pathOf("A1")}/${wrong?.id}/appeal`, { words: "香りが違います" })).status).toBe(303);
    expect((await ask(`${pathOf("A1")}/${missing?.id}/found`, {})).status).toBe(303);
    expect(Object.fromEntries((await claims()).map((each) => [each.kind, each.state]))).toEqual({
      wrong: "appealed",
      missing: "closed",
    });
  });
});
