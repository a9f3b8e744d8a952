// Hundreds of damaged pages give text or a label; `npm run bench -- mutate` reads twenty thousand.
import { expect, test } from "vitest";
import { readPage } from "../../src/articles/read-page.ts";
import { brokenRule, mutatePage } from "./mutate-page.ts";
import { openDice } from "../support/open-dice.ts";

const SENTENCE = "The ferry company closed both piers on Monday, and the mayor said that nobody knew when they would open again.";
const PAGE = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Piers closed | The Paper</title>
<link rel="canonical" href="https://paper.example/a/b"><meta property="article:published_time" content="2026-03-02T10:00:00Z">
<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle","headline":"Piers closed","author":{"name":"Ann Other"}}</script>
<style>p { margin: 0 }</style></head><body><nav><ul>${'<li><a href="/s">Section</a></li>'.repeat(12)}</ul></nav>
<main><article><h1>Piers closed</h1><p class="byline">By <a href="/ann">Ann Other</a>, 2 March 2026</p>
<figure><img src="a.jpg" alt=""><figcaption>A pier (Photo: AFP)</figcaption></figure>
${`<p>${SENTENCE} <em>“Nobody”</em> &amp; <b>nothing</b>.</p>\n`.repeat(12)}<table><tr><td>Piers</td><td>2</td></tr></table>
<p>Источник: ТАСС. ရန်ကုန်မြို့။ 他们说。</p></article><aside><h2>More</h2><a href="/x">Other news of the day</a></aside></main>
<footer>© The Paper</footer><script>window.__STATE__ = {"a":[1,2,3]};</script></body></html>`;

test.each([1, 2, 3, 4])("a hundred mutated pages of seed %i", (seed) => {
  const random = openDice(seed);
  for (let n = 0; n < 100; n++) {
    const { bytes, contentType } = mutatePage(PAGE, random);
    const read = readPage(bytes, { url: "https://paper.example/a/b", contentType });
    expect([n, brokenRule(read)]).toEqual([n, null]);
  }
});
