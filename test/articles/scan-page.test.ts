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

test("where boxes are flattened, paragraphs stay paragraphs and words stay words", () => {
  const boxes = "<div>".repeat(120);
  const { text } = extractPage(
    `<html><body>${boxes}<p>${SENTENCE}</p><p>${SENTENCE}</p><div>${SENTENCE}</div><div>${SENTENCE}</div></body></html>`,
    "https://a.example/",
  );
  expect(text.split("\n\n").slice(0, 2)).toEqual([SENTENCE, SENTENCE]);
  expect(text).not.toContain("surprise.The");
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
