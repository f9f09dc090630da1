/** Long work as a row of pieces: whoever runs it may answer others between two of them. */
export type Pieces<T> = Generator<void, T, void>;

/** All at once. */
export const atOnce = <T>(pieces: Pieces<T>): T => {
  let next = pieces.next();
  while (!next.done) next = pieces.next();
  return next.value;
};

/** Rows worked through between two pauses: a few milliseconds, up to some tens where each row asks much. */
export const ROWS_A_PIECE = 20_000;
