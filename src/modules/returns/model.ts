/** Shapes of returns that pages and other modules read; no I/O. The rules are in model/ and numbered in SPEC.md. */
export { REASONS, RETURN_REASONS, type ReturnReason } from "./model/reasons.ts";
export { CONDITIONS, LEGAL, METHODS, Policy, type PolicyDraft, RESOLUTIONS, Rule, Seller } from "./model/policy.ts";
