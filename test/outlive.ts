/** What tests start must not outlive them, however they end: a small shell waits at a pipe that only this process holds. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A folder that the embedded server's user may enter, also as root. */
export const newHome = (prefix: string): string => {
  const home = mkdtempSync(join(tmpdir(), prefix));
  chmodSync(home, 0o755);
  return home;
};

// Products first, as each would start its server again. A mark may be of a process long gone whose number another has now.
const CLEAR = `
cat >/dev/null
[ -d "$1" ] || exit 0
for pid in $(ls "$1/users" 2>/dev/null); do
  case "$(ps -p "$pid" -o args= 2>/dev/null)" in *src/main.ts*) kill -KILL "$pid" ;; esac
done
tries=0
while pid=$(head -n 1 "$1/pg/postmaster.pid" 2>/dev/null) && kill -INT "$pid" 2>/dev/null && [ $tries -lt 200 ]; do
  tries=$((tries + 1))
  sleep 0.1
done
rm -rf "$1"
`;

/**
 * When this process ends, by SIGKILL too, the pipe closes: then the products that run in `home` and its server are ended, and
 * the folder is removed. Gives what does so at once.
 */
export const guardHome = (home: string): (() => Promise<void>) => {
  const child = spawn("/bin/sh", ["-c", CLEAR, "guard", home], { stdio: ["pipe", "ignore", "ignore"], detached: true });
  const gone = once(child, "exit");
  child.unref();
  return async () => {
    child.ref();
    child.stdin.end();
    await gone;
  };
};
