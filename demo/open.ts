/** From nothing to a living brand, with a line for each step. */
import { buildConsole } from "../scripts/console-build.ts";
import { midnight } from "./brand/season.ts";
import { type BrandPlan, customersOf, PLAN, spanOf, streamOf } from "./brand/stream.ts";
import { fill } from "./fill/fill.ts";
import { live, shownTime } from "./life.ts";
import { clear, demoHome, KEYS, openWorld, readKept } from "./world.ts";

const began = Date.now();
const say = (step: string) => console.log(`✓ ${((Date.now() - began) / 1000).toFixed(1).padStart(5)} s  ${step}`);

/** Starts everything, fills the brand where it is new, and lets it live until it is stopped. */
export const openDemo = async (): Promise<void> => {
  const home = demoHome(process.env);
  const found = readKept(home);
  if (found && !found.filled) clear(home);
  const kept = found?.filled ? found : null;
  // Twenty to eight in Tokyo on the day of the first start: what the night held back goes out at eight, a moment later.
  const opens = kept?.opens ?? midnight(began) + 7 * 3_600_000 + 40 * 60_000;
  const size = Number(process.env["ENGAWA_DEMO_CUSTOMERS"] ?? PLAN.customers);
  const plan: BrandPlan = { ...PLAN, customers: kept?.customers ?? size, opens };
  const built = buildConsole().then(
    () => {
      say("Console is built");
      return null;
    },
    // Told when the filling is done: Ctrl-C ends the build as well, and that is no fault.
    (error: Error) => error,
  );
  const customers = customersOf(plan);
  const stream = streamOf(plan, customers);
  const { adopted } = spanOf(plan);
  const world = await openWorld({
    home,
    env: process.env,
    opens,
    at: kept?.at ?? adopted,
    people: customers,
    customers: plan.customers,
    say,
  });
  let stopping: Promise<void> | null = null;
  let life: ReturnType<typeof live> | null = null;
  const stop = () => {
    stopping ??= (async () => {
      console.log("\nStopping …");
      await life?.stop();
      await world.stop();
      process.exit(0);
    })().catch((error: unknown) => {
      console.error(error);
      process.exit(1);
    });
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  if (kept) say("The brand goes on where it stood");
  else {
    world.keep(false);
    // Stopped half-way, the filling ends on a closed database: that is no news, and the next start begins anew.
    await fill({ world, customers, stream, adopted, opens, say }).catch((error: unknown) => {
      if (!stopping) throw error;
    });
  }
  const broken = await built;
  if (stopping) return;
  if (broken) throw broken;
  life = live(world, customers, stream);
  world.keep(true);
  say(`Open. The brand's clock shows ${shownTime(world.clock.now().getTime())} and runs an hour a minute`);
  console.log(`
  Console    ${world.url}
  Sign-in    ${KEYS.email}   ${KEYS.password}
  Phone      ${world.phone}
  Write key  ${KEYS.writeKey}
  API key    ${KEYS.apiKey}

  Ctrl-C stops it; the next start goes on from there.
`);
};
