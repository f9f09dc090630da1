import pino from "pino";

/** Personal data never appears in logs: these fields are cut wherever they stand, and events are logged by position only. */
const PERSONAL = [
  "email",
  "phone",
  "name",
  "address",
  "traits",
  "properties",
  "to",
  "body",
  "text",
  "userId",
  "anonymousId",
];

export const logger = (level: string = process.env["LOG_LEVEL"] ?? "info") =>
  pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: PERSONAL.flatMap((field) => [field, `*.${field}`]), censor: "[personal]" },
  });
