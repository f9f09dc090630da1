/** English says one and many apart: 1 order, 2 orders. */
export const count = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;
