import { main } from "../src/main.ts";
import { ConfigError } from "#kernel/config";
import { buildConsole } from "./console-build.ts";

try {
  if (process.env["ENGAWA_ROLE"] !== "worker" && (await buildConsole())) console.log("✓ Console built");
  await main();
} catch (error) {
  console.error(error instanceof ConfigError ? error.message : error);
  process.exit(1);
}
