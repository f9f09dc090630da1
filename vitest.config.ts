import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: [
      "src/**/*.test.ts",
      "test/**/*.test.ts",
      "demo/**/*.test.ts",
      "dev/**/*.test.ts",
      "lint/**/*.test.ts",
      "bench/**/*.test.ts",
    ],
    globalSetup: "./test/setup.ts",
    env: { TZ: "UTC", LOG_LEVEL: "silent" },
    testTimeout: 30_000,
    hookTimeout: 60_000,
    reporters: ["default"],
    maxWorkers: 2,
  },
});
