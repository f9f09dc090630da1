import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Definition, type Expression } from "#connectors/model";
import { makeGroups } from "./actions/groups.ts";
import { checkDefinition } from "./actions/mappings.ts";
import { builtIn } from "./model/builtin/index.ts";
import { dateReader } from "./model/dates.ts";
import { add, decimal, multiply, toNumber } from "./model/decimal.ts";
import { type Row } from "./model/expression.ts";
import { columnIn, layOut, missingColumns } from "./model/layout.ts";
import { planOf } from "./model/plan.ts";
import { propose } from "./model/propose.ts";

type Step = Definition["steps"][number];
type Event = Step["events"][number];
const one = (event: Partial<Event>, group?: Expression): Definition => ({
  parts: [{ name: "rows", header: true }],
  steps: [
    {
      root: "rows",
      joins: [],
      events: [{ event: "Seen", who: {}, fields: {}, lists: [], ...event }],
      ...(group && { group }),
    },
  ],
});

/** Events of one group of rows. */
const made = (definition: Definition, header: string[], rows: string[][]) => {
  const layout = layOut(definition, new Map([["rows", header]]));
  const part = layout.parts.get("rows")!;
  const group: Row[] = rows.map((cells, at) => ({ row: at + 2, cells: part.cells(cells) }));
  return planOf(definition, layout).steps[0]!.make(group, new Map());
};
const fieldsOf = (fields: Record<string, Expression>, header: string[], ...rows: string[][]) => {
  const result = made(one({ fields }), header, rows);
  return result.faults.length > 0 ? result.faults[0]!.reason : result.events[0]!["properties"];
};
const c = (column: string): Expression => ({ column });

describe("dates", () => {
  test.each([
    ["yyyy-MM-dd HH:mm:ss", "Asia/Tokyo", "2026-11-21 09:30:00", "2026-11-21T00:30:00.000Z"],
    ["yyyy/M/d", "Asia/Tokyo", "2022/8/10", "2022-08-09T15:00:00.000Z"],
    ["yyyy[-][/]M[-][/]d[ H:mm[:ss]]", "Asia/Tokyo", "2022/8/1 7:05", "2022-07-31T22:05:00.000Z"],
    ["yyyy年M月d日", "Asia/Tokyo", "2026年1月2日", "2026-01-01T15:00:00.000Z"],
    ["yyyy-MM-dd HH:mm:ss", "Europe/London", "2011-06-01 10:00:00", "2011-06-01T09:00:00.000Z"],
    ["yyyy-MM-dd HH:mm:ss", "America/Sao_Paulo", "2018-11-04 00:30:00", "2018-11-04T03:30:00.000Z"],
    ["iso", "Asia/Tokyo", "2026-11-21T09:30:00+09:00", "2026-11-21T00:30:00.000Z"],
  ])("%s in %s reads %s", (format, zone, text, expected) => {
    expect(dateReader(format, zone)(text)).toBe(expected);
  });

  test.each([
    ["yyyy-MM-dd", "2026-02-30"],
    ["yyyy-MM-dd", "2026-2-3"],
    ["yyyy-MM-dd", "yesterday"],
    ["yyyy-MM-dd HH:mm", "2026-02-03 24:00"],
    ["iso", "2026-02-03"],
  ])("C7 %s refuses %s", (format, text) => {
    expect(() => dateReader(format, "Asia/Tokyo")(text)).toThrow("is no date of the form");
  });
});

describe("decimals", () => {
  test("amounts are read as shops write them", () => {
    const read = (text: string, point?: "." | ",") => toNumber(decimal(text, point));
    expect(["2.55", "1,234.50", "¥1,980", "１２３円", "−5", "▲300", ".5", "0.001"].map((t) => read(t))).toEqual([
      2.55, 1234.5, 1980, 123, -5, -300, 0.5, 0.001,
    ]);
    expect(read("1.234,50", ",")).toBe(1234.5);
  });
  test.each(["", "-", "12a", "1,23", "1.2.3", "NaN", "9".repeat(30)])("C7 %j is no number", (text) => {
    expect(() => decimal(text)).toThrow("is no number");
  });
  test("C8 sums are exact, whatever the order of the terms", () => {
    const term = fc.tuple(fc.integer({ min: -1e9, max: 1e9 }), fc.integer({ min: 0, max: 5_000 }));
    fc.assert(
      fc.property(fc.array(term), (terms) => {
        const sum = terms
          .map(([price, n]) => multiply(decimal((price / 100).toFixed(2)), decimal(String(n))))
          .reduce((a, b) => add(a, b), decimal("0"));
        const cents = terms.reduce((a, [price, n]) => a + BigInt(price) * BigInt(n), 0n);
        expect(sum.units * 100n).toBe(cents * 10n ** BigInt(sum.scale));
      }),
    );
  });
});

describe("expressions", () => {
  test("C6 column, constant, join, number, lookup, when/else", () => {
    const fields: Record<string, Expression> = {
      plain: c("A"),
      constant: { value: 3 },
      joined: { join: [c("A"), c("B")], with: " " },
      amount: { number: c("N"), decimal: "." },
      looked: { lookup: c("S"), in: { "5": "shipped" }, else: { value: "other" } },
      chosen: { when: { test: c("N"), below: 10 }, give: { value: "small" }, else: { value: "large" } },
      "address.city": c("B"),
    };
    expect(fieldsOf(fields, ["A", "B", "N", "S"], [" x ", "y", "1,200", "5"])).toEqual({
      plain: "x",
      constant: 3,
      joined: "x y",
      amount: 1200,
      looked: "shipped",
      chosen: "large",
      address: { city: "y" },
    });
  });

  test("C7 an empty cell leaves its field out; one that cannot be read makes the row faulty", () => {
    const fields: Record<string, Expression> = { a: c("A"), n: { number: c("N"), decimal: "." } };
    expect(fieldsOf(fields, ["A", "N"], ["", ""])).toEqual({});
    expect(fieldsOf(fields, ["A", "N"], ["x", "many"])).toBe("“many” is no number.");
  });

  test("C5 two columns of one name are told apart, and headers match across widths and case", () => {
    const header = ["送料", "ＴＥＬ", "送料"];
    expect(columnIn(header, { column: "送料" })).toBe(0);
    expect(columnIn(header, { column: "送料", nth: 2 })).toBe(2);
    expect(columnIn(header, { column: "tel" })).toBe(1);
    expect(columnIn(header, { position: 3 })).toBe(2);
    expect(fieldsOf({ a: { column: "送料" }, b: { column: "送料", nth: 2 } }, header, ["1", "2", "3"])).toEqual({
      a: "1",
      b: "3",
    });
  });

  test("C5 every missing column is named, optional ones are not missed", () => {
    const definition = one({
      fields: { a: c("A"), b: c("B"), n: { column: "送料", nth: 2 }, o: { column: "O", optional: true } },
    });
    expect(missingColumns(definition, "rows", ["A", "送料"])).toEqual(["B", "送料 (2)"]);
    expect(() => layOut(definition, new Map([["rows", ["A"]]]))).toThrow("Missing columns: B, 送料 (2).");
  });

  test("C8 rows of one group in any order make the same event", () => {
    const definition = one(
      {
        event: "Order Completed",
        who: { user: c("u") },
        at: { date: c("d"), format: "yyyy-MM-dd", zone: "UTC" },
        fields: { order_id: c("o"), total: { sum: c("p"), times: c("q") } },
        lists: [{ into: "products", fields: { product_id: c("s"), quantity: { number: c("q"), decimal: "." } } }],
      },
      c("o"),
    );
    const row = fc.record({
      u: fc.constantFrom("", "7", "8"),
      d: fc.constantFrom("2026-01-01", "2026-01-02"),
      p: fc.constantFrom("2.55", "0.1", "-1"),
      q: fc.constantFrom("1", "3"),
      s: fc.constantFrom("a", "b"),
    });
    const rows = fc.array(row, { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(
        rows.chain((given) =>
          fc.tuple(
            fc.constant(given),
            fc.shuffledSubarray(given, { minLength: given.length, maxLength: given.length }),
          ),
        ),
        ([straight, shuffled]) => {
          const header = ["o", "u", "d", "p", "q", "s"];
          const cells = (list: typeof straight) => list.map((r) => ["1", r.u, r.d, r.p, r.q, r.s]);
          expect(made(definition, header, cells(shuffled))).toEqual(made(definition, header, cells(straight)));
        },
      ),
    );
  });

  test("the built-in mappings are sound, and a mapping that cannot run is refused", () => {
    for (const { definition } of builtIn) {
      expect(Definition.parse(definition)).toEqual(definition);
      expect(() => checkDefinition(definition)).not.toThrow();
    }
    expect(() => checkDefinition(one({ fields: { a: { column: "x", of: "nowhere" } } }))).toThrow("none of its parts");
    expect(() => checkDefinition(one({ at: { date: c("d"), format: "yyyy[-", zone: "UTC" } }))).toThrow(
      "no date format",
    );
    expect(Definition.safeParse(one({ at: { date: c("d"), format: "yyyy", zone: "Mars/Sea" } })).success).toBe(false);
    expect(
      Definition.safeParse({ steps: [{ root: "rows", events: [{ event: "x", fields: { a: { run: "1" } } }] }] })
        .success,
    ).toBe(false);
  });

  test("C11 more rows under one key than an order can have are left out", async () => {
    const definition = one({ event: "Order Completed", fields: { o: c("o") } }, c("o"));
    const plan = planOf(definition, layOut(definition, new Map([["rows", ["o"]]])));
    const batch = await makeGroups(plan.steps[0]!, [{ key: "x", rows: 5_001, faulty: false }], () => {
      return Promise.resolve(new Map());
    });
    expect(batch.events).toEqual([]);
  });
});

describe("proposals", () => {
  const kind = (header: string[], rows: string[][] = []) => propose(header, rows)?.steps[0]?.events[0];
  test("Japanese and English headers lead to a first mapping", () => {
    expect(kind(["会員ID", "お名前(姓)", "メールアドレス", "ＴＥＬ"])?.who).toEqual({
      user: { column: "会員ID" },
      email: { column: "メールアドレス" },
      phone: { column: "ＴＥＬ" },
    });
    expect(kind(["Order Number", "order_id", "price", "qty"])?.event).toBe("Order Completed");
    expect(kind(["商品コード", "商品名", "販売価格"])?.event).toBe("Product Recorded");
    expect(kind(["foo", "bar"])).toBeUndefined();
  });
  test("dates with an offset are proposed as such", () => {
    expect(kind(["email", "created_at"], [["a@b.jp", "2026-01-01T00:00:00Z"]])?.fields["createdAt"]).toEqual({
      date: { column: "created_at" },
      format: "iso",
      zone: "Asia/Tokyo",
    });
  });
});
