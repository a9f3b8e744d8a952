// Each piece left out of a page's text is listed with its likely kind; kept text is not listed.
import { expect, test } from "vitest";
import { inspectPage } from "../../src/articles/inspect-page.ts";

const SENTENCE = "The ferry company closed both piers on Monday, and the mayor said that nobody knew when they would open again.";
const html = `<!doctype html><html><head><title>Piers closed | The Paper</title><style>p { color: red }</style></head><body>
<nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>
<div class="cookie-banner"><p>We use cookies on this site.</p></div>
<article><h1>Piers closed</h1><p class="byline">By Ann Other</p>
<figure><img src="a.jpg"><figcaption>A pier, seen from the sea. Photo: AFP</figcaption></figure>
${`<p>${SENTENCE}</p>`.repeat(4)}
<div class="related-stories"><h3><a href="/b">Ten piers to see before summer</a></h3></div>
<p>The last sentence of the article stands alone here, and is as long as any other sentence of it, so that it is kept.</p></article>
<aside><p>Sign up for our morning mail</p></aside>
<script>document.write("never shown")</script>
<footer><p>All rights reserved</p></footer></body></html>`;

const inspect = (page: string) =>
  inspectPage(new TextEncoder().encode(page), { url: "https://paper.example/a/b", contentType: "text/html" });
const whyOf = (page: string) => {
  const { cuts } = inspect(page);
  return Object.fromEntries(cuts.flatMap(({ why, pieces }) => pieces.map((piece) => [piece, why])));
};

test("each piece that was left out is listed with its likely kind", () => {
  expect(whyOf(html)).toMatchObject({
    "Home Sport": "a menu",
    "We use cookies on this site.": "a consent dialog",
    "Piers closed": "the title",
    "By Ann Other": "who wrote it, and when",
    "A pier, seen from the sea. Photo: AFP": "a picture's caption",
    "Ten piers to see before summer": "other stories",
    "Sign up for our morning mail": "next to the article",
    "All rights reserved": "the page's foot",
  });
});

test("kept and invisible text is not listed", () => {
  const { cuts, text, encoding } = inspect(html);
  const left = cuts.flatMap(({ pieces }) => pieces).join(" ");
  expect(text).toContain(SENTENCE);
  expect(left).not.toMatch(/ferry|The last sentence|never shown|color/);
  expect(encoding).toBe("utf-8");
});

test("a page without an article lists everything", () => {
  const { reason, cuts } = inspect("<html><head><title>T</title></head><body><nav><a href='/'>Home</a></nav></body></html>");
  expect(reason).toBe("no-text");
  expect(cuts).toEqual([{ why: "a menu", pieces: ["Home"] }]);
});
