/** The demo brand's shop window, where the links of its messages lead. */
import type { HttpBindings } from "@hono/node-server";
import type { Hono } from "hono";
import { html } from "hono/html";
import { BRAND, GOODS } from "./brand/goods.ts";

const STYLE = `body{margin:0;background:#FAF8F5;color:#23211E;font:15px/1.9 "Hiragino Sans","Noto Sans JP",system-ui,sans-serif}
main{max-width:420px;margin:0 auto;padding:24px 20px 64px}h1{font-size:20px;color:#3F6B4F;text-align:center}h2{font-size:18px}
.picture{aspect-ratio:4/3;border-radius:16px;background:linear-gradient(150deg,#E6DDD0,#C9D6C4)}
.price{font-size:18px;font-variant-numeric:tabular-nums}small{color:#6B665E}a{color:#3F6B4F}`;

const PAGES: Readonly<Record<string, readonly [string, string]>> = {
  "how-to": [
    "上手な使い方",
    "濡れた髪に2滴。手のひらで温めてから、毛先へなじませます。麻は最初の一度だけ、ぬるま湯で押し洗いを。",
  ],
  season: ["今の時期のおすすめ", "乾く季節に、生搾り椿油と週末のヘアマスク。眠りには、二重ガーゼのパジャマを。"],
};

export const shopPages = (app: Hono<{ Bindings: HttpBindings }>): void => {
  const page = (title: string, text: string, price: number | null) =>
    html`<!doctype html>
      <html lang="ja">
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${title} · ${BRAND.name}</title>
        <style>
          ${STYLE}
        </style>
        <main>
          <h1>${BRAND.name}</h1>
          <div class="picture"></div>
          <h2>${title}</h2>
          ${price === null ? "" : html`<p class="price">¥${price.toLocaleString("ja-JP")} <small>税込</small></p>`}
          <p>${text}</p>
          <p><small>これはデモのお店です。ここまでのタップは、お客様のタイムラインに載っています。</small></p>
        </main>
      </html>`;
  app.get("/shop", (c) => c.html(page("ようこそ", "髪には椿油を、暮らしには麻を。", null)));
  app.get("/shop/items/:id", (c) => {
    const good = GOODS.find((each) => each.id === c.req.param("id"));
    return good
      ? c.html(page(good.name, `${good.category}。毎日使うほどに良くなるものを。`, good.price))
      : c.notFound();
  });
  app.get("/shop/:page", (c) => {
    const [title, text] = PAGES[c.req.param("page")] ?? ["ようこそ", "髪には椿油を、暮らしには麻を。"];
    return c.html(page(title, text, null));
  });
};
