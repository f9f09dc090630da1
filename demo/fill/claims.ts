/** Delivery claims through the API: customers tell, and the people at the desk decide what waits for them. */
import { chance } from "../brand/chance.ts";
import type { Trouble } from "../brand/troubles.ts";
import type { Client } from "./client.ts";
import { picture } from "./picture.ts";
import type { Staff } from "./staff.ts";

interface Opened {
  readonly id: string;
  readonly state: string;
}
interface Listed {
  readonly items: readonly {
    id: string;
    orderNumber: string;
    openedAt: string;
    dueAt: string | null;
    state: string;
    score: number | null;
    kind: string;
  }[];
}

/** Opens one; an order that was cancelled meanwhile has none. */
const tell = async (client: Client, trouble: Trouble): Promise<boolean> => {
  const { order, kind, statement } = trouble;
  try {
    const claim = await client.call<Opened>("POST", "/api/claims", { order, kind, statement });
    if (trouble.photo !== null && (claim.state === "evidence" || claim.state === "review"))
      await client.call("POST", `/api/claims/${claim.id}/evidence`, {
        photo: picture(trouble.photo).toString("base64"),
      });
    return true;
  } catch (error) {
    if (error instanceof Error && /: 40[49] /.test(error.message)) return false;
    throw error;
  }
};

const REASON = "配達員が手渡しした記録と受領印を確認できました。お心当たりがないときは、再度の確認をお申し出ください。";
const SORRY = "ご不便をおかけし申し訳ございません。ご希望に沿って対応いたします。";
const DAY = 86_400_000;

/**
 * The desk decides what is due before it looks again; one claim in ten is left lying. Who declined does not decide the appeal.
 */
const decide = async (
  client: Client,
  staff: readonly Staff[],
  { at, next }: { at: number; next: number },
): Promise<void> => {
  const { items } = await client.call<Listed>("GET", "/api/claims?queue=review&limit=100");
  const due = items.filter((item) => {
    const until = Date.parse(item.dueAt ?? "");
    return until <= next && (at > until + 1.5 * DAY || !chance(`left/${item.orderNumber}`).yes(0.1));
  });
  const desk = staff.filter((person) => !person.name.includes("("));
  const [first, second] = [desk.at(-2), desk.at(-1)];
  if (!first || !second) return;
  for (const item of due) {
    const draw = chance(`desk/${item.orderNumber}`);
    const doubtful = (item.score ?? 0) > 60;
    if (doubtful && item.state === "review" && draw.yes(0.6)) {
      await first.ask(`/api/claims/${item.id}/decline`, { reason: REASON, outcome: "abuse" });
      if (draw.yes(0.4))
        await client.call("POST", `/api/claims/${item.id}/appeal`, { words: "本当に届いていません。" });
      continue;
    }
    const person = item.state === "appealed" ? second : draw.pick(staff);
    await person.ask(`/api/claims/${item.id}/grant`, {
      remedy: draw.pick(["reship", "refund"]),
      reason: SORRY,
      outcome: "honest",
    });
  }
};

/** What is approved is sent again or paid back within days. */
const settle = async (client: Client, at: number): Promise<void> => {
  const { items } = await client.call<Listed>("GET", "/api/claims?queue=settle&limit=100");
  for (const item of items.filter((one) => Date.parse(one.openedAt) < at - 2 * DAY))
    await client.call("POST", `/api/claims/${item.id}/settle`, { reference: `${item.orderNumber}-R` });
};

/** What a carrier owes is claimed while it is not too late. */
const claimBack = async (client: Client, at: number): Promise<void> => {
  const { carriers } = await client.call<{ carriers: { carrier: string; due: string | null }[] }>(
    "GET",
    "/api/claims/carriers",
  );
  for (const { carrier, due } of carriers)
    if (due !== null && Date.parse(due) < at + 3 * DAY)
      await client.call("POST", `/api/claims/carriers/${carrier}/file`);
};

/** Two who were asked for a photo send one and the same, each as a messenger saved it: for whoever opens the demo to see. */
export const sendOnePhotoTwice = async (client: Client): Promise<void> => {
  const { items } = await client.call<Listed>("GET", "/api/claims?queue=evidence&limit=50");
  const asked = items.filter(({ kind }) => kind === "damaged" || kind === "missing" || kind === "wrong").slice(0, 2);
  for (const [n, { id }] of asked.entries())
    await client.call("POST", `/api/claims/${id}/evidence`, { photo: picture(1_001 + n * 6).toString("base64") });
};

/** One moment of the desk. Gives how many claims were opened. */
export const workClaims = async (
  { client, staff }: { client: Client; staff: readonly Staff[] },
  troubles: readonly Trouble[],
  { at, next }: { at: number; next: number },
): Promise<number> => {
  let told = 0;
  for (const trouble of troubles) if (await tell(client, trouble)) told++;
  await decide(client, staff, { at, next });
  await settle(client, at);
  await claimBack(client, at);
  return told;
};
