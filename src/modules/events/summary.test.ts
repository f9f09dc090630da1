import { expect, test } from "vitest";
import { transaction } from "#kernel/database";
import { within } from "#kernel/context";
import { append } from "#events";
import { testCtx, testDatabase } from "../../../test/database.ts";
import { summary } from "./actions/summary.ts";

const database = await testDatabase();
/** 10:30 in Tokyo. */
const now = new Date("2026-11-21T01:30:00Z");
const ctx = testCtx(database, { now });

const happened = (name: string, at: string, n = 1) =>
  transaction(ctx.db, (tx) =>
    append(
      within(ctx, tx),
      Array.from({ length: n }, (_, i) => ({
        name,
        subject: "user:1",
        properties: {},
        key: `${name} ${at} ${i}`,
        at: new Date(at),
      })),
    ),
  );

test("The summary counts the last 24 hours by the hour and today by the brand's midnight", async () => {
  await happened("link.clicked", "2026-11-21T01:10:00Z", 3);
  await happened("link.clicked", "2026-11-20T15:00:00Z", 2); // 0:00 in Tokyo: today
  await happened("link.clicked", "2026-11-20T14:59:59Z", 4); // a second before midnight: yesterday
  await happened("segment.entered", "2026-11-01T00:00:00Z", 5); // imported history
  const found = await summary(ctx);
  expect(found.hours).toHaveLength(24);
  expect(found.hours.at(-1)).toEqual({ at: "2026-11-21T01:00:00.000Z", count: 3 });
  expect(found.hours.reduce((sum, hour) => sum + hour.count, 0)).toBe(9);
  expect(found.today).toEqual([{ name: "link.clicked", fact: true, count: 5 }]);
});
