import { type Pair, say, StatusBadge, type Tone } from "#ui";
import type { ClaimState } from "../../model/claim/kinds.ts";
import { STATE_WORDS } from "../../model/claim/words.ts";

const TONES: Readonly<Record<ClaimState, Tone>> = {
  opened: "running",
  evidence: "held",
  scored: "running",
  auto_approved: "good",
  review: "broken",
  decided: "plain",
  appealed: "broken",
  closed: "plain",
};

/** The state of a claim in a word. */
export const ClaimBadge = ({ state }: { readonly state: ClaimState }) => (
  <StatusBadge tone={TONES[state]}>{say(STATE_WORDS[state])}</StatusBadge>
);

const CARRIERS: Readonly<Record<string, Pair>> = {
  yamato: ["ヤマト運輸", "Yamato"],
  sagawa: ["佐川急便", "Sagawa"],
  japanpost: ["日本郵便", "Japan Post"],
  store: ["店舗", "Store"],
};
/** A carrier as people call it. */
export const carrierName = (carrier: string): string => {
  const known = CARRIERS[carrier];
  return known ? say(known) : carrier || "–";
};
