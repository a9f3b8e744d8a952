// Goal: storing what a feed holds gives others their turn, however much that is. Method: the longest feeds that are read, polled twice into an
// embedded store, which works in this very process, with the main loop watched. What the limit keeps away took two and three seconds.
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { pollFeeds } from "../../../src/pipeline/poll-feeds/poll-feeds.ts";
import { serve } from "../../http/serve.ts";
import { feedConfig } from "../../store/seed.ts";
import { processorStall } from "../../support/processor-stall.ts";
import { openStages } from "../open-stages.ts";
import type { TestStages } from "../open-stages.ts";

const STALL_MS_MAX = 1_000;

let stages: TestStages;
beforeAll(async () => {
  stages = await openStages("pglite");
});
beforeEach(() => stages.wipe());
afterAll(() => stages.close());

const items = (count: number, item: (n: number) => string): string =>
  Array.from({ length: count }, (_, n) => `<item><guid>${n}</guid>${item(n)}</item>`).join("");

test.each([
  ["five thousand entries that say nothing", 5_000, () => "<title>x</title>"],
  [
    "eighty whole books",
    80,
    (n: number) => `<title>${n}</title><description>${"&lt;p>words &lt;b>and".repeat(8_000)}</description>`,
  ],
])(
  "%s are stored, and known again, without holding up others",
  async (_, count, item) => {
    const document = `<rss version="2.0"><channel>${items(count, item)}</channel></rss>`;
    const { port } = await serve((_request, response) => void response.end(document));
    await stages.configure({ feeds: [feedConfig(`http://127.0.0.1:${port}/`, { backlog: { kind: "all" } })] });
    const { id } = await stages.database.one<{ id: number }>("select id from feeds");
    for (const outcome of ["new-entries", "nothing-new"]) {
      await stages.database.run("update feeds set next_due_at = $1", [stages.deps.now()]);
      const { result, stallMs } = await processorStall(() => pollFeeds(stages.deps).run({ feed: id }));
      expect(result.outcome).toBe(outcome);
      expect(stallMs).toBeLessThan(STALL_MS_MAX);
    }
    expect(await stages.database.one("select count(*)::int from entries")).toEqual({ count });
  },
  120_000,
);
