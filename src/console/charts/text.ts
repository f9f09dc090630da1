/** About how wide a word of a plot is, in pixels of its 11 px type: a Japanese letter fills its square, a Latin one half. */
export const textWidth = (text: string): number =>
  Array.from(text).reduce((sum, letter) => sum + (/[\u0020-\u024F]/u.test(letter) ? 6.4 : 11.2), 0);
