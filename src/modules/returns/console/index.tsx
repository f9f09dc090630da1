import type { Page } from "#ui";
import { claimPages } from "./claims/index.tsx";
import { operationsPages } from "./operations/index.tsx";

/** What comes back, and what went wrong. */
export const returnPages: readonly Page[] = [...claimPages, ...operationsPages];
