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

export const main = async (): Promise<void> => {
  const say = (step: string) => console.log(`✓ ${step}`);
  const started = await start(readConfig(process.env), { modules, reactionWorkers, say });
  introduce(started);
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    started.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
};

if (import.meta.main)
  main().catch((error: unknown) => {
    console.error(error instanceof ConfigError ? error.message : error);
    process.exit(1);
  });
