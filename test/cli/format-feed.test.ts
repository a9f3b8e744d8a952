import { expect, test } from "vitest";
import { formatFeed } from "../../src/cli/format/format-feed.ts";
import { parseFeed } from "../../src/feeds/read/parse-feed.ts";

const show = async (document: string) => formatFeed("feed.xml", await parseFeed(Buffer.from(document), {}));

test("a feed is shown with its metadata, and each entry with its date, author, address and first words", async () => {
  const words = "Divers search the river below the weir. ".repeat(10);
  const shown = await show(
    `<rss><channel><title>The Weir</title><link>https://x.example.org/</link><item><title>Ferry sinks</title><link>https://x.example.org/1</link>
     <author>Ann Smith</author><pubDate>Tue, 03 Mar 2026 08:15:30 +0630</pubDate><description>${words}</description></item></channel></rss>`,
  );
  expect(shown).toMatch(/^feed\.xml\nFeed: +The Weir\nSite: +https:\/\/x\.example\.org\/\nLanguage: not said\nEntries: +1\n\n/);
  expect(shown).toMatch(
    /^2026-03-03 01:45 {2}Ferry sinks\n {18}by Ann Smith\n {18}https:\/\/x\.example\.org\/1\n {18}Divers search/m,
  );
  expect(shown).toMatch(/ …\n$/);
});

test("missing and damaged parts are reported before the entries", async () => {
  const shown = await show(
    `<rss><channel><item><title>One</title></item><item><link>https://x.example.org/2</link></item><item><ti`,
  );
  expect(shown).toContain("Entries:  2, 1 without a title, 1 without an address, 2 without a date");
  expect(shown).toContain("Damaged:  entries may be missing");
  expect(shown).toMatch(/^no date +One$/m);
  expect(shown).toMatch(/^no date +\(no title\)$/m);
});
