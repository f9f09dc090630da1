/** Japanese, English. */
export type Pair = readonly [string, string];
