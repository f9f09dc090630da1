/** Carries intake on a plain node:http server, ahead of the router, and on Hono for everything else. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Hono } from "hono";
import { Problem } from "#kernel/errors";
import type { Serving } from "#kernel/module";
import { LARGEST_BODY, tooLarge } from "./actions/body.ts";
import { answer, type Answer, isIntakePath } from "./routes.intake.ts";

/** A refused sender may finish its sentence, unread, so that it sees the answer and not a broken connection. */
const UNREAD_BYTES = 33_554_432;

const bodyOf = (request: IncomingMessage): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    let chunks: Buffer[] = [];
    let size = 0;
    const declared = Number(request.headers["content-length"] ?? 0);
    if (declared > LARGEST_BODY) reject(tooLarge());
    request.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size > UNREAD_BYTES) request.destroy();
      else if (size > LARGEST_BODY || declared > LARGEST_BODY) {
        chunks = [];
        reject(tooLarge());
      } else chunks.push(chunk);
    });
    request.on("end", () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)));
    request.on("error", () => reject(new Problem("invalid", "The request ended before its body did.")));
    // Every request closes; a Problem (its stack takes 10 µs) is made only for one that was cut off.
    request.on("close", () => {
      if (!request.complete) reject(new Problem("invalid", "The request ended before its body did."));
    });
  });

let turn: Promise<void> | null = null;
/**
 * The end of this turn of the event loop. What arrived in one turn is read in one go there, and not each body between the HTTP of
 * two others: the processor's caches hold the one code or the other, and with 128 senders an event costs 15 % less.
 */
const endOfTurn = (): Promise<void> =>
  (turn ??= new Promise((resolve) =>
    setImmediate(() => {
      turn = null;
      resolve();
    }),
  ));

const send = (request: IncomingMessage, response: ServerResponse, { status, headers, body }: Answer): void => {
  // An unread body would be taken for the next request.
  const whole = request.complete || request.method === "GET";
  const sent: Record<string, string | number> = { ...headers };
  if (status !== 204) sent["content-length"] = Buffer.byteLength(body);
  if (!whole) sent["connection"] = "close";
  response.writeHead(status, sent);
  response.end(body);
  if (!whole) request.resume();
};

/** Module.node: takes the requests to intake paths. */
export const nodeIntake =
  (serving: Serving) =>
  (request: IncomingMessage, response: ServerResponse): boolean => {
    const url = request.url ?? "";
    if (!url.startsWith("/v1/") && !url.startsWith("/sourceConfig")) return false;
    const mark = url.indexOf("?");
    const path = mark < 0 ? url : url.slice(0, mark);
    if (!isIntakePath(path)) return false;
    const { headers } = request;
    void answer(serving.publicCtx(), {
      method: request.method ?? "",
      path,
      query: mark < 0 ? "" : url.slice(mark + 1),
      header: (name) => headers[name] as string | undefined,
      body: async () => {
        const body = await bodyOf(request);
        await endOfTurn();
        return body;
      },
    }).then((done) => send(request, response, done));
    return true;
  };

const bodyOfRequest = (request: Request) => async (): Promise<Buffer> => {
  if (Number(request.headers.get("content-length") ?? 0) > LARGEST_BODY) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.length;
    if (size > LARGEST_BODY) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};

/** The same answers through the router. */
export const serveIntake = (app: Hono, serving: Serving): void => {
  app.all("*", async (c, next) => {
    const { pathname, search } = new URL(c.req.url);
    if (!isIntakePath(pathname)) return next();
    const done = await answer(serving.publicCtx(), {
      method: c.req.method,
      path: pathname,
      query: search.slice(1),
      header: (name) => c.req.header(name),
      body: bodyOfRequest(c.req.raw),
    });
    return new Response(done.status === 204 ? null : done.body, { status: done.status, headers: done.headers });
  });
};
