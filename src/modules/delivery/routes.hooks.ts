/** Where carriers' news come in by signed webhook. */
import type { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { Problem } from "#kernel/errors";
import type { Serving } from "#kernel/module";
import { takeHook } from "./actions/hooks.ts";
import type { Hook } from "./model.ts";

/** Snapshots of long journeys with many checkpoints stay far below this. */
const LARGEST = 5 * 1024 * 1024;

const PATHS: readonly (readonly [path: string, hook: Hook])[] = [
  ["/hooks/aftership", "aftership"],
  ["/hooks/trackingmore", "trackingmore"],
  ["/hooks/shopify/fulfillments", "shopify"],
];

export const serveHooks = (app: Hono, serving: Serving): void => {
  const limit = bodyLimit({
    maxSize: LARGEST,
    onError: () => {
      throw new Problem("too_large", "The body is larger than 5 MB.");
    },
  });
  for (const [path, hook] of PATHS)
    app.post(path, limit, async (c) => {
      const body = new Uint8Array(await c.req.arrayBuffer());
      return c.json(await takeHook(serving.publicCtx(), hook, body, c.req.raw.headers));
    });
};
