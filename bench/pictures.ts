/**
 * `npm run bench -- pictures`: how many copies of a photo are found, and how many pairs of unrelated ones are taken for copies. The
 * photos are drawn (demo/fill/scene.ts): all of one kind, which is harder than what customers really send.
 */
import { chance, type Chance } from "../demo/brand/chance.ts";
import { picture, type Shades } from "../demo/fill/scene.ts";
import { wilson } from "../src/modules/returns/model/claim/rates.ts";
import { eighthOfJpeg } from "../src/modules/returns/model/picture/eighth.ts";
import { agreement, AGREE } from "../src/modules/returns/model/picture/fine.ts";
import { isAlike, NEAR, type Print, printsOf, type Taken } from "../src/modules/returns/model/picture/print.ts";
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

const printed = (from: Shades, quality: number): Taken | null => {
  const gray = eighthOfJpeg(asJpeg(from, quality));
  const looked = gray === null ? null : printsOf(gray);
  return looked?.look === "taken" ? looked : null;
};

/** Drawn small, without the way through a file: it is the views that are compared. */
const printedSmall = (seed: string): Taken | null => {
  const { light, width, height } = picture(seed, 96, 72);
  const looked = printsOf({ wide: width, high: height, cells: light, left: 0, top: 0, across: width, down: height });
  return looked.look === "taken" ? looked : null;
};

/** The pairs whose prints are near. Bits are counted by words: it is the same as `distance`, a hundred times faster. */
const nearPairs = (pictures: readonly (readonly Print[])[]): [number, number][] => {
  const near: [number, number][] = [];
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
      if (least <= NEAR) near.push([i, j]);
    }
  return near;
};

const NONE = new Uint8Array(1_024);
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
      const hit = prints !== null && again !== null && isAlike(prints, again);
      found.set(name, (found.get(name) ?? 0) + (hit ? 1 : 0));
    }
  }
  say(
    `${photos} drawn photos and copies of them; alike: at most ${NEAR} of 128 bits differ, and details agree by ${AGREE} (95 % intervals)`,
  );
  for (const [name, hits] of found) {
    const { low, high } = wilson(hits, photos);
    say(`  ${name.padEnd(20)} ${share(hits / photos).padStart(8)} found (${share(low)} to ${share(high)})`);
  }
  const all = [...found.values()].reduce((sum, hits) => sum + hits, 0) / (photos * found.size);
  const drawn = Array.from({ length: unrelated }, (_, i) => printedSmall(`other-${i}`)).filter((one) => one !== null);
  const near = nearPairs(drawn.map((one) => one.prints));
  const agreeing = near.map(([i, j]) => agreement(drawn[i]?.fine ?? NONE, drawn[j]?.fine ?? NONE));
  const mistaken = agreeing.filter((agree) => agree >= AGREE).length;
  const pairs = (drawn.length * (drawn.length - 1)) / 2;
  const { low, high } = wilson(mistaken, pairs);
  say(
    `${pairs.toLocaleString("en")} pairs of ${drawn.length} unrelated photos: ${near.length} have near prints, ${mistaken} are taken for copies (${(low * 1e6).toFixed(2)} to ${(high * 1e6).toFixed(2)} in a million)`,
  );
  say(`  the details of those with near prints agree by ${Math.max(...agreeing, 0).toFixed(2)} at most`);
  const cost = await lookUps(quick ? 20_000 : 100_000);
  say(
    `finding copies among ${cost.pictures.toLocaleString("en")} photos: ${cost.median.toFixed(0)} ms in the middle, ${cost.worst.toFixed(0)} ms at worst`,
  );
  return {
    copies_found: all,
    false_pairs: mistaken,
    near_pairs: near.length,
    pairs,
    false_per_million_most: high * 1e6,
    pictures: cost.pictures,
    look_up_ms: cost.median,
    look_up_ms_worst: cost.worst,
  };
};
