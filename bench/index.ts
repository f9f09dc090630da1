/** `npm run bench -- intake|latency|start|promise|pictures … [--quick] [--json]`: a table, or with --json one object and nothing else. */
type Figures = Record<string, number>;
interface Options {
  /** Ends within 50 s. */
  readonly quick: boolean;
  /** Says what goes on; silent with --json. */
  readonly say: (line: string) => void;
}

const BENCHES: Readonly<Record<string, (options: Options) => Promise<Figures>>> = {
  intake: async (options) => (await import("./intake.ts")).intake(options),
  latency: async (options) => (await import("./latency.ts")).latency(options),
  abuse: async (options) => (await import("./abuse.ts")).abuse(options),
  pictures: async (options) => (await import("./pictures.ts")).pictures(options),
  tracking: async (options) => (await import("./tracking.ts")).tracking(options),
  parcels: async (options) => (await import("./parcels.ts")).parcels(options),
  start: async () => (await import("./start.ts")).start(),
  promise: async (options) => (await import("./promise.ts")).promise(options),
};

const [name = ""] = process.argv.slice(2).filter((each) => !each.startsWith("--"));
const [json, quick] = [process.argv.includes("--json"), process.argv.includes("--quick")];
const bench = BENCHES[name];
if (!bench) {
  console.error(`Name one of: ${Object.keys(BENCHES).join(", ")}`);
  process.exit(1);
}
const round = (value: number): number => (value >= 100 ? Math.round(value) : Math.round(value * 1_000) / 1_000);
const measured = await bench({ quick, say: json ? () => {} : (line) => console.log(line) });
const figures = Object.fromEntries(Object.entries(measured).map(([key, value]) => [key, round(value)]));
if (json) console.log(JSON.stringify({ bench: name, figures }));
else for (const [key, value] of Object.entries(figures)) console.log(`${key.padEnd(28)} ${value}`);
process.exit(0);
