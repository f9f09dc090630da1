/** The product: reads the configuration, starts the roles asked for, stops cleanly. */
import { reactionWorkers } from "#events";
import { ConfigError, readConfig } from "#kernel/config";
import { start, type Started } from "#kernel/start";
import { modules } from "./modules.ts";

const introduce = ({ port, config, credentials }: Started): void => {
  if (port !== null) console.log(`\n  Engawa    ${config.publicUrl}`);
  if (credentials) {
    console.log(`  Sign-in   ${credentials.email}   ${credentials.password ?? "(your ENGAWA_ADMIN_PASSWORD)"}`);
    if (credentials.apiKey) console.log(`  API key   ${credentials.apiKey}   (shown this once)`);
  }
  console.log(`  Write key ${config.writeKey}\n`);
};

const say = (step: string) => console.log(`✓ ${step}`);

/** `build` makes what browsers load, and says whether it had to. */
export const main = async (build: () => Promise<boolean> = async () => false): Promise<void> => {
  const config = readConfig(process.env);
  const pages = config.role === "worker" ? Promise.resolve() : build().then((built) => built && say("Console built"));
  // Told by the start, which waits for it.
  pages.catch(() => {});
  const starting = start(config, { modules, reactionWorkers, say, pages });
  // A stop that is asked for while it starts waits until it has started: what was begun is ended, not left.
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    starting
      .then((started) => started.stop())
      .then(
        () => process.exit(0),
        (error: unknown) => {
          console.error(error);
          process.exit(1);
        },
      );
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
  introduce(await starting);
};

if (import.meta.main)
  main().catch((error: unknown) => {
    console.error(error instanceof ConfigError ? error.message : error);
    process.exit(1);
  });
