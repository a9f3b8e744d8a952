// A feed cannot make Wirewatch post to a private host by naming it as its hub, not even a feed on that host.
import { afterAll, beforeAll, expect, test } from "vitest";
import { askHubs } from "../../../src/pipeline/poll-feeds/websub/follow-hub.ts";
import { pollFeeds } from "../../../src/pipeline/poll-feeds/poll-feeds.ts";
import { serve } from "../../http/serve.ts";
import { feedConfig } from "../../store/seed.ts";
import { openStages } from "../open-stages.ts";
import type { TestStages } from "../open-stages.ts";

let stages: TestStages;
beforeAll(async () => {
  stages = await openStages("pglite");
});
afterAll(() => stages.close());

test("a hub on a private host is not asked, and the feed's state says why", async () => {
  const hub = await serve((_, response) => void response.end());
  const link = `<atom:link rel="hub" href="http://127.0.0.1:${hub.port}/delete-everything"/>`;
  const feed = await serve(
    (_, response) => void response.end(`<rss version="2.0"><channel>${link}<item><guid>1</guid></item></channel></rss>`),
  );
  await stages.configure({
    web: { host: "127.0.0.1", port: 0, url: "https://wirewatch.example/", access: { kind: "loopback" } },
    feeds: [feedConfig(`http://127.0.0.1:${feed.port}/feed`)],
  });
  await pollFeeds(stages.deps).run({ feed: 1 });
  await askHubs(stages.deps)();
  expect(hub.connections()).toBe(0);
  expect((await stages.desk.feedStates())[0]?.hub).toContain("only a source that is itself on a private host may lead there");
});
