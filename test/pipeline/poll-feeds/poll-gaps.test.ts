// Since when entries may have been missed: since the last credible answer.
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { pollFeeds } from "../../../src/pipeline/poll-feeds/poll-feeds.ts";
import { serve } from "../../http/serve.ts";
import { feedConfig, minutesLater, NOW } from "../../store/seed.ts";
import { openStages } from "../open-stages.ts";
import type { FeedRow } from "../../../src/store/feeds.ts";
import type { TestStages } from "../open-stages.ts";

let stages: TestStages;
beforeAll(async () => {
  stages = await openStages("pglite");
});
beforeEach(() => stages.wipe());
afterAll(() => stages.close());

const item = (name: string, hoursOld: number): string =>
  `<item><guid>${name}</guid><title>${name}</title><pubDate>${minutesLater(-hoursOld * 60).toUTCString()}</pubDate></item>`;
const rss = (...items: string[]): string => `<rss version="2.0"><channel>${items.join("")}</channel></rss>`;

/** A feed that says "not modified" to every request with its etag. */
async function feed() {
  const shown = { document: "", etag: "" };
  const { port } = await serve((request, response) => {
    const known = request.headers["if-none-match"] === shown.etag;
    response.writeHead(known ? 304 : 200, { etag: shown.etag }).end(known ? undefined : shown.document);
  });
  await stages.configure({ feeds: [feedConfig(`http://127.0.0.1:${port}/feed`)] });
  const row = () => stages.database.one<FeedRow>("select * from feeds");
  const { id } = await row();
  const poll = async (at: Date) => {
    stages.clock.at = at;
    await stages.database.run("update feeds set next_due_at = $1", [at]);
    return (await pollFeeds(stages.deps).run({ feed: id })).outcome;
  };
  const gaps = () => stages.database.many("select since, until from gaps");
  return { shown, poll, row, gaps };
}

test("a feed that shows no known entry has a gap since its last poll, and is polled faster", async () => {
  const { shown, poll, row, gaps } = await feed();
  Object.assign(shown, { document: rss(item("a", 4), item("b", 8), item("c", 12), item("d", 16)), etag: '"1"' });
  await poll(NOW);
  expect(await poll(minutesLater(120))).toBe("not-modified");
  Object.assign(shown, { document: rss(item("e", -3.9), item("f", -3.8), item("g", -3.7), item("h", -3.6)), etag: '"2"' });
  await poll(minutesLater(240));
  expect(await gaps()).toEqual([{ since: minutesLater(120), until: minutesLater(240) }]);
  expect(await row()).toMatchObject({ hurry: 1, next_due_at: minutesLater(250) });
});

test("if its entries show that its server said 304 despite news, the gap begins with its last whole document", async () => {
  const { shown, poll, gaps } = await feed();
  Object.assign(shown, { document: rss(item("a", 4), item("b", 8), item("c", 12), item("d", 16)), etag: '"1"' });
  await poll(NOW);
  shown.document = rss(item("f", -2), item("e", -1));
  for (const hours of [3, 6, 9]) expect(await poll(minutesLater(hours * 60))).toBe("not-modified");
  Object.assign(shown, { document: rss(item("j", -9.5), item("i", -8), item("h", -7), item("g", -5)), etag: '"2"' });
  await poll(minutesLater(12 * 60));
  expect(await gaps()).toEqual([{ since: NOW, until: minutesLater(12 * 60) }]);
});
