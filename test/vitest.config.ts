// How the tests run: those of pure folders share processes, the others bring their services with them, and nothing is skipped.
import { readFileSync } from "node:fs";
import { defineConfig } from "vitest/config";
import { SlowFirst } from "./slow-first.ts";

/** Folders whose tests need no services and leave nothing open. */
const UNIT = [
  "articles",
  "bench",
  "channels",
  "config",
  "digests",
  "feeds",
  "http",
  "newsroom",
  "stories",
  "support",
  "text",
  "threads",
  "watchlists",
].map((folder) => `test/${folder}/**/*.test.ts`);
UNIT.push("test/architecture.test.ts");

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
    projects: [
      {
        extends: true,
        test: { name: "unit", include: UNIT, isolate: false, globalSetup: ["test/support/scratch-folder.ts"] },
      },
      {
        extends: true,
        test: {
          name: "services",
          include: ["test/**/*.test.ts"],
          exclude: UNIT,
          globalSetup: ["test/services.ts"],
          setupFiles: ["test/no-leaks.ts"],
        },
      },
    ],
    // Files of one process must not find the variables of another.
    unstubEnvs: true,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    pool: "forks",
    // Optimising the embedded database's code takes longer than most tests need it for.
    execArgv: ["--liftoff-only"],
    sequence: { sequencer: SlowFirst },
    maxWorkers: 3,
  },
});
