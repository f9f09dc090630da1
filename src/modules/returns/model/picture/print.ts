/**
 * A picture's print: 128 bits that stay much the same when it is encoded anew, made smaller, brightened or cut at its edge.
 *
 * The first 64 say which of the 8 × 8 slowest waves are above their median (DCT hash: C. Zauner, Implementation and Benchmarking
 * of Perceptual Image Hash Functions, 2010), the others whether it gets lighter from one of 9 × 8 areas to the next (difference
 * hash: N. Krawetz, Kind of Like That, 2013). A cut edge moves everything, so five views without an edge are taken too.
 */
import { AGREE, agreement, type Fine, fineOf } from "./fine.ts";
import { areas, type Cut, cut, type Gray } from "./gray.ts";

/** 128 signs, 0 or 1. */
export type Print = string;

const EDGE = 0.03;
/** All of it; without two edges that meet, four times; without a half of each. */
const VIEWS: readonly Cut[] = [
  [0, 0, 0, 0],
  [0, 0, EDGE, EDGE],
  [EDGE, 0, 0, EDGE],
  [0, EDGE, EDGE, 0],
  [EDGE, EDGE, 0, 0],
  [EDGE / 2, EDGE / 2, EDGE / 2, EDGE / 2],
];

/** Pictures whose prints differ by more bits than this are not looked at a second time. */
export const NEAR = 28;

const SIDE = 32;
const WAVES = 8;
const COSINES = Array.from({ length: WAVES + 1 }, (_, wave) =>
  Float64Array.from({ length: SIDE }, (__, x) => Math.cos(((2 * x + 1) * wave * Math.PI) / (2 * SIDE)) / SIDE),
);

/** How strong each slow wave is, those along one side only at `[0]` of rows and columns. */
const wavesOf = (square: Float32Array): number[][] => {
  const along = COSINES.map((cosine) =>
    Float64Array.from({ length: SIDE }, (_, y) =>
      cosine.reduce((sum, value, x) => sum + value * (square[y * SIDE + x] ?? 0), 0),
    ),
  );
  return COSINES.map((cosine) =>
    along.map((column) => cosine.reduce((sum, value, y) => sum + value * (column[y] ?? 0), 0)),
  );
};

const printOf = (gray: Gray): Print => {
  const slow = wavesOf(areas(gray, SIDE, SIDE))
    .slice(1)
    .flatMap((row) => row.slice(1));
  const ordered = slow.toSorted((a, b) => a - b);
  const median = ((ordered[31] ?? 0) + (ordered[32] ?? 0)) / 2;
  const waves = slow.map((strength) => (strength > median ? "1" : "0"));
  const means = areas(gray, 9, 8);
  const steps = Array.from({ length: 64 }, (_, i) => {
    const at = Math.floor(i / 8) * 9 + (i % 8);
    return (means[at + 1] ?? 0) > (means[at] ?? 0) ? "1" : "0";
  });
  return [...waves, ...steps].join("");
};

/**
 * How far the waves that the print goes by move the light, out of 255. Neither light that falls off to a side nor a line across
 * counts, and a wall in even light has nearly none.
 */
const detailOf = (gray: Gray): number => {
  const slow = wavesOf(areas(gray, SIDE, SIDE)).flatMap((row, v) => row.filter((_, u) => u > 0 && v > 0 && u + v > 2));
  return 2 * Math.sqrt(slow.reduce((sum, strength) => sum + strength ** 2, 0));
};

/** Less detail than this, and noise would decide what is alike. */
const LEAST_DETAIL = 3;
/** Fewer cells on the shorter side, and an edge of one would move too much. */
const LEAST_CELLS = 18;

/** A picture that can be compared: the prints of its views, that of all of it first. */
export interface Taken {
  readonly look: "taken";
  readonly prints: readonly Print[];
  readonly fine: Fine;
}
/** What becomes of a picture that is looked at. `format`: there is nothing here that reads it. */
export type Looked = Taken | { readonly look: "plain" | "small" | "broken" | "format" };

export const printsOf = (gray: Gray): Looked => {
  if (Math.min(gray.across, gray.down) < LEAST_CELLS) return { look: "small" };
  if (detailOf(gray) < LEAST_DETAIL) return { look: "plain" };
  return { look: "taken", prints: VIEWS.map((view) => printOf(cut(gray, view))), fine: fineOf(gray) };
};

export const bitsApart = (a: Print, b: Print): number => {
  let apart = 0;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) apart++;
  return apart;
};

/** The least number of bits by which all of one picture differs from a view of the other. */
export const distance = (a: readonly Print[], b: readonly Print[]): number =>
  Math.min(128, ...a.map((view) => bitsApart(view, b[0] ?? "")), ...b.map((view) => bitsApart(a[0] ?? "", view)));

/** Whether one may well be a copy of the other. */
export const isAlike = (a: Taken, b: Taken): boolean =>
  distance(a.prints, b.prints) <= NEAR && agreement(a.fine, b.fine) >= AGREE;
