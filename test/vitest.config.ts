// How the tests run: what they need is brought by test/services.ts, and nothing is skipped when it is missing.
import { readFileSync } from "node:fs";
import { defineConfig } from "vitest/config";

export default defineConfig({
  // As the build does it.
  plugins: [
    {
      name: "yaml-as-text",
      enforce: "pre",
      load: (id) => (id.endsWith(".yaml") ? `export default ${JSON.stringify(readFileSync(id, "utf8"))}` : null),
    },
  ],
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: process.env.WIREWATCH_UNIT === "1" ? [] : ["test/services.ts"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    pool: "forks",
    // Optimising the embedded database's code takes longer than most tests need it for.
    execArgv: ["--liftoff-only"],
    maxWorkers: 3,
  },
});
