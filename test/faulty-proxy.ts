/** A proxy that fails on purpose: refuses, breaks off before or after the server has committed, passes the rest through. */
import { createServer, request as ask, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** `lose-answer`: the server stores the events and the client never hears of it. */
export type Fault = "pass" | "lose-request" | "lose-answer" | { status: number; retryAfter?: number };

export interface FaultyProxy {
  readonly url: string;
  /** Decides for each POST by its number, from 1. */
  plan(fault: (n: number) => Fault): void;
  /** How often each kind of fault has been made. */
  readonly made: Map<string, number>;
  close(): void;
}

const CORS = { "access-control-allow-origin": "*", "access-control-expose-headers": "Retry-After" };

const bodyOf = async (message: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
};

export const startFaultyProxy = async (target: () => string): Promise<FaultyProxy> => {
  let decide: (n: number) => Fault = () => "pass";
  let number = 0;
  const made = new Map<string, number>();
  const forward = (request: IncomingMessage, response: ServerResponse, body: Buffer, loseAnswer: boolean) => {
    const onward = ask(new URL(request.url ?? "/", target()), { method: request.method, headers: request.headers });
    // The server is down, or was killed under way: the client sees what it would see without a proxy.
    onward.on("error", () => request.socket.destroy());
    onward.on("response", (answer) => {
      answer.on("error", () => request.socket.destroy());
      if (loseAnswer) {
        answer.resume();
        answer.on("end", () => request.socket.destroy());
        return;
      }
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.end(body);
  };
  const server = createServer((request, response) => {
    void (async () => {
      const body = await bodyOf(request);
      const fault = request.method === "POST" ? decide(++number) : "pass";
      const name = typeof fault === "string" ? fault : String(fault.status);
      made.set(name, (made.get(name) ?? 0) + 1);
      if (typeof fault === "object") {
        const wait = fault.retryAfter === undefined ? {} : { "retry-after": String(fault.retryAfter) };
        response.writeHead(fault.status, { ...CORS, ...wait }).end();
      } else if (fault === "lose-request") request.socket.destroy();
      else forward(request, response, body, fault === "lose-answer");
    })().catch(() => request.socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    plan: (fault) => {
      decide = fault;
      number = 0;
    },
    made,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
};
