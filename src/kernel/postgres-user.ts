import { readFileSync, statSync } from "node:fs";
import { dirname } from "node:path";

/** Whom the server runs as. `uid` null: the current user, who is not root. */
export interface Person {
  readonly name: string;
  readonly uid: number | null;
  readonly gid: number | null;
}

/** PostgreSQL refuses root, and a uid without a passwd entry cannot run initdb: as root, take `postgres` or `nobody`. */
export const embeddedUser = (): Person => {
  if (process.getuid?.() !== 0) return { name: "", uid: null, gid: null };
  const entries = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"));
  for (const name of ["postgres", "nobody"]) {
    const entry = entries.find(([user]) => user === name);
    if (entry) return { name, uid: Number(entry[2]), gid: Number(entry[3]) };
  }
  throw new Error("PostgreSQL refuses to run as root, and there is no user postgres or nobody to run it as.");
};

/** Whether everybody may enter this folder and all above it. */
export const traversable = (path: string): boolean => {
  for (let at = path; ; at = dirname(at)) {
    const mode = statSync(at, { throwIfNoEntry: false })?.mode;
    if (mode !== undefined && (mode & 0o001) === 0) return false;
    if (at === dirname(at)) return true;
  }
};
