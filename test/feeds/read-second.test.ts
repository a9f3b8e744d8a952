import { expect, test } from "vitest";
import { readSecond } from "../../src/feeds/read/read-second.ts";
import { processorMs } from "../support/processor-time.ts";

const rss = (description: string) =>
  `<rss><channel><title>T</title><item><title>A &amp;amp; B</title><link>https://x.example.org/1</link><guid>1</guid>
  <pubDate>Tue, 03 Mar 2026 08:15:30 ET</pubDate><description>${description}</description></item></channel></rss>`;

test("the second reader gives the same kind of entries as the first", async () => {
  expect(await readSecond(rss("&lt;p&gt;Words&lt;/p&gt;"), null)).toMatchObject({
    feed: { title: "T" },
    entries: [
      { id: "1", url: "https://x.example.org/1", title: "A & B", publishedAt: "2026-03-03T13:15:30.000Z", summary: "Words" },
    ],
    incomplete: true,
  });
});

test("it never gets a document that would block it", async () => {
  const usedMs = await processorMs(async () => {
    expect(await readSecond(rss("&lt;a ".repeat(80_000)), null)).toBeNull();
    expect(await readSecond(rss("&#60;a ".repeat(80_000)), null)).toBeNull();
    expect(await readSecond(rss(`<![CDATA[${"<a ".repeat(80_000)}]]>`), null)).toBeNull();
    expect(await readSecond(rss(" x&lt;p&gt;\n".repeat(40_000)), null)).toBeNull();
  });
  expect(usedMs).toBeLessThan(1_000);
});

test("a document that it refuses is not a feed, and no fault", async () => {
  expect(await readSecond("<rss><channel><item><title>cut", null)).toBeNull();
});
