/** Fills the brand: a year before Engawa at once, then the weeks since, moment by moment under the virtual clock. */
import { audience } from "../people.ts";
import { PLAN } from "../brand/stream.ts";
import { troublesOf } from "../brand/troubles.ts";
import type { Customer } from "../brand/customer.ts";
import type { DemoEvent } from "../brand/scribe.ts";
import { DAY, midnight } from "../brand/season.ts";
import type { World } from "../world.ts";
import { careForParcels, setUpCarriers, tellParcels } from "./carriers.ts";
import { careForCases } from "./cases.ts";
import { sendOnePhotoTwice, workClaims } from "./claims.ts";
import { faultyEvents } from "./faulty.ts";
import { setUpPromises } from "./promises.ts";
import { askReturns, careForReturns, setUpReturns, tryStricter } from "./returns.ts";
import { setUpBrand, setUpJourneys, setUpSegments } from "./setup.ts";
import { setUpStaff } from "./staff.ts";
import { countStock } from "./stock.ts";
import { teaForLinen } from "./tea.ts";
import { setUpTracking, startNotices, tellFeelings } from "./tracking.ts";

export interface Filling {
  readonly world: World;
  readonly customers: readonly Customer[];
  readonly stream: readonly DemoEvent[];
  readonly adopted: number;
  readonly opens: number;
  readonly say: (step: string) => void;
}

/** Hours at which the weeks since adoption are told: after the morning's messages; in the last days in the evening too. */
const MORNING = 10.1;
const EVENING = 20.5;
const CLOSE_DAYS = 5;
const HOUR = 3_600_000;

/** People who befriend the account between two moments. */
export const followers = (customers: readonly Customer[], from: number, until: number) =>
  customers.flatMap((customer) => {
    const { lineId, followedAt } = customer;
    if (lineId === null || followedAt === null || followedAt < from || followedAt >= until) return [];
    const displayName = `${customer.given}${customer.index % 3 === 0 ? "🌿" : ""}`;
    return [{ id: lineId, at: new Date(followedAt), displayName, language: customer.language }];
  });

/** Sends what happened between two moments, in its order: who follows is known by then, and what they do next comes after. */
export const tell = async (
  { client, line }: Pick<World, "client" | "line">,
  events: readonly DemoEvent[],
  follows: ReturnType<typeof followers>,
): Promise<void> => {
  const last = Math.max(0, ...follows.map((follow) => follow.at.getTime()));
  const shop = events.filter((event) => event.via === undefined);
  const before = shop.filter((event) => event.at <= last).map((event) => event.body);
  const after = shop.filter((event) => event.at > last).map((event) => event.body);
  if (before.length > 0) await client.send(before);
  if (follows.length > 0) line.followed(follows);
  await line.webhooks.idle();
  if (after.length > 0) await client.send(after);
  await tellParcels(client, events);
};

const momentsBetween = (from: number, until: number): number[] => {
  const moments: number[] = [];
  for (let day = midnight(from); day <= until; day += DAY) {
    moments.push(day + MORNING * HOUR);
    if (day > until - CLOSE_DAYS * DAY) moments.push(day + EVENING * HOUR);
  }
  return [...moments.filter((at) => at > from && at < until), until];
};

const number = (value: number) => value.toLocaleString("en-GB");

export const fill = async ({ world, customers, stream, adopted, opens, say }: Filling): Promise<void> => {
  const { client, line, mail } = world;
  await setUpBrand(client, world.shop);
  await setUpCarriers(client);
  await setUpPromises(client);
  await setUpTracking(client, world.shop);
  await setUpReturns(client, adopted - 365 * DAY);
  const staff = await setUpStaff(client, world.url);
  const past = stream.filter((event) => event.at < adopted).map((event) => event.body);
  await client.send(past);
  line.followed(followers(customers, 0, adopted));
  await line.webhooks.idle();
  say(`A year of history sent: ${number(past.length)} events`);
  await world.settle();
  say("Profiles, orders and consent derived from it");
  await countStock(client);
  const segments = await setUpSegments(client);
  await world.settle();
  const journeys = await setUpJourneys(client);
  say(`${segments} segments and ${journeys.length} journeys are live`);

  // A few addresses that no longer exist, so that bounces are seen.
  for (const customer of customers)
    if (customer.email !== null && customer.index % 41 === 7) mail.faults.unknown.add(customer.email);
  const crowd = audience(line, mail, world.url);
  const troubles = troublesOf(
    PLAN.seed,
    stream.filter((event) => event.body["event"] === "Order Delivered" && event.at >= adopted),
    opens,
  );
  const tea = teaForLinen(client, customers, opens);
  let claims = 0;
  let from = adopted;
  let noticed = false;
  const moments = momentsBetween(adopted, opens);
  for (const [n, at] of moments.entries()) {
    // Nobody has come in yet on the day that the doors open.
    const next = moments[n + 1] ?? 0;
    world.moveTo(at);
    // Parcels of the first weeks went their way before the brand told of them.
    if (!noticed && at > opens - 3 * DAY) {
      await startNotices(client);
      noticed = true;
    }
    const events = stream.filter((event) => event.at >= from && event.at < at);
    await tell(world, events, followers(customers, from, at));
    // For one day the mail server hangs up before it answers: what became of those mails is unknown.
    mail.faults.dropAfterData = at > opens - 4.5 * DAY && at < opens - 3.5 * DAY ? 0.2 : 0;
    await world.settle();
    await tea(at);
    await askReturns(client, events);
    await careForReturns(client, at);
    if ((await crowd.react(at)) > 0) await line.webhooks.idle();
    const since = from;
    const due = troubles.filter((trouble) => trouble.at >= since && trouble.at < at);
    claims += await workClaims({ client, staff }, due, { at, next });
    await careForCases(client, staff, { at, next });
    from = at;
  }
  mail.faults.dropAfterData = 0;
  await tellFeelings(client);
  await world.settle();
  await sendOnePhotoTwice(client);
  await careForParcels(client, opens);
  await tryStricter(client, opens);
  await client.send(faultyEvents(opens - 3 * HOUR));
  await world.settle();
  crowd.stop();
  say(`${number(line.tally.accepted)} LINE messages and ${number(mail.mails.length)} mails delivered since`);
  say(`${number(claims)} delivery claims taken in`);
};
