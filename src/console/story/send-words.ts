import type { Tone } from "../ui/status.tsx";
import type { Pair } from "../words.ts";

/** What became of a message. */
export const SEND_STATE: Readonly<Record<string, { readonly words: Pair; readonly tone: Tone }>> = {
  claimed: { words: ["送信待ち", "Claimed"], tone: "running" },
  handed_off: { words: ["送信中", "Handed off"], tone: "running" },
  accepted: { words: ["受理", "Accepted"], tone: "good" },
  delivered: { words: ["お届け済み", "Delivered"], tone: "good" },
  deferred: { words: ["保留", "Held"], tone: "held" },
  refused: { words: ["見送り", "Refused"], tone: "plain" },
  expired: { words: ["期限切れ", "Expired"], tone: "plain" },
  unknown: { words: ["結果不明", "Unknown"], tone: "held" },
  failed: { words: ["失敗", "Failed"], tone: "broken" },
};
