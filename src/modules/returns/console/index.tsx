import type { Page } from "#ui";
import { claimPages } from "./claims/index.tsx";
import { operationsPages } from "./operations/index.tsx";
import { returnQueuePages } from "./returns/index.tsx";

/** What comes back, and what went wrong. */
export const returnPages: readonly Page[] = [...returnQueuePages, ...claimPages, ...operationsPages];
