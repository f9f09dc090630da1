import { sql } from "kysely";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { append, eventsOf, reactionWorkers } from "#events";
import { type Db, tables, transaction } from "#kernel/database";
import type { Fact, Reaction, StoredEvent } from "#kernel/log";
import { settle } from "#kernel/runner";
import { testCtx, testDatabase } from "../../../test/database.ts";

const database = await testDatabase();
const ctx = testCtx(database);
const context = () => ctx;
const raw = (db: Db) => tables("events")(db);

const fact = (n: number | string, name = "thing.happened"): Fact => ({
  name,
  subject: `user:${n}`,
  properties: { n },
  key: `${name}:${n}`,
});

await database.pool.query("create table events.seen (reaction text, position bigint, n text)");

const text = (event: StoredEvent) => JSON.stringify(event.properties["n"]).replaceAll('"', "");

/** A reaction whose effect is a row per event, written in the transaction that it is given. */
const collector = (name: string, more: Partial<Reaction> = {}): Reaction => ({
  name,
  on: "*",
  handle: async (tx, events) => {
    for (const event of events)
      await sql`insert into events.seen values (${name}, ${event.position}, ${text(event)})`.execute(raw(tx.db));
  },
  ...more,
});
const seen = async (name: string): Promise<string[]> =>
  (
    await database.pool.query<{ n: string }>("select n from events.seen where reaction = $1 order by position", [name])
  ).rows.map((row) => row.n);
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => String(from + i));

beforeEach(async () => {
  await database.pool.query("truncate events.event, events.cursor, events.stuck, events.seen");
});

/** Opens a transaction that appends and waits for word before it commits or rolls back. */
const held = async (facts: readonly Fact[]) => {
  const { promise, resolve } = Promise.withResolvers<"commit" | "rollback">();
  const { promise: written, resolve: wrote } = Promise.withResolvers<void>();
  const done = transaction(ctx.db, async (tx) => {
    await append({ ...ctx, db: tx }, facts);
    wrote();
    if ((await promise) === "rollback") throw new Error("rolled back");
  }).catch(() => {});
  await written;
  return async (how: "commit" | "rollback") => {
    resolve(how);
    await done;
  };
};

describe("append", () => {
  test("a repeat under one key does nothing, in one call, in two and in parallel", async () => {
    await append(ctx, [fact(1), fact(1), fact(2)]);
    await Promise.all([append(ctx, [fact(2), fact(3)]), append(ctx, [fact(2), fact(3)])]);
    const found = await eventsOf(ctx, { subjects: ["user:1", "user:2", "user:3"], limit: 10 });
    expect(found.map((e) => e.messageId).sort()).toEqual(["thing.happened:1", "thing.happened:2", "thing.happened:3"]);
  });

  test("joins the transaction: a rollback takes the facts back", async () => {
    const end = await held([fact(1)]);
    await end("rollback");
    expect(await eventsOf(ctx, { subjects: ["user:1"], limit: 10 })).toEqual([]);
  });

  test("text that PostgreSQL cannot keep is kept with U+FFFD in its place", async () => {
    await append(ctx, [{ ...fact(1), properties: { "a\0b": ["c\0", "\ud83d", "😀"] } }]);
    const [event] = await eventsOf(ctx, { subjects: ["user:1"], limit: 1 });
    expect(event?.properties).toEqual({ "a\uFFFDb": ["c\uFFFD", "\uFFFD", "😀"] });
  });

  test("eventsOf pages through several subjects, newest first, and filters by name", async () => {
    const at = (s: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, s));
    await append(
      ctx,
      [1, 2, 3, 4, 5, 6].map((n) => ({ ...fact(n, n % 3 === 0 ? "b" : "a"), subject: `user:${n % 2}`, at: at(n) })),
    );
    const subjects = ["user:0", "user:1"];
    const first = await eventsOf(ctx, { subjects, limit: 4 });
    expect(first.map((e) => e.properties["n"])).toEqual([6, 5, 4, 3]);
    const last = first.at(-1) as StoredEvent;
    expect((await eventsOf(ctx, { subjects, limit: 4, before: last })).map((e) => e.properties["n"])).toEqual([2, 1]);
    expect((await eventsOf(ctx, { subjects, limit: 4, names: ["b"] })).map((e) => e.properties["n"])).toEqual([6, 3]);
  });
});

describe("reaction runner", () => {
  test("position order is not commit order: the late committer's events are not skipped", async () => {
    const reaction = collector("late");
    const [worker] = reactionWorkers([reaction]);
    await settle([worker!], context);
    const end = await held([fact("early position")]);
    await append(ctx, [fact("late position")]);
    // The younger event is committed, but an older transaction is still open: reading it now would skip the other.
    for (let i = 0; i < 3; i++) expect(await worker!.run(ctx)).toBe("more");
    expect(await seen("late")).toEqual([]);
    await end("commit");
    await settle([worker!], context);
    expect(await seen("late")).toEqual(["early position", "late position"]);
  });

  test("a transaction that took an id early and wrote late is not skipped either", async () => {
    const workers = reactionWorkers([collector("id-early")]);
    const client = await database.pool.connect();
    await client.query("begin; select pg_current_xact_id()");
    await append(ctx, [fact("first position")]);
    await client.query(
      `insert into events.event (source, message_id, type, name, subject, identities, at, received_at, properties, context)
       values ('x', 'x', 'track', 'x', '', '{}', now(), now(), '{"n":"second position"}', '{}')`,
    );
    const running = settle(workers, context);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await seen("id-early")).toEqual([]);
    await client.query("commit");
    client.release();
    await running;
    expect(await seen("id-early")).toEqual(["first position", "second position"]);
  });

  test("a rolled back transaction and a killed one leave nothing behind and hold nothing back", async () => {
    const workers = reactionWorkers([collector("gone")]);
    const end = await held([fact("rolled back")]);
    const client = await database.pool.connect();
    client.on("error", () => {});
    await client.query("begin; select pg_current_xact_id()");
    const { rows } = await client.query<{ pid: number }>("select pg_backend_pid() as pid");
    await append(ctx, [fact("kept")]);
    await database.pool.query("select pg_terminate_backend($1)", [rows[0]?.pid]);
    client.release(true);
    await end("rollback");
    await settle(workers, context);
    expect(await seen("gone")).toEqual(["kept"]);
  });

  test("two runners at once: every event exactly once", async () => {
    const many = Array.from({ length: 400 }, (_, n) => fact(n));
    const runners = [1, 2, 3].map(() => reactionWorkers([collector("shared", { batch: 7 })]));
    const writers = [0, 1, 2, 3].map(async (w) => {
      for (let i = w; i < many.length; i += 4) await append(ctx, [many[i]!]);
    });
    const running = Promise.all(
      runners.map(async (workers) => {
        for (let i = 0; i < 40; i++) await settle(workers, context);
      }),
    );
    await Promise.all(writers);
    await running;
    await settle(runners[0]!, context);
    expect((await seen("shared")).map(Number).sort((a, b) => a - b)).toEqual(many.map((_, n) => n));
  });

  test("events under way from four writers, some rolled back, arrive exactly once and in reading order", async () => {
    const workers = reactionWorkers([collector("storm", { batch: 11 })]);
    let stop = false;
    const running = (async () => {
      while (!stop) await settle(workers, context);
    })();
    const kept: string[] = [];
    await Promise.all(
      [0, 1, 2, 3].map(async (w) => {
        for (let i = 0; i < 30; i++) {
          const id = `${w}-${i}`;
          const end = await held([fact(`${id}a`), fact(`${id}b`)]);
          const how = (w + i) % 5 === 0 ? "rollback" : "commit";
          await new Promise((resolve) => setTimeout(resolve, ((w * 7 + i * 3) % 5) + 1));
          await end(how);
          if (how === "commit") kept.push(`${id}a`, `${id}b`);
        }
      }),
    );
    stop = true;
    await running;
    await settle(workers, context);
    expect((await seen("storm")).sort()).toEqual(kept.sort());
  });

  test("facts that a reaction appends are seen by it and by others, after the batch that caused them", async () => {
    const order: string[] = [];
    const echo: Reaction = {
      name: "echo",
      on: "*",
      handle: async (tx, events) => {
        order.push(events.map((e) => e.name).join());
        await append(
          tx,
          events.filter((e) => e.name === "ping").map((e) => fact(text(e), "pong")),
        );
      },
    };
    await append(ctx, [fact(1, "ping"), fact(2, "ping")]);
    await settle(reactionWorkers([echo, collector("watch", { on: ["pong"] })]), context);
    expect(order).toEqual(["ping,ping", "pong,pong"]);
    expect(await seen("watch")).toEqual(["1", "2"]);
  });

  test("effects, facts and cursor roll back together, and a passing fault is tried again without loss", async () => {
    let failures = 2;
    const shaky = collector("shaky");
    const [worker] = reactionWorkers([
      {
        ...shaky,
        handle: async (tx, events) => {
          await shaky.handle(tx, events);
          await append(tx, [fact("side effect", `try.${failures}`)]);
          if (failures-- > 0) throw Object.assign(new Error("deadlock detected"), { code: "40P01" });
        },
        on: ["thing.happened"],
      },
    ]);
    await append(ctx, [fact(1), fact(2)]);
    // Until it throws: another test's transaction on the same server may keep the log back for a moment.
    const tried = async (): Promise<void> => {
      while ((await worker!.run(ctx)) === "more");
    };
    await expect(tried()).rejects.toThrow("deadlock");
    await expect(tried()).rejects.toThrow("deadlock");
    expect(await seen("shaky")).toEqual([]);
    await settle([worker!], context);
    expect(await seen("shaky")).toEqual(["1", "2"]);
    expect((await eventsOf(ctx, { subjects: ["user:side effect"], limit: 9 })).map((e) => e.name)).toEqual(["try.0"]);
    expect((await database.pool.query("select * from events.stuck")).rows).toEqual([]);
  });

  test("a poison event is put aside with its reason and its neighbours pass, each once", async () => {
    const picky = collector("picky");
    const workers = reactionWorkers([
      {
        ...picky,
        handle: async (tx, events) => {
          await picky.handle(tx, events);
          if (events.some((e) => [13, 14, 77].includes(Number(e.properties["n"]))))
            throw new Error("an unlucky number");
        },
      },
    ]);
    await append(
      ctx,
      range(1, 100).map((n) => fact(n)),
    );
    await settle(workers, context);
    expect(await seen("picky")).toEqual(range(1, 100).filter((n) => !["13", "14", "77"].includes(n)));
    const stuck = await database.pool.query("select reaction, reason from events.stuck");
    expect(stuck.rows).toEqual(Array(3).fill({ reaction: "picky", reason: "an unlucky number" }));
  });

  test("a stuck event that is asked for again is handled once its cause is gone, and stays stuck until then", async () => {
    let broken = true;
    const mended = collector("mended");
    const workers = reactionWorkers([
      {
        ...mended,
        handle: async (tx, events) => {
          if (broken) throw new Error("not yet");
          await mended.handle(tx, events);
        },
      },
    ]);
    await append(ctx, [fact(1)]);
    await settle(workers, context);
    await database.pool.query("update events.stuck set retry = true");
    await settle(workers, context);
    expect((await database.pool.query("select retry from events.stuck")).rows).toEqual([{ retry: false }]);
    broken = false;
    await database.pool.query("update events.stuck set retry = true");
    await settle(workers, context);
    expect(await seen("mended")).toEqual(["1"]);
    expect((await database.pool.query("select 1 from events.stuck")).rows).toEqual([]);
  });

  test("`after` holds a reaction back until the others have passed, even while they fail", async () => {
    let broken = true;
    const first: Reaction = {
      name: "first",
      on: ["thing.happened"],
      handle: async () => {
        if (broken) throw Object.assign(new Error("too many connections"), { code: "53300" });
      },
    };
    const second = collector("second", { after: ["first"], batch: 2 });
    const [train, ...others] = reactionWorkers([second, first]);
    expect(others).toEqual([]);
    await append(ctx, [fact(1), fact(2), fact(3)]);
    // A transaction anywhere in the cluster may hold the log's newest events back for a while: the run then only asks for more.
    const complaints: string[] = [];
    while (complaints.length < 3) {
      await train!.run(ctx).catch((error: unknown) => complaints.push(String(error)));
    }
    expect(complaints).toEqual(Array(3).fill("Error: too many connections"));
    expect(await seen("second")).toEqual([]);
    broken = false;
    await settle([train!], context);
    expect(await seen("second")).toEqual(["1", "2", "3"]);
  });

  test("L7 one that stands behind catches up alone, and goes on with the others from where they stand", async () => {
    await append(
      ctx,
      range(1, 5).map((n) => fact(n)),
    );
    await settle(reactionWorkers([collector("old")]), context);
    await append(
      ctx,
      range(6, 9).map((n) => fact(n)),
    );
    const calls: string[] = [];
    const late = collector("late", { after: ["old"] });
    const noted: Reaction = {
      ...late,
      handle: async (tx, events) => {
        calls.push(events.map(text).join(""));
        await late.handle(tx, events);
      },
    };
    await settle(reactionWorkers([noted, collector("old")]), context);
    expect(calls).toEqual(["12345", "6789"]);
    expect(await seen("late")).toEqual(range(1, 9));
    expect(await seen("old")).toEqual(range(1, 9));
  });

  test("L5 in a train only the one that cannot take an event passes it by; the others take it once", async () => {
    const picky = collector("picky", { after: ["easy"] });
    const workers = reactionWorkers([
      collector("easy"),
      {
        ...picky,
        handle: async (tx, events) => {
          await picky.handle(tx, events);
          if (events.some((e) => e.properties["n"] === 40)) throw new Error("an unlucky number");
        },
      },
      collector("last", { after: ["picky"], on: ["thing.happened"], batch: 30 }),
    ]);
    await append(
      ctx,
      range(1, 100).map((n) => fact(Number(n))),
    );
    await settle(workers, context);
    expect(await seen("easy")).toEqual(range(1, 100));
    expect(await seen("picky")).toEqual(range(1, 100).filter((n) => n !== "40"));
    expect(await seen("last")).toEqual(range(1, 100));
    const stuck = await database.pool.query("select reaction, reason from events.stuck");
    expect(stuck.rows).toEqual([{ reaction: "picky", reason: "an unlucky number" }]);
  });

  test("L4 one that meets a passing fault rests with those that follow it; the others go on, and it catches up", async () => {
    let broken = true;
    const shaky = collector("shaky");
    const workers = reactionWorkers([
      {
        ...shaky,
        handle: async (tx, events) => {
          await shaky.handle(tx, events);
          if (broken) throw Object.assign(new Error("too many connections"), { code: "53300" });
        },
      },
      collector("follower", { after: ["shaky"] }),
      collector("other"),
    ]);
    await append(
      ctx,
      range(1, 20).map((n) => fact(n)),
    );
    await settle(workers, context);
    expect([await seen("shaky"), await seen("follower"), await seen("other")]).toEqual([[], [], range(1, 20)]);
    broken = false;
    await vi.waitFor(async () => {
      await settle(workers, context);
      expect(await seen("follower")).toEqual(range(1, 20));
    });
    expect(await seen("shaky")).toEqual(range(1, 20));
    expect(await seen("other")).toEqual(range(1, 20));
  });

  test("reactions that follow each other in a circle are refused", () => {
    const circle = [collector("a", { after: ["b"] }), collector("b", { after: ["a"] })];
    expect(() => reactionWorkers(circle)).toThrow("circle");
  });

  test("unwanted events are passed: the cursor moves, those that follow are not held back", async () => {
    const rare = collector("rare", { on: ["rare.thing"] });
    const follower = collector("follower", { after: ["rare"] });
    await append(
      ctx,
      range(1, 50).map((n) => fact(n)),
    );
    await append(ctx, [fact("x", "rare.thing")]);
    await append(ctx, [fact(51)]);
    await settle(reactionWorkers([rare, follower]), context);
    expect(await seen("rare")).toEqual(["x"]);
    expect(await seen("follower")).toHaveLength(52);
    const cursors = await database.pool.query("select position from events.cursor");
    const last = await database.pool.query("select max(position) as position from events.event");
    expect(cursors.rows).toEqual([last.rows[0], last.rows[0]]);
  });

  test("L8 a rare event is found behind thousands that nobody wants, and none is read twice", async () => {
    const rare = collector("needle", { on: ["rare.thing"], batch: 3 });
    const many = (from: number, to: number) => range(from, to).map((n) => fact(n, "hay"));
    await append(ctx, [...many(1, 2_500), fact("a", "rare.thing"), ...many(2_501, 4_700)]);
    await append(
      ctx,
      "bcdef".split("").map((n) => fact(n, "rare.thing")),
    );
    await append(ctx, many(4_701, 5_000));
    await settle(reactionWorkers([rare]), context);
    expect(await seen("needle")).toEqual("abcdef".split(""));
  });

  test("fromNow begins behind what is there; a later start goes on where it stopped", async () => {
    await append(ctx, [fact(1)]);
    // "Now" is the oldest running transaction, of other tests too: wait until the event lies below it.
    await settle(reactionWorkers([collector("old")]), context);
    const workers = reactionWorkers([collector("new", { fromNow: true })]);
    await settle(workers, context);
    await append(ctx, [fact(2)]);
    await settle(reactionWorkers([collector("new", { fromNow: true })]), context);
    expect(await seen("new")).toEqual(["2"]);
  });
});
