/** What goes wrong with deliveries, and what customers say of it. Pure, from a seed. */
import { chance } from "./chance.ts";
import type { DemoEvent } from "./scribe.ts";
import { DAY } from "./season.ts";

export interface Trouble {
  readonly at: number;
  readonly order: string;
  readonly kind: "not_received" | "damaged" | "missing" | "wrong" | "late";
  readonly statement: string;
  /** Which picture comes with it; null: none. */
  readonly photo: number | null;
}

const WORDS: Readonly<Record<Trouble["kind"], readonly string[]>> = {
  not_received: [
    "配達完了になっていますが、届いていません。玄関先と宅配ボックスも見ました。",
    "置き配の通知が来ましたが、荷物が見当たりません。",
    "家族にも聞きましたが、誰も受け取っていないようです。",
  ],
  damaged: [
    "箱がつぶれていて、中のボトルから漏れていました。",
    "ふたが割れていました。贈り物だったので残念です。",
    "外箱が濡れていて、中の袋までしみています。",
  ],
  missing: ["2つ頼んだのに、1つしか入っていませんでした。", "詰替が入っていないようです。"],
  wrong: ["違うサイズのシャツが届きました。", "頼んだものと違う香りでした。"],
  late: ["予定の日に届かず、旅行に間に合いませんでした。", "日時を指定したのに、翌日になりました。"],
};

/**
 * One in twenty deliveries, more in the rain of the last three days, and every one of a few customers whose parcels never
 * seem to arrive.
 */
export const troublesOf = (seed: string, delivered: readonly DemoEvent[], opens: number): Trouble[] =>
  delivered.flatMap((event) => {
    const { order_id, carrier } = event.body["properties"] as { order_id: string; carrier?: string };
    if (carrier === undefined) return [];
    const customer = Number(order_id.slice(1).split("-")[0]);
    const serial = customer % 60 === 11;
    const draw = chance(`${seed}/trouble/${order_id}`);
    if (!serial && !draw.yes(event.at > opens - 3 * DAY ? 0.25 : 0.05)) return [];
    const kind = serial
      ? "not_received"
      : draw.weighted([
          ["not_received", 3],
          ["damaged", 4],
          ["missing", 2],
          ["wrong", 2],
          ["late", 2],
        ] as const);
    const shows = kind === "damaged" || kind === "wrong" || kind === "missing";
    return [
      {
        at: event.at + draw.between(1, 30) * (DAY / 24),
        order: order_id,
        kind,
        statement: draw.pick(WORDS[kind]),
        photo: shows && draw.yes(0.55) ? draw.between(0, 999) : null,
      },
    ];
  });
