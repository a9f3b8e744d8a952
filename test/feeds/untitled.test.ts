// Goal: an entry without a headline has words from which to make one, in each kind of feed. Method: posts as microblogs and channels give them.
import { expect, test } from "vitest";
import { decideEntries, identify } from "../../src/feeds/poll/decide-entries.ts";
import { parseFeed } from "../../src/feeds/read/parse-feed.ts";
import { firstWords } from "../../src/text/first-words.ts";
import { atOnce } from "../support/at-once.ts";

const past = {
  firstPoll: false,
  changedIds: false,
  hadEntries: true,
  wasIncomplete: false,
  horizon: new Date(0),
  newestDate: null,
};
const rss = (item: string) =>
  `<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Gull</title><item>${item}</item></channel></rss>`;

test.each([
  ["RSS without a title", rss("<guid>1</guid><description>A bridge opens. More later.</description>")],
  ["RSS with an empty title", rss("<guid>1</guid><title> </title><description>A bridge opens. More later.</description>")],
  [
    "a post of Mastodon",
    rss(
      "<guid>https://m.example/@gull/1</guid><link>https://m.example/@gull/1</link><description>&lt;p&gt;A bridge opens. More later.&lt;/p&gt;</description>",
    ),
  ],
  [
    "a post with its text as content alone",
    rss("<guid>1</guid><content:encoded><![CDATA[<p><img src='a.png'>A bridge opens. More later.</p>]]></content:encoded>"),
  ],
  [
    "Atom without a title",
    `<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>1</id><title/><content type="html">&lt;p&gt;A bridge opens. More later.</content></entry></feed>`,
  ],
  [
    "a microblog in JSON",
    JSON.stringify({
      version: "https://jsonfeed.org/version/1.1",
      items: [{ id: "1", content_html: "<p>A bridge opens. More later.</p>" }],
    }),
  ],
  [
    "plain text in JSON",
    JSON.stringify({
      version: "https://jsonfeed.org/version/1",
      items: [{ id: "1", content_text: "A bridge opens. More later." }],
    }),
  ],
])("%s", async (_, document) => {
  const { entries } = await parseFeed(new TextEncoder().encode(document), {
    url: "https://gull.example/feed",
    contentType: null,
  });
  const identities = atOnce(identify(entries)).result;
  const now = new Date("2026-11-23T08:00:00Z");
  const { fresh } = atOnce(
    decideEntries(entries, { feed: 1, identities, known: [], past, backlog: { kind: "all" }, now }),
  ).result;
  expect(fresh.map(({ title, text }) => title ?? firstWords(text))).toEqual(["A bridge opens."]);
});
