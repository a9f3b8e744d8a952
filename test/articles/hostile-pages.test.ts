// Small pages that cost careless extractors minutes: each gives its text or a label with little work.
import { expect, test } from "vitest";
import { extractPage } from "../../src/articles/extract-page.ts";
import { processorMs } from "../support/processor-time.ts";

const SENTENCE =
  "The council met again on Tuesday evening, and after a long debate it put the matter off until the spring, to nobody's surprise.";

test.each([
  ["500 nested divs", "<div>".repeat(500)],
  ["2,000 nested divs around text", `${"<div>".repeat(2_000)}${SENTENCE}`],
  ["200 unclosed b and i", `${"<b>".repeat(200)}${"<i>".repeat(200)}${"x</b>".repeat(200)}`],
  ["formatting that every paragraph would reopen", "<p><b a=1>x</p><p><i b=2>y</p>".repeat(5_000)],
  ["20,000 links", '<a href="/x">A link to somewhere else</a> '.repeat(20_000)],
  ["20,000 links in a list", `<ul>${'<li><a href="/x">A link to somewhere else</a></li>'.repeat(20_000)}</ul>`],
  ["20,000 paragraphs", `<p>${SENTENCE}</p>`.repeat(20_000)],
  ["20,000 line breaks, two by two,", `${SENTENCE}<br><br>`.repeat(10_000)],
  ["nested tables", "<table><tr><td>".repeat(2_000)],
  ["open angle brackets", "<".repeat(1_000_000)],
  ["one long line", `<p>${"word ".repeat(500_000)}</p>`],
  ["lists in lists", "<ul><li>x".repeat(3_000)],
  ["scripts that never end", "<script>x".repeat(200_000)],
  ["a string that never ends", `<script>"${'\\"'.repeat(1_000_000)}</script><p>x`],
  ["JSON-LD that is blank", `<script type="application/ld+json">${" ".repeat(2_000_000)}x</script>`],
  ["JSON-LD nested deep", `<script type="application/ld+json">${'{"@graph":['.repeat(100_000)}</script>`],
  ["a title of separators", `<title>${"a - ".repeat(500_000)}</title><p>${SENTENCE}`],
  ["an author of commas", `<meta name="author" content="a${" ,".repeat(500_000)}b"><p>${SENTENCE}`],
  ["brackets and dashes", `<p>${"(AFP - ".repeat(300_000)}</p>`],
  ["letters written as references", `<p>${"&#1057;".repeat(500_000)}</p>`],
  ["marks in the text", `<p>${"a < b & c ".repeat(100_000)}`],
  ["a class of a million words", `<p class="${"a-b ".repeat(1_000_000)}">${SENTENCE}`],
  ["closing tags of nothing", `<p>${"</b>a".repeat(300_000)}`],
  ["blanks", `<p>${"&nbsp; ".repeat(500_000)}x</p>`],
  ["many headings that are the title", `<title>Same</title>${"<h1>Same</h1>".repeat(9_000)}<p>${SENTENCE}`],
  ["NUL bytes", `<p>\0${SENTENCE}\0</p>`.repeat(10)],
])("%s cost seconds of the processor at most, and give text or a label", async (_, page) => {
  const usedMs = await processorMs(() => {
    const read = extractPage(page, "https://a.example/");
    expect(read.text === "").toBe(read.reason !== null);
  });
  expect(usedMs).toBeLessThan(8_000);
});
