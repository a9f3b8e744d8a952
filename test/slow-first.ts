// The order of the test files: the slowest first, so that none of them is still running when all others have ended.
import { relative } from "node:path";
import { BaseSequencer } from "vitest/node";
import type { TestSpecification } from "vitest/node";

/** Those that run for more than ten seconds on a quiet machine with two cores, the slowest first. */
const SLOW = [
  "test/faults/chaos.test.ts",
  "test/web/pages-in-browser.test.ts",
  "test/demo.test.ts",
  "test/faults/bad-feeds.test.ts",
  "test/cli/stories.test.ts",
  "test/faults/second-wirewatch.test.ts",
  "test/cli/backup.test.ts",
  "test/faults/rollbacks.test.ts",
  "test/store/open-pglite.test.ts",
  "test/web/chromium.test.ts",
  "test/simulation/simulation.test.ts",
  "test/compose.test.ts",
  "test/faults/full-disk.test.ts",
  "test/faults/smtp-faults.test.ts",
];

export class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const rank = (file: TestSpecification): number => {
      if (file.project.name === "unit") return SLOW.length + 1;
      const index = SLOW.indexOf(relative(this.ctx.config.root, file.moduleId));
      return index < 0 ? SLOW.length : index;
    };
    return sorted.toSorted((one, other) => rank(one) - rank(other));
  }
}
