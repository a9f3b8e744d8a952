// The order of the test files: the slowest first, so that none of them is still running when all others have ended.
import { relative } from "node:path";
import { BaseSequencer } from "vitest/node";
import type { TestSpecification } from "vitest/node";

/** Those that run for more than some seconds on a quiet machine with two cores, the slowest first. */
const SLOW = [
  "test/faults/chaos.test.ts",
  "test/faults/rollbacks.test.ts",
  "test/web/pages-in-browser.test.ts",
  "test/simulation/simulation.test.ts",
  "test/faults/second-wirewatch.test.ts",
  "test/faults/bad-feeds.test.ts",
  "test/cli/backup.test.ts",
  "test/faults/full-disk.test.ts",
  "test/compose.test.ts",
  "test/pipeline/fetch-articles/read-counted.test.ts",
  "test/web/browser/keyboard.test.ts",
  "test/demo.test.ts",
  "test/web/chromium.test.ts",
  "test/pipeline.test.ts",
  "test/pipeline/send-digests/many-stories.test.ts",
  "test/cli/completion.test.ts",
  "test/cli/discover-ways.test.ts",
  "test/store/migrate.test.ts",
  "test/cli/stories.test.ts",
  "test/pipeline/run-stage.test.ts",
  "test/pipeline/group-stories/weigh-stories.test.ts",
  "test/cli/run.test.ts",
  "test/chores/vacuum.test.ts",
  "test/cli/doctor.test.ts",
  "test/traces/tracing.test.ts",
  "test/faults/silent-peers.test.ts",
  "test/pipeline/group-stories/group-workers.test.ts",
  "test/desk/desk.test.ts",
  "test/sources/mail.test.ts",
  // Without services.
  "test/stories/recurring-reports.test.ts",
  "test/http/render.test.ts",
  "test/digests/render-issue.test.ts",
  "test/watchlists/hostile-input.test.ts",
  "test/threads/pool.test.ts",
  "test/watchlists/properties.test.ts",
  "test/articles/hostile-pages.test.ts",
  "test/stories/shared-blocks.test.ts",
  "test/stories/group-articles.test.ts",
  "test/articles/held-text.test.ts",
  "test/http/render-elsewhere.test.ts",
  "test/feeds/hostile-feeds.test.ts",
  "test/config/unified-diff.test.ts",
  "test/digests/parse-back.test.ts",
];

export class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const rank = (file: TestSpecification): number => {
      const index = SLOW.indexOf(relative(this.ctx.config.root, file.moduleId));
      // A process keeps to one project: all of one come before those of the other.
      return (index < 0 ? SLOW.length : index) + (file.project.name === "unit" ? SLOW.length + 1 : 0);
    };
    return sorted.toSorted((one, other) => rank(one) - rank(other));
  }
}
