import { describe, expect, test } from "vitest";
import { type Known, type Named, placeNews } from "./place.ts";

const NOW = new Date("2026-11-21T03:00:00Z");
const DAY = 86_400_000;
const ago = (days: number): Date => new Date(NOW.getTime() - days * DAY);
const known = (id: string, more: Partial<Known> = {}): Known => ({
  id,
  shipment: `s-${id}`,
  order: "A1",
  linked: true,
  carrier: "yamato",
  number: "444413758703",
  turn: 0,
  state: "in_transit",
  createdAt: ago(2),
  lastScanAt: ago(1),
  ...more,
});
const news = (more: Partial<Named> = {}): Named => ({
  source: "api",
  order: "A1",
  subject: "",
  linked: true,
  carrier: "yamato",
  number: "444413758703",
  scans: [],
  creates: true,
  doubt: "",
  ...more,
});
const place = (of: Named, ...board: readonly Known[]): string => {
  const found = placeNews(of, board, NOW);
  if (found.kind === "known") return found.parcels.map(({ id }) => id).join(" ");
  return found.kind === "new" ? `new ${found.turn}` : found.why;
};

describe("which parcel news speaks of", () => {
  test("P22 news of a parcel whose order is not known makes it all the same, and its number finds it again", () => {
    const early = news({ order: "", linked: false });
    expect(place(early)).toBe("new 0");
    expect(place(early, known("a", { order: "", linked: false }))).toBe("a");
  });

  test("P23 carrier and number name a parcel; the number alone does where one side does not know the carrier and it means one", () => {
    expect(place(news(), known("a"), known("b", { number: "444413758714" }))).toBe("a");
    expect(place(news({ carrier: "" }), known("a"))).toBe("a");
    expect(place(news(), known("a", { carrier: "" }))).toBe("a");
    // Two carriers use one number: it says nothing alone, and each side's own word does.
    const both = [known("a", { order: "" }), known("b", { order: "", carrier: "sagawa" })];
    expect(place(news({ carrier: "", order: "" }), ...both)).toBe("new 0");
    expect(place(news({ carrier: "sagawa", order: "" }), ...both)).toBe("b");
    // Another carrier's parcel of that number is another parcel.
    expect(place(news({ carrier: "sagawa" }), known("a"))).toBe("new 0");
    expect(place(news({ creates: false, carrier: "sagawa" }), known("a"))).toBe("no_such_parcel");
  });

  test("P24 the first number that is heard of an order belongs to its parcel that waits for one", () => {
    expect(place(news(), known("a", { number: "" }))).toBe("a");
    expect(place(news({ shipment: "s-b" }), known("a", { number: "" }), known("b", { number: "" }))).toBe("b");
    expect(place(news(), known("a", { number: "444413758714" }))).toBe("new 0");
    expect(place(news(), known("a", { number: "", state: "cancelled" }))).toBe("new 0");
    expect(place(news(), known("a", { number: "", carrier: "sagawa" }))).toBe("a");
    expect(place(news(), known("a", { number: "", carrier: "store" }))).toBe("new 0");
    expect(place(news({ carrier: "" }), known("a", { number: "", carrier: "store" }))).toBe("new 0");
  });

  test("P25 delivered of a whole order moves all its parcels; what may be one of several moves none", () => {
    const [one, two] = [known("a"), known("b", { number: "444413758714" })];
    const whole = news({ number: "", carrier: "" });
    expect(place({ ...whole, whole: true }, one, two)).toBe("a b");
    expect(place(whole, one)).toBe("a");
    expect(place(whole, one, two)).toBe("several_parcels");
    expect(place({ ...whole, shipment: "s-b" }, one, two)).toBe("b");
    expect(place({ ...whole, shipment: "s-c" }, one, two)).toBe("new 0");
  });

  test("P26 a number is another parcel after 180 days without news, or for another order once the first has ended", () => {
    expect(place(news(), known("a", { lastScanAt: ago(181) }))).toBe("new 1");
    expect(place(news(), known("a", { lastScanAt: ago(179) }))).toBe("a");
    expect(place(news({ order: "A2" }), known("a", { state: "delivered" }))).toBe("new 1");
    // Under way it is one parcel, whatever order somebody names.
    expect(place(news({ order: "A2" }), known("a"))).toBe("a");
    // A third time, and who only tells of what is known makes nothing.
    const used = [
      known("a", { state: "delivered", createdAt: ago(400), lastScanAt: ago(400) }),
      known("b", { turn: 1, state: "delivered" }),
    ];
    expect(place(news({ order: "A3" }), ...used)).toBe("new 2");
    expect(place(news({ order: "A3", creates: false }), ...used)).toBe("b");
    // Late news of an order goes to the parcel that the order had.
    expect(place(news({ order: "A1" }), known("a", { state: "delivered" }), known("b", { order: "A2", turn: 1 }))).toBe(
      "a",
    );
  });
});
