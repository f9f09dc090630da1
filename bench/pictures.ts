/**
 * `npm run bench -- pictures`: how many copies of a photo are found, and how many pairs of unrelated ones are taken for copies. The
 * photos are drawn (demo/fill/scene.ts): all of one kind, which is harder than what customers really send.
 */
import { chance, type Chance } from "../demo/brand/chance.ts";
import { picture, type Shades } from "../demo/fill/scene.ts";
import { wilson } from "../src/modules/returns/model/claim/rates.ts";
import { eighthOfJpeg } from "../src/modules/returns/model/picture/eighth.ts";
import { ALIKE, distance, type Print, printsOf } from "../src/modules/returns/model/picture/print.ts";
import { brightened, cropped, resized } from "./pictures/copies.ts";
import { asJpeg } from "./pictures/jpeg.ts";
import { lookUps } from "./pictures/look-ups.ts";

const scaled = (from: Shades, times: number): Shades =>
  resized(from, Math.round(from.width * times), Math.round(from.height * times));

const COPIES: Readonly<Record<string, (from: Shades, draw: Chance) => readonly [Shades, number]>> = {
  "quality 30 to 90": (from, draw) => [from, draw.between(30, 90)],
  "size × 0.25 to 2": (from, draw) => [scaled(from, draw.pick([0.25, 0.35, 0.5, 0.75, 1.5, 2])), 75],
  "2 % cut": (from, draw) => [cropped(from, 0.02, draw), 75],
  "5 % cut": (from, draw) => [cropped(from, 0.05, draw), 75],
  "lighter or darker": (from, draw) => [draw.yes(0.5) ? brightened(from, 1.15, 20) : brightened(from, 0.7, -10), 75],
  "all of it": (from, draw) => [
    scaled(brightened(cropped(from, 0.04, draw), 1.1, 10), draw.pick([0.4, 0.6, 0.8])),
    draw.between(40, 80),
  ],
};

const printed = (from: Shades, quality: number): readonly Print[] => {
  const gray = eighthOfJpeg(asJpeg(from, quality));
  const looked = gray === null ? null : printsOf(gray);
  return looked?.look === "taken" ? looked.prints : [];
};

/** Drawn small, without the way through a file: it is the views that are compared. */
const printedSmall = (seed: string): readonly Print[] => {
  const { light, width, height } = picture(seed, 96, 72);
  const looked = printsOf({ wide: width, high: height, cells: light, left: 0, top: 0, across: width, down: height });
  return looked.look === "taken" ? looked.prints : [];
};

/** How many pairs lie how far apart. Bits are counted by words: it is the same as `distance`, a hundred times faster. */
const pairsBy = (pictures: readonly (readonly Print[])[]): number[] => {
  const counts = Array.from({ length: 129 }, () => 0);
  const views = pictures[0]?.length ?? 0;
  const words = Uint32Array.from(
    pictures.flat().flatMap((print) => [0, 32, 64, 96].map((at) => Number.parseInt(print.slice(at, at + 32), 2))),
  );
  const bits = (value: number): number => {
    let v = value - ((value >>> 1) & 0x5555_5555);
    v = (v & 0x3333_3333) + ((v >>> 2) & 0x3333_3333);
    return Math.imul((v + (v >>> 4)) & 0x0f0f_0f0f, 0x0101_0101) >>> 24;
  };
  const apart = (a: number, b: number): number => {
    let sum = 0;
    for (let i = 0; i < 4; i++) sum += bits((words[a * 4 + i] ?? 0) ^ (words[b * 4 + i] ?? 0));
    return sum;
  };
  for (let i = 0; i < pictures.length; i++)
    for (let j = 0; j < i; j++) {
      let least = 128;
      for (let view = 0; view < views; view++)
        least = Math.min(least, apart(i * views + view, j * views), apart(i * views, j * views + view));
      counts[least] = (counts[least] ?? 0) + 1;
    }
  return counts;
};

const share = (value: number): string => `${(value * 100).toFixed(1)} %`;

export const pictures = async ({
  quick,
  say,
}: {
  quick: boolean;
  say: (line: string) => void;
}): Promise<Record<string, number>> => {
  const [photos, unrelated] = quick ? [8, 800] : [100, 5_000];
  const found = new Map<string, number>();
  for (let i = 0; i < photos; i++) {
    const original = picture(`photo-${i}`, 960, 720);
    const prints = printed(original, 90);
    const draw = chance(`copies/${i}`);
    for (const [name, copy] of Object.entries(COPIES)) {
      const again = printed(...copy(original, draw));
      const hit = prints.length > 0 && again.length > 0 && distance(prints, again) <= ALIKE;
      found.set(name, (found.get(name) ?? 0) + (hit ? 1 : 0));
    }
  }
  say(`${photos} drawn photos and copies of them; alike: at most ${ALIKE} of 128 bits differ (95 % intervals)`);
  for (const [name, hits] of found) {
    const { low, high } = wilson(hits, photos);
    say(`  ${name.padEnd(20)} ${share(hits / photos).padStart(8)} found (${share(low)} to ${share(high)})`);
  }
  const all = [...found.values()].reduce((sum, hits) => sum + hits, 0) / (photos * found.size);
  const drawn = Array.from({ length: unrelated }, (_, i) => printedSmall(`other-${i}`)).filter((one) => one.length > 0);
  const counts = pairsBy(drawn);
  const pairs = (drawn.length * (drawn.length - 1)) / 2;
  const below = (bits: number) => counts.slice(0, bits + 1).reduce((sum, count) => sum + count, 0);
  const { low, high } = wilson(below(ALIKE), pairs);
  say(
    `${pairs.toLocaleString("en")} pairs of ${drawn.length} unrelated photos: ${below(ALIKE)} taken for copies (${(low * 1e6).toFixed(2)} to ${(high * 1e6).toFixed(2)} in a million)`,
  );
  say(`  with up to 24 bits ${below(24)}, 28 bits ${below(28)}, 32 bits ${below(32)}`);
  const cost = await lookUps(quick ? 20_000 : 100_000);
  say(
    `finding copies among ${cost.pictures.toLocaleString("en")} photos: ${cost.median.toFixed(0)} ms in the middle, ${cost.worst.toFixed(0)} ms at worst`,
  );
  return {
    copies_found: all,
    false_pairs: below(ALIKE),
    pairs,
    false_per_million_most: high * 1e6,
    pictures: cost.pictures,
    look_up_ms: cost.median,
    look_up_ms_worst: cost.worst,
  };
};
