/** Tells Engawa of parcels as carriers, tracking services and stores do: by API and by signed webhook. */
import { createHmac } from "node:crypto";
import type { DemoEvent } from "../brand/scribe.ts";
import type { Client } from "./client.ts";

const SECRET = "demo-tracking-service-secret";
const MOST = 1_000;

export const setUpCarriers = async (client: Client): Promise<void> => {
  await client.call("PUT", "/api/delivery/hooks/aftership", { secrets: [SECRET] });
};

/** One snapshot per parcel, with the checkpoints of this moment, signed as the service does. */
const hook = async (client: Client, events: readonly DemoEvent[]): Promise<void> => {
  const parcels = Map.groupBy(events, (event) => String(event.body["number"]));
  for (const [number, checkpoints] of parcels) {
    const msg = {
      tracking_number: number,
      slug: "japan-post",
      checkpoints: checkpoints.map(({ body }) => ({
        checkpoint_time: body["occurredAt"],
        message: body["status"],
        location: body["place"],
      })),
    };
    const body = JSON.stringify({ event: "tracking_update", msg });
    const signature = createHmac("sha256", SECRET).update(body).digest("base64");
    await client.post("/hooks/aftership", body, { "as-signature-hmac-sha256": signature });
  }
};

/** What carriers and stores say between two moments. */
export const tellParcels = async (client: Client, events: readonly DemoEvent[]): Promise<void> => {
  const by = (via: DemoEvent["via"]) => events.filter((event) => event.via === via);
  for (const { body } of by("shipment")) await client.call("POST", "/api/shipments", body);
  const scans = by("scans").map((event) => event.body);
  for (let from = 0; from < scans.length; from += MOST)
    await client.call("POST", "/api/scans", { scans: scans.slice(from, from + MOST) });
  await hook(client, by("hook"));
};

interface Waiting {
  readonly items: readonly { readonly id: string; readonly dueAt: string | null }[];
}

/** Staff looked after what was due long ago; the last two days are still on their desk. */
export const careForParcels = async (client: Client, now: number): Promise<void> => {
  const { items } = await client.call<Waiting>("GET", "/api/parcels?queue=attention&limit=200");
  const old = items.filter(({ dueAt }) => dueAt !== null && Date.parse(dueAt) < now - 2 * 86_400_000);
  const ids = old.map(({ id }) => id);
  const half = Math.ceil(ids.length / 2);
  const handle = async (some: readonly string[], action: string, assignee: string) => {
    if (some.length > 0) await client.call("POST", "/api/parcels/handle", { ids: some, action, assignee });
  };
  await handle(ids.slice(0, half), "contacted", "佐藤");
  await handle(ids.slice(half), "investigated", "田村");
};
