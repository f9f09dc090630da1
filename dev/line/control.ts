/** How tests, the demo and people steer the simulator. */
import { Hono } from "hono";
import { z } from "zod";
import type { ApiParts, Bindings } from "./api.ts";
import { accountLink, block, follow, postback, write } from "./people.ts";
import type { WebhookEvent } from "./webhooks.ts";

const share = z.number().min(0).max(1).optional();
const FaultsPatch = z.strictObject({
  loseReply: share,
  failBefore: share,
  failAfter: share,
  rateLimited: share,
  conflict: share,
  latencyMs: z.tuple([z.number().min(0), z.number().min(0)]).optional(),
  perSecond: z.number().min(1).nullable().optional(),
  webhookTwice: share,
  webhookShuffle: z.boolean().optional(),
});
export const Act = z.discriminatedUnion("do", [
  z.object({ do: z.literal("follow"), displayName: z.string().optional(), language: z.string().optional() }),
  z.object({ do: z.literal("block") }),
  z.object({ do: z.literal("write"), text: z.string().min(1).max(5_000) }),
  z.object({
    do: z.literal("postback"),
    data: z.string().min(1).max(300),
    displayText: z.string().optional(),
    params: z.record(z.string(), z.string()).optional(),
  }),
  z.object({ do: z.literal("accountLink"), nonce: z.string(), result: z.enum(["ok", "failed"]).optional() }),
]);
export type Act = z.infer<typeof Act>;

/** Does what a customer does, and sends the webhook for it. */
export const act = (parts: ApiParts, user: string, input: Act, at: number = parts.now()): WebhookEvent => {
  const { state } = parts;
  const made = () => {
    switch (input.do) {
      case "follow": {
        const { displayName, language } = input;
        return follow(state, user, at, { ...(displayName && { displayName }), ...(language && { language }) });
      }
      case "block":
        return block(state, user, at);
      case "write":
        return write(state, user, at, input.text);
      case "postback":
        return postback(state, user, at, input.data, input);
      case "accountLink":
        return accountLink(state, user, at, input.nonce, input.result);
    }
  };
  const event = made();
  parts.webhooks.send([event]);
  parts.changed(user);
  return event;
};

export const controlApi = (parts: ApiParts): Hono<Bindings> => {
  const app = new Hono<Bindings>();
  app.get("/", (c) =>
    c.json({
      tally: parts.tally,
      faults: parts.faults,
      quota: parts.state.quota,
      users: parts.state.users.size,
      retryKeys: parts.state.accepted.size,
    }),
  );
  app.patch("/faults", async (c) => {
    const read = FaultsPatch.safeParse(await c.req.json().catch(() => null));
    if (!read.success) return c.json({ message: z.prettifyError(read.error) }, 400);
    Object.assign(parts.faults, read.data);
    return c.json(parts.faults);
  });
  app.put("/quota", async (c) => {
    const read = z
      .object({ value: z.number().int().min(0).nullable() })
      .safeParse(await c.req.json().catch(() => null));
    if (!read.success) return c.json({ message: z.prettifyError(read.error) }, 400);
    parts.state.quota = read.data.value;
    return c.json(read.data);
  });
  app.get("/users/:user", (c) => {
    const user = parts.state.users.get(c.req.param("user"));
    return user ? c.json(user) : c.json({ message: "Not found" }, 404);
  });
  app.post("/users/:user", async (c) => {
    const read = Act.safeParse(await c.req.json().catch(() => null));
    if (!read.success) return c.json({ message: z.prettifyError(read.error) }, 400);
    return c.json(act(parts, c.req.param("user"), read.data));
  });
  app.post("/webhooks/:id/redeliver", async (c) =>
    c.json({ status: await parts.webhooks.redeliver(c.req.param("id")) }),
  );
  return app;
};
