/** The typed client of every module, one line each. */
export const api = {};
