/** The demo's world: the product, a LINE, a mailbox, a phone page and a clock, in one process. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { reactionWorkers } from "#events";
import { virtualClock, type VirtualClock } from "#kernel/clock";
import { readConfig } from "#kernel/config";
import { type Ctx, system } from "#kernel/context";
import { type Postgres, startPostgres } from "#kernel/postgres";
import { traversable } from "#kernel/postgres-user";
import { startRunner } from "#kernel/runner";
import { start, type Started } from "#kernel/start";
import { beginning, type Undo } from "#kernel/undo";
import type { Worker } from "#kernel/worker";
import { type LineSimulator, startLineSimulator } from "../dev/line/index.ts";
import { type MailSink, startMailSink } from "../dev/mail/index.ts";
import { phonePages } from "../dev/phone/index.ts";
import { modules } from "../src/modules.ts";
import type { Customer } from "./brand/customer.ts";
import { BRAND } from "./brand/goods.ts";
import { type Client, client } from "./fill/client.ts";
import { shopPages } from "./shop.ts";

export const KEYS = {
  writeKey: "wk_demo_tsubaki_to_asa",
  apiKey: "ek_demo_tsubaki_to_asa_0001",
  email: "demo@example.com",
  password: "engawa-demo",
} as const;
const LINE_SECRET = "demo-channel-secret";

/** Kept between two starts: where the brand's time stands and how far its story was told. */
export interface Kept {
  readonly opens: number;
  readonly customers: number;
  readonly at: number;
  readonly filled: boolean;
}

export interface World {
  readonly clock: VirtualClock;
  readonly line: LineSimulator;
  readonly mail: MailSink;
  readonly client: Client;
  readonly started: Started;
  readonly url: string;
  readonly shop: string;
  readonly phone: string;
  /** Moves the clock there and lets it stand. */
  moveTo(at: number): void;
  /** Everything that is due at the clock's time, done. */
  settle(): Promise<void>;
  /** Tells all workers that the clock was moved. */
  wake(): void;
  keep(filled: boolean): void;
  stop(): Promise<void>;
}

/** The folder: the given one, or one of the demo's own that PostgreSQL's user can enter. */
export const demoHome = (env: NodeJS.ProcessEnv): string => {
  if (env["ENGAWA_HOME"]) return resolve(env["ENGAWA_HOME"]);
  const here = resolve(".engawa/demo");
  return process.getuid?.() === 0 && !traversable(resolve(".")) ? "/var/lib/engawa-demo" : here;
};

export const readKept = (home: string): Kept | null => {
  const file = join(home, "demo.json");
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Kept) : null;
};

/** Away with a brand whose filling was not finished. */
export const clear = (home: string): void => {
  for (const name of ["pg", "users", "line.json", "mail.json", "demo.json", "postgres.secret"])
    rmSync(join(home, name), { recursive: true, force: true });
};

export interface WorldOptions {
  readonly home: string;
  readonly env: NodeJS.ProcessEnv;
  readonly opens: number;
  /** Where the clock stands at the start. */
  readonly at: number;
  readonly people: readonly Customer[];
  /** How many there were when it opened. */
  readonly customers: number;
  readonly say: (step: string) => void;
}

const personOf = (customer: Customer) => ({
  id: customer.id ?? customer.card ?? String(customer.index),
  name: `${customer.family} ${customer.given}`,
  kana: `${customer.familyKana} ${customer.givenKana}`,
  lineId: customer.lineId,
  email: customer.email,
});

/** No worker at work for this long: nothing is left, for a wake-up travels in a few milliseconds. */
const QUIET_MS = 120;

/** Workers that tell whether any of them is at work. */
const watched = (workers: readonly Worker[]) => {
  let active = 0;
  let last = Date.now();
  const run = (worker: Worker) => async (ctx: Ctx, stopping?: AbortSignal) => {
    active++;
    try {
      return await worker.run(ctx, stopping);
    } finally {
      active--;
      last = Date.now();
    }
  };
  return {
    workers: workers.map((worker): Worker => ({ ...worker, run: run(worker) })),
    quiet: async () => {
      last = Date.now();
      while (active > 0 || Date.now() - last < QUIET_MS) await new Promise((resolve) => setTimeout(resolve, 10));
    },
  };
};

const open = async (options: WorldOptions, undo: Undo): Promise<World> => {
  const { home, env, opens, at, people, customers, say } = options;
  mkdirSync(home, { recursive: true });
  const clock = virtualClock({ at, real: Date.now(), rate: 0 });
  const now = () => clock.now();
  const port = Number(env["PORT"] ?? 4321);
  const url = `http://localhost:${port}`;
  const postgres: Postgres | null = env["DATABASE_URL"]
    ? null
    : await startPostgres(home, { synchronous_commit: "off" });
  if (postgres) undo.add(() => postgres.stop());
  const databaseUrl = env["DATABASE_URL"] ?? postgres?.url ?? "";
  const mail = await startMailSink({ now, snapshot: join(home, "mail.json") });
  undo.add(() => mail.stop());
  const line = await startLineSimulator({
    port: port === 0 ? 0 : port + 1,
    channelSecret: LINE_SECRET,
    webhookUrl: `http://127.0.0.1:${port}/hooks/line`,
    quota: 30_000,
    now,
    snapshot: join(home, "line.json"),
    routes: (app, simulator) => {
      phonePages(app, {
        line: simulator,
        mail,
        brand: BRAND.name,
        now,
        people: () => people.filter((customer) => customer.joined <= now().getTime()).map(personOf),
      });
      shopPages(app);
    },
  });
  undo.add(() => line.stop());
  say("LINE, mailbox and phone page are up");
  const config = readConfig({
    ...env,
    PORT: String(port),
    DATABASE_URL: databaseUrl,
    ENGAWA_ROLE: "api",
    ENGAWA_HOME: home,
    ENGAWA_WRITE_KEY: KEYS.writeKey,
    ENGAWA_API_KEY: KEYS.apiKey,
    ENGAWA_ADMIN_EMAIL: KEYS.email,
    ENGAWA_ADMIN_PASSWORD: KEYS.password,
    SMTP_URL: mail.url,
    LINE_CHANNEL_ACCESS_TOKEN: "demo-token",
    LINE_CHANNEL_SECRET: LINE_SECRET,
    LINE_API_BASE: line.url,
  });
  const started = await start(config, { modules, reactionWorkers, clock, say });
  undo.add(() => started.stop());
  const { workers, quiet } = watched(started.workers);
  const runner = startRunner(databaseUrl, workers, (name) => started.context(system(name)), clock);
  undo.add(() => runner.stop());
  const keep = (filled: boolean) => {
    const kept: Kept = { opens, customers, at: clock.now().getTime(), filled };
    // Chats and letters too: a killed demo forgets half a minute at most.
    writeFileSync(join(home, "line.json"), line.snapshot());
    writeFileSync(join(home, "mail.json"), mail.snapshot());
    writeFileSync(join(home, "demo.json"), JSON.stringify(kept));
  };
  return {
    clock,
    line,
    mail,
    started,
    url,
    shop: `${line.url.replace("127.0.0.1", "localhost")}/shop`,
    phone: `${line.url.replace("127.0.0.1", "localhost")}/phone`,
    client: client(`http://127.0.0.1:${started.port ?? port}`, KEYS.apiKey, KEYS.writeKey),
    moveTo: (to) => clock.set({ at: to, real: Date.now(), rate: 0 }),
    wake: () => runner.wake("*"),
    settle: async () => {
      runner.wake("*");
      await quiet();
    },
    keep,
    stop: undo.all,
  };
};

export const openWorld = (options: WorldOptions): Promise<World> => beginning((undo) => open(options, undo));
