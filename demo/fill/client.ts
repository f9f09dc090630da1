/** The public HTTP API as the demo uses it: nothing here knows more than any other program would. */

export interface Client {
  /** A call of the JSON API. Throws with the server's own words where it refuses. */
  call<T>(method: "GET" | "POST" | "PUT", path: string, body?: unknown): Promise<T>;
  /** Bytes to an address of its own, such as a webhook. */
  post(path: string, body: string, headers: Readonly<Record<string, string>>): Promise<void>;
  /** A customer's page as its HTML. */
  page(path: string): Promise<string>;
  /** Events through /v1/batch, as many at once as the server takes. */
  send(events: readonly Readonly<Record<string, unknown>>[]): Promise<void>;
}

const BATCH_BYTES = 450_000;

/** Events in batches of bounded size. */
const batches = (events: readonly Readonly<Record<string, unknown>>[]): string[] => {
  const made: string[] = [];
  let piece: string[] = [];
  let size = 0;
  for (const event of events) {
    const text = JSON.stringify(event);
    if (size + text.length > BATCH_BYTES) {
      made.push(`{"batch":[${piece.join(",")}]}`);
      piece = [];
      size = 0;
    }
    piece.push(text);
    size += Buffer.byteLength(text) + 1;
  }
  if (piece.length > 0) made.push(`{"batch":[${piece.join(",")}]}`);
  return made;
};

export const client = (url: string, apiKey: string, writeKey: string): Client => {
  const basic = `Basic ${Buffer.from(`${writeKey}:`).toString("base64")}`;
  const post = async (body: string): Promise<void> => {
    for (let tries = 0; ; tries++) {
      const answer = await fetch(`${url}/v1/batch`, {
        method: "POST",
        headers: { "content-type": "application/json", authorization: basic },
        body,
      });
      const text = await answer.text();
      if (answer.ok) return;
      if (answer.status !== 429 || tries > 20) throw new Error(`The events were refused: ${answer.status} ${text}`);
      const wait = Number(answer.headers.get("retry-after") ?? 1);
      await new Promise((resolve) => setTimeout(resolve, wait * 1_000));
    }
  };
  return {
    call: async <T>(method: string, path: string, body?: unknown): Promise<T> => {
      const answer = await fetch(url + path, {
        method,
        headers: {
          authorization: `Bearer ${apiKey}`,
          ...(body !== undefined && { "content-type": "application/json" }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
      return (text === "" ? undefined : JSON.parse(text)) as T;
    },
    post: async (path, body, headers) => {
      const answer = await fetch(url + path, {
        method: "POST",
        headers: { "content-type": "application/json", ...headers },
        body,
      });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`POST ${path}: ${answer.status} ${text}`);
    },
    page: async (path) => (await fetch(url + path)).text(),
    send: async (events) => {
      const pieces = batches(events);
      // Two at a time: one is written while the next is read.
      const lane = async () => {
        for (let piece = pieces.shift(); piece !== undefined; piece = pieces.shift()) await post(piece);
      };
      await Promise.all([lane(), lane()]);
    },
  };
};
