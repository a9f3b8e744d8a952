// Several processes read feeds.yaml at different moments.
import { afterAll, beforeAll, expect, test } from "vitest";
import { pollFeeds } from "../../../src/pipeline/poll-feeds/poll-feeds.ts";
import { addFeed, feedConfig, minutesLater, NOW } from "../../store/seed.ts";
import { serve } from "../../http/serve.ts";
import { openStages, type TestStages } from "../open-stages.ts";

let stages: TestStages;
beforeAll(async () => {
  stages = await openStages("pglite");
});
afterAll(() => stages.close());

test("a feed configured by another process waits until its backlog is known here, and is not polled before", async () => {
  let asked = 0;
  const { port } = await serve((_, response) => {
    asked += 1;
    const item = `<item><guid>1</guid><title>One</title><link>https://outlet.example/1</link><pubDate>${NOW.toUTCString()}</pubDate></item>`;
    response.end(`<rss version="2.0"><channel><title>The Feed</title>${item}</channel></rss>`);
  });
  const url = `http://127.0.0.1:${port}/feed`;
  const feed = await addFeed(stages.database, { url });
  const { run, postpone } = pollFeeds(stages.deps);
  const until = minutesLater(1 / 6);
  await expect(run({ feed })).rejects.toMatchObject({ name: "RetryLaterError", until });
  await postpone({ feed }, until, "not yet");
  expect(asked).toBe(0);
  stages.clock.at = until;
  await stages.configure({ feeds: [feedConfig(url)] });
  expect(await run({ feed })).toMatchObject({ outcome: "new-entries" });
  expect(await stages.database.many("select url from articles")).toEqual([{ url: "https://outlet.example/1" }]);
});
