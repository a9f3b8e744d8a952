// What is cut from a page before a document is built of it, and what is refused.
import { expect, test } from "vitest";
import { extractPage } from "../../src/articles/extract-page.ts";
import { scanPage } from "../../src/articles/scan-page.ts";

const SENTENCE =
  "The council met again on Tuesday evening, and after a long debate it put the matter off until the spring, to nobody's surprise.";
const fit = (html: string) => {
  const page = scanPage(html);
  if (page.kind !== "fit") throw new Error(page.detail);
  return page;
};

test("what is never read is cut, what is read is not touched", () => {
  const page =
    '<html><!-- no --><script>var a = "<p>";</script><style>p{}</style><p class=a>One <b>two</b> &amp; three</p><svg><path/></svg></html>';
  expect(fit(page).html).toBe("<html><p class=a>One <b>two</b> &amp; three</p></html>");
});

test("JSON-LD is kept", () => {
  const page = '<script type="application/ld+json">{"a":1}</script><p>x</p>';
  expect(fit(page).html).toBe(page);
});

test("a page that is fit stays as it is when it is scanned again", () => {
  const once = fit(`${"<div>".repeat(300)}<p>x<i>y</p>${"</div>".repeat(280)}<p>z`).html;
  expect(fit(once).html).toBe(once);
});

test("elements nested deeper than a page nests are flattened, and their text is read", () => {
  const page = `<html><body>${"<div>".repeat(150)}<p>${SENTENCE}</p><p>${SENTENCE}</p><p>${SENTENCE}</p><p>${SENTENCE}</p>${"</div>".repeat(150)}</body></html>`;
  expect(fit(page).html.match(/<div>/g)).toHaveLength(98);
  expect(extractPage(page, "https://a.example/")).toMatchObject({ reason: null });
});

test("the attributes of an element with hundreds of them are dropped", () => {
  const attributes = Array.from({ length: 20_000 }, (_, i) => `a${i}=1`).join(" ");
  expect(fit(`<p ${attributes}>x</p>`).html).toBe("<p>x</p>");
});

test("letters written as references are decoded, HTML's own marks are not", () => {
  expect(fit("<p>&#x41;&eacute;&nbsp;&lt;b&gt; &amp;amp; &#60; &quot;</p>").html).toBe(
    "<p>Aé &lt;b&gt; &amp;amp; &#60; &quot;</p>",
  );
});

test("formatting elements that are left open keep the page from the parser that follows the standard", () => {
  expect(fit("<p><b>x</p>".repeat(40)).strictlyParsable).toBe(false);
  expect(fit("<p><b>x</b></p>".repeat(40)).strictlyParsable).toBe(true);
});

test("a page that is too large or nested absurdly deep is refused in words", () => {
  expect(scanPage("x".repeat(5 * 1024 * 1024 + 1))).toMatchObject({
    kind: "refused",
    reason: "too-large",
    detail: expect.stringContaining("5,242,881") as string,
  });
  expect(scanPage("<div>".repeat(100_000))).toMatchObject({ kind: "refused", reason: "too-complex" });
});

test.each([
  ["500 nested divs", "<div>".repeat(500)],
  ["2,000 nested divs around text", `${"<div>".repeat(2_000)}${SENTENCE}`],
  ["200 unclosed b and i", `${"<b>".repeat(200)}${"<i>".repeat(200)}${"x</b>".repeat(200)}`],
  ["formatting that every paragraph would reopen", "<p><b a=1>x</p><p><i b=2>y</p>".repeat(5_000)],
  ["20,000 links", '<a href="/x">A link to somewhere else</a> '.repeat(20_000)],
  ["20,000 links in a list", `<ul>${'<li><a href="/x">A link to somewhere else</a></li>'.repeat(20_000)}</ul>`],
  ["20,000 paragraphs", `<p>${SENTENCE}</p>`.repeat(20_000)],
  ["20,000 line breaks", `${SENTENCE}<br><br>`.repeat(20_000)],
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
  ["marks in the text", `<p>${"a < b & c ".repeat(300_000)}`],
  ["a class of a million words", `<p class="${"a-b ".repeat(1_000_000)}">${SENTENCE}`],
  ["closing tags of nothing", `<p>${"</b>a".repeat(300_000)}`],
  ["blanks", `<p>${"&nbsp; ".repeat(500_000)}x</p>`],
  ["many headings that are the title", `<title>Same</title>${"<h1>Same</h1>".repeat(19_000)}<p>${SENTENCE}`],
  ["NUL bytes", `<p>\0${SENTENCE}\0</p>`.repeat(10)],
])("%s cost seconds at most, and give text or a label", (_, page) => {
  const start = performance.now();
  const read = extractPage(page, "https://a.example/");
  expect(read.text === "").toBe(read.reason !== null);
  expect(performance.now() - start).toBeLessThan(8_000);
});
