/** A return on a phone, in Japanese, from the link to the exchange; and what nobody may do with such a link. */
import type { Page } from "playwright-core";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { axeFaults, launchBrowser } from "./browser.ts";
import { startHere } from "./here.ts";

const DAY = 86_400_000;
const PHONE = { width: 390, height: 844 };
const { base, call, send } = await startHere({ ENGAWA_URL: "http://localhost" });
const browser = await launchBrowser();

const SHIRT = { product_id: "shirt", name: "リネンのシャツ", category: "シャツ", price: 14_300, quantity: 1 };
const products = [
  { ...SHIRT, sku: "shirt-kinari-M", variant: "生成り / M" },
  { product_id: "oil", name: "生搾り椿油 40mL", category: "ヘアオイル", price: 3_850, quantity: 2 },
];

/** Bought three days ago, and there since yesterday unless it is not yet sent. */
const buy = async (id: string, more: object = {}, delivered = true, tier = "silver"): Promise<string> => {
  const ago = (days: number) => new Date(Date.now() - days * DAY).toISOString();
  const who = { userId: `m-${id}` };
  const track = (event: string, days: number, properties: object) => ({
    type: "track",
    event,
    ...who,
    timestamp: ago(days),
    properties,
  });
  const batch = [
    { type: "identify", ...who, timestamp: ago(4), traits: { email: `${id}@mail.engawa.jp`, name: "佐藤 美咲", tier } },
    // Other sizes that the catalogue learned of.
    ...["生成り / S", "生成り / L"].map((variant) =>
      track("Product Viewed", 4, { ...SHIRT, sku: `shirt-kinari-${variant.slice(-1)}`, variant, in_stock: true }),
    ),
    track("Order Completed", 3, {
      order_id: id,
      currency: "JPY",
      total: 22_000,
      payment_method: "card",
      products,
      ...more,
    }),
    ...(delivered ? [track("Order Delivered", 1, { order_id: id })] : []),
  ];
  await send(batch);
  return vi.waitFor(async () => {
    const { url } = await call<{ url: string }>("GET", `/api/returns/link?order=${id}`);
    const { status } = await call<{ status: string }>("GET", `/api/orders/${id}`);
    if (delivered && status !== "delivered") throw new Error("not folded yet");
    return url.slice(url.indexOf("/r/"));
  }, 20_000);
};

const phone = async (): Promise<Page> => {
  const context = await browser.newContext({ locale: "ja-JP", viewport: PHONE, javaScriptEnabled: false });
  return context.newPage();
};
/** axe needs script; the pages do not. */
const faultsOf = async (url: string): Promise<string[]> => {
  const context = await browser.newContext({ locale: "ja-JP", viewport: PHONE });
  const page = await context.newPage();
  await page.goto(url);
  const faults = await axeFaults(page);
  await context.close();
  return faults;
};

beforeAll(async () => {
  const draft = await call<{ id: string }>("POST", "/api/returns/policies", {
    name: "返品ポリシー",
    definition: {
      days: 14,
      shipping: { freeFrom: 8_800, fee: 660 },
      rules: [{ id: "gold", words: { ja: "", en: "" }, when: { tiers: ["gold"] }, gives: { instant: 20_000 } }],
    },
  });
  await call("POST", `/api/returns/policies/${draft.id}/publish`, {
    since: new Date(Date.now() - 30 * DAY).toISOString(),
  });
  await call("PUT", "/api/returns/seller", {
    name: "株式会社椿と麻",
    registration: "T1234567890123",
    address: "〒110-0001 東京都台東区谷中3-8-12",
    stores: [{ id: "yanaka", name: "谷中本店", address: "東京都台東区谷中3-8-12" }],
  });
}, 120_000);

describe("a return on a phone, in Japanese, without script", () => {
  test(
    "portal, items, reasons, exchange, label, sent, received, inspected, exchanged",
    { timeout: 120_000 },
    async () => {
      const here = await buy("N-100");
      const page = await phone();
      const sizes: number[] = [];
      page.on("response", (response) => {
        if (response.request().resourceType() === "document")
          void response
            .body()
            .then((body) => sizes.push(body.length))
            .catch(() => {});
      });
      const narrow = async () =>
        expect(
          await page.locator("main").evaluate("document.documentElement.scrollWidth - innerWidth"),
        ).toBeLessThanOrEqual(0);
      await page.goto(base + here);
      await page.getByRole("heading", { level: 1, name: "どの商品ですか?" }).waitFor();
      await page.getByRole("checkbox", { name: /リネンのシャツ/ }).check();
      await page.getByRole("button", { name: "次へ" }).click();
      await page.getByRole("heading", { name: "理由を教えてください" }).waitFor();
      await page.getByLabel("理由").selectOption("size_small");
      await page.getByRole("button", { name: "次へ" }).click();
      await page.getByRole("heading", { name: "ご希望を選んでください" }).waitFor();
      const shown = (await page.locator("main").textContent()) ?? "";
      expect(shown).toContain("お受けできます");
      expect(shown).toContain("¥14,300");
      await page.getByRole("radio", { name: /サイズ・色を交換/ }).check();
      // Nothing was chosen to exchange it for.
      await page.getByRole("button", { name: "次へ" }).click();
      await page.getByRole("alert").getByText("交換先を選んでください").waitFor();
      await page.getByRole("radio", { name: /サイズ・色を交換/ }).check();
      await page.getByLabel("リネンのシャツ の交換先").selectOption({ label: "生成り / L" });
      await page.getByRole("button", { name: "次へ" }).click();
      await page.getByRole("radio", { name: /ラベルを印刷/ }).check();
      await page.getByRole("button", { name: "次へ" }).click();
      await page.getByRole("heading", { name: "内容をご確認ください" }).waitFor();
      expect(await call<{ items: unknown[] }>("GET", "/api/returns?q=N-100")).toMatchObject({ items: [] });
      await narrow();
      await page.getByRole("button", { name: "確定する" }).click();
      await page.getByRole("status").getByText("承りました").waitFor();
      await page.getByRole("heading", { name: "承認されました。商品をお送りください" }).waitFor();
      const status = page.url();
      const number = new URL(status).pathname.split("/").at(-1) ?? "";
      await narrow();
      expect(await faultsOf(status)).toEqual([]);

      await page.getByRole("link", { name: "ラベルを開く" }).click();
      await page.getByRole("img", { name: number }).waitFor();
      expect(await page.locator("main").textContent()).toContain("谷中3-8-12");
      await page.goBack();
      await page.getByLabel("送り状番号(任意)").fill("1234-5678-9012");
      await page.getByRole("button", { name: "発送しました" }).click();
      await page.getByRole("heading", { name: "返送中です" }).waitFor();

      const [made] = (
        await call<{ items: { id: string; items: { n: number }[] }[] }>("GET", `/api/returns?q=${number}`)
      ).items;
      const id = made?.id ?? "";
      await call("POST", `/api/returns/${id}/receive`, { place: "倉庫" });
      await page.goto(status);
      await page.getByRole("heading", { name: "届きました。確認しています" }).waitFor();
      const found = { accepted: 1, grade: "as_new", disposition: "restock" };
      await call("POST", `/api/returns/${id}/inspect`, { items: [{ n: 1, ...found }] });
      await call("POST", `/api/returns/${id}/money`, { action: "settle", key: "replacement-1", reference: "N-100-R" });
      await page.goto(status);
      await page.getByRole("heading", { name: "交換品をお送りしました" }).waitFor();
      expect(await call("GET", `/api/returns/${id}`)).toMatchObject({
        approval: "closed",
        logistics: "settled",
        money: "settled",
      });
      for (const size of sizes) expect(size).toBeLessThanOrEqual(30 * 1024);
    },
  );

  test("every step is accessible and fits the screen, in both languages", { timeout: 120_000 }, async () => {
    const here = await buy("N-101");
    for (const locale of ["ja-JP", "en-GB"]) {
      const context = await browser.newContext({ locale, viewport: PHONE });
      const page = await context.newPage();
      const complaints: string[] = [];
      const look = async (step: string) => {
        for (const fault of await axeFaults(page)) complaints.push(`${locale} ${step} ${fault}`);
        const over = await page.evaluate<number>("document.documentElement.scrollWidth - innerWidth");
        if (over > 0) complaints.push(`${locale} ${step} is ${over} px too wide`);
      };
      const next = () => page.locator("main form button").first().click();
      await page.goto(`${base}/r`);
      await look("find");
      await page.goto(base + here);
      await look("items");
      await page.getByRole("checkbox").first().check();
      await next();
      await look("why");
      await page.locator("select").first().selectOption("image");
      await next();
      await look("wish");
      await page.locator("input[value=refund]").check();
      await next();
      await look("how");
      await next();
      await look("check");
      await context.close();
      expect(complaints).toEqual([]);
    }
  });

  test("X6 the page says what the new goods first mean, lets the customer wait, and tells others kindly", async () => {
    const walk = async (here: string, when: string | null) => {
      const page = await phone();
      await page.goto(base + here);
      const next = () => page.getByRole("button", { name: "次へ" }).click();
      await page.getByRole("checkbox", { name: /リネンのシャツ/ }).check();
      await next();
      await page.getByLabel("理由").selectOption("size_small");
      await next();
      await page.getByRole("radio", { name: /サイズ・色を交換/ }).check();
      await page.getByLabel("リネンのシャツ の交換先").selectOption({ label: "生成り / L" });
      await next();
      await page.getByRole("heading", { name: "返送の方法を選んでください" }).waitFor();
      const choices = await page.getByRole("radio", { name: /先に受け取る/ }).count();
      if (when !== null) await page.getByRole("radio", { name: when }).check();
      await next();
      await page.getByRole("heading", { name: "内容をご確認ください" }).waitFor();
      const text = (await page.locator("main").textContent()) ?? "";
      await page.getByRole("button", { name: "確定する" }).click();
      await page.getByRole("status").getByText("承りました").waitFor();
      const status = await page.getByRole("heading", { level: 1 }).textContent();
      await page.context().close();
      return [text, status, choices] as const;
    };
    const gold = await walk(await buy("N-110", {}, true, "gold"), "先に受け取る");
    expect(gold[0]).toMatch(/発送から14日以内.*¥14,300をご利用のカードに請求/u);
    expect(gold[1]).toBe("交換品をご用意しています");
    const patient = await walk(await buy("N-111", {}, true, "gold"), "商品を送り返してから受け取る");
    expect(patient[0]).not.toContain("請求");
    expect(patient[1]).toBe("承認されました。商品をお送りください");
    const silver = await walk(await buy("N-112"), null);
    expect(silver[0]).toContain("交換品は、お戻りの商品を確認しだいお送りします");
    expect([gold[2], patient[2], silver[2]]).toEqual([1, 1, 0]);
  });

  test("an order is found by its number and e-mail, and nothing else is told", async () => {
    await buy("N-102");
    const find = (number: string, contact: string) =>
      fetch(`${base}/r`, { method: "POST", redirect: "manual", body: new URLSearchParams({ number, contact }) });
    const right = await find("N-102", "n-102@mail.engawa.jp");
    expect(right.status).toBe(303);
    const wrong = await Promise.all([find("N-102", "x@mail.engawa.jp"), find("N-999", "x@mail.engawa.jp")]);
    const texts = await Promise.all(wrong.map(async (each) => (await each.text()).replaceAll(/N-\d+/g, "")));
    expect(wrong.map((each) => each.status)).toEqual([404, 404]);
    expect(texts[0]).toBe(texts[1]);
  });

  test("before the shipment an order can be cancelled, once", async () => {
    const here = await buy("N-103", {}, false);
    const page = await phone();
    await page.goto(base + here);
    await page.getByRole("link", { name: "ご注文をキャンセルする" }).click();
    await page.getByRole("button", { name: "次へ" }).click();
    expect(await page.locator("main").textContent()).toContain("¥22,000");
    await page.getByRole("button", { name: "キャンセルを申し込む" }).click();
    await page.getByRole("status").getByText("キャンセルを承りました").waitFor();
    await page.reload();
    const open = await call<{ items: { orderNumber: string }[] }>("GET", "/api/returns/changes");
    expect(open.items.filter((each) => each.orderNumber === "N-103")).toHaveLength(1);
  });

  test("E7 a gift's recipient sees no price, and cannot ask for money", async () => {
    await buy("N-104");
    const { url } = await call<{ url: string }>("GET", "/api/returns/link?order=N-104&gift=true");
    const page = await phone();
    const seen: string[] = [];
    const next = async () => {
      seen.push((await page.locator("body").textContent()) ?? "");
      await page.getByRole("button", { name: /次へ|確定する/ }).click();
    };
    const choose = async () => {
      await page.goto(base + url.slice(url.indexOf("/r/")));
      await page.getByRole("checkbox", { name: /リネンのシャツ/ }).check();
      await next();
      await page.getByLabel("理由").selectOption("gift_unwanted");
      await next();
    };
    await choose();
    // Nor in what the page carries along when another size is chosen.
    await page.locator("input[value=exchange_variant]").check();
    await page.locator("select[name=variant-1]").selectOption({ index: 1 });
    await next();
    expect(await page.content()).toContain("exchange_variant");
    expect(await page.content()).not.toMatch(/14,?300/u);
    await choose();
    expect(await page.getByRole("radio").count()).toBeGreaterThan(1);
    expect(await page.locator("input[value=credit]").count()).toBe(0);
    await page.getByRole("radio", { name: /贈り主様に返金/ }).check();
    await next();
    await next();
    await next();
    await page.getByRole("status").waitFor();
    seen.push((await page.locator("body").textContent()) ?? "");
    expect(seen.filter((text) => /[¥¥]|14,300|円/u.test(text))).toEqual([]);
  });
});

/** The smallest JPEG that decoders take: its segments up to the first scan. */
const jpeg = (): Buffer<ArrayBuffer> =>
  Buffer.concat([
    Buffer.from("ffd8ffe000104a46494600010100000100010000", "hex"),
    Buffer.from("ffdb004300", "hex"),
    Buffer.alloc(64, 8),
    Buffer.from("ffc0000b080001000101011100", "hex"),
    Buffer.from("ffda0008010100003f00", "hex"),
    Buffer.alloc(64, 7),
    Buffer.from("ffd9", "hex"),
  ]);

describe("what nobody may do with a link", () => {
  const form = (fields: Record<string, string | Blob>) => {
    const body = new FormData();
    for (const [name, value] of Object.entries(fields))
      if (value instanceof Blob) body.append(name, value, "photo.jpg");
      else body.append(name, value);
    return body;
  };
  const send = (path: string, fields: Record<string, string | Blob>) =>
    fetch(base + path, { method: "POST", body: form(fields), redirect: "manual" });
  const items = JSON.stringify({ items: [{ line: 1, quantity: 1 }] });
  const asked = { wish: items, "reason-1": "defective", "condition-1": "unused" };
  const hidden = (html: string, name: string): string =>
    (new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? "")
      .replaceAll("&quot;", '"')
      .replaceAll("&amp;", "&");

  test("uploads: HTML that calls itself a JPEG, SVG and 20 MB are refused; a photo comes back so that nothing in it runs", async () => {
    const here = await buy("S-1");
    const wish = (photo: Blob) => send(`${here}/wish`, { ...asked, "photo-1": photo });
    const script = "<html><script>alert(1)</script></html>".padEnd(200);
    const bad = [
      new Blob([script], { type: "image/jpeg" }),
      new Blob([Buffer.concat([Buffer.from("ffd8ff", "hex"), Buffer.from(script)])], { type: "image/jpeg" }),
      new Blob(['<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"></svg>'.padEnd(200)], {
        type: "image/svg+xml",
      }),
    ];
    for (const photo of bad) {
      const answer = await wish(photo);
      expect(answer.status).toBe(422);
      expect(await answer.text()).toContain("写真として読み取れないファイルです");
    }
    const large = await wish(
      new Blob([Buffer.concat([jpeg(), Buffer.alloc(20 * 1024 * 1024)])], { type: "image/jpeg" }),
    );
    expect(large.status).toBe(422);
    const huge = await wish(new Blob([Buffer.alloc(40 * 1024 * 1024)], { type: "image/jpeg" })).then(
      (answer) => answer.status,
      () => 413,
    );
    expect([413, 422]).toContain(huge);

    const good = await wish(new Blob([jpeg()], { type: "image/jpeg" }));
    expect(good.status).toBe(200);
    const carried = hidden(await good.text(), "wish");
    const how = await (await send(`${here}/how`, { wish: carried, resolution: "refund" })).text();
    const check = await (await send(`${here}/check`, { wish: hidden(how, "wish"), method: "own" })).text();
    const done = await send(`${here}/confirm`, { wish: hidden(check, "wish"), token: hidden(check, "token") });
    const status = await (await fetch(base + (done.headers.get("location") ?? ""))).text();
    const photo = /href="([^"]*\/photo\/[^"]*)"/.exec(status)?.[1] ?? "";
    const served = await fetch(base + photo);
    expect(served.status).toBe(200);
    expect(served.headers.get("content-type")).toBe("image/jpeg");
    expect(served.headers.get("x-content-type-options")).toBe("nosniff");
    expect(served.headers.get("content-security-policy")).toContain("sandbox");
    // Another order's link does not open it.
    const other = await buy("S-1b");
    expect((await fetch(`${base}${other}/photo/${photo.split("/").at(-1)}`)).status).toBe(410);
  });

  test("other people's orders: a forged, cut or foreign token opens nothing, and all get the same answer", async () => {
    const [here, other] = [await buy("S-2"), await buy("S-3")];
    const token = here.slice(3);
    const [expiry, , tag] = token.split(".");
    const forged = [
      `${expiry}.${Buffer.from("S-3").toString("base64url")}.${tag}`,
      token.slice(0, -1),
      `${token}x`,
      "x",
      other.slice(3).replace(/^[^.]+/, "zzzzzzz"),
    ];
    const answers = await Promise.all(
      forged.map((each) => fetch(`${base}/r/${each}`, { headers: { "accept-language": "ja" } })),
    );
    expect(answers.map((each) => each.status)).toEqual(forged.map(() => 410));
    expect(new Set(await Promise.all(answers.map((each) => each.text()))).size).toBe(1);
    // A return of one order is not found under the link of another.
    const made = await call<{ number: string }>("POST", "/api/returns", {
      order: "S-3",
      key: "staff-key-1",
      items: [{ line: 1, quantity: 1, reason: "image" }],
    });
    expect((await fetch(`${base}${here}/${made.number}`)).status).toBe(410);
    expect((await fetch(`${base}${other}/${made.number}`)).status).toBe(200);
    expect((await fetch(`${base}${here}/${made.number}/cancel`, { method: "POST" })).status).toBe(410);
    // Programs of the shop's page cannot reach the API without a key.
    expect((await fetch(`${base}/api/returns`)).status).toBe(401);
  });

  test("a replayed confirm makes nothing new; a changed one is shown again; prices come from us, not from the browser", async () => {
    const here = await buy("S-4");
    const step = async (path: string, fields: Record<string, string>) => (await send(`${here}/${path}`, fields)).text();
    const wish = await step("wish", { ...asked, "reason-1": "image" });
    const how = await step("how", { wish: hidden(wish, "wish"), resolution: "exchange_product", "product-1": "oil" });
    const cheap = JSON.parse(hidden(how, "wish")) as { items: { exchange: { price: number } }[] };
    for (const item of cheap.items) item.exchange.price = 1;
    const check = await step("check", { wish: JSON.stringify(cheap), method: "own" });
    expect(check).toContain("¥10,450");
    const shown = { wish: hidden(check, "wish"), token: hidden(check, "token") };
    const refund = JSON.stringify({ ...(JSON.parse(shown.wish) as object), resolution: "refund" });
    const changed = await send(`${here}/confirm`, { ...shown, wish: refund });
    expect(changed.status).toBe(422);
    // Another product as if it was another size: not offered, so the page begins again and nothing is made.
    const coat = { ...(JSON.parse(shown.wish) as object), resolution: "exchange_variant" };
    const swapped = await send(`${here}/confirm`, { ...shown, wish: JSON.stringify(coat) });
    expect([swapped.status, await swapped.text()]).toEqual([200, expect.stringContaining("どの商品ですか")]);
    const first = await send(`${here}/confirm`, shown);
    const again = await send(`${here}/confirm`, shown);
    expect([first.status, again.status]).toEqual([303, 303]);
    expect(again.headers.get("location")).toBe(first.headers.get("location"));
    expect((await call<{ items: unknown[] }>("GET", "/api/returns?q=S-4")).items).toHaveLength(1);
    // The same pieces in a second request are refused.
    const more = await send(`${here}/wish`, { ...asked, "reason-1": "image" });
    expect(await more.text()).toContain("お手続き済み");
  });

  test("a double refund: two calls at once, the same key again, and another key all pay once", async () => {
    await buy("S-5");
    const { id } = await call<{ id: string }>("POST", "/api/returns", {
      order: "S-5",
      key: "staff-key-5",
      method: "own",
      items: [{ line: 1, quantity: 1, reason: "image" }],
    });
    await call("POST", `/api/returns/${id}/receive`, {});
    await call("POST", `/api/returns/${id}/inspect`, {
      items: [{ n: 1, accepted: 1, grade: "as_new", disposition: "restock" }],
    });
    const pay = (key: string) =>
      call<{ again: boolean }>("POST", `/api/returns/${id}/money`, { action: "settle", key }).catch(
        (error: Error) => error.message,
      );
    const answers = await Promise.all([
      pay("refund-key-a"),
      pay("refund-key-a"),
      pay("refund-key-b"),
      pay("refund-key-c"),
    ]);
    expect(answers.filter((each) => typeof each === "object" && !each.again)).toHaveLength(1);
    expect(await pay("refund-key-d")).toContain("409");
    // Less ¥660: what is kept no longer earns free shipping.
    const { payments } = await call<{ payments: { kind: string; amount: number }[] }>("GET", `/api/returns/${id}`);
    expect(payments).toMatchObject([{ kind: "refund", amount: 13_640 }]);
  });

  test("what customers write is shown as text, never run", async () => {
    const here = await buy("S-6", {
      products: [{ product_id: "x", name: '<img src=x onerror="alert(1)">', price: 3_000, quantity: 1 }],
      total: 3_000,
    });
    const text = await (await fetch(base + here)).text();
    expect(text).not.toContain("<img src=x");
    const opened = await fetch(base + here);
    expect(opened.headers.get("cache-control")).toBe("no-store");
    expect(opened.headers.get("referrer-policy")).toBe("no-referrer");
  });
});
