// A page that gives only the beginning of its article says so, and what a page is is named.
import { expect, test } from "vitest";
import { extractPage } from "../../src/articles/extract-page.ts";

const URL_READ = "https://paper.example/quarry";
const TEXT =
  "<p>The quarry at Hob Lane floods whenever it rains, and pumping it dry takes the crew of the pit a whole week.</p><p>Nobody was hurt, said the owner, who has asked the county for newer pumps since the spring of last year.</p>";
const read = (head: string, after: string, text = TEXT) =>
  extractPage(`<title>Quarry floods</title>${head}<article><h1>Quarry floods</h1>${text}${after}</article>`, URL_READ);
const OFFER = '<div class="paywall"><p>Lue koko juttu</p><a href="/tilaa">Tilaa 9 euroa kuussa</a></div>';

test.each([
  [
    "a publisher who asks for money",
    '<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":"False"}</script>',
    "",
    "subscribers",
  ],
  ["an offer right after few lines, in any language", "", OFFER, "subscribers"],
  ["a next page of the same address", '<link rel="next" href="/quarry?page=2">', "<p>Page 1 of 4</p>", "page 1 of 4"],
  ["a next page in the path", "", '<a rel="next" href="/quarry/2">Next</a>', "page 1 was"],
  ["a list of pages in other digits", "", '<b>١</b> <a href="/quarry?pg=2">٢</a> <a href="/quarry?pg=3">٣</a>', "page 1 of 3"],
  ["a next page with a number after its name", "", '<a href="quarry_2.html">下一页</a>', "page 1 was"],
  [
    "a list of pages with numbers after their names",
    "",
    '<a href="/quarry-2.html">2</a> <a href="/quarry-3.html">3</a>',
    "page 1",
  ],
])("%s leaves an article incomplete", (_, head, after, said) => {
  expect(read(head, after)).toMatchObject({ reason: null, complete: false, detail: expect.stringContaining(said) as string });
});

test.each([
  ["the next article", '<link rel="next" href="/harbour-2">', ""],
  [
    "the next article of a similar name",
    "",
    '<a href="/quarry-2">Next: the quarry in winter</a> <a href="/quarry-3">2 comments</a>',
  ],
  [
    "an offer below an article that is free",
    '<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":true}</script>',
    OFFER,
  ],
  ["a letter to subscribe to", "", '<p><a href="/subscribe-to-letter">Our letter</a></p>'],
])("%s does not", (_, head, after) => {
  expect(read(head, after)).toMatchObject({ reason: null, complete: true, detail: null });
});

test("a next page that only the Link header names leaves an article incomplete", () => {
  const html = `<title>Quarry floods</title><article><h1>Quarry floods</h1>${TEXT}</article>`;
  const { next, complete } = extractPage(html, URL_READ, { next: "?page=2" });
  expect([next?.url, complete]).toEqual([`${URL_READ}?page=2`, false]);
  expect(extractPage(html, URL_READ, { next: "/harbour" }).complete).toBe(true);
});

test.each([
  ["LiveBlogPosting", "live"],
  ["DiscussionForumPosting", "thread"],
  ["Product", "product"],
  ["CollectionPage", "list"],
  ["NewsArticle", "article"],
])("a page of the type %s is a %s", (type, kind) => {
  expect(read(`<script type="application/ld+json">{"@type":"${type}"}</script>`, "").kind).toBe(kind);
});
