import { duration, number, type Pair, type Tone } from "#ui";
import { channelWords } from "../story/tell.ts";
import type { Figures } from "./figures.ts";
import { serviceMatters } from "./service.ts";

export interface Matter {
  readonly key: string;
  readonly tone: Tone;
  readonly title: string;
  readonly todo: string;
  readonly to: string;
}
type T = (key: Pair, values?: Record<string, string | number>) => string;

const words = {
  quarantine: ["読めなかったイベントが {n} 件", "{n} {n|event|events} could not be read"],
  quarantineTodo: ["理由を見て、直して戻せます", "See why, correct them and put them back"],
  stuck: ["「{name}」が {n} 件を処理できていません", "“{name}” could not take {n} {n|event|events}"],
  stuckTodo: ["原因を直して、もう一度処理してください", "Mend the cause and try them again"],
  behind: ["「{name}」が {n} 件遅れています", "“{name}” is {n} {n|event|events} behind"],
  behindMany: ["{n} 個の処理が遅れています", "{n} {n|reaction is|reactions are} behind"],
  behindManyTodo: ["「{name}」ほか。{ago}前から進んでいません", "“{name}” and others; they have stood for {ago}"],
  behindTodo: ["{ago}前から進んでいません", "It has stood for {ago}"],
  failed: ["送れなかったメッセージが {n} 通", "{n} {n|message|messages} failed"],
  failedTodo: ["宛先か設定に原因があります", "The address or the setup is the cause"],
  unknown: ["結果のわからないメッセージが {n} 通", "{n} {n|message|messages} of unknown fate"],
  unknownTodo: [
    "自動では再送しません。確認して確定してください",
    "They are never sent again blindly: settle them by hand",
  ],
  stopped: ["{channel}を停止しています", "{channel} is stopped"],
  stoppedTodo: ["再開するまで {n} 通が待っています", "{n} {n|message waits|messages wait} for it"],
  off: ["{channel}がまだつながっていません", "{channel} is not connected yet"],
  offTodo: ["チャネルの設定を済ませてください", "Set the channel up"],
} as const satisfies Record<string, Pair>;

/** A reaction that has had work for this long and has not moved for as long needs somebody. */
const STILL_MS = 60_000;

/** What needs a person now, the gravest first. `rate`: how fast the product's clock runs; whether something stands is a matter of ours. */
export const mattersOf = (figures: Figures, now: Date, t: T, rate = 1): readonly Matter[] => {
  const matters: Matter[] = [];
  const counts = new Map(figures.states.data?.map((each) => [each.state as string, each.count]));
  const add = (key: string, tone: Tone, title: string, todo: string, to: string) =>
    matters.push({ key, tone, title, todo, to });
  // When the whole engine stands, every reaction does: that is one matter, not twenty.
  const addBehind = () => {
    const behind = (figures.reactions.data ?? [])
      .map(({ name, lag, movedAt, waitingSince }) => ({
        name,
        lag,
        // After a quiet hour it has not moved for an hour, and the event that just came in is no reason to worry.
        still: (now.getTime() - Math.max(Date.parse(movedAt), Date.parse(waitingSince ?? movedAt))) / rate,
      }))
      .filter(({ lag, still }) => lag > 0 && still > STILL_MS)
      .toSorted((a, b) => b.lag - a.lag);
    const [most] = behind;
    if (!most) return;
    const { name, lag } = most;
    const ago = duration(Math.min(...behind.map(({ still }) => still)));
    const [title, todo] =
      behind.length === 1
        ? [t(words.behind, { name, n: number(lag) }), t(words.behindTodo, { ago })]
        : [t(words.behindMany, { n: number(behind.length) }), t(words.behindManyTodo, { name, ago })];
    add("behind", "broken", title, todo, "/events/reactions");
  };

  for (const { name, stuck } of figures.reactions.data ?? [])
    if (stuck > 0)
      add(
        `stuck ${name}`,
        "broken",
        t(words.stuck, { name, n: number(stuck) }),
        t(words.stuckTodo),
        "/events/reactions",
      );
  addBehind();
  const failed = counts.get("failed") ?? 0;
  if (failed > 0)
    add("failed", "broken", t(words.failed, { n: number(failed) }), t(words.failedTodo), "/messages?state=failed");
  const unknown = counts.get("unknown") ?? 0;
  if (unknown > 0)
    add("unknown", "held", t(words.unknown, { n: number(unknown) }), t(words.unknownTodo), "/messages?state=unknown");
  for (const { channel, configured, stopped, deferred, claimed } of figures.channels.data ?? []) {
    const name = channelWords(channel);
    const n = number(deferred + claimed);
    if (!configured)
      add(`off ${channel}`, "held", t(words.off, { channel: name }), t(words.offTodo), "/settings/channels");
    else if (stopped)
      add(
        `stopped ${channel}`,
        "broken",
        t(words.stopped, { channel: name }),
        t(words.stoppedTodo, { n }),
        "/settings/channels",
      );
  }
  const held = figures.quarantine.data?.counts.reduce((sum, each) => sum + each.count, 0) ?? 0;
  if (held > 0)
    add("quarantine", "held", t(words.quarantine, { n: number(held) }), t(words.quarantineTodo), "/events/quarantine");
  matters.push(...serviceMatters(figures, t));
  return matters.toSorted((a, b) => Number(b.tone === "broken") - Number(a.tone === "broken"));
};
