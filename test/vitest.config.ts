// How the tests run: what they need is brought by test/services.ts, and nothing is skipped when it is missing.
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: process.env.WIREWATCH_UNIT === "1" ? [] : ["test/services.ts"],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    pool: "forks",
    maxWorkers: 3,
  },
});
