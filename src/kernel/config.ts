import { resolve } from "node:path";
import { z } from "zod";

const url = (schemes: readonly string[], sentence: string) =>
  z.string().refine((v) => URL.canParse(v) && schemes.includes(new URL(v).protocol), sentence);

const Environment = z.object({
  PORT: z.coerce
    .number("PORT must be a number.")
    .int()
    .min(0)
    .max(65535, "PORT must be between 0 and 65535.")
    .default(4321),
  ENGAWA_HOME: z.string().min(1, "ENGAWA_HOME must name a folder.").optional(),
  DATABASE_URL: url(
    ["postgres:", "postgresql:"],
    "DATABASE_URL must begin with postgres:// or postgresql://.",
  ).optional(),
  ENGAWA_ROLE: z.enum(["all", "api", "worker"], "ENGAWA_ROLE must be all, api or worker.").default("all"),
  ENGAWA_URL: url(["http:", "https:"], "ENGAWA_URL must be the http(s) address that customers reach.").optional(),
  ENGAWA_SECRET: z.string().min(16, "ENGAWA_SECRET must have at least 16 characters.").optional(),
  ENGAWA_WRITE_KEY: z.string().min(8, "ENGAWA_WRITE_KEY must have at least 8 characters.").optional(),
  ENGAWA_API_KEY: z.string().min(16, "ENGAWA_API_KEY must have at least 16 characters.").optional(),
  ENGAWA_ADMIN_EMAIL: z.email("ENGAWA_ADMIN_EMAIL must be an e-mail address.").optional(),
  ENGAWA_ADMIN_PASSWORD: z.string().min(10, "ENGAWA_ADMIN_PASSWORD must have at least 10 characters.").optional(),
  SMTP_URL: url(["smtp:", "smtps:"], "SMTP_URL must begin with smtp:// or smtps://.").optional(),
  LINE_CHANNEL_ACCESS_TOKEN: z.string().min(1).optional(),
  LINE_CHANNEL_SECRET: z.string().min(1).optional(),
  LINE_API_BASE: url(["http:", "https:"], "LINE_API_BASE must be an http(s) address.").optional(),
});

export interface Config {
  readonly port: number;
  readonly home: string;
  readonly databaseUrl: string | null;
  readonly role: "all" | "api" | "worker";
  /** The address that links in messages begin with, without a slash at the end. */
  readonly publicUrl: string;
  readonly secret: string | null;
  readonly writeKey: string | null;
  readonly apiKey: string | null;
  readonly adminEmail: string | null;
  readonly adminPassword: string | null;
  readonly smtpUrl: string | null;
  readonly line: {
    readonly accessToken: string;
    readonly channelSecret: string;
    readonly apiBase: string | null;
  } | null;
}

/** Every mistake at once, a sentence each. */
export class ConfigError extends Error {}

export const readConfig = (env: Readonly<Record<string, string | undefined>>): Config => {
  const given = Object.fromEntries(Object.entries(env).filter(([, v]) => v !== undefined && v !== ""));
  const read = Environment.safeParse(given);
  if (!read.success) throw new ConfigError(read.error.issues.map((issue) => issue.message).join("\n"));
  const e = read.data;
  if (Boolean(e.LINE_CHANNEL_ACCESS_TOKEN) !== Boolean(e.LINE_CHANNEL_SECRET))
    throw new ConfigError("LINE needs both LINE_CHANNEL_ACCESS_TOKEN and LINE_CHANNEL_SECRET.");
  return {
    port: e.PORT,
    home: resolve(e.ENGAWA_HOME ?? ".engawa"),
    databaseUrl: e.DATABASE_URL ?? null,
    role: e.ENGAWA_ROLE,
    publicUrl: (e.ENGAWA_URL ?? `http://localhost:${e.PORT}`).replace(/\/+$/, ""),
    secret: e.ENGAWA_SECRET ?? null,
    writeKey: e.ENGAWA_WRITE_KEY ?? null,
    apiKey: e.ENGAWA_API_KEY ?? null,
    adminEmail: e.ENGAWA_ADMIN_EMAIL ?? null,
    adminPassword: e.ENGAWA_ADMIN_PASSWORD ?? null,
    smtpUrl: e.SMTP_URL ?? null,
    line:
      e.LINE_CHANNEL_ACCESS_TOKEN && e.LINE_CHANNEL_SECRET
        ? {
            accessToken: e.LINE_CHANNEL_ACCESS_TOKEN,
            channelSecret: e.LINE_CHANNEL_SECRET,
            apiBase: e.LINE_API_BASE ?? null,
          }
        : null,
  };
};
