// Pages that are not a plain column of paragraphs: live blogs and lists are read whole, and so is script data.
import { expect, test } from "vitest";
import { extractPage } from "../../src/articles/extract-page.ts";
import { processorMs } from "../support/processor-time.ts";

const SENTENCE =
  "The council met again on Tuesday evening, and after a long debate it put the matter off until the spring, to nobody's surprise.";
const COUNT = 20;
const each = (part: (n: number) => string) => Array.from({ length: COUNT }, (_, i) => part(i + 1)).join("\n");
const post = (n: number) => `<p>Post-${n}. ${SENTENCE}</p>`;

test.each([
  [
    "a live blog of articles",
    `<main><h1>A title</h1>${each((n) => `<article><time datetime="2024-08-03T10:${n + 10}:00Z">10:${n + 10}</time><h2>Moment ${n}</h2>${post(n)}</article>`)}</main>`,
  ],
  [
    "a live blog of divisions below a long introduction",
    `<h1>A title</h1><div class="intro">${`<p>${SENTENCE} ${SENTENCE}</p>`.repeat(6)}</div><div class="live">${each((n) => `<div class="post"><div class="meta"><span>10.${n}</span></div><div>${post(n)}</div></div>`)}</div>`,
  ],
  [
    "a live blog of one short sentence each",
    `<div><h1>A title</h1>${each((n) => `<section class="entry"><h3>10:${n + 10}</h3><p>Post-${n}. The ferry has left.</p></section>`)}</div>`,
  ],
  [
    "a live blog whose posts are classed as comments",
    `<div><h1>A title</h1><p>${SENTENCE}</p>${each((n) => `<div class="comment-item">${post(n)}</div>`)}</div>`,
  ],
  ["a timeline", `<div><h1>A title</h1><ol>${each((n) => `<li><p>10:${n + 10}</p><div>${post(n)}</div></li>`)}</ol></div>`],
  [
    "a list of headings, pictures and paragraphs",
    `<div><h1>A title</h1><p>${SENTENCE}</p>${each((n) => `<h2>${n}. The inn by the sea</h2><figure><img src="a.jpg"></figure>${post(n)}`)}</div>`,
  ],
  [
    "a list of slides",
    `<div><h1>A title</h1><p>${SENTENCE}</p><div>${each((n) => `<div class="slide"><h3>The inn</h3><div class="text">${post(n)}</div></div>`)}</div></div>`,
  ],
])("%s is read whole", (_, body) => {
  const { text } = extractPage(
    `<!doctype html><html><head><title>A title</title></head><body>${body}</body></html>`,
    "https://a.example/x",
  );
  for (let n = 1; n <= COUNT; n++) expect(text).toContain(`Post-${n}.`);
});

const NUMBERS = Array.from({ length: COUNT }, (_, i) => i + 1);
const words = (n: number) => `Post-${n}. The board & the council have "a < b" for ${SENTENCE}`;
const json = (value: unknown) => JSON.stringify(value).replaceAll("<", "\\u003c");
const ofState = (script: string) =>
  extractPage(
    `<html><head><title>A title</title></head><body><div id="app">Loading</div>${script}</body></html>`,
    "https://a.example/x",
  );
const others = NUMBERS.map((n) => ({ title: `Elsewhere ${n}`, url: `/e/${n}`, text: `Elsewhere-${n}. ${SENTENCE} ${SENTENCE}` }));
const comments = NUMBERS.map((n) => ({ author: { name: "Reader" }, text: `Opinion-${n}. ${SENTENCE} ${SENTENCE}` }));
const around = (body: unknown) => ({ props: { page: { related: others, article: { headline: "A title", body }, comments } } });

test.each([
  ["a list of paragraphs", NUMBERS.map(words)],
  ["a list of typed parts", NUMBERS.map((n) => ({ type: "paragraph", content: words(n) }))],
  [
    "an editor's tree",
    {
      type: "doc",
      content: NUMBERS.map((n) => ({
        type: "p",
        content: [
          { type: "text", text: `Post-${n}. The board & the ` },
          { type: "link", url: "/x", children: [{ text: 'council have "a < b"' }] },
          { text: ` for ${SENTENCE}` },
        ],
      })),
    },
  ],
  ["one plain text", NUMBERS.map(words).join("\n\n")],
])("an article that is only in script data, as %s, is read", (_, body) => {
  const scripts = [
    `<script id="state" type="application/json">${json(around(body))}</script>`,
    `<script>window.__STATE__ = ${json(around(body))};</script>`,
  ];
  for (const script of scripts) {
    const page = ofState(script);
    expect(page).toMatchObject({ method: "script", reason: null });
    expect(page.text).toBe(NUMBERS.map(words).join("\n\n"));
  }
});

test("lists of other articles, comments and labels in script data are not articles", () => {
  const state = {
    related: others,
    comments,
    labels: [[NUMBERS.map((n) => `The label of button ${n}`), NUMBERS.map((n) => ({ text: `Label ${n}` }))]],
    code: "x".repeat(2_000),
  };
  expect(ofState(`<script type="application/json">${json(state)}</script>`)).toMatchObject({
    text: "Loading",
    method: "readability",
  });
});

const nestedLists = (items: unknown[]) => `<script type="application/json">${json([[[[[[items]]]]]])}</script>`;

test("deeply nested data and lists in lists take little work", async () => {
  const scripts = [
    `<script type="application/json">${"[".repeat(100_000)}${"]".repeat(100_000)}</script>`,
    nestedLists(Array.from({ length: 5_000 }, (_, i) => words(i))),
    nestedLists(Array.from({ length: 100_000 }, () => "a b")),
    `<script>${"a ".repeat(500_000)}=</script>`,
  ];
  const usedMs = await processorMs(() => {
    for (const script of scripts) {
      const page = ofState(script);
      expect(page.text === "").toBe(page.reason !== null);
    }
  });
  expect(usedMs).toBeLessThan(20_000);
});

test.each([
  ["a text in a font element", (text: string) => `<font size="2"><i>Nora Quill</i></font><br><br><font size="3">${text}</font>`],
  ["a text in a span", (text: string) => `<span class="x">Nora Quill</span><br><br><span>\n${text}</span>`],
  [
    "an italic byline without an element around it",
    (text: string) => `<i>Nora Quill</i><br>\n<br><font face="Times">${text}</font>`,
  ],
  ["a byline within the text's own element", (text: string) => `<font><b>Nora Quill</b><br><br>${text}</font>`],
])("of a page with line breaks, %s is parted from the byline above", (_, layout) => {
  const text = each((n) => `Post-${n}. ${SENTENCE}<br><br>`);
  const page = `<table><tr><td>${layout(text)}</td></tr></table>`;
  const read = extractPage(
    `<!doctype html><html><head><title>A title</title></head><body><h1>A title</h1>${page}</body></html>`,
    "https://a.example/1",
  );
  expect(read.text).toMatch(/(?:^|\n)Post-1\. The council/);
  expect(read.text).not.toMatch(/Quill[ \n]Post/);
});
