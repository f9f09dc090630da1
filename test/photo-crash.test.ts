/** SIGKILL of the process while a claim's photo is read: nothing is half done, and sent again the photo is compared like any. */
import { setTimeout as sleep } from "node:timers/promises";
import { deflateSync } from "node:zlib";
import { afterAll, expect, test } from "vitest";
import { cropped, resized } from "../bench/pictures/copies.ts";
import { asJpeg } from "../bench/pictures/jpeg.ts";
import { chance } from "../demo/brand/chance.ts";
import { picture } from "../demo/fill/scene.ts";
import { pngHead } from "./png.ts";
import { freePort, KEYS, openFolder, type Product, removeFolder, startProduct } from "./process.ts";

const home = openFolder();
const port = await freePort();
const root = `http://127.0.0.1:${port}`;
let product: Product | null = null;
afterAll(async () => {
  await product?.stop();
  removeFolder(home);
});

interface Claim {
  readonly id: string;
  readonly number: string;
  readonly kind: string;
  readonly page: string;
  readonly evidence: readonly { kind: string; look: string }[];
  readonly twins: readonly { number: string; same: boolean }[];
  readonly facts: { photos: number; photoAlike: boolean } | null;
  readonly steps: readonly { input: string }[];
}

const headers = { authorization: `Bearer ${KEYS.ENGAWA_API_KEY}`, "content-type": "application/json" };
const call = async <T>(method: string, path: string, body?: object): Promise<T> => {
  const response = await fetch(root + path, { method, headers, ...(body && { body: JSON.stringify(body) }) });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
};
const placed = async (order: string) => {
  const products = [{ product_id: "p1", name: "椿油", quantity: 1, price: 3_000 }];
  const properties = { order_id: order, currency: "JPY", total: 3_000, products };
  const event = { type: "track", event: "Order Completed", messageId: order, userId: order, properties };
  const body = JSON.stringify({ batch: [event], writeKey: KEYS.ENGAWA_WRITE_KEY });
  expect((await fetch(`${root}/v1/batch`, { method: "POST", body })).status).toBe(200);
};
/** What the customer's page of this order is, once the order is known: another claim of it says so. */
const pageOf = async (order: string): Promise<string> => {
  for (;;) {
    const response = await fetch(`${root}/api/claims`, {
      method: "POST",
      headers,
      body: JSON.stringify({ order, kind: "late" }),
    });
    if (response.status === 404) {
      await sleep(50);
      continue;
    }
    const { id } = (await response.json()) as { id: string };
    return new URL((await call<Claim>("GET", `/api/claims/${id}`)).page).pathname;
  }
};
/** The form as the customer sends it. Null where no answer came. */
const sent = (page: string, photo: Uint8Array): Promise<number | null> => {
  const form = new FormData();
  form.append("kind", "damaged");
  form.append("statement", "箱がつぶれています");
  form.append("photo", new Blob([new Uint8Array(photo)]), "photo.jpg");
  return fetch(root + page, { method: "POST", body: form, redirect: "manual" }).then(
    (response) => response.status,
    () => null,
  );
};
const damaged = async (order: string): Promise<Claim[]> => {
  const { items } = await call<{ items: Claim[] }>("GET", `/api/claims?q=${order}`);
  const found = items.filter((claim) => claim.kind === "damaged");
  return Promise.all(found.map(({ id }) => call<Claim>("GET", `/api/claims/${id}`)));
};
const photos = (claim: Claim | undefined) => claim?.evidence.filter((each) => each.kind === "photo") ?? [];

/** 59 million points that every one has to be reckoned: they keep the reader busy, which reads one picture at a time. */
const huge = (): Uint8Array => {
  const side = 7_700;
  const rows = Buffer.alloc((side + 1) * side);
  for (let y = 0; y < side; y++) rows[y * (side + 1)] = 4;
  return pngHead(side, side, { depth: 8, colours: 0, interlaced: false }, deflateSync(rows, { level: 1 }));
};

test("C25 a process that is killed while it reads a photo leaves nothing half done; sent again it is compared, and nothing doubles", async () => {
  product = await startProduct({ home, port });
  const drawn = picture("a dented box", 640, 480);
  const copy = asJpeg(resized(cropped(drawn, 0.03, chance("cut")), 400, 300), 45);
  await placed("FIRST");
  expect(await sent(await pageOf("FIRST"), asJpeg(drawn, 92))).toBe(303);
  const [first] = await damaged("FIRST");
  const busy = Buffer.from(huge()).toString("base64");
  let left = -1;
  for (let n = 1; left !== 0; n++) {
    // A process may be quick enough to answer before it is killed: then another order's is tried.
    const order = `AGAIN-${n}`;
    await placed(order);
    const page = await pageOf(order);
    const before = Array.from({ length: 3 }, () =>
      call("POST", `/api/claims/${first?.id}/evidence`, { photo: busy }).catch(() => null),
    );
    await fetch(`${root}/healthz`);
    const answer = sent(page, copy);
    await fetch(`${root}/healthz`);
    await fetch(`${root}/healthz`);
    await product.kill();
    await Promise.all(before);
    const answered = (await answer) !== null;
    product = await startProduct({ home, port });
    const kept = await damaged(order);
    left = kept.length;
    // What was answered is kept; what was not is there whole or not at all.
    expect([0, 1].slice(answered ? 1 : 0)).toContain(left);
    expect(kept.filter((claim) => photos(claim).length !== 1)).toEqual([]);
    // As the customer does, who saw no answer: once more, and for good measure again.
    expect(await sent(page, copy)).toBe(303);
    expect(await sent(page, copy)).toBe(303);
    const again = await damaged(order);
    expect(again).toHaveLength(1);
    expect(photos(again[0])).toMatchObject([{ look: "taken" }]);
    expect(again[0]?.facts).toMatchObject({ photos: 1, photoAlike: true });
    expect(again[0]?.twins.filter((twin) => twin.number === first?.number)).toMatchObject([{ same: false }]);
    expect(again[0]?.steps.filter((step) => step.input === "open")).toHaveLength(1);
  }
  const [whole] = await damaged("FIRST");
  expect(photos(whole).filter((photo) => photo.look === "taken")).toHaveLength(1);
  expect(photos(whole).length).toBeLessThanOrEqual(2);
}, 180_000);
