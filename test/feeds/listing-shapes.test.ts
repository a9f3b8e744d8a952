// Lists in shapes that are no row of cards: accordions, overlays, dates in pieces, lines without elements, and pages within forms or frames.
import { describe, expect, test } from "vitest";
import { readListing } from "../../src/feeds/listing/read-listing.ts";
import { ENTRIES_MAX } from "../../src/feeds/read/caps.ts";
import { inventItems, inventPage, moreIn } from "./invent-listing.ts";
import type { ListedItem } from "./invent-listing.ts";

const AT = "https://office.example/news/";
const read = (html: string) =>
  readListing(html, { url: AT, selector: null, now: "2026-11-29T12:00:00.000Z", isFirst: true }).entries;

const day = (date: Date): string => date.toISOString().slice(0, 10);
const dots = (date: Date): string => day(date).split("-").reverse().join(".");
const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
const each = (items: readonly ListedItem[], render: (item: ListedItem, index: number) => string): string =>
  items.map(render).join("\n");

type Shape = (items: readonly ListedItem[], more: string) => string;

const DATED: Readonly<Record<string, Shape>> = {
  "an accordion, opened by its headline": (items, more) =>
    `<div class="faq">${each(items, ({ title, path, date }) => `<details><summary>${title}</summary><p class="d">${dots(date)}</p><p>The office writes of it from the quay.</p><a class="btn" href="${path}">${more}</a></details>`)}</div>`,
  "an accordion whose headline has its day": (items, more) =>
    `<div class="acc">${each(items, ({ title, path, date }) => `<details><summary><span>${dots(date)}</span> <b>${title}</b></summary><div><a href="${path}">${more}</a></div></details>`)}</div>`,
  "cards with an empty link over them": (items) =>
    `<div class="row">${each(items, ({ title, path, date }) => `<div class="col"><div class="card"><img src="/i.jpg" alt=""><h3 class="card-title">${title}</h3><span>${day(date)}</span><a class="stretched-link" href="${path}"></a></div></div>`)}</div>`,
  "links that a screen reader names": (items) =>
    `<ul>${each(items, ({ title, path, date }) => `<li><time datetime="${date.toISOString()}">${day(date)}</time><a href="${path}" aria-label="${title}"><img src="/i.jpg" alt=""></a></li>`)}</ul>`,
  "pictures whose alternative text is the headline": (items) =>
    `<div class="slides">${each(items, ({ title, path, date }) => `<div class="slide"><a href="${path}"><img src="/i.jpg" alt="${title}"></a><span>${dots(date)}</span></div>`)}</div>`,
  "a label that repeats the headline for screen readers": (items, more) =>
    each(
      items,
      ({ title, path, date }) =>
        `<article><h3>${title}</h3><p>${dots(date)}</p><a href="${path}">${more}<span class="sr-only">: ${title}</span></a></article>`,
    ),
  "rows whose label has the headline as its title": (items, more) =>
    `<table>${each(items, ({ title, path, date }, index) => `<tr><td>${day(date)}</td><td>Department ${index % 2}</td><td><a href="${path}" title="${title}">${more}</a></td></tr>`)}</table>`,
  "a headline in a plain element, which the link repeats": (items, more) =>
    each(
      items,
      ({ title, path, date }) =>
        `<div class="ms"><div class="ms-title">${title}</div><i>${dots(date)}</i><a href="${path}">${more}<span class="hidden">: ${title}</span></a></div>`,
    ),
  "marks of publication": (items) =>
    each(
      items,
      ({ title, path, date }) =>
        `<div itemscope><meta itemprop="datePublished" content="${date.toISOString()}"><a itemprop="url" href="${path}"><span>${title}</span></a></div>`,
    ),
  "the state of a script": (items) =>
    `<div id="root"></div><script type="application/json">${JSON.stringify({
      menu: ["About the office and its staff", "How to find the harbour office", "Tenders of the harbour office"].map(
        (name, n) => ({ name, url: `/about/${n}` }),
      ),
      props: { news: items.map(({ title, path, date }) => ({ headline: title, url: path, publishedAt: date.toISOString() })) },
    })}</script>`,
  "days in pieces": (items) =>
    `<div class="timeline">${each(items, ({ title, path, date }) => `<div class="ev"><div class="date"><span class="day">${date.getUTCDate()}</span><span class="month">${MONTHS[date.getUTCMonth()]}</span><span class="year">2026</span></div><h4><a href="${path}">${title}</a></h4></div>`)}</div>`,
  "lines of a paragraph": (items) =>
    `<p>${each(items, ({ title, path, date }) => `${dots(date)} <a href="${path}">${title}</a><br>`)}</p>`,
  "days within the link": (items) =>
    `<ul>${each(items, ({ title, path, date }) => `<li><a href="${path}">${dots(date)} – ${title}</a></li>`)}</ul>`,
  "days at the end of the link": (items) =>
    `<ul>${each(items, ({ title, path, date }) => `<li><a href="${path}">${title} (${day(date)})</a></li>`)}</ul>`,
  "headings, days and labels side by side": (items, more) =>
    `<div class="text">${each(items, ({ title, path, date }) => `<h3>${title}</h3><p>${dots(date)}</p><p>The office writes of it from the quay.</p><p><a href="${path}">${more}</a></p><hr>`)}</div>`,
  "headings with the day below": (items) =>
    `<div class="text">${each(items, ({ title, path, date }) => `<h3><a href="${path}">${title}</a></h3><p class="when">${dots(date)}</p><p>The office writes of it from the quay.</p>`)}</div>`,
  "a day next to its month": (items) =>
    `<ul>${each(items, ({ title, path, date }) => `<li><div class="dt"><b>${String(date.getUTCDate()).padStart(2, "0")}</b><i>2026-11</i></div><a href="${path}">${title}</a></li>`)}</ul>`,
  "rows of a table for each part": (items) =>
    `<table>${each(items, ({ title, path, date }) => `<tr><td>${dots(date)}</td></tr><tr><td><a href="${path}">${title}</a></td></tr><tr><td>The office writes of it from the quay.</td></tr>`)}</table>`,
  "panels of years": (items) =>
    `<div role="tabpanel" class="tab-pane active">${each(items.slice(0, 3), ({ title, path, date }) => `<p><a href="${path}">${title}</a> <small>${dots(date)}</small></p>`)}</div><div role="tabpanel" class="tab-pane" hidden>${each(items.slice(3), ({ title, path, date }) => `<p><a href="${path}">${title}</a> <small>${dots(date)}</small></p>`)}</div>`,
  "elements of its own names": (items) =>
    `<news-list>${each(items, ({ title, path, date }) => `<news-item><a slot="title" href="${path}">${title}</a><date-line>${day(date)}</date-line></news-item>`)}</news-list>`,
  "days in the title of an abbreviation": (items) =>
    `<ul>${each(items, ({ title, path, date }) => `<li><a href="${path}">${title}</a> <abbr title="${date.toISOString()}">new</abbr></li>`)}</ul>`,
  "days without a year": (items) =>
    `<ul>${each(items, ({ title, path, date }) => `<li><span>${date.getUTCDate()} Nov</span> <a href="${path}">${title}</a></li>`)}</ul>`,
  "leaves of a calendar": (items) =>
    `<div>${each(items, ({ title, path, date }) => `<div class="ev"><b>${date.getUTCDate()}</b><i>Nov</i><h4><a href="${path}">${title}</a></h4></div>`)}</div>`,
  "cards with a topic, and minutes next to the day": (items) =>
    each(
      items,
      ({ title, path, date }) => `<a href="${path}"><span>Water</span><p>${title}</p><p>5 min read · ${dots(date)}</p></a>`,
    ),
  "a second link for phones": (items) =>
    each(
      items,
      ({ title, path, date }) => `<div><a href="${path}">${title}</a><a href="${path}?m=1">${title}</a><i>${day(date)}</i></div>`,
    ),
  "files with their sizes": (items) =>
    `<ul>${each(items, ({ title, path, date }) => `<li>${dots(date)} <a href="${path}">${title} (PDF, 1.2 MB)</a></li>`)}</ul>`,
  "headings with author and day below": (items) =>
    `<div>${each(items, ({ title, path, date }) => `<h2><a href="${path}">${title}</a></h2><div>By Kay, ${dots(date)}</div><div>The office writes of it.</div>`)}</div>`,
  "rows that lead somewhere by script": (items) =>
    `<table>${each(items, ({ title, path, date }) => `<tr onclick="window.location.href='${path}'"><td>${dots(date)}</td><td>${title}</td></tr>`)}</table>`,
  "cards that name their address for a script": (items) =>
    `<div class="rows">${each(items, ({ title, path, date }) => `<div class="row" role="link" data-href="${path}"><h4>${title}</h4><small>${day(date)}</small></div>`)}</div>`,
  "links to nowhere that a script opens": (items) =>
    `<ul>${each(items, ({ title, path, date }) => `<li>${day(date)} <a href="#" onclick="location.assign('${path}'); return false">${title}</a></li>`)}</ul>`,
  "days that are the links": (items) =>
    `<table>${each(items, ({ title, path, date }) => `<tr><td><a href="${path}">${dots(date)}</a></td><td>${title}</td></tr>`)}</table>`,
  "headings with a topic and the day": (items) =>
    each(
      items,
      ({ title, path, date }) =>
        `<article><h3><span class="kicker">Water</span><a href="${path}">${title}</a><span class="d">${day(date)}</span></h3></article>`,
    ),
  "numbers of comments next to headlines": (items) =>
    each(
      items,
      ({ title, path, date }, index) =>
        `<div class="item"><h2><a href="${path}">${title}</a></h2><span>${day(date)}</span> <a href="${path}#comments">${index + 2} comments</a></div>`,
    ),
};

describe.each(["en", "fr", "ru", "zh", "my", "ar"])("in %s", (language) => {
  const items = inventItems(language, (index) => `/story/${47_110 + index}.html`);
  const wanted = items.map(({ title, path, date }) => [title, new URL(path, AT).href, day(date)]);
  test.each(Object.entries(DATED))("a list made of %s is learnt, with its days", (_name, shape) => {
    const found = read(inventPage(language, shape(items, moreIn(language))));
    expect(found.map(({ title, url, publishedAt }) => [title, url, publishedAt?.slice(0, 10)])).toEqual(wanted);
  });
});

const items = inventItems("en", (index) => `/story/${47_110 + index}.html`);
const plain = `<ul>${each(items, ({ title, path, date }) => `<li>${day(date)} <a href="${path}">${title}</a></li>`)}</ul>`;
const titles = items.map(({ title }) => title);

test.each([
  [
    "a form around the whole page",
    (page: string) => page.replace("<body>", '<body><form id="aspnetForm" method="post">').replace("</body>", "</form></body>"),
  ],
  [
    "a frame that is named by the margin next to it",
    (page: string) => page.replace("<main>", '<div class="content-sidebar-wrap"><main>').replace("</main>", "</main></div>"),
  ],
  [
    "a body part that says it has no margin",
    (page: string) => page.replace("<main>", '<div class="layout no-sidebar"><div>').replace("</main>", "</div></div>"),
  ],
])("%s hides no list", (_name, wrap) => {
  expect(read(wrap(inventPage("en", plain))).map(({ title }) => title)).toEqual(titles);
});

test("a search form with links of its own is no list", () => {
  const form = `<form><input name="q"><a href="/search/advanced">Search with more fields than one</a><a href="/search/help">How to search in this archive</a></form>`;
  expect(read(inventPage("en", form + plain)).map(({ title }) => title)).toEqual(titles);
});

test("one script for all articles is told by their number, also in brackets", () => {
  const list = each(
    items,
    ({ title, date }, index) => `<p>${day(date)} <a href="?tx_news%5Bnews%5D=${index}&amp;hash=a${index}">${title}</a></p>`,
  );
  expect(read(inventPage("en", list)).map(({ title }) => title)).toEqual(titles);
});

test("a month above a list is no day, and days of a page that names other years have none", () => {
  const list = each(items, ({ title, path, date }) => `<li>${date.getUTCDate()} Nov <a href="${path}">${title}</a></li>`);
  for (const above of ["<h3>November 2026</h3><span>2025</span>", "<h3>2024</h3>"])
    expect(read(inventPage("en", `${above}<ul>${list}</ul>`)).map(({ publishedAt }) => publishedAt)).toEqual(
      items.map(() => null),
    );
});

const said = (index: number): string =>
  `<a href="/members/kay-${index}">Kay Mole of the outer island ${index}</a> on <a href="/story/${90_000 + index}.html#comment-${index}">An older story that is talked about ${index}</a> 28.11.2026`;

test("comments and their authors are no articles, though they have dates", () => {
  const comments = [1, 2, 3, 4, 5]
    .map((index) => `<li>${said(index)}<p>So it is, and so it has been for long.</p></li>`)
    .join("");
  for (const [open, close] of [
    ['<div id="comments"><ol>', "</ol></div>"],
    ['<ol class="comment-list">', "</ol>"],
    ["<ul>", "</ul>"],
  ] as const)
    expect(read(inventPage("en", plain + open + comments + close)).map(({ title }) => title)).toEqual(titles);
});

test("what is read most, ranked and without dates, is no part of a dated list", () => {
  const ranked = `<div><h2>Top 5</h2><ol>${[1, 2, 3, 4, 5].map((rank) => `<li><a href="/story/${40_000 + rank}.html">An older story that many people read ${rank}</a></li>`).join("")}</ol></div>`;
  expect(read(inventPage("en", plain + ranked)).map(({ title }) => title)).toEqual(titles);
});

const daysOf = (...days: string[]) =>
  read(
    inventPage(
      "en",
      `<ul>${days.map((text, index) => `<li><i>${text}</i> <a href="/story/${47_110 + index}.html">A meeting of the council, number ${index}</a></li>`).join("")}</ul>`,
    ),
  ).map(({ publishedAt }) => publishedAt?.slice(0, 10));

test("days without a year are of the past in news, and to come in a list that goes on from today", () => {
  expect(daysOf("28 Nov", "12 Nov", "30 Dec")).toEqual(["2026-11-28", "2026-11-12", "2025-12-30"]);
  expect(daysOf("28 Nov", "2 Dec", "12 Dec", "7 Jan")).toEqual(["2026-11-28", "2026-12-02", "2026-12-12", "2027-01-07"]);
  expect(daysOf("12 Dec")).toEqual(["2026-12-12"]);
  expect(daysOf("2 Mar")).toEqual(["2026-03-02"]);
});

test("a form that holds most of the page is no search form", () => {
  const form = `<form method="post">${plain}</form>`;
  expect(read(`<html><body><table><tr><td>${form}</td></tr></table></body></html>`).map(({ title }) => title)).toEqual(titles);
});

test("a headline that others of its list have too is no label", () => {
  const weekly = "Press conference of the spokesperson";
  const list = (more: (index: number) => string) =>
    read(
      inventPage(
        "en",
        `<ul>${items.map(({ path, date }, index) => `<li>${day(date)} <a href="${path}">${more(index)}</a></li>`).join("")}</ul>`,
      ),
    ).map(({ title, url, publishedAt }) => [title, url, publishedAt?.slice(0, 10)]);
  const mixed = (index: number): string => (index % 2 === 0 ? weekly : (titles[index] ?? ""));
  for (const title of [() => weekly, mixed])
    expect(list(title)).toEqual(items.map(({ path, date }, index) => [title(index), new URL(path, AT).href, day(date)]));
  const labelled = items.map(
    ({ path, title, date }) =>
      `<li>${day(date)} <a href="${path}">${title}</a> <a href="${path}.pdf">Download this as a file</a></li>`,
  );
  expect(read(inventPage("en", `<ul>${labelled.join("")}</ul>`)).map(({ title }) => title)).toEqual(titles);
});

test("the next page is found behind a hundred thousand links, and of these so many are entries as of a feed", () => {
  const rows = Array.from(
    { length: 100_000 },
    (_, n) => `<li>2026-11-28 <a href="/news/${n}">Harbour report number ${n} of the year</a></li>`,
  );
  const listing = (more: string) =>
    readListing(`<ul>${rows.join("")}</ul>${more}`, { url: AT, selector: null, now: "2026-11-29T12:00:00.000Z", isFirst: true });
  expect(listing('<a rel="next" href="?page=2">Further</a>').olderUrl).toBe(`${AT}?page=2`);
  const { entries, olderUrl } = listing('<a href="?page=2">2</a>');
  expect(olderUrl).toBe(`${AT}?page=2`);
  expect(entries).toHaveLength(ENTRIES_MAX);
});

test("a list for search engines counts only if the page shows none, and a menu for them never does", () => {
  const titles = ["Brick kiln goes under the hammer", "Orchard owners pay no tax", "Tram drivers may ring twice"];
  const data = (type: string) =>
    `<script type="application/ld+json">${JSON.stringify({
      "@type": type,
      itemListElement: titles.map((name, n) => ({ "@type": "ListItem", position: n, item: { "@id": `${AT}a${n}`, name } })),
    })}</script>`;
  expect(read(data("ItemList")).map(({ title, url }) => [title, url])).toEqual(titles.map((title, n) => [title, `${AT}a${n}`]));
  expect(read(data("BreadcrumbList"))).toEqual([]);
  const rows = titles.map((title, n) => `<li>2026-11-2${n} <a href="b${n}">${title}</a></li>`);
  expect(read(`<ul>${rows.join("")}</ul>${data("ItemList")}`).map(({ url }) => url)).toEqual(titles.map((_, n) => `${AT}b${n}`));
});

const scriptedRow = (mark: string, n: number) =>
  `<tr ${mark}><td>Harbour report number ${n} of the year</td><td>2026-11-2${n}</td></tr>`;

test("rows that scripts open lead to pages of the web only", () => {
  const marks = ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "ftp://office.example/1", "/news/5", "/news/6"];
  for (const mark of [(to: string) => `data-href="${to}"`, (to: string) => `onclick="location.href='${to}'"`])
    expect(read(`<table>${marks.map((to, n) => scriptedRow(mark(to), n)).join("")}</table>`).map(({ url }) => url)).toEqual([
      "https://office.example/news/5",
      "https://office.example/news/6",
    ]);
});
