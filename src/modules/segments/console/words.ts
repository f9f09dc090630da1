import type { Pair, Tone } from "#ui";
import type { SegmentStatus } from "#segments/model";

export const STATUS: Readonly<Record<SegmentStatus, { readonly words: Pair; readonly tone: Tone }>> = {
  building: { words: ["集計中", "Building"], tone: "running" },
  live: { words: ["自動更新中", "Live"], tone: "good" },
  paused: { words: ["停止中", "Paused"], tone: "held" },
};
