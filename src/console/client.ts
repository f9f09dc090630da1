import type { Client, Contract } from "#kernel/contract";
import { type Code, type Fault, Problem, STATUS } from "#kernel/errors";
import { watched } from "./connection.ts";

/** A question that is not answered by then never will be. */
const LONGEST_MS = 60_000;

interface Input {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
}

const queryText = (query: Readonly<Record<string, unknown>> = {}): string => {
  const given = Object.entries(query).filter(([, v]) => v !== undefined && v !== null && v !== "");
  return given.length === 0 ? "" : `?${new URLSearchParams(given.map(([k, v]) => [k, String(v)])).toString()}`;
};

const codeOf = (status: number): Code =>
  (Object.entries(STATUS).find(([, s]) => s === status)?.[0] as Code | undefined) ?? "unavailable";

/** Reads problem+json back into the Problem that the server threw. */
export const problemOf = async (response: Response): Promise<Problem> => {
  const body = (await response.json().catch(() => ({}))) as { detail?: string; message?: string; errors?: Fault[] };
  return new Problem(codeOf(response.status), body.detail ?? body.message ?? response.statusText, {
    ...(body.errors && { faults: body.errors }),
  });
};

/** One request to our own server. Cookies carry the session. */
export const request = async (method: string, path: string, body?: unknown): Promise<unknown> => {
  const response = await watched(() =>
    fetch(path, {
      method,
      headers: { accept: "application/json", ...(body !== undefined && { "content-type": "application/json" }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      // What only asks may be asked again; what changes something is waited for.
      ...(method === "GET" && { signal: AbortSignal.timeout(LONGEST_MS) }),
    }),
  ).catch(() => {
    throw new Problem("unavailable", "The server cannot be reached.");
  });
  if (!response.ok) throw await problemOf(response);
  return response.status === 204 ? undefined : await response.json();
};

/** A typed client made of a module's contract: `segments.list({ query })`. */
export const client = <const C extends Contract>(routes: C): Client<C> =>
  Object.fromEntries(
    Object.entries(routes).map(([name, route]) => [
      name,
      (input: Input = {}) =>
        request(
          route.method,
          route.path.replaceAll(/\{(\w+)\}/g, (_, k: string) => encodeURIComponent(input.params?.[k] ?? "")) +
            queryText(input.query),
          route.body === undefined ? undefined : (input.body ?? {}),
        ),
    ]),
  ) as unknown as Client<C>;
