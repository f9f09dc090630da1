import { adminApi } from "#kernel/admin-api";
import { client } from "./client.ts";

/** The typed client of every module, one line each. */
export const api = {
  admin: client(adminApi),
};
