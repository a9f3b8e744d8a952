// An article's text is whole, stands there once, and holds nothing of its page.
import { expect, test } from "vitest";
import { extractPage } from "../../src/articles/extract-page.ts";

const WORDS = "harbour,council,ferry,pier,lantern,winter,village,bridge,market,river,baker,teacher".split(",");
const sentence = (n: number) =>
  `Report ${n}: the ${WORDS[n % 12]} that the ${WORDS[(n * 5 + 1) % 12]} had promised was not there on Monday, and nobody could say when ${WORDS[(n * 7 + 2) % 12]} ${n} would open again.`;
const paragraphs = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, i) => `<p>${sentence(from + i)}</p>`).join("\n");
const TITLE = "Harbour council puts off its ferry";
const read = (body: string, head = "") =>
  extractPage(
    `<!doctype html><html lang="en"><head><title>${TITLE}</title>${head}</head><body>${body}</body></html>`,
    "https://www.ledger.example/harbour/ferry",
  );
const linesOf = (body: string, head?: string) => read(body, head).text.split("\n\n");
const piece = (from: number, to: number) =>
  `<div class="con"><div class="mod"><div class="box-con"><div class="box">${paragraphs(from, to)}</div></div></div></div>`;
const post = (n: number) => `<div class="live-post"><h3>Post ${n}</h3><div class="live-text"><p>${sentence(n)}</p></div></div>`;
const widget = (kind: string, inner: string) =>
  `<div class="article-widget article-widget-${kind}"><div class="wrap">${inner}</div></div>`;
const all = (count: number) => Array.from({ length: count }, (_, i) => sentence(i));

test.each([
  ["pictures", '<div class="con"><div class="media"><img src="a.jpg"><p class="info">A pier</p></div></div>'],
  ["a box", '<div class="con"><div class="fact"><h3>In numbers</h3><ul><li>3 piers</li><li>9 boats</li></ul></div></div>'],
  [
    "a list of links",
    '<div class="con"><div class="linklist"><ul><li><a href="/b">The ferry and its crew in nine pictures</a></li></ul></div></div>',
  ],
  ["a letter to the readers", '<div class="con newsletter"><form><p>Our morning mail</p><input></form></div>'],
])("halves that are parted by %s are joined", (_, between) => {
  const lines = linesOf(
    `<h1>${TITLE}</h1><div id="main">${piece(0, 2)}${between}${piece(2, 12)}${between}${piece(12, 14)}</div>`,
  );
  for (const expected of all(14)) expect(lines).toContain(expected);
});

test("posts of a live page are all read, in their order", () => {
  const body = `<h1>${TITLE}</h1><div class="stream">${Array.from({ length: 30 }, (_, i) => post(i)).join('<div class="slot"></div>')}</div>`;
  expect(linesOf(body).filter((line) => line.startsWith("Report"))).toEqual(all(30));
});

test("pieces of an article that a site builder calls widgets belong to it", () => {
  const body = `<h1>${TITLE}</h1><div class="article-body">${widget("text", paragraphs(0, 2))}${widget("image", '<img src="a.jpg">')}${widget("text", paragraphs(2, 12))}</div>`;
  expect(linesOf(body)).toEqual(all(12));
});

test.each([
  [
    "for programs, as one piece",
    `<div style="display:none" itemscope itemtype="https://schema.org/NewsArticle"><span itemprop="articleBody">${all(9).join(" ")}</span></div>`,
  ],
  ["for programs, by paragraphs", `<div hidden itemprop="articleBody">${paragraphs(0, 9)}</div>`],
  ["for a printer", `<div class="for-print" aria-hidden="true">${paragraphs(0, 9)}</div>`],
  ["again, without being hidden", `<div class="amp-copy">${paragraphs(0, 9)}</div>`],
])("an article that the page holds again %s is read once", (_, copy) => {
  expect(linesOf(`<div id="main">${copy}<h1>${TITLE}</h1><div class="story">${paragraphs(0, 9)}</div>${copy}</div>`)).toEqual(
    all(9),
  );
});

test("a hidden rest of which the beginning is shown is read", () => {
  expect(
    linesOf(`<h1>${TITLE}</h1><div class="story">${paragraphs(0, 2)}</div><div style="display:none">${paragraphs(2, 12)}</div>`),
  ).toEqual(expect.arrayContaining(all(12).slice(2)));
});

test("a link that is never closed ends at the next link", () => {
  const body = `<div class="story"><a name="top" href="#top"><h1>${TITLE}</h1>${paragraphs(0, 6)}<p>The <a href="/b">ferry</a> waits.</p>${paragraphs(6, 9)}</div>`;
  const page = read(body);
  expect(page.reason).toBeNull();
  expect(page.text.split("\n\n")).toEqual(expect.arrayContaining(all(9)));
});

test("other articles below the article are left out", () => {
  const others = Array.from(
    { length: 6 },
    (_, i) => `<article class="post"><a name="${i}"></a><p>${sentence(40 + i)}</p></article>`,
  ).join("");
  const body = `<main><article class="post"><h1>${TITLE}</h1>${paragraphs(0, 3)}</article><h3>You may like</h3>${others}</main>`;
  expect(linesOf(body)).toEqual(all(3));
});

test("a first part in an article of its own does not hide the longer rest", () => {
  const body = `<main><article><h1>${TITLE}</h1>${paragraphs(0, 3)}</article><article>${paragraphs(3, 12)}</article></main>`;
  expect(linesOf(body)).toEqual(expect.arrayContaining(all(12)));
});

test("an article in the page's data is read although a consent text of 500 words stands on the page", () => {
  const ask =
    "We and our 742 partners store cookies on your device and process personal data with your consent. You can accept or reject cookies, and our vendors may rely on legitimate interests.";
  const state = { article: { body: all(12).map((content) => ({ type: "paragraph", content })) } };
  const page = read(
    `<div class="dialog">${Array.from({ length: 16 }, () => `<p>${ask}</p>`).join("")}</div><script>window.__STATE__ = ${JSON.stringify(state)};</script>`,
  );
  expect(page.text.split("\n\n")).toEqual(all(12));
});

test.each([
  ["an advert's mark", "<p>Advert</p><p>ADVERTISEMENT</p><p>Publicidad</p><p>Anzeige:</p>"],
  ["a content system's marks", '<p>[button link="https://shop.example" color="red"]Buy now[/button]</p>'.replace("Buy now", "")],
  [
    "a pointer in any language",
    '<p>FUNDA LAPHA | <a href="/b">Kuboshwe abahlanu besolwa ngokugwaza umfundi</a></p><p>Lue myös: <a href="/c">Satama suljetaan taas ensi talvena</a></p>',
  ],
  [
    "a list of pointers",
    "<p>DON'T MISS<br><a href='/b'>Ten ferries that you have to see before the winter comes</a> [PICTURES]<br><a href='/c'>How the pier was built by nine men in a single long summer</a> [INSIGHT]<br><a href='/d'>Where the lanterns on the old pier come from</a> [VIDEO]</p>",
  ],
  [
    "what stands in place of an embed",
    "<p>This content is hosted by YouTube. To show it, we need your consent, since it may set cookies.</p><p>An dieser Stelle finden Sie einen externen Inhalt. Mit Ihrer Zustimmung wird er angezeigt; mehr in der Datenschutzerklärung.</p>",
  ],
  [
    "a tariff",
    "<p>Digital access: £1 for the first month, then £9.99 per month, cancel anytime.</p><p>Probeabo für 2,99 € im Monat, jederzeit kündbar</p>",
  ],
])("%s is not in the text", (_, between) => {
  expect(linesOf(`<h1>${TITLE}</h1><div class="story">${paragraphs(0, 4)}${between}${paragraphs(4, 8)}</div>`)).toEqual(all(8));
});

test("words in brackets and prices in sentences stay", () => {
  const said =
    "He said that the [old] ferry, which costs £9.99 per month for those who live here, [sic] would go on as it had for years.";
  expect(linesOf(`<h1>${TITLE}</h1><div class="story">${paragraphs(0, 4)}<p>${said}</p>${paragraphs(4, 8)}</div>`)).toContain(
    said,
  );
});

test.each([
  [
    "about the author",
    "<h3>About the author</h3><p>She grew up at the coast and has sailed since she was nine years old, mostly alone.</p>",
  ],
  [
    "by the author's name",
    "<p>Ines Marlowe is a reporter at the coast, and has written two books on ferries and the people who miss them.</p>",
  ],
  [
    "about the outlet",
    "<p>The Coast Ledger is a paper for three villages, founded in 1903, and belongs to the people who read it each week.</p>",
  ],
  [
    "for subscribers",
    "<p>The rest of this article is for subscribers.</p><p>You can read The Coast Ledger on one device at a time, be it a telephone or a computer.</p>",
  ],
])("the end %s is left out", (_, end) => {
  const head = '<meta name="author" content="Ines Marlowe"><meta property="og:site_name" content="The Coast Ledger">';
  expect(linesOf(`<h1>${TITLE}</h1><div class="story">${paragraphs(0, 8)}${end}</div>`, head)).toEqual(all(8));
});

test.each([
  ["The ferry to Lower Marrick is out of service until Friday."],
  ["The ferry to Lower Marrick stands still."],
  ["Der Kahn nach Marrick fährt nicht."],
  ["馬里克の渡し船は月曜日から運休する。"],
  ["渡轮停运。"],
])("a notice of one line is read without the boxes around it: %s", (line) => {
  const box =
    '<aside class="newsletter"><h2>Our letter</h2><p>The best of the harbour in your inbox, each morning at six.</p><form><input></form></aside>';
  const tip = '<div class="promo-box"><p>Call the newsroom of the harbour at any hour.</p></div>';
  for (const body of [
    `<main><article><h1>${TITLE}</h1><div class="text"><p>${line}</p></div></article>${box}</main>${tip}`,
    `<div class="subscribe-page"><h1>${TITLE}</h1>${tip}<p>${line}</p>${tip}</div>`,
  ])
    expect(linesOf(body)).toEqual([line]);
});

test("a page that goes on with the next articles below gives its own alone, however long they are", () => {
  const article = (title: string, from: number, to: number) => `<article><h1>${title}</h1>${paragraphs(from, to)}</article>`;
  const others = `${article("The bridge is sold", 20, 34)}${article("A baker writes home", 40, 45)}`;
  expect(linesOf(`<main>${article(TITLE, 0, 5)}${others}</main>`)).toEqual(all(5));
  expect(linesOf(`<main>${article("The bridge is sold", 20, 34)}${article(TITLE, 0, 5)}</main>`)).toEqual(all(5));
  // Parts of one article that have main headings of their own, and two of which none is the page's.
  const parts = `<article><h1>${TITLE}</h1>${paragraphs(0, 3)}<h1>What now</h1>${paragraphs(3, 6)}</article>`;
  for (const line of all(6)) expect(linesOf(parts)).toContain(line);
  expect(linesOf(`<main>${article("One", 0, 5)}${article("Two", 5, 9)}</main>`).length).toBeGreaterThan(5);
});

test.each([
  ["short headings", "post", (n: number) => `Update ${n}`],
  ["long headings", "live-post", (n: number) => `The ferry of pier ${n} is at sea again`],
])("posts of a live blog with main headings of their own are part of it: %s", (_, name, heading) => {
  const posts = [6, 9, 12].map(
    (from) => `<article class="${name}"><h1>${heading(from)}</h1>${paragraphs(from, from + 3)}</article>`,
  );
  const lines = linesOf(`<main><article><h1>${TITLE}</h1>${paragraphs(0, 6)}</article>${posts.join("")}</main>`);
  expect(all(15).filter((line) => !lines.includes(line))).toEqual([]);
});

test("the last sections of a briefing are part of it, with linked headings too", () => {
  const section = (from: number) => `<h3><a href="/s/${from}">Of pier ${from}</a></h3>${paragraphs(from, from + 3)}`;
  const body = `<article><h1>${TITLE}</h1>${paragraphs(0, 12)}${section(12)}${section(15)}</article>`;
  expect(all(18).filter((line) => !linesOf(body).includes(line))).toEqual([]);
});

test.each(["newsletter-content", "promo", "related", "more-stories"])(
  "sections with linked headings are the article, whatever they are called: %s",
  (name) => {
    const sections = [2, 4, 6, 8, 10].map(
      (from) => `<h2><a href="/s/${from}">Of pier ${from}</a></h2>${paragraphs(from, from + 2)}`,
    );
    const body = `<div><h1>${TITLE}</h1></div><div class="${name}">${paragraphs(0, 2)}${sections.join("")}</div>`;
    expect(all(12).filter((line) => !linesOf(body).includes(line))).toEqual([]);
    const brief = [2, 3, 4, 5, 6].map((n) => `<h2><a href="/s/${n}">Of pier ${n}</a></h2>${paragraphs(n, n + 1)}`);
    const short = `<div><h1>${TITLE}</h1></div><div class="${name}">${brief.join("")}</div>`;
    expect(linesOf(short)).toContain(all(4)[3]);
  },
);

const card = (n: number) =>
  `<div class="k"><h4><a href="/n/${n}">Bridge ${n} sold</a></h4><p>${sentence(50 + n)}</p><span>3 hours ago</span></div>`;
test("rows of cards and lines of links below an article are no part of it, in any script", () => {
  const cards = `<div><h3>More of the day</h3>${[1, 2, 3].map(card).join("")}</div>`;
  const row = '<div>热门：<a href="/1">泽兰洪水造成四人死亡</a><a href="/2">泽兰大选星期日举行</a></div>';
  expect(linesOf(`<div class="c"><h1>${TITLE}</h1>${paragraphs(0, 5)}${cards}</div>`)).toEqual(all(5));
  expect(linesOf(`<div class="c"><h1>${TITLE}</h1>${paragraphs(0, 5)}${row}</div>`)).toEqual(all(5));
  const related = `<div class="related"><h3>More of the day</h3>${[1, 2, 3, 4].map(card).join("")}</div>`;
  const notice = `<article><h1>${TITLE}</h1><p>The ferry stands still.</p>${related}</article>`;
  expect(linesOf(notice)).toEqual(["The ferry stands still."]);
  // A list of one's own reports is what its article tells.
  const list = linesOf(`<div class="c"><h1>${TITLE}</h1>${paragraphs(0, 1)}${[1, 2, 3].map(card).join("")}</div>`);
  for (const n of [51, 52, 53]) expect(list).toContain(sentence(n));
});
