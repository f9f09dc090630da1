/** The bits of a JPEG's scan, and its codes. */

/** Length and symbol of whatever code begins 16 bits: `length << 8 | symbol`; 0 where no code does. */
export type Codes = Uint16Array;

/** Null where the lengths promise more codes than there are. */
export const codesOf = (counts: Uint8Array, symbols: Uint8Array): Codes | null => {
  const codes = new Uint16Array(65_536);
  let at = 0;
  let used = 0;
  for (let length = 1; length <= 16; length++)
    for (let i = counts[length - 1] ?? 0; i > 0; i--) {
      const span = 1 << (16 - length);
      if (at + span > codes.length) return null;
      codes.fill((length << 8) | (symbols[used++] ?? 0), at, at + span);
      at += span;
    }
  return codes;
};

export interface Bits {
  /** The next symbol, or -1 where no code begins here. */
  readonly symbol: (codes: Codes) => number;
  readonly bit: () => number;
  /** A signed number of so many bits, as JPEG writes differences. */
  readonly signed: (size: number) => number;
  readonly pass: (size: number) => void;
  /** Goes on behind the next restart marker; false where there is none. */
  readonly restart: () => boolean;
  /** More was asked for than there is. */
  readonly isShort: () => boolean;
  /** Where the bytes that were not read begin, at most four bytes late. */
  readonly at: () => number;
}

export const bitsOf = (bytes: Uint8Array, from: number): Bits => {
  let at = from;
  let buffer = 0;
  let have = 0;
  /** Bytes that were made up behind a marker or the end. */
  let lent = 0;
  const fill = (): void => {
    while (have <= 24) {
      let byte = 0;
      if (at >= bytes.length) lent++;
      else if (bytes[at] !== 0xff) byte = bytes[at++] ?? 0;
      else if (bytes[at + 1] === 0) {
        byte = 0xff;
        at += 2;
      } else lent++;
      buffer = (buffer << 8) | byte;
      have += 8;
    }
  };
  const isShort = (): boolean => lent * 8 > have;
  const peek = (size: number): number => (buffer << (32 - have)) >>> (32 - size);
  return {
    symbol: (codes) => {
      fill();
      const found = codes[peek(16)] ?? 0;
      have -= found >> 8;
      return found === 0 ? -1 : found & 255;
    },
    bit: () => {
      fill();
      have -= 1;
      return (buffer >>> have) & 1;
    },
    signed: (size) => {
      if (size === 0) return 0;
      fill();
      const value = peek(size);
      have -= size;
      return value < 1 << (size - 1) ? value - (1 << size) + 1 : value;
    },
    pass: (size) => {
      fill();
      have -= size;
    },
    restart: () => {
      // What is left of the last byte is padding.
      if (isShort() || have - lent * 8 >= 8) return false;
      [buffer, have, lent] = [0, 0, 0];
      while (bytes[at] === 0xff && bytes[at + 1] === 0xff) at++;
      const next = bytes[at + 1] ?? 0;
      if (bytes[at] !== 0xff || next < 0xd0 || next > 0xd7) return false;
      at += 2;
      return true;
    },
    isShort,
    at: () => at,
  };
};
