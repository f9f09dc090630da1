/** What people do to a picture before they send it again: save it anew, make it smaller or larger, cut its edge, brighten it. */
import type { Chance } from "../../demo/brand/chance.ts";
import type { Shades } from "../../demo/fill/scene.ts";

/** By the means of areas where it shrinks, by lines between points where it grows. */
export const resized = (from: Shades, width: number, height: number): Shades => {
  const light = new Float32Array(width * height);
  const [sx, sy] = [from.width / width, from.height / height];
  const at = (x: number, y: number) =>
    from.light[Math.min(from.height - 1, Math.max(0, y)) * from.width + Math.min(from.width - 1, Math.max(0, x))] ?? 0;
  const steps = (scale: number) => Math.max(1, Math.round(scale));
  const [nx, ny] = [steps(sx), steps(sy)];
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      let sum = 0;
      for (let j = 0; j < ny; j++)
        for (let i = 0; i < nx; i++) {
          const [u, v] = [(x + (i + 0.5) / nx) * sx - 0.5, (y + (j + 0.5) / ny) * sy - 0.5];
          const [k, l] = [Math.floor(u), Math.floor(v)];
          const [s, t] = [u - k, v - l];
          sum +=
            (at(k, l) * (1 - s) + at(k + 1, l) * s) * (1 - t) + (at(k, l + 1) * (1 - s) + at(k + 1, l + 1) * s) * t;
        }
      light[y * width + x] = sum / (nx * ny);
    }
  return { width, height, light };
};

/** `share` of width and height goes, divided by chance between the sides. */
export const cropped = (from: Shades, share: number, draw: Chance): Shades => {
  const [width, height] = [Math.round(from.width * (1 - share)), Math.round(from.height * (1 - share))];
  const [left, top] = [draw.between(0, from.width - width), draw.between(0, from.height - height)];
  const light = new Float32Array(width * height);
  for (let y = 0; y < height; y++)
    light.set(from.light.subarray((top + y) * from.width + left, (top + y) * from.width + left + width), y * width);
  return { width, height, light };
};

export const brightened = (from: Shades, times: number, more: number): Shades => ({
  ...from,
  light: from.light.map((light) => Math.min(255, Math.max(0, light * times + more))),
});
