import { beforeEach, describe, expect, test } from "vitest";
import { cropped, resized } from "../../../bench/pictures/copies.ts";
import { asJpeg } from "../../../bench/pictures/jpeg.ts";
import { chance } from "../../../demo/brand/chance.ts";
import { picture } from "../../../demo/fill/scene.ts";
import { testDatabase } from "../../../test/database.ts";
import { emptied, startEngine } from "../../../test/engine.ts";
import { asPng, pngHead } from "../../../test/png.ts";
import { pour } from "../../../test/pour.ts";
import type { Ctx } from "#kernel/context";
import { declineClaim } from "./actions/claim/decide.ts";
import { addEvidence, openClaim } from "./actions/claim/open.ts";
import { currentPolicy } from "./actions/claim/policy.ts";
import { shownClaim } from "./actions/claim/views.ts";

const database = await testDatabase();
const NOW = new Date("2026-11-21T03:00:00Z");
let engine = await startEngine(database, NOW);
const customer = (): Ctx => ({ ...engine.ctx(), actor: { kind: "public", id: "", name: "", role: null } });

beforeEach(async () => {
  await emptied(database);
  engine = await startEngine(database, NOW);
  await pour(
    database,
    [1, 2, 3, 4].map((n) => ({
      identities: [`user:${n}`],
      name: "Order Completed",
      at: "2026-11-15T03:00:00Z",
      properties: {
        order_id: `A${n}`,
        currency: "JPY",
        total: 3_000,
        products: [{ product_id: "p1", name: "椿油", quantity: 1, price: 3_000 }],
      },
    })),
  );
  await engine.settle();
});

const claimOf = async (order: string, photo: Uint8Array) =>
  (await openClaim(customer(), { order, kind: "damaged", source: "page" }, photo)).claim;
const shown = (id: string) => shownClaim(engine.ctx(), id);

const photo = picture("a dented box", 640, 480);
const original = asJpeg(photo, 92);
const copy = asJpeg(resized(cropped(photo, 0.03, chance("cut")), 400, 300), 45);

describe("photos of claims", () => {
  test("C22 a photo that was saved anew, made smaller and cut is a term of the score with words of its own", async () => {
    const first = await claimOf("A1", original);
    const second = await claimOf("A2", copy);
    const [one, two] = [await shown(first.id), await shown(second.id)];
    expect(two.facts).toMatchObject({ photoReused: false, photoAlike: true });
    const { policy } = await currentPolicy(engine.ctx());
    expect(two.reasons.find((reason) => reason.feature === "photo_alike")).toMatchObject({
      value: 1,
      weight: policy.weights.photo_alike,
    });
    expect(two.changes.map((change) => change.change)).toContain("new_photo");
    expect(second.state).not.toBe("auto_approved");
    // Both see each other, with both pictures.
    const [mine, theirs] = [one.evidence, two.evidence].map((all) => all.find((each) => each.file !== null)?.file);
    expect(two.twins).toMatchObject([
      { file: theirs, other: mine, same: false, number: first.number, claim: first.id },
    ]);
    expect(one.twins).toMatchObject([{ file: mine, other: theirs, same: false, number: second.number }]);
  });

  test("C22 it never refuses by itself: only a person declines", async () => {
    await claimOf("A1", original);
    const second = await claimOf("A2", copy);
    expect(["evidence", "review"]).toContain(second.state);
    expect(second.decision).toBe("");
    await expect(declineClaim(engine.ctx(), second.id, { reason: "別のお申し出と同じ写真でした。" })).rejects.toThrow(
      /Only a person/,
    );
  });

  test("C18 the same file is told as the same and counts once", async () => {
    await claimOf("A1", original);
    const second = await shown((await claimOf("A2", original)).id);
    expect(second.facts).toMatchObject({ photoReused: true });
    expect(second.reasons.map((reason) => reason.feature)).not.toContain("photo_alike");
    expect(second.twins.map((twin) => twin.same)).toEqual([true]);
  });

  test("C22 another photo, and one of the same order, is no twin", async () => {
    const first = await claimOf("A1", original);
    const other = await claimOf("A2", asJpeg(picture("another box", 640, 480), 80));
    const { claim } = await openClaim(customer(), { order: "A1", kind: "missing", source: "page" }, copy);
    for (const id of [first.id, other.id, claim.id]) expect((await shown(id)).twins).toEqual([]);
    expect((await shown(claim.id)).facts?.photoAlike).toBe(false);
  });

  test("C23 flat pictures are like no other, and what cannot be read counts as the photo that it is", async () => {
    const flat = (light: number) =>
      asPng(
        { width: 64, height: 64, light: new Float32Array(4_096).fill(light) },
        { depth: 8, colours: 2, interlaced: false },
      );
    const torn = Buffer.from(original.subarray(0, original.length >> 1));
    const given = [flat(200), flat(201), torn];
    const claims = await Promise.all(given.map((bytes, i) => claimOf(`A${i + 1}`, bytes)));
    const looks = await Promise.all(claims.map(async ({ id }) => shown(id)));
    expect(looks.map((one) => one.evidence.find((each) => each.file !== null)?.look)).toEqual([
      "plain",
      "plain",
      "broken",
    ]);
    for (const one of looks) {
      expect(one.twins).toEqual([]);
      expect(one.facts).toMatchObject({ photos: 1, photoAlike: false, photoReused: false });
    }
  });

  test("C23 a picture that claims 60,000 × 60,000 is refused in words before anything is decoded", async () => {
    const bomb = pngHead(60_000, 60_000, { depth: 8, colours: 2, interlaced: false }, Buffer.alloc(64));
    await expect(claimOf("A1", bomb)).rejects.toThrow(/60 million pixels/);
    const claim = await claimOf("A2", original);
    await expect(addEvidence(customer(), claim.id, { photo: bomb })).rejects.toThrow(/60 million pixels/);
  });

  test("C22 two copies that come at the same moment find each other", async () => {
    const [one, two] = await Promise.all([claimOf("A3", original), claimOf("A4", copy)]);
    const found = await Promise.all(
      [one, two].map(async ({ id }) => (await shown(id)).twins.map((twin) => twin.number)),
    );
    expect(found).toEqual([[two.number], [one.number]]);
  });
});
