// What is read of a page, and which reason is given if there is nothing to read.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { extractPage } from "../../src/articles/extract-page.ts";

const URL_READ = "https://www.ledger.example/harbour/ferry-vote?utm_medium=rss";
const harbour = readFileSync(new URL("pages/harbour.html", import.meta.url), "utf8");
const SENTENCE =
  "The council met again on Tuesday evening, and after a long debate it put the matter off until the spring, to nobody's surprise.";
const paragraphs = (count: number) => Array.from({ length: count }, (_, i) => `<p>${i + 1}. ${SENTENCE}</p>`).join("\n");
const bodied = (body: string, head = "<title>A title</title>") =>
  `<!doctype html><html><head>${head}</head><body>${body}</body></html>`;
const reasonOf = (body: string, head?: string) => extractPage(bodied(body, head), URL_READ).reason;
const pointing = (href: string) =>
  bodied(`<article>${paragraphs(5)}</article>`, `<title>T</title><link rel="canonical" href="${href}">`);
const bylineOf = (author: string) =>
  extractPage(bodied(`<article>${paragraphs(5)}</article>`, `<title>T</title><meta name="author" content="${author}">`), URL_READ)
    .byline;
const textAround = (heading: string) =>
  extractPage(bodied(`<h1>A title</h1>${paragraphs(3)}${heading}${paragraphs(3)}`), URL_READ).text;
const listOf = (href: string, of: readonly string[]) =>
  bodied(
    `<h1>A title</h1>${paragraphs(1)}${of.map((item) => `<h3><a href="${href}">${item}</a></h3><p>${SENTENCE}</p>`).join("")}`,
  );
const creditsOf = (line: string) => extractPage(bodied(`<article>${paragraphs(4)}${line}</article>`), URL_READ).credits;

test("the text is the article's paragraphs, with blank lines between them and no words run together", () => {
  const { text, reason, method } = extractPage(harbour, URL_READ);
  expect(reason).toBeNull();
  expect(method).toBe("readability");
  const lines = text.split("\n\n");
  expect(lines[0]).toMatch(/^The council of Greyhaven voted .* reported\.$/);
  expect(lines.length).toBeGreaterThanOrEqual(5);
  expect(text).toContain("splitdown the middle");
});

test("switches, logos, date lines, captions, related headlines and newsletters are not in the text", () => {
  const { text } = extractPage(harbour, URL_READ);
  for (const line of [
    "Dark Mode",
    "Logo",
    "15 November",
    "leaves the old pier",
    "hold lanterns",
    "call for talks",
    "Lighthouse",
    "inbox",
    "votes to keep",
  ]) {
    expect(text).not.toContain(line);
  }
});

test("metadata come from JSON-LD and meta tags, dates are UTC, and the address has no tracking parameters", () => {
  expect(extractPage(harbour, URL_READ)).toMatchObject({
    title: "Harbour town votes to keep its last ferry",
    byline: "Ines Marlowe, Tomas Reed",
    publishedAt: "2024-08-03T03:45:00.000Z",
    language: "en-GB",
    site: "The Coast Ledger",
    canonicalUrl: "https://www.ledger.example/harbour/ferry-vote",
  });
});

test("a heading that only links to another page of the site is removed as a related headline", () => {
  const headline = "Two villages ask for a second ferry after the winter storms";
  expect(textAround(`<h3><a href="/villages">${headline}</a></h3>`)).not.toContain(headline);
  expect(textAround(`<a href="/villages"><h3>${headline}</h3></a>`)).not.toContain(headline);
  expect(textAround(`<h3><a href="#villages">${headline}</a></h3>`)).toContain(headline);
  expect(textAround(`<h3>${headline}</h3>`)).toContain(headline);
  expect(textAround(`<h3>Two villages <a href="/villages">ask</a> for a second ferry</h3>`)).toContain("second ferry");
});

test("the linked headings of a list page are its items, and stay", () => {
  const items = ["A small inn above the old harbour wall", "The lighthouse keeper's rooms by the sea"];
  for (const item of items) expect(extractPage(listOf("https://inns.example/one", items), URL_READ).text).toContain(item);
  const many = Array.from({ length: 6 }, (_, i) => `Place ${String.fromCharCode(65 + i)} to stay by the sea`);
  for (const item of many) expect(extractPage(listOf("/inns", many), URL_READ).text).toContain(item);
});

test("the page's own lines above the title are removed although the title itself is not repeated", () => {
  const body = `<div><p>Dark Mode</p><p>Friday, 15 November 2024</p><p>Logo</p><h1>A title</h1>${paragraphs(4)}</div>`;
  expect(extractPage(bodied(body), URL_READ).text).toMatch(/^1\. The council/);
});

test("a credit that is a link is kept as a credit", () => {
  expect(creditsOf('<p><a href="https://pierlight.example/">Source: pierlight</a></p>')).toEqual(["Source: pierlight"]);
  expect(creditsOf('<p>Source: <a href="https://pierlight.example/">pierlight</a></p>')).toEqual(["Source: pierlight"]);
});

test("the line that credits a source is kept as a credit", () => {
  expect(extractPage(harbour, URL_READ).credits).toEqual(["Source: pierlight"]);
});

test("an agency in brackets at the end of a paragraph is a credit", () => {
  const page = bodied(`<article>${paragraphs(4)}<p>${SENTENCE} (Reuters)</p></article>`);
  expect(extractPage(page, URL_READ).credits).toEqual(["(Reuters)"]);
});

test("the site's name is cut from a title that only the title tag gives", () => {
  const page = bodied(
    `<article>${paragraphs(5)}</article>`,
    "<title>Snow closes the pass – The Coast Ledger</title><meta property='og:site_name' content='The Coast Ledger'>",
  );
  expect(extractPage(page, URL_READ).title).toBe("Snow closes the pass");
});

test("a page without head and body tags is read", () => {
  expect(extractPage(`<title>Bare</title><div>${paragraphs(6)}</div>`, URL_READ)).toMatchObject({ title: "Bare", reason: null });
});

test("an article outside the body is read", () => {
  const page = `<html><head><title>Odd</title><div>${paragraphs(6)}</div></head><body></body></html>`;
  expect(extractPage(page, URL_READ).text).toContain("6. The council met");
});

test("JSON-LD's text is used if the page itself shows almost none of it", () => {
  const articleBody = Array.from({ length: 12 }, (_, i) => `${i + 1}. ${SENTENCE}`).join("\n\n");
  const head = `<title>T</title><script type="application/ld+json">${JSON.stringify({ "@type": "NewsArticle", articleBody })}</script>`;
  const page = extractPage(bodied("<div id='app'><p>Loading the page.</p></div>", head), URL_READ);
  expect(page.method).toBe("json-ld");
  expect(page.text).toContain("12. The council met");
});

test("character references in JSON-LD, which HTML parsers leave alone, are decoded", () => {
  const articleBody = Array.from({ length: 12 }, (_, i) => `${i + 1}.&nbsp;&nbsp;${SENTENCE} Caf&eacute;.`).join("\n\n");
  const json = { "@type": "NewsArticle", articleBody, publisher: { name: "Reed &amp; Ledger" } };
  const head = `<title>T</title><script type="application/ld+json">${JSON.stringify(json)}</script>`;
  const { text, site } = extractPage(bodied("<p>Teaser.</p>", head), URL_READ);
  expect(text.split("\n\n")[0]).toBe(`1. ${SENTENCE} Café.`);
  expect(site).toBe("Reed & Ledger");
});

test("an article that is sent hidden, to be shown by script, is read", () => {
  const page = bodied(`<div id="app"><p>Loading.</p></div><div hidden id="S:0"><div>${paragraphs(8)}</div></div>`);
  expect(extractPage(page, URL_READ).text).toContain("8. The council met");
});

test("an article that is only in a script, as HTML in a string, is read", () => {
  const state = JSON.stringify({
    props: { story: { body: `${paragraphs(8)}<div class="caption"><p>A pier at dawn.</p></div>` } },
  });
  const page = extractPage(bodied(`<div id="app"></div><script>window.push([1,${JSON.stringify(state)}])</script>`), URL_READ);
  expect(page).toMatchObject({ method: "script", reason: null });
  expect(page.text.startsWith("1. The council met")).toBe(true);
  expect(page.text).not.toContain("pier at dawn");
});

test("unmarked page lines above the date, the date itself, the byline and captions are removed", () => {
  const body = `<div><div>Dark Mode</div><div>Friday, 15 November 2024</div><h2>A title</h2><div>Ann Author</div>
    <div>${SENTENCE}</div><div>A boat leaves the pier in the fog of a spring morning. (File photo: Pierlight)</div><div>${SENTENCE}</div><div>${SENTENCE}</div></div>`;
  const page = extractPage(bodied(body, '<title>A title</title><meta name="author" content="Ann Author">'), URL_READ);
  expect(page.text).toBe([SENTENCE, SENTENCE, SENTENCE].join("\n\n"));
});

test("names are read in every script, and addresses are not names", () => {
  expect(bylineOf("Von Андрей Словин; 大渡 美咲")).toBe("Андрей Словин, 大渡 美咲");
  expect(bylineOf("desk@ledger.example")).toBeNull();
});

test("a class that sounds like furniture does not remove the article", () => {
  const page = bodied(`<div class="social-comments">${paragraphs(8)}</div>`);
  expect(extractPage(page, URL_READ).text).toContain("8. The council met");
});

test("a consent dialog is labelled and never becomes the article", () => {
  const dialog = `<div id="sp_message_container"><h2>We value your privacy</h2>
    <p>We and our 800 partners store cookies on your device and process personal data, such as unique identifiers, for personalised ads and content, with your consent.</p>
    <p>You may withdraw your consent or object to processing based on legitimate interest at any time in our privacy policy. Vendors can use your precise location.</p></div>`;
  expect(extractPage(bodied(dialog), URL_READ)).toMatchObject({ text: "", reason: "consent-wall", method: "none" });
  const behind = extractPage(bodied(`${dialog}<article>${paragraphs(8)}</article>`), URL_READ);
  expect(behind).toMatchObject({ reason: null });
  expect(behind.text).not.toContain("partners");
});

test("a check for robots, a paywall and an empty page are told apart", () => {
  expect(reasonOf("<p>Checking your browser before you go on.</p>", "<title>Just a moment...</title>")).toBe("bot-check");
  expect(reasonOf("<div><p>To continue reading, subscribe now.</p><p>Already a subscriber? Log in to read on.</p></div>")).toBe(
    "paywall",
  );
  expect(reasonOf("<div id='root'></div>")).toBe("no-text");
});

test("text without any HTML is labelled", () => {
  expect(extractPage("just words", URL_READ).reason).toBe("not-html");
});

test("a canonical address that is not http(s) is ignored", () => {
  expect(extractPage(pointing("javascript:alert(1)"), "https://a.example/x").canonicalUrl).toBe("https://a.example/x");
  expect(extractPage(pointing("/y"), "https://a.example/x").canonicalUrl).toBe("https://a.example/y");
  expect(extractPage(pointing("/"), "https://a.example/x").canonicalUrl).toBe("https://a.example/x");
});

test("direction overrides are removed from titles", () => {
  expect(extractPage(bodied(`<article>${paragraphs(5)}</article>`, "<title>abc\u202Etxt.exe</title>"), URL_READ).title).toBe(
    "abctxt.exe",
  );
});
