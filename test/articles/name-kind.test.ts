// The kind of a page is named by its types, its program's marks, its address and the shape of its text.
import { expect, test } from "vitest";
import { extractPage } from "../../src/articles/extract-page.ts";

const PROSE = [1, 2, 3, 4]
  .map(
    (n) =>
      `<p>The harbour master said on day ${n} that the ferry would run again as soon as the wind from the north had dropped.</p>`,
  )
  .join("");
const kindOf = (body: string, head = "", url = "https://paper.example/harbour/1") =>
  extractPage(`<!doctype html><html><head><title>Harbour</title>${head}</head><body>${body}</body></html>`, url).kind;
const teaser = (n: number) =>
  `<article><h2><a href="/s/${n}">Ferry number ${n} is late again</a></h2><p>It left the harbour after noon, with wind from the north and few people on board.</p></article>`;
const line = (n: number) =>
  `<li><a href="/s/${n}">Ferry number ${n} is late again this week</a> It left the harbour after noon.</li>`;

test.each([
  ["a section of teasers", `<main><h1>Harbour</h1>${[1, 2, 3, 4, 5, 6].map(teaser).join("")}</main>`, ""],
  ["lines that begin with links", `<main><h1>Harbour</h1><ul>${[1, 2, 3, 4, 5, 6, 7, 8].map(line).join("")}</ul></main>`, ""],
  ["microdata", `<main itemscope itemtype="https://schema.org/CollectionPage">${PROSE}</main>`, ""],
  ["an item list", PROSE, '<script type="application/ld+json">{"@type":"ItemList"}</script>'],
])("a list by %s", (_, body, head) => {
  expect(kindOf(body, head)).toBe("list");
});

test.each([
  ["a forum's program", PROSE, '<meta name="generator" content="Discourse 3.4.0">', undefined],
  ["a forum's address", PROSE, "", "https://forum.example/viewtopic.php?t=12"],
  ["microdata", `<div itemscope itemtype="http://schema.org/QAPage">${PROSE}</div>`, "", undefined],
])("a thread by %s", (_, body, head, url) => {
  expect(kindOf(body, head, url)).toBe("thread");
});

test.each([
  ["its type, in any order", PROSE, '<meta content="product" property="og:type">'],
  ["a button", `${PROSE}<form><button name="add-to-cart">Into the basket</button></form>`, ""],
  ["microdata", `<div itemscope itemtype="https://schema.org/Product">${PROSE}</div>`, ""],
])("a product by %s", (_, body, head) => {
  expect(kindOf(body, head)).toBe("product");
});

test("the site's front page is a list", () => {
  expect(kindOf(PROSE, "", "https://paper.example/")).toBe("list");
});

const RELATED = `<aside><h2>More</h2>${[1, 2, 3, 4, 5].map(teaser).join("")}</aside>`;
test.each([
  ["with related teasers below", `<article><h1>Harbour</h1>${PROSE}</article>${RELATED}`, ""],
  [
    "with comments of readers",
    PROSE,
    '<script type="application/ld+json">[{"@type":"NewsArticle"},{"@type":"DiscussionForumPosting"}]</script>',
  ],
  ["about a product", PROSE, '<script type="application/ld+json">[{"@type":"ReviewNewsArticle"},{"@type":"Product"}]</script>'],
  ["on a site with a shop", `${PROSE}<button class="add-to-cart">Buy</button>`, '<meta property="og:type" content="article">'],
  [
    "with a list of related ones",
    PROSE,
    '<meta property="og:type" content="article"><script type="application/ld+json">{"@type":"ItemList"}</script>',
  ],
])("an article %s stays an article", (_, body, head) => {
  expect(kindOf(body, head)).toBe("article");
});
