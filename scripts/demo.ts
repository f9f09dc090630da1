/** One command, one living brand: database, console, simulators, a year and more of history, and then its days go on. */
import { ConfigError } from "#kernel/config";
import { openDemo } from "../demo/open.ts";

openDemo().catch((error: unknown) => {
  const taken = (error as { code?: unknown }).code === "EADDRINUSE";
  const port = Number(process.env["PORT"] ?? 4321);
  console.error(
    taken
      ? `Port ${port} or ${port + 1} is in use. Stop what uses it, or choose another: PORT=5000 npm run demo`
      : error instanceof ConfigError
        ? error.message
        : error,
  );
  process.exit(1);
});
