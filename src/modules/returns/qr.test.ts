import { describe, expect, test } from "vitest";
import { checkOf, qrOf } from "./model/qr.ts";

describe("the QR code", () => {
  test("has the check codewords of the standard's example (HELLO WORLD, 1-M)", () => {
    const data = [32, 91, 11, 120, 209, 114, 220, 77, 67, 64, 236, 17, 236, 17, 236, 17];
    expect(checkOf(data, 10)).toEqual([196, 35, 39, 119, 235, 215, 231, 226, 93, 23]);
  });

  test("grows with its text, has three finders and says when a text is too long", () => {
    expect([7, 20, 40, 60, 80, 104].map((n) => qrOf("R".repeat(n))?.length)).toEqual([21, 25, 29, 33, 37, 41]);
    expect(qrOf("R".repeat(107))).toBeNull();
    const grid = qrOf("R7K3F9Q") ?? [];
    const corner = (x: number, y: number) =>
      [0, 1, 2, 3, 4, 5, 6].map((i) =>
        (grid[y + i] ?? [])
          .slice(x, x + 7)
          .map((dark) => (dark ? "#" : "."))
          .join(""),
      );
    const finder = ["#######", "#.....#", "#.###.#", "#.###.#", "#.###.#", "#.....#", "#######"];
    expect([corner(0, 0), corner(14, 0), corner(0, 14)]).toEqual([finder, finder, finder]);
  });
});
