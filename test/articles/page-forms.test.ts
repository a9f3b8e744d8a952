// Pages that are no plain column of paragraphs: live blogs and lists are read whole.
import { expect, test } from "vitest";
import { extractPage } from "../../src/articles/extract-page.ts";

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
