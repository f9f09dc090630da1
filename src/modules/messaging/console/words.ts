import { channelWords, exact, type Pair, say, whyWords } from "#ui";

interface Note {
  readonly why: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

const PARTS: Readonly<Record<string, Pair>> = {
  counted: ["直近の販促 {v} 通", "{v} marketing lately"],
  daily: ["1日 {v} 通まで", "{v} a day"],
  weekly: ["週 {v} 通まで", "{v} a week"],
  transactional: ["取引連絡 {v} 通", "{v} transactional"],
  zone: ["{v}", "{v}"],
  reason: ["{v}", "{v}"],
};

/** One thing that the arbiter looked at, as a sentence part. */
export const noteWords = ({ why, detail }: Note): string => {
  const parts: string[] = [];
  if (typeof detail["channel"] === "string") parts.push(channelWords(detail["channel"]));
  parts.push(whyWords(why));
  for (const [key, value] of Object.entries(detail)) {
    const pair = PARTS[key];
    if (pair && (typeof value === "string" || typeof value === "number") && value !== "")
      parts.push(say(pair, { v: value }));
    if ((key === "until" || key === "expires") && typeof value === "string") parts.push(exact(value));
  }
  return parts.join(" · ");
};
