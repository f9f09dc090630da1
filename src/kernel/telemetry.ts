import { collectDefaultMetrics, Histogram, Registry } from "prom-client";

/** One registry per process; modules add their own gauges and counters to it. */
export const registry = new Registry();
collectDefaultMetrics({ register: registry, prefix: "engawa_" });

export const requestSeconds = new Histogram({
  name: "engawa_http_request_seconds",
  help: "Time from request to response",
  labelNames: ["method", "status"],
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
  registers: [registry],
});
