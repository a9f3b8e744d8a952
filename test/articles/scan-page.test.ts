// What is removed from a page before a document is built, and what is refused.
import { expect, test } from "vitest";
import { extractPage } from "../../src/articles/extract-page.ts";
import { scanPage } from "../../src/articles/tree/scan-page.ts";

const SENTENCE =
  "The council met again on Tuesday evening, and after a long debate it put the matter off until the spring, to nobody's surprise.";
const fit = (html: string) => {
  const page = scanPage(html);
  if (page.kind !== "fit") throw new Error(page.detail);
  const { document, strictHtml } = page;
  return { body: document.body, html: strictHtml() };
};

test("parts that are never read are removed, and all others stay", () => {
  const page =
    '<html><!-- no --><script>var a = "<p>";</script><style>p{}</style><p class=a>One <b>two</b> &amp; three</p><svg><path/></svg></html>';
  expect(fit(page).html).toBe("<html><p class=a>One <b>two</b> &amp; three</p></html>");
});

test("JSON-LD is kept", () => {
  const page = '<script type="application/ld+json">{"a":1}</script><p>x</p>';
  expect(fit(page).html).toBe(page);
});

test("a scanned page does not change when it is scanned again", () => {
  const once = fit(`${"<div>".repeat(300)}<p>x<i>y</p>${"</div>".repeat(280)}<p>z`).html;
  expect(fit(once ?? "").html).toBe(once);
});

test("elements nested too deep are flattened, and their text is read", () => {
  const page = `<html><body>${"<div>".repeat(150)}<p>${SENTENCE}</p><p>${SENTENCE}</p><p>${SENTENCE}</p><p>${SENTENCE}</p>${"</div>".repeat(150)}</body></html>`;
  expect(fit(page).html?.match(/<div>/g)).toHaveLength(98);
  expect(fit(page).body.getElementsByTagName("div")).toHaveLength(98);
  expect(extractPage(page, "https://a.example/")).toMatchObject({ reason: null });
});

test("flattened boxes keep paragraphs and words apart", () => {
  const boxes = "<div>".repeat(120);
  const { text } = extractPage(
    `<html><body>${boxes}<p>${SENTENCE}</p><p>${SENTENCE}</p><div>${SENTENCE}</div><div>${SENTENCE}</div></body></html>`,
    "https://a.example/",
  );
  expect(text.split("\n\n").slice(0, 2)).toEqual([SENTENCE, SENTENCE]);
  expect(text).not.toContain("surprise.The");
});

test("an element with hundreds of attributes loses them", () => {
  const attributes = Array.from({ length: 20_000 }, (_, i) => `a${i}=1`).join(" ");
  const { html, body } = fit(`<p ${attributes}>x</p>`);
  expect(html).toBe("<p>x</p>");
  expect(body.getElementsByTagName("p")[0]?.attributes).toEqual([]);
});

test("references are decoded once, and a no-break space becomes a space", () => {
  expect(fit('<p title="&quot;&#60;">&#x41;&eacute;&nbsp;&lt;b&gt; &amp;amp; &#60; &quot;\u00a0.</p>').body.textContent).toBe(
    'Aé <b> &amp; < " .',
  );
});

test("a reference is decoded everywhere, attributes included, but not in code", () => {
  for (const before of [65_520, 65_525, 65_530]) {
    const { body } = fit(`<p>${"x".repeat(before)}</p><p class="a&amp;b">c&eacute;&amp;d &copy 2024</p><p>e</p>`);
    const second = body.getElementsByTagName("p")[1];
    expect([second?.className, second?.textContent]).toEqual(["a&b", "cé&d © 2024"]);
  }
  const script = '<p>a</p><script type="application/ld+json">{"a":"&amp;"}</script>';
  expect(fit(script).body.getElementsByTagName("script")[0]?.textContent).toBe('{"a":"&amp;"}');
});

test("a page with unclosed formatting elements is not given to the standard parser", () => {
  expect(fit("<p><b>x</p>".repeat(40)).html).toBeNull();
  expect(fit("<p><b>x</b></p>".repeat(40)).html).not.toBeNull();
});

test("a page that is too large or nested too deep is refused with a message", () => {
  expect(scanPage("x".repeat(5 * 1024 * 1024 + 1))).toMatchObject({
    kind: "refused",
    reason: "too-large",
    detail: expect.stringContaining("5,242,881") as string,
  });
  expect(scanPage("<div>".repeat(100_000))).toMatchObject({ kind: "refused", reason: "too-complex" });
});
