import { randomUUID } from "node:crypto";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { HTTPFetchError, LineBotClient, messagingApi, validateSignature } from "@line/bot-sdk";
import { afterAll, beforeEach, describe, expect, it, vi } from "vitest";
import { noFaults } from "./faults.ts";
import { type LineSimulator, startLineSimulator } from "./index.ts";

const SECRET = "channel-secret-of-the-tests";
interface Got {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly events: readonly Record<string, unknown>[];
}
const got: Got[] = [];
let hookStatus = 200;
const hook = createServer((request, response) => {
  let body = "";
  request.on("data", (piece: Buffer) => (body += piece.toString()));
  request.on("end", () => {
    got.push({
      headers: request.headers,
      body,
      events: (JSON.parse(body) as { events: Record<string, unknown>[] }).events,
    });
    response.writeHead(hookStatus).end();
  });
});
await new Promise<void>((resolve) => hook.listen(0, "127.0.0.1", resolve));
const webhookUrl = `http://127.0.0.1:${(hook.address() as AddressInfo).port}/line`;

let clock = Date.parse("2026-11-21T03:00:00Z");
const line: LineSimulator = await startLineSimulator({
  channelSecret: SECRET,
  accessToken: "token",
  webhookUrl,
  now: () => new Date(clock),
});
afterAll(async () => {
  await line.stop();
  hook.close();
});
beforeEach(() => {
  Object.assign(line.faults, noFaults());
  line.state.quota = null;
  hookStatus = 200;
  got.length = 0;
});

const client = new messagingApi.MessagingApiClient({ channelAccessToken: "token", baseURL: line.url });
const person = () => `U${randomUUID().replaceAll("-", "")}`;
const hello = { type: "text", text: "こんにちは" } as const;
const failure = async (call: Promise<unknown>) => {
  const error: unknown = await call.then(
    () => null,
    (e: unknown) => e,
  );
  if (!(error instanceof HTTPFetchError)) throw new Error(`no HTTP error: ${String(error)}`);
  return { status: error.status, headers: error.headers, body: JSON.parse(error.body) as Record<string, unknown> };
};
const shown = (id: string) => line.user(id)?.chat.filter((entry) => entry.from === "brand").length ?? 0;

describe("sending", () => {
  it("accepts a push by the official SDK and shows it to the person", async () => {
    const to = person();
    const answer = await client.pushMessageWithHttpInfo({ to, messages: [hello] }, randomUUID());
    expect(answer.body.sentMessages).toHaveLength(1);
    expect(answer.httpResponse.headers.get("x-line-request-id")).toMatch(/^[0-9a-f-]{36}$/);
    expect(shown(to)).toBe(1);
  });

  it("answers 409 with the accepted request's id when a retry key comes again, and shows the message once", async () => {
    const to = person();
    const key = randomUUID();
    const first = await client.pushMessageWithHttpInfo({ to, messages: [hello] }, key);
    const second = await failure(client.pushMessage({ to, messages: [hello] }, key));
    expect(second.status).toBe(409);
    expect(second.headers.get("x-line-accepted-request-id")).toBe(first.httpResponse.headers.get("x-line-request-id"));
    expect(shown(to)).toBe(1);
    expect(line.counters().byRetryKey.get(key)).toBe(1);
  });

  it("forgets a retry key after 24 hours", async () => {
    const to = person();
    const key = randomUUID();
    await client.pushMessage({ to, messages: [hello] }, key);
    clock += 24 * 3_600_000;
    await client.pushMessage({ to, messages: [hello] }, key);
    expect(line.counters().byRetryKey.get(key)).toBe(2);
  });

  it("refuses a retry key that is no UUID, and any on a reply", async () => {
    expect((await failure(client.pushMessage({ to: person(), messages: [hello] }, "abc"))).status).toBe(400);
    const answer = await fetch(`${line.url}/v2/bot/message/reply`, {
      method: "POST",
      headers: { authorization: "Bearer token", "x-line-retry-key": randomUUID() },
      body: JSON.stringify({ replyToken: "x", messages: [hello] }),
    });
    expect(answer.status).toBe(400);
  });

  it("loses the reply after accepting: the same key then tells that it went", async () => {
    const to = person();
    const key = randomUUID();
    line.faults.loseReply = 1;
    await expect(client.pushMessage({ to, messages: [hello] }, key)).rejects.toThrow(/fetch failed/);
    line.faults.loseReply = 0;
    expect((await failure(client.pushMessage({ to, messages: [hello] }, key))).status).toBe(409);
    expect(shown(to)).toBe(1);
  });

  it("fails with 500 before or after accepting", async () => {
    const to = person();
    line.faults.failBefore = 1;
    expect((await failure(client.pushMessage({ to, messages: [hello] }, randomUUID()))).status).toBe(500);
    expect(shown(to)).toBe(0);
    line.faults.failBefore = 0;
    line.faults.failAfter = 1;
    expect((await failure(client.pushMessage({ to, messages: [hello] }, randomUUID()))).status).toBe(500);
    expect(shown(to)).toBe(1);
  });

  it("tells the rate's 429 from the quota's by the body", async () => {
    line.faults.rateLimited = 1;
    const rate = await failure(client.pushMessage({ to: person(), messages: [hello] }, randomUUID()));
    line.faults.rateLimited = 0;
    line.state.quota = 0;
    const quota = await failure(client.pushMessage({ to: person(), messages: [hello] }, randomUUID()));
    expect([rate.status, quota.status]).toEqual([429, 429]);
    expect(rate.body["message"]).toMatch(/rate limit/);
    expect(quota.body["message"]).toBe("You have reached your monthly limit.");
    expect(await client.getMessageQuota()).toEqual({ type: "limited", value: 0 });
  });

  it("counts recipients, not messages, against the quota, and answers multicast with nothing", async () => {
    const before = (await client.getMessageQuotaConsumption()).totalUsage;
    expect(await client.multicast({ to: [person(), person()], messages: [hello, hello] }, randomUUID())).toEqual({});
    expect((await client.getMessageQuotaConsumption()).totalUsage).toBe(before + 2);
  });

  it("accepts for a blocked person and shows nothing", async () => {
    const to = person();
    line.act(to, { do: "follow" });
    line.act(to, { do: "block" });
    await client.pushMessage({ to, messages: [hello] }, randomUUID());
    expect(shown(to)).toBe(0);
    expect((await failure(client.getProfile(to))).status).toBe(404);
  });

  it("refuses a wrong token with 401", async () => {
    const other = new messagingApi.MessagingApiClient({ channelAccessToken: "wrong", baseURL: line.url });
    expect((await failure(other.pushMessage({ to: person(), messages: [hello] }))).status).toBe(401);
  });

  it("names every fault of the messages with its place", async () => {
    const { status, body } = await failure(
      client.pushMessage({ to: person(), messages: [hello, { type: "text", text: "あ".repeat(5_001) }] }),
    );
    expect(status).toBe(400);
    expect(body).toMatchObject({
      message: "The request body has 1 error(s)",
      details: [{ property: "messages[1].text" }],
    });
    const many = await failure(client.pushMessage({ to: person(), messages: Array.from({ length: 6 }, () => hello) }));
    expect(many.body["details"]).toMatchObject([{ property: "messages" }]);
    const unit = await failure(
      client.pushMessage({ to: person(), messages: [hello], customAggregationUnits: ["秋のセール"] }),
    );
    expect(unit.body["details"]).toMatchObject([{ property: "customAggregationUnits[0]" }]);
    const nobody = await failure(client.pushMessage({ to: "U1", messages: [hello] }));
    expect(nobody.body["details"]).toMatchObject([{ property: "to" }]);
  });

  it("validates without sending", async () => {
    await client.validatePush({ messages: [hello] });
    expect((await failure(client.validatePush({ messages: [{ type: "text", text: "" }] }))).status).toBe(400);
  });
});

describe("webhooks", () => {
  it("signs what it sends so that the SDK's own check passes", async () => {
    const from = person();
    line.act(from, { do: "follow", displayName: "花子" });
    line.act(from, { do: "write", text: "届きました" });
    line.act(from, { do: "postback", data: "a=1", displayText: "はい" });
    line.act(from, { do: "accountLink", nonce: "n".repeat(22) });
    line.act(from, { do: "block" });
    await line.webhooks.idle();
    for (const each of got)
      expect(validateSignature(each.body, SECRET, String(each.headers["x-line-signature"]))).toBe(true);
    const events = got.flatMap((each) => each.events);
    expect(events.map((event) => event["type"])).toEqual(["follow", "message", "postback", "accountLink", "unfollow"]);
    expect(new Set(events.map((event) => event["webhookEventId"])).size).toBe(5);
    for (const event of events) expect(event["webhookEventId"]).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
  });

  it("sends again under the same id, marked as redelivery, until it is answered with 200", async () => {
    hookStatus = 500;
    const event = line.act(person(), { do: "write", text: "もしもし" });
    // The second attempt says that the first was answered with 500.
    await vi.waitFor(() => expect(got.length).toBeGreaterThan(1), 20_000);
    hookStatus = 200;
    await line.webhooks.idle();
    const attempts = got.flatMap((each) => each.events);
    expect(attempts.length).toBeGreaterThan(1);
    expect(new Set(attempts.map((each) => each["webhookEventId"]))).toEqual(new Set([event.webhookEventId]));
    expect(attempts.map((each) => (each["deliveryContext"] as { isRedelivery: boolean }).isRedelivery)).toEqual([
      false,
      ...attempts.slice(1).map(() => true),
    ]);
  });

  it("replies through a reply token once", async () => {
    const from = person();
    const event = line.act(from, { do: "write", text: "在庫はありますか" });
    await client.replyMessage({ replyToken: String(event["replyToken"]), messages: [hello] });
    expect(shown(from)).toBe(1);
    const again = await failure(client.replyMessage({ replyToken: String(event["replyToken"]), messages: [hello] }));
    expect(again.body["message"]).toBe("Invalid reply token");
  });

  it("tells a return after blocking from a first follow", async () => {
    const from = person();
    const first = line.act(from, { do: "follow" });
    line.act(from, { do: "block" });
    const second = line.act(from, { do: "follow" });
    expect([first["follow"], second["follow"]]).toEqual([{ isUnblocked: false }, { isUnblocked: true }]);
  });

  it("ends the account link dialogue with the nonce", async () => {
    const from = person();
    line.act(from, { do: "follow" });
    const { linkToken } = await client.issueLinkToken(from);
    const page = await fetch(`${line.url}/dialog/bot/accountLink?linkToken=${linkToken}&nonce=0123456789abcdef`);
    expect(page.status).toBe(200);
    await line.webhooks.idle();
    expect(got.flatMap((each) => each.events).at(-1)).toMatchObject({
      type: "accountLink",
      link: { nonce: "0123456789abcdef" },
    });
  });

  it("tests the endpoint with a request without events", async () => {
    const answer = await client.testWebhookEndpoint({});
    expect(answer).toMatchObject({ success: true, statusCode: 200 });
    expect(got.at(-1)?.events).toEqual([]);
  });
});

it("keeps its state in a snapshot", async () => {
  const to = person();
  const key = randomUUID();
  await client.pushMessage({ to, messages: [hello] }, key);
  const { fromJson } = await import("./state.ts");
  const back = fromJson(line.snapshot());
  expect(back.users.get(to)?.chat).toHaveLength(1);
  expect(back.accepted.has(key)).toBe(true);
});

it("is steered over HTTP", async () => {
  const patch = (body: object) => fetch(`${line.url}/control/faults`, { method: "PATCH", body: JSON.stringify(body) });
  expect((await patch({ loseReply: 2 })).status).toBe(400);
  expect(await (await patch({ latencyMs: [1, 2] })).json()).toMatchObject({ latencyMs: [1, 2] });
  const quota = await fetch(`${line.url}/control/quota`, { method: "PUT", body: JSON.stringify({ value: 5 }) });
  expect(quota.status).toBe(200);
  expect(line.state.quota).toBe(5);
});

it("works with the SDK's joined client as well", async () => {
  const joined = LineBotClient.fromChannelAccessToken({ channelAccessToken: "token", apiBaseURL: line.url });
  const to = person();
  await joined.pushMessage({ to, messages: [hello] }, randomUUID());
  expect(shown(to)).toBe(1);
});
