/**
 * Refits the weights on what people found: logistic regression whose ridge pulls towards the weights that people set, so that
 * few outcomes change little. Newton's method; a weight that would point the wrong way is held at 0.
 */
import { DIRECTION, FEATURES, type Feature, type Features } from "./features.ts";
import type { ClaimPolicy } from "./policy.ts";

export interface Labelled {
  readonly features: Features;
  readonly abuse: boolean;
}

/** Below this nothing is refitted: the weights would follow chance. */
export const LEAST_OUTCOMES = 200;

/** Solves A·x = b for a symmetric positive definite A (Cholesky). */
export const solve = (a: readonly (readonly number[])[], b: readonly number[]): number[] => {
  const n = b.length;
  const l: number[][] = a.map(() => Array.from({ length: n }, () => 0));
  const at = (m: readonly (readonly number[])[], i: number, j: number): number => m[i]?.[j] ?? 0;
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) {
      let sum = at(a, i, j);
      for (let k = 0; k < j; k++) sum -= at(l, i, k) * at(l, j, k);
      const row = l[i] as number[];
      row[j] = i === j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / at(l, j, j);
    }
  const y: number[] = [];
  for (let i = 0; i < n; i++) {
    let sum = b[i] ?? 0;
    for (let k = 0; k < i; k++) sum -= at(l, i, k) * (y[k] ?? 0);
    y[i] = sum / at(l, i, i);
  }
  const x = Array.from({ length: n }, () => 0);
  for (let i = n - 1; i >= 0; i--) {
    let sum = y[i] ?? 0;
    for (let k = i + 1; k < n; k++) sum -= at(l, k, i) * (x[k] ?? 0);
    x[i] = sum / at(l, i, i);
  }
  return x;
};

const sigma = (z: number): number => 1 / (1 + Math.exp(-z));
const dot = (x: readonly number[], w: readonly number[]): number => x.reduce((sum, v, i) => sum + v * (w[i] ?? 0), 0);

/**
 * argmin of −log likelihood + ½ Σ ridge·(w − prior)². The first column is the intercept when its ridge is 0.
 */
export const ridgeLogistic = (
  rows: readonly { readonly x: readonly number[]; readonly y: 0 | 1 }[],
  prior: readonly number[],
  ridge: readonly number[],
): number[] => {
  const n = prior.length;
  let w = [...prior];
  const loss = (v: readonly number[]) =>
    rows.reduce((sum, { x, y }) => {
      const z = dot(x, v);
      return sum + Math.log1p(Math.exp(-Math.abs(z))) + Math.max(z, 0) - y * z;
    }, 0) + v.reduce((sum, value, i) => sum + 0.5 * (ridge[i] ?? 0) * (value - (prior[i] ?? 0)) ** 2, 0);
  for (let round = 0; round < 100; round++) {
    const gradient = w.map((value, i) => (ridge[i] ?? 0) * (value - (prior[i] ?? 0)));
    const hessian = w.map((_, i) => w.map((__, j) => (i === j ? (ridge[i] ?? 0) + 1e-9 : 0)));
    for (const { x, y } of rows) {
      const p = sigma(dot(x, w));
      for (let i = 0; i < n; i++) {
        const xi = x[i] ?? 0;
        if (xi === 0) continue;
        gradient[i] = (gradient[i] ?? 0) + (p - y) * xi;
        const row = hessian[i] as number[];
        for (let j = 0; j < n; j++) row[j] = (row[j] ?? 0) + p * (1 - p) * xi * (x[j] ?? 0);
      }
    }
    const move = solve(hessian, gradient);
    const before = loss(w);
    let share = 1;
    let next = w.map((value, i) => value - (move[i] ?? 0));
    while (loss(next) > before + 1e-12 && share > 1e-6) {
      share /= 2;
      const s = share;
      next = w.map((value, i) => value - s * (move[i] ?? 0));
    }
    w = next;
    if (Math.max(...move.map((m) => Math.abs(m * share))) < 1e-10) break;
  }
  return w;
};

export type Refit =
  | { readonly ok: true; readonly bias: number; readonly weights: ClaimPolicy["weights"]; readonly outcomes: number }
  | { readonly ok: false; readonly why: "too_few" | "one_sided"; readonly outcomes: number };

/** Proposes weights. A person looks at the effect and saves them as a new version, or does not. */
export const refit = (
  labelled: readonly Labelled[],
  policy: Pick<ClaimPolicy, "bias" | "weights">,
  ridge = 4,
): Refit => {
  const outcomes = labelled.length;
  if (outcomes < LEAST_OUTCOMES) return { ok: false, why: "too_few", outcomes };
  const abuse = labelled.filter((one) => one.abuse).length;
  if (abuse < 20 || outcomes - abuse < 20) return { ok: false, why: "one_sided", outcomes };
  const held = new Set<Feature>();
  for (;;) {
    const free = FEATURES.filter((feature) => !held.has(feature));
    const rows = labelled.map(({ features, abuse: y }) => ({
      x: [1, ...free.map((feature) => features[feature])],
      y: y ? (1 as const) : (0 as const),
    }));
    const prior = [policy.bias, ...free.map((feature) => policy.weights[feature])];
    const found = ridgeLogistic(rows, prior, [0.01, ...free.map(() => ridge)]);
    const wrong = free.filter((feature, i) => (found[i + 1] ?? 0) * DIRECTION[feature] < 0);
    if (wrong.length > 0) {
      wrong.forEach((feature) => held.add(feature));
      continue;
    }
    const fitted = new Map(free.map((feature, i) => [feature, found[i + 1] ?? 0]));
    const rounded = (feature: Feature) =>
      Math.round(DIRECTION[feature] * Math.min(10, Math.abs(fitted.get(feature) ?? 0)) * 100) / 100 + 0;
    return {
      ok: true,
      bias: Math.round(Math.max(-10, Math.min(10, found[0] ?? policy.bias)) * 100) / 100,
      weights: Object.fromEntries(FEATURES.map((feature) => [feature, rounded(feature)])) as ClaimPolicy["weights"],
      outcomes,
    };
  }
};
