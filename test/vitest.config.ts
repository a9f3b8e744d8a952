// How the tests run: in four processes that load the code once, some with services, and nothing is skipped.
import { defineConfig } from "vitest/config";
import { COMPILED_FILES, compileSource } from "./compiled-source.ts";
import { SlowFirst } from "./slow-first.ts";
import { FLAGS } from "./support/flags.ts";

/** Folders whose tests need no services. */
const UNIT = [
  "articles",
  "bench",
  "channels",
  "config",
  "digests",
  "feedback",
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
  plugins: [await compileSource()],
  test: {
    projects: [
      {
        extends: true,
        test: { name: "unit", include: UNIT, globalSetup: ["test/support/scratch-folder.ts"] },
      },
      {
        extends: true,
        test: {
          name: "services",
          include: ["test/**/*.test.ts"],
          exclude: UNIT,
          globalSetup: ["test/services.ts"],
        },
      },
    ],
    // Loading the code anew for each file takes a fifth of the time; test/no-leaks.ts checks that a file leaves nothing to the next.
    isolate: false,
    server: { deps: { external: [COMPILED_FILES] } },
    setupFiles: ["test/no-leaks.ts"],
    // Files of one process must not find the variables of another.
    unstubEnvs: true,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    pool: "forks",
    // A larger nursery is collected less often.
    execArgv: [...FLAGS, "--max-semi-space-size=32", "--min-semi-space-size=32"],
    sequence: { sequencer: SlowFirst },
    // Many tests wait for a process, a server or a timeout: meanwhile the others keep two processors busy.
    maxWorkers: 4,
  },
});
