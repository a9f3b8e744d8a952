// A digest's Atom feed, read back as any reader would: its brief is an entry above the stories, and no word of it becomes markup.
import { expect, test } from "vitest";
import { renderAtom } from "../../src/digests/render-atom.ts";
import { parseFeed } from "../../src/feeds/read/parse-feed.ts";
import { sampleIssue, story } from "./sample-issue.ts";
import type { Issue } from "../../src/digests/digest.ts";

const SELF = "https://wire.example.org/digests/morning.atom";
const read = async (...issues: Issue[]) =>
  (await parseFeed(Buffer.from(renderAtom("morning", issues, SELF)), { url: SELF, contentType: "application/atom+xml" })).entries;
const brief: NonNullable<Issue["brief"]> = {
  sentences: [
    {
      text: "The ferry carried 312 people <b>on</b> Monday & none paid.",
      story: "story-1",
      outlet: "Example <News>",
      url: "https://news.example.org/ferry?a=1&b=2",
      language: "en",
    },
    { text: "မြစ်ရေ ၁၂ ပေ တက်သည်။", story: "story-3", outlet: "The Specimen", url: null, language: "my" },
  ],
  chosenBy: null,
};

test("a brief is the first entry of its issue, each sentence word for word with its outlet and link", async () => {
  const [first, ...stories] = await read(sampleIssue({ brief }));
  expect(first).toMatchObject({ title: "In brief", author: "Wirewatch" });
  const html = first?.content ?? "";
  expect(html).toContain("The ferry carried 312 people &lt;b&gt;on&lt;/b&gt; Monday &amp; none paid.");
  expect(html).toContain('<a href="https://news.example.org/ferry?a=1&amp;b=2">Example &lt;News&gt;</a>');
  expect(html).toContain('lang="my"');
  expect(html).toContain("မြစ်ရေ ၁၂ ပေ တက်သည်။");
  expect(html).toContain("word for word, chosen by rules");
  expect(stories.map(({ title }) => title)).toContain("Ferry fares to fall next month");
});

test("a story has a category for each watchlist that it matched", () => {
  const shown = story({ alsoOn: ["Ports & piers"] });
  const feed = renderAtom(
    "morning",
    [sampleIssue({ sections: [{ watchlist: "river", name: "Rivers", stories: [shown] }] })],
    SELF,
  );
  expect(feed.match(/<category term="[^"]*"/g)).toEqual(['<category term="river"', '<category term="Ports &#38; piers"']);
});

test("an entry is valid without a link, and in a language that is none", () => {
  const shown = [story({ url: null, language: 'x" y="' }), story({ id: "b", url: "mailto:desk@example.org", language: "my" })];
  const feed = renderAtom("morning", [sampleIssue({ sections: [{ watchlist: "river", name: "Rivers", stories: shown }] })], SELF);
  expect(feed.match(/<content type="text">/g)).toHaveLength(2);
  expect(feed).not.toMatch(/<summary|rel="alternate"/);
  expect(feed.match(/<entry[^>]*>/g)).toEqual(["<entry>", '<entry xml:lang="my">']);
});

test("an issue without a brief has its stories alone, and two issues have entries with ids of their own", async () => {
  expect((await read(sampleIssue())).map(({ title }) => title)).not.toContain("In brief");
  const entries = await read(sampleIssue({ id: "issue-8", brief }), sampleIssue({ brief }));
  expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length);
});
