/** Cases are closed by whoever has them, most of them in time; what is due today waits for whoever opens the demo. */
import { chance } from "../brand/chance.ts";
import { DAY } from "../brand/season.ts";
import type { Client } from "./client.ts";
import type { Staff } from "./staff.ts";

interface Open {
  readonly items: readonly {
    readonly id: string;
    readonly number: number | string;
    readonly kind: string;
    readonly dueAt: string;
    readonly owner: { readonly id: string } | null;
  }[];
}

const WORDS: Readonly<Record<string, readonly [outcome: string, note: string]>> = {
  damaged: ["reshipped", "お詫びのうえ、同じ品をあらためてお送りしました。"],
  missing: ["reshipped", "不足の品を本日発送しました。"],
  wrong: ["reshipped", "正しい品をお送りし、着払いの伝票を同封しました。"],
  lost: ["reshipped", "配送会社に確認し、同じ品をお送りしました。"],
  not_found: ["resolved", "宅配ボックスに入っていたとのことでした。"],
  late: ["explained", "遅れの理由とお届けの見込みをお電話でお伝えしました。"],
  undeliverable: ["resolved", "ご住所の番地をうかがい、再配達を手配しました。"],
};

/** One moment of the desk. One case in five is left lying for some days. */
export const careForCases = async (
  client: Client,
  staff: readonly Staff[],
  { at, next }: { at: number; next: number },
): Promise<void> => {
  const { items } = await client.call<Open>("GET", "/api/cases?status=open&limit=200");
  const done = items.filter((item) => {
    const due = Date.parse(item.dueAt);
    return due < next && (at > due + 3 * DAY || !chance(`lying/${item.number}`).yes(0.2));
  });
  for (const [owner, mine] of Map.groupBy(done, (item) => item.owner?.id ?? ""))
    for (const [kind, ofKind] of Map.groupBy(mine, (item) => item.kind)) {
      const [outcome, note] = WORDS[kind] ?? ["explained", ""];
      const person = staff.find((one) => one.id === owner) ?? staff[0];
      await person?.ask("/api/cases/close", { ids: ofKind.map(({ id }) => id), outcome, note });
    }
};
