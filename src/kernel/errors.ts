/** One error for everything a caller can do something about; turned into RFC 9457 problem+json in one place (mount.ts). */
export const STATUS = {
  invalid: 400,
  unauthorized: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_large: 413,
  precondition: 412,
  limit: 429,
  unavailable: 503,
} as const;
export type Code = keyof typeof STATUS;

export interface Fault {
  /** Where in the input, as a path: `nodes.3.template`. */
  readonly at: string;
  readonly message: string;
}

export class Problem extends Error {
  readonly code: Code;
  readonly faults: readonly Fault[];
  readonly retryAfter: number | undefined;

  /** `message` is one sentence that says what happened and what to do. `retryAfter` is in seconds. */
  constructor(code: Code, message: string, more: { faults?: readonly Fault[]; retryAfter?: number } = {}) {
    super(message);
    this.name = "Problem";
    this.code = code;
    this.faults = more.faults ?? [];
    this.retryAfter = more.retryAfter;
  }
}

export const notFound = (what: string): Problem => new Problem("not_found", `There is no such ${what}.`);

/** RFC 9457 body. */
export const problemJson = (problem: Problem) => ({
  type: `https://engawa.dev/problems/${problem.code.replaceAll("_", "-")}`,
  title: problem.code.replaceAll("_", " "),
  status: STATUS[problem.code],
  detail: problem.message,
  ...(problem.faults.length > 0 && { errors: problem.faults }),
});
