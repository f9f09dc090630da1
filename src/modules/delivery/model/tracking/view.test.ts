import fc from "fast-check";
import { expect, test } from "vitest";
import { PARCEL_STATES } from "../../model.ts";
import { type Tracked, type TrackedParcel, trackingView } from "./view.ts";

const NOW = new Date("2026-11-21T03:00:00Z");
const SETTING = { language: "ja", zone: "Asia/Tokyo", now: NOW, choices: true } as const;
const parcel = (more: Partial<TrackedParcel> = {}): TrackedParcel => ({
  id: "00000000-0000-4000-8000-000000000001",
  carrier: "yamato",
  number: "444413758703",
  method: "carrier",
  place: "",
  state: "in_transit",
  reason: "",
  stateAt: NOW,
  shippedAt: NOW,
  deliveredAt: null,
  holdUntil: null,
  carrierBy: null,
  late: false,
  items: [],
  scans: [],
  choice: null,
  feeling: null,
  ...more,
});
const tracked = (parcels: TrackedParcel[], more: Partial<Tracked> = {}): Tracked => ({
  number: "K-1",
  at: NOW,
  cancelled: false,
  items: [],
  parcels,
  promises: [],
  problems: [],
  ...more,
});
const promise = (earliest: string, latest: string, by: string) =>
  ({ parcel: null, earliest, latest, by, level: "high" }) as const;

test("T1 the most urgent parcel speaks first", () => {
  const view = trackingView(
    tracked([
      parcel({ id: "a", state: "delivered", deliveredAt: NOW }),
      parcel({ id: "b" }),
      parcel({ id: "c", state: "attempt_failed", reason: "absent" }),
    ]),
    SETTING,
  );
  expect(view.parcels.map((one) => one.id)).toEqual(["c", "b", "a"]);
  expect(view.headline).toBe("ご不在のため、お届けできませんでした");
});

test("T2 a promise is told while it stands, from today on at the earliest, and no more when it is broken", () => {
  const said = (given: ReturnType<typeof promise>, more: Partial<TrackedParcel> = {}) =>
    trackingView(tracked([parcel(more)], { promises: [given] }), SETTING).headline;
  expect(said(promise("2026-11-23", "2026-11-25", "2026-11-26"))).toBe("11月23日(月)〜25日(水)にお届け予定です");
  expect(said(promise("2026-11-19", "2026-11-22", "2026-11-23"))).toBe("11月21日(土)〜22日(日)にお届け予定です");
  expect(said(promise("2026-11-18", "2026-11-20", "2026-11-22"))).toBe("11月21日(土)〜22日(日)にお届け予定です");
  expect(said(promise("2026-11-17", "2026-11-18", "2026-11-20"))).toBe("お届け先へ向かっています");
  expect(said(promise("2026-11-23", "2026-11-25", "2026-11-26"), { late: true })).toBe("お届け先へ向かっています");
});

test("T2 two days say their month once, and two months both", () => {
  const said = (from: string, to: string) =>
    trackingView(tracked([parcel()], { promises: [promise(from, to, to)] }), SETTING).headline;
  expect(said("2026-11-29", "2026-11-30")).toBe("11月29日(日)〜30日(月)にお届け予定です");
  expect(said("2026-11-30", "2026-12-01")).toBe("11月30日(月)〜12月1日(火)にお届け予定です");
});

test("T17 the story is told in the reader's language, and what shop and carrier both told is told once", () => {
  const at = new Date("2026-11-20T05:24:00Z");
  const scans = [
    { at: new Date("2026-11-18T09:00:00Z"), state: "picked_up", text: "Order Shipped", place: "" },
    { at, state: "delivered", text: "配達完了", place: "江東区の営業所" },
    { at, state: "delivered", text: "Order Delivered", place: "" },
  ] as const;
  const story = (language: "ja" | "en") =>
    trackingView(tracked([parcel({ state: "delivered", deliveredAt: at, scans })]), { ...SETTING, language }).parcels[0]
      ?.story;
  expect(story("ja")).toEqual([
    { at: "11月20日(金) 14:24", text: "配達完了(江東区の営業所)" },
    { at: "11月18日(水) 18:00", text: "発送しました" },
  ]);
  expect(story("en")?.map(({ text }) => text)).toHaveLength(2);
});

test("T16 our own day stands; the carrier's is told as the carrier's where we promised nothing or where it is later", () => {
  const said = (own: readonly ReturnType<typeof promise>[], carrierBy: string) => {
    const view = trackingView(tracked([parcel({ carrierBy: new Date(carrierBy) })], { promises: own }), SETTING);
    return [view.headline, view.parcels[0]?.sure];
  };
  const ours = promise("2026-11-22", "2026-11-22", "2026-11-24");
  const sure = "遅くとも11月24日(火)までには、お届けできる見込みです。";
  const theirs = "配送会社による予定です。前後することがあります。";
  expect(said([], "2026-11-23T03:00:00Z")).toEqual(["11月23日(月)にお届け予定です", theirs]);
  // 24 November in Tokyo, to the last minute.
  expect(said([ours], "2026-11-24T14:59:00Z")).toEqual(["11月22日(日)にお届け予定です", sure]);
  expect(said([ours], "2026-11-24T15:00:00Z")).toEqual(["11月25日(水)にお届け予定です", theirs]);
});

test("any state and reason has words, in both languages, and exactly one place on the way", () => {
  const method = fc.constantFrom("carrier" as const, "pickup" as const, "store_delivery" as const);
  fc.assert(
    fc.property(fc.constantFrom(...PARCEL_STATES), fc.string(), method, (state, reason, how) => {
      for (const language of ["ja", "en"] as const) {
        const view = trackingView(tracked([parcel({ state, reason, method: how })]), { ...SETTING, language });
        const [one] = view.parcels;
        expect(view.headline).not.toBe("");
        expect(one?.next).not.toBe("");
        expect(one?.stages.filter((stage) => stage.state === "here").length).toBe(state === "delivered" ? 0 : 1);
      }
    }),
  );
});
