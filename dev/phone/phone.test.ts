import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import nodemailer from "nodemailer";
import { afterAll, describe, expect, it } from "vitest";
import { startLineSimulator } from "../line/index.ts";
import { goodMessages } from "../line/spec/messages.ts";
import { startMailSink } from "../mail/index.ts";
import { messageOf, quickReplies } from "./flex.ts";
import { phonePages } from "./index.ts";

const hooks: { type: string; postback?: { data: string }; message?: { text: string } }[] = [];
const hook = createServer((request, response) => {
  let body = "";
  request.on("data", (piece: Buffer) => (body += piece.toString()));
  request.on("end", () => {
    hooks.push(...(JSON.parse(body) as { events: typeof hooks }).events);
    response.end();
  });
});
await new Promise<void>((resolve) => hook.listen(0, "127.0.0.1", resolve));

const lineId = `U${"b".repeat(32)}`;
const mail = await startMailSink();
const line = await startLineSimulator({
  channelSecret: "secret",
  webhookUrl: `http://127.0.0.1:${(hook.address() as AddressInfo).port}/`,
  routes: (app, simulator) =>
    phonePages(app, {
      line: simulator,
      mail,
      brand: "髪と布",
      people: () => [
        { id: "c1", name: "山田 花子", kana: "ヤマダ ハナコ", lineId, email: "hanako@example.jp" },
        { id: "c2", name: "佐藤 健", kana: "サトウ ケン", lineId: null, email: "ken@example.jp" },
      ],
    }),
});
afterAll(async () => {
  await line.stop();
  await mail.stop();
  hook.close();
});
const push = (messages: readonly object[]) =>
  fetch(`${line.url}/v2/bot/message/push`, {
    method: "POST",
    headers: { authorization: "Bearer any" },
    body: JSON.stringify({ to: lineId, messages }),
  });
const page = async (path: string) => await (await fetch(`${line.url}/phone${path}`)).text();
const act = (what: object, person = "c1") =>
  fetch(`${line.url}/phone/act?person=${person}`, { method: "POST", body: JSON.stringify(what) });

describe("messages as the app draws them", () => {
  it("draws every kind of message", async () => {
    for (const message of goodMessages) expect(String(await messageOf(message)).length).toBeGreaterThan(20);
  });

  it("keeps links as links and shows texts, buttons and separators of a bubble", async () => {
    const flex = String(await messageOf(goodMessages.find((message) => message["type"] === "flex") ?? {}));
    expect(flex).toContain(`href="https://example.com/items?a=1"`);
    expect(flex).toContain("お届けは11月22日です");
    expect(flex).toContain("data-act=");
    expect(flex).toContain(`class="rule"`);
  });

  it("lets no markup or style through from a message", async () => {
    const evil = `"><script>alert(1)</script>`;
    const message = {
      type: "flex",
      contents: {
        type: "bubble",
        body: {
          type: "box",
          layout: "vertical",
          backgroundColor: "#fff;position:fixed",
          contents: [
            { type: "text", text: evil, color: "red;}</style>", size: `1px;${evil}` },
            { type: "button", action: { type: "uri", label: evil, uri: `https://a.jp/${evil}` } },
            { type: "image", url: `https://a.jp/${evil}.png` },
            { type: "button", action: { type: "postback", label: "a", data: evil } },
          ],
        },
      },
    };
    const drawn = String(await messageOf(message));
    expect(drawn).not.toContain("<script>");
    expect(drawn).not.toContain("position:fixed");
    const say = await messageOf({ type: "text", text: `${evil} https://a.jp/?a="b" です` });
    expect(String(say)).not.toContain("<script>");
    expect(String(say)).toContain(`href="https://a.jp/?a="`);
  });

  it("shows quick replies as chips", async () => {
    expect(String(await quickReplies(goodMessages[1] ?? {})).match(/class="chip"/g)).toHaveLength(5);
  });
});

describe("the phone page", () => {
  it("shows the chat with what was sent", async () => {
    await act({ do: "follow" });
    await push([{ type: "text", text: "ようこそ、髪と布へ" }]);
    expect(await page("?person=c1")).toContain("ようこそ、髪と布へ");
    expect(await page("/chat?person=c1&lang=en")).toContain("ようこそ、髪と布へ");
  });

  it("finds people by name and kana, the latest news first", async () => {
    const list = await page("/people?q=");
    expect(list.indexOf("山田 花子")).toBeLessThan(list.indexOf("佐藤 健"));
    expect(await page(`/people?q=${encodeURIComponent("サトウ")}`)).not.toContain("山田");
    expect(await page("/people?q=zzz")).toContain("見つかりませんでした");
  });

  it("sends replies, taps and blocks as real webhooks", async () => {
    await act({ do: "write", text: "届きました" });
    await act({ do: "postback", data: "answer=yes", displayText: "はい" });
    await act({ do: "block" });
    await line.webhooks.idle();
    expect(hooks.map((event) => event.type)).toEqual(["follow", "message", "postback", "unfollow"]);
    expect(hooks[1]?.message?.text).toBe("届きました");
    expect(await page("/state?person=c1")).toContain("ブロックを解除");
    expect(await page("/chat?person=c1")).toContain("はい");
    expect((await act({ do: "write", text: "a" }, "c2")).status).toBe(404);
    expect((await act({ do: "explode" })).status).toBe(400);
  });

  it("lets somebody whom LINE has never seen become a friend, by a real webhook and under their own name", async () => {
    expect(await page("?person=c2")).toContain("友だちに追加");
    expect((await act({ do: "write", text: "a" }, "c2")).status).toBe(404);
    await line.webhooks.idle();
    const before = hooks.length;
    expect((await act({ do: "follow" }, "c2")).status).toBe(200);
    await line.webhooks.idle();
    expect(hooks.slice(before).map((event) => event.type)).toEqual(["follow"]);
    expect(await page("/state?person=c2")).toContain(`class="state">友だち<`);
    expect(await page("/chat?person=c2")).toContain("まだトークがありません");
    expect((await act({ do: "write", text: "はじめまして" }, "c2")).status).toBe(200);
    const list = await page("/people?q=");
    expect(list.match(/佐藤 健/g)).toHaveLength(1);
    expect(list).toContain("はじめまして");
  });

  it("shows a letter in a frame of its own that runs no scripts", async () => {
    await nodemailer.createTransport(mail.url).sendMail({
      from: "髪と布 <shop@example.jp>",
      to: "ken@example.jp",
      subject: "ご注文 <b>",
      messageId: "<m1@example.jp>",
      html: `<p title="x">こんにちは</p><script>parent.x=1</script>`,
      text: "こんにちは",
    });
    expect(await page("/mail?person=c2")).toContain("ご注文 &lt;b&gt;");
    const letter = await page(`/mail?person=c2&letter=${encodeURIComponent("<m1@example.jp>")}`);
    expect(letter).toContain(`sandbox="allow-popups allow-popups-to-escape-sandbox"`);
    expect(letter).toContain("<p title=&quot;x&quot;>");
    expect(letter.replace(/srcdoc="[^"]*"/, "")).not.toContain("<script>");
  });

  it("tells the page of a new message while it is open", async () => {
    const live = await fetch(`${line.url}/phone/live?person=c1`);
    const reader = (live.body as ReadableStream<Uint8Array>).getReader();
    await act({ do: "follow" });
    let heard = "";
    while (!heard.includes("event: chat")) heard += new TextDecoder().decode((await reader.read()).value);
    await reader.cancel();
    expect(heard).toContain("event: clock");
  });
});
