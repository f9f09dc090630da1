/**
 * Pictures that look, made small, like those that come with claims: a box on some ground in some light, with tape, a label and
 * a dent, sometimes something beside it. All have much the same in the same places, which is what makes telling them apart hard.
 */
import { chance } from "../brand/chance.ts";

export interface Shades {
  readonly width: number;
  readonly height: number;
  /** 0 to 255. */
  readonly light: Float32Array;
}

/** Smooth noise: a grid of chances, and between them a curve. */
const noise = (draw: () => number, across: number): ((u: number, v: number) => number) => {
  const side = across + 2;
  const grid = Float32Array.from({ length: side * side }, draw);
  const at = (x: number, y: number) => grid[y * side + x] ?? 0;
  return (u, v) => {
    const [x, y] = [Math.min(across, Math.max(0, u * across)), Math.min(across, Math.max(0, v * across))];
    const [i, j] = [Math.floor(x), Math.floor(y)];
    const [s, t] = [x - i, y - j].map((part) => part * part * (3 - 2 * part)) as [number, number];
    return (at(i, j) * (1 - s) + at(i + 1, j) * s) * (1 - t) + (at(i, j + 1) * (1 - s) + at(i + 1, j + 1) * s) * t;
  };
};

const slab = (cx: number, cy: number, w: number, h: number, angle: number) => {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  /** Where a point lies within it, each -1 to 1, or beyond. */
  return (u: number, v: number): readonly [number, number] => [
    ((u - cx) * cos + (v - cy) * sin) / w,
    (-(u - cx) * sin + (v - cy) * cos) / h,
  ];
};
const within = ([a, b]: readonly [number, number]): boolean => Math.abs(a) < 1 && Math.abs(b) < 1;

/** Light at each point (0 to 1 across and down), by a seed. */
const sceneOf = (seed: string): ((u: number, v: number) => number) => {
  const draw = chance(`picture/${seed}`);
  const span = (from: number, to: number) => from + (to - from) * draw.next();
  const coarse = noise(() => draw.next(), draw.between(3, 6));
  const fine = noise(() => draw.next(), draw.between(14, 40));
  // Some lie on white, as shops photograph.
  const white = draw.yes(0.15);
  const [ground, contrast, grain] = white ? [250, 0, 0] : [span(60, 200), span(20, 70), span(5, 30)];
  const boards = !white && draw.yes(0.4) ? { every: span(4, 12), angle: span(0, 3.2), deep: span(8, 30) } : null;
  const [lx, ly] = [span(-60, 60), span(-60, 60)];
  const [bx, by, angle] = [0.5 + draw.normal() * 0.07, 0.52 + draw.normal() * 0.07, draw.normal() * 0.35];
  const [bw, bh, tone] = [span(0.2, 0.42), span(0.18, 0.38), span(90, 190)];
  const box = slab(bx, by, bw, bh, angle);
  const tape = { at: draw.normal() * 0.15, wide: span(0.06, 0.14), upright: draw.yes(0.5), tone: span(-30, 60) };
  const label = slab(bx + draw.normal() * 0.12, by + draw.normal() * 0.1, span(0.05, 0.14), span(0.03, 0.1), angle);
  const [dx, dy, dent] = [bx + draw.normal() * 0.14, by + draw.normal() * 0.13, span(0.05, 0.16)];
  const thing = draw.yes(0.5) ? slab(span(0, 1), span(0, 1), span(0.05, 0.2), span(0.05, 0.25), span(0, 3.2)) : null;
  const [thingTone, shade] = [span(20, 235), span(0.02, 0.06)];
  const shadow = slab(bx + shade, by + shade * 1.4, bw, bh, angle);
  const crack = { slope: draw.normal(), wide: span(0.004, 0.012) };
  return (u, v) => {
    let light = ground + (coarse(u, v) - 0.5) * 2 * contrast + (fine(u, v) - 0.5) * 2 * grain;
    if (boards) {
      const along = (u * Math.cos(boards.angle) + v * Math.sin(boards.angle)) * boards.every;
      light -= along - Math.floor(along) < 0.12 ? boards.deep : 0;
    }
    if (thing && within(thing(u, v))) light = thingTone + (fine(v, u) - 0.5) * 20;
    if (within(shadow(u, v))) light *= 0.7;
    const inBox = box(u, v);
    if (within(inBox)) {
      light = tone + (fine(u, v) - 0.5) * grain + inBox[1] * 12;
      if (Math.abs((tape.upright ? inBox[0] : inBox[1]) - tape.at) < tape.wide) light = tone + tape.tone;
      const inLabel = label(u, v);
      if (within(inLabel)) light = Math.abs((inLabel[1] * 4) % 1) < 0.3 ? 90 : 235;
      const far = Math.hypot(u - dx, v - dy);
      if (far < dent) light *= 0.55 + (0.45 * far) / dent;
      if (far < dent * 1.5 && Math.abs(v - dy - (u - dx) * crack.slope) < crack.wide) light = 35;
    }
    return light + (u - 0.5) * lx + (v - 0.5) * ly;
  };
};

/** The picture of a seed, `width` × `height` points. */
export const picture = (seed: string, width: number, height: number): Shades => {
  const at = sceneOf(seed);
  const light = new Float32Array(width * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      light[y * width + x] = Math.min(255, Math.max(0, at((x + 0.5) / width, (y + 0.5) / height)));
  return { width, height, light };
};
