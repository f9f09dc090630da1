/** The product in the test's own process, on a database of its own: for tests that look at it with a browser. */
import type { Page } from "playwright-core";
import { afterAll, expect } from "vitest";
import { reactionWorkers } from "#events";
import { readConfig } from "#kernel/config";
import { start } from "#kernel/start";
import { modules } from "../src/modules.ts";
import { type TestDatabase, testDatabase } from "./database.ts";
import { KEYS, OWNER } from "./process.ts";

export interface Here {
  readonly base: string;
  readonly database: TestDatabase;
  /** Asks the API with the owner's key; throws what it refuses. */
  readonly call: <T = unknown>(method: string, path: string, body?: unknown) => Promise<T>;
  /** Sends events as a shop's page does. */
  readonly send: (batch: readonly object[]) => Promise<void>;
  /** Signs the owner in, in this page's window. */
  readonly signIn: (page: Page) => Promise<void>;
}

/** Starts it; it stops when the test file ends. Who looks at the console builds it before. */
export const startHere = async (env: Readonly<Record<string, string>> = {}): Promise<Here> => {
  const database = await testDatabase();
  const config = readConfig({ PORT: "0", DATABASE_URL: database.url, ...OWNER, ...KEYS, ...env });
  const product = await start(config, { modules, reactionWorkers });
  afterAll(() => product.stop());
  const base = `http://localhost:${product.port}`;
  return {
    base,
    database,
    call: async <T>(method: string, path: string, body?: unknown): Promise<T> => {
      const answer = await fetch(base + path, {
        method,
        headers: { authorization: `Bearer ${KEYS.ENGAWA_API_KEY}`, "content-type": "application/json" },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
      return (text === "" ? null : JSON.parse(text)) as T;
    },
    send: async (batch) => {
      const body = JSON.stringify({ batch, writeKey: KEYS.ENGAWA_WRITE_KEY });
      const answer = await fetch(`${base}/v1/batch`, { method: "POST", body });
      expect(answer.status).toBe(200);
    },
    signIn: async (page) => {
      const data = { email: OWNER.ENGAWA_ADMIN_EMAIL, password: OWNER.ENGAWA_ADMIN_PASSWORD };
      const answer = await page.request.post(`${base}/api/auth/sign-in/email`, { data, headers: { origin: base } });
      expect(answer.status()).toBe(200);
    },
  };
};
