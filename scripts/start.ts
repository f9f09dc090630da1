import { main } from "../src/main.ts";
import { ConfigError } from "#kernel/config";
import { buildConsole } from "./console-build.ts";

main(buildConsole).catch((error: unknown) => {
  console.error(error instanceof ConfigError ? error.message : error);
  process.exit(1);
});
