/** Rates of small numbers, told without shouting. */

/** (count + m·base) / (of + m): a few orders say little, many speak for themselves. */
export const shrunkRate = (count: number, of: number, base: number, m = 5): number => (count + m * base) / (of + m);

/** P(X ≥ k) of a Poisson number with mean λ, summed upwards so that small tails keep their digits. */
export const poissonTail = (k: number, mean: number): number => {
  if (k <= 0) return 1;
  if (mean <= 0) return 0;
  let log = -mean;
  for (let i = 1; i <= k; i++) log += Math.log(mean / i);
  let term = Math.exp(log);
  let sum = 0;
  for (let i = k; term > sum * 1e-16 && i < k + 10_000; i++) {
    sum += term;
    term *= mean / (i + 1);
  }
  return Math.min(1, sum);
};

/** How unusual k is where `mean` is expected: 0 at or below it, 1 at one in ten thousand or rarer. */
export const surprise = (k: number, mean: number): number => {
  if (k <= mean) return 0;
  const tail = poissonTail(k, mean);
  return tail <= 0 ? 1 : clip(-Math.log10(tail) / 4);
};

export const clip = (value: number, low = 0, high = 1): number =>
  Number.isNaN(value) ? low : Math.min(high, Math.max(low, value));

/** Wilson's 95 % interval of k out of n. */
export const wilson = (k: number, n: number): { low: number; high: number } => {
  if (n <= 0) return { low: 0, high: 1 };
  const z = 1.959964;
  const p = k / n;
  const middle = (p + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const half = (z / (1 + (z * z) / n)) * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
  return { low: k <= 0 ? 0 : clip(middle - half), high: k >= n ? 1 : clip(middle + half) };
};
