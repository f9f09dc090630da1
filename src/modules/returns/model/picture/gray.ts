/** A picture in shades of grey, made small: all that is needed to tell whether two show the same. */

export interface Gray {
  /** Cells in a row, and rows of them. */
  readonly wide: number;
  readonly high: number;
  /** How light each is, 0 to 255. */
  readonly cells: Float32Array;
  /** Where the picture begins and how far it reaches, in cells: its edge may cut the first and the last. */
  readonly left: number;
  readonly top: number;
  readonly across: number;
  readonly down: number;
}

/** Shares of width and height that are left out: left, top, right, bottom. */
export type Cut = readonly [number, number, number, number];

export const cut = (gray: Gray, [left, top, right, bottom]: Cut): Gray => ({
  ...gray,
  left: gray.left + gray.across * left,
  top: gray.top + gray.down * top,
  across: gray.across * (1 - left - right),
  down: gray.down * (1 - top - bottom),
});

/** What each of `count` equal parts takes from the cells: the first cell, and a share of it and of those after. */
const shares = (start: number, reach: number, count: number): { first: number; weights: number[] }[] =>
  Array.from({ length: count }, (_, i) => {
    const [from, to] = [start + (i * reach) / count, start + ((i + 1) * reach) / count];
    const first = Math.floor(from);
    const weights: number[] = [];
    for (let cell = first; cell < to; cell++)
      weights.push((Math.min(to, cell + 1) - Math.max(from, cell)) / (to - from));
    return { first, weights };
  });

/** The means of `columns` × `rows` equal areas. */
export const areas = (gray: Gray, columns: number, rows: number): Float32Array => {
  const across = shares(gray.left, gray.across, columns);
  const means = new Float32Array(columns * rows);
  shares(gray.top, gray.down, rows).forEach((row, y) => {
    across.forEach((column, x) => {
      let sum = 0;
      row.weights.forEach((down, j) => {
        const start = (row.first + j) * gray.wide + column.first;
        column.weights.forEach((share, i) => {
          sum += down * share * (gray.cells[start + i] ?? 0);
        });
      });
      means[y * columns + x] = sum;
    });
  });
  return means;
};

/** As it is to be shown. EXIF counts: 2 mirrored, 3 half a turn, 4 upside down, 5 to 8 with rows and columns exchanged. */
export const upright = (gray: Gray, orientation: number): Gray => {
  if (orientation < 2 || orientation > 8) return gray;
  const turned = orientation > 4;
  const [wide, high] = turned ? [gray.high, gray.wide] : [gray.wide, gray.high];
  const mirrored = [2, 3, 6, 7].includes(orientation);
  const flipped = [3, 4, 7, 8].includes(orientation);
  const cells = new Float32Array(gray.cells.length);
  for (let y = 0; y < high; y++)
    for (let x = 0; x < wide; x++) {
      const [u, v] = [mirrored ? wide - 1 - x : x, flipped ? high - 1 - y : y];
      cells[y * wide + x] = gray.cells[turned ? u * gray.wide + v : v * gray.wide + u] ?? 0;
    }
  const [left, top, across, down] = turned
    ? [gray.top, gray.left, gray.down, gray.across]
    : [gray.left, gray.top, gray.across, gray.down];
  return {
    wide,
    high,
    cells,
    left: mirrored ? wide - left - across : left,
    top: flipped ? high - top - down : top,
    across,
    down,
  };
};
