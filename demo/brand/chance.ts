/** Chance that can be repeated: everything drawn from a seed comes out the same again. */

export interface Chance {
  /** 0 to 1. */
  next(): number;
  /** True with this probability. */
  yes(probability: number): boolean;
  /** A whole number, both ends included. */
  between(from: number, to: number): number;
  pick<T>(from: readonly T[]): T;
  /** One of these by weight. */
  weighted<T>(from: readonly (readonly [T, number])[]): T;
  /** Around 0 with deviation 1. */
  normal(): number;
  /** Waiting time with this mean. */
  exponential(mean: number): number;
  /** Lower-case hexadecimal digits. */
  hex(length: number): string;
}

/** FNV-1a: a text as 32 bits. */
export const hash = (text: string): number => {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return value >>> 0;
};

/** A stream of chance of its own for each seed. The generator is sfc32. */
export const chance = (seed: string): Chance => {
  let a = hash(seed);
  let b = hash(`${seed}/b`);
  let c = hash(`${seed}/c`);
  let d = 1;
  const next = () => {
    const t = (a + b + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + t;
    c |= 0;
    return (t >>> 0) / 4_294_967_296;
  };
  for (let i = 0; i < 12; i++) next();
  const between = (from: number, to: number) => from + Math.floor(next() * (to - from + 1));
  return {
    next,
    between,
    yes: (probability) => next() < probability,
    pick: (from) => {
      const picked = from[between(0, from.length - 1)];
      if (picked === undefined) throw new Error("There is nothing to pick from.");
      return picked;
    },
    weighted: (from) => {
      let left = next() * from.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [value, weight] of from) {
        left -= weight;
        if (left < 0) return value;
      }
      const last = from.at(-1);
      if (!last) throw new Error("There is nothing to pick from.");
      return last[0];
    },
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    exponential: (mean) => -mean * Math.log(1 - next()),
    hex: (length) => Array.from({ length }, () => between(0, 15).toString(16)).join(""),
  };
};
