// Hostile pages and documents that are not pages give text or a label, never a crash, and never an address that is not http(s).
import { expect, test } from "vitest";
import { extractPage } from "../../src/articles/extract-page.ts";

const URL_READ = "https://paper.example/a/b";
const SENTENCE = "The ferry company closed both piers on Monday, and the mayor said that nobody knew when they would open again.";
const ARTICLE = `<article><h1>Piers closed</h1>${`<p>${SENTENCE}</p>`.repeat(5)}</article>`;
const read = (head: string, body = ARTICLE, url = URL_READ) =>
  extractPage(`<!doctype html><html><head><title>Piers closed</title>${head}</head><body>${body}</body></html>`, url);

const turned = (text: string) => `\u202e${text}\u202c \u2066${text}`;

test("titles, names and texts have no direction overrides", () => {
  const page = extractPage(
    `<html><head><title>${turned("Piers closed")}</title><meta name="author" content="${turned("Ann Other")}"></head><body>${ARTICLE.replaceAll("ferry", turned("ferry"))}</body></html>`,
    URL_READ,
  );
  expect(page.reason).toBeNull();
  expect(JSON.stringify(page)).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
  expect(page.text).toContain("The ferry ferry company closed both piers");
});

test.each(["javascript:alert(1)//", "data:text/html,x", "file:///etc/", "https://user:secret@paper.example/", "ht!tp://[", "//"])(
  "a base of %s makes no other address of the page's own",
  (base) => {
    for (const link of [
      '<link rel="canonical" href="/x">',
      '<link rel="canonical" href="javascript:alert(1)">',
      '<meta property="og:url" content="data:,x">',
    ]) {
      const { canonicalUrl, text } = read(`<base href="${base}">${link}`);
      expect(canonicalUrl).toMatch(/^https:\/\/paper\.example\//);
      expect(text).toContain(SENTENCE);
    }
  },
);

test("an invalid address gives a page without an address", () => {
  for (const url of ["javascript:alert(1)", "not an address", ""]) {
    const page = read("", ARTICLE, url);
    expect([page.canonicalUrl, page.site]).toEqual([null, null]);
    expect(page.text).toContain(SENTENCE);
  }
});

test("a text of millions of letters in one line is read, or refused with a message", () => {
  const million = "word ".repeat(200_000);
  expect(read("", `<p>${million}</p>`).text).toHaveLength(million.length - 1);
  expect(read("", `<p>${million.repeat(10)}</p>`)).toMatchObject({ text: "", reason: "too-large" });
});
