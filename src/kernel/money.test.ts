import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { exponentOf, formatMoney, scaled, toDecimal, toMinor } from "#kernel/money";

describe("money", () => {
  test("decimals become minor units by the currency's exponent, without floats", () => {
    expect(toMinor("2.55", "GBP")).toBe(255);
    expect(toMinor(17.85, "GBP")).toBe(1785);
    expect(toMinor(0.1 + 0.2, "EUR")).toBe(30);
    expect(toMinor(1.005, "EUR")).toBe(101);
    expect(toMinor("1,980", "JPY")).toBe(1980);
    expect(toMinor("１９８０", "JPY")).toBe(1980);
    expect(toMinor("-11062.06", "GBP")).toBe(-1106206);
    expect(toMinor("1.2345", "KWD")).toBe(1235);
    expect(toMinor(1e-7, "EUR")).toBe(0);
    expect(toMinor(1e21, "JPY")).toBeNull();
    expect(toMinor(".5", "JPY")).toBe(1);
  });

  test("what is no number is null and never zero", () => {
    for (const value of [
      "",
      " ",
      "abc",
      "1.2.3",
      "1e",
      null,
      undefined,
      true,
      {},
      Number.NaN,
      Number.POSITIVE_INFINITY,
    ])
      expect(toMinor(value, "JPY")).toBeNull();
  });

  test("minor units and decimals are the same amount in both directions", () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), fc.constantFrom("JPY", "EUR", "KWD"), (minor, currency) => {
        expect(toMinor(toDecimal(minor, currency), currency)).toBe(minor);
      }),
    );
  });

  test("exponents and display follow the currency", () => {
    expect([exponentOf("JPY"), exponentOf("usd"), exponentOf("BHD"), exponentOf("points")]).toEqual([0, 2, 3, 2]);
    expect(formatMoney(123456, "JPY", "ja")).toBe("¥123,456");
    expect(formatMoney(123456, "USD", "en")).toBe("$1,234.56");
    expect(scaled("10", 2)).toBe(1000);
  });
});
