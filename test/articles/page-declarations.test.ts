// Titles, authors and dates where a page says too much, too little or something false.
import { expect, test } from "vitest";
import { extractPage } from "../../src/articles/extract-page.ts";

const SENTENCE = "The harbour board met on Tuesday evening and put off the question of the old pier until the spring.";
const TEXT = Array.from({ length: 6 }, (_, i) => `<p>${i + 1}. ${SENTENCE}</p>`).join("\n");
const HEADLINE = "Board puts off the question of the old pier";
const URL_READ = "https://www.coast-ledger.example/harbour/old-pier";
const NOW = new Date("2024-11-29T12:00:00Z");

interface Parts {
  title?: string;
  head?: string;
  heading?: string;
  below?: string;
  end?: string;
  url?: string;
  lang?: string;
}
const read = ({ title = HEADLINE, heading = HEADLINE, head = "", below = "", end = "", url = URL_READ, lang = "en" }: Parts) =>
  extractPage(
    `<!doctype html><html lang="${lang}"><head><title>${title}</title>${head}</head><body>${heading && `<h1>${heading}</h1>`}${below}<div>${TEXT}</div>${end}</body></html>`,
    url,
    { now: NOW },
  );
const ld = (data: object) => `<script type="application/ld+json">${JSON.stringify(data)}</script>`;
const meta = (name: string, content: string) => `<meta property="${name}" content="${content}">`;
const dayOf = (parts: Parts) => read(parts).publishedAt?.slice(0, 10) ?? null;
const published = (content: string) => meta("article:published_time", content);

test.each([
  ["a bare year", "2023"],
  ["a year and a month", "2023-11"],
  ["a month by name", "November 2023"],
  ["a year far ahead", "2280-01-01T00:00:00Z"],
  ["a day next month", "2024-12-24"],
])("%s is no date of publication", (_, content) => {
  expect(dayOf({ head: published(content) })).toBeNull();
  expect(dayOf({ head: ld({ "@type": "NewsArticle", datePublished: content }) })).toBeNull();
});

test("a date some hours ahead is read", () => {
  expect(dayOf({ head: published("2024-11-30T06:00:00Z") })).toBe("2024-11-30");
});

test.each([
  "2023-11-03T10:00:00+02:00 Europe/Nowhere, updated",
  "2023-11-03T10:00:00Z by Ines Marlowe",
  "2023-11-03T08:00:00.000000Z+0000",
  "2023-11-03 (first edition of the evening paper)",
  "2023-11-03T99:99",
])("the sound part of a date is read: %s", (content) => {
  expect(dayOf({ head: ld({ "@type": "NewsArticle", datePublished: content }) })).toBe("2023-11-03");
});

test("the date of the page itself is used if its article has none", () => {
  const head = ld({
    "@graph": [
      { "@type": "Article", headline: HEADLINE },
      { "@type": "WebPage", datePublished: "2023-11-03T10:00:00Z" },
    ],
  });
  expect(dayOf({ head })).toBe("2023-11-03");
  expect(dayOf({ head: ld({ "@type": "WebPage", datePublished: "2023-11-03" }) })).toBe("2023-11-03");
});

test("day and month are read in the order of the page's language, unless its other dates tell", () => {
  expect(dayOf({ lang: "de-CH", head: published("11/01/2023") })).toBe("2023-01-11");
  expect(dayOf({ lang: "en-GB", head: published("11/01/2023 08:30") })).toBe("2023-01-11");
  expect(dayOf({ lang: "en-US", head: published("11/01/2023") })).toBe("2023-11-01");
  expect(dayOf({ lang: "en-US", head: published("11.01.2023") })).toBe("2023-01-11");
  const changed = meta("article:modified_time", "2023-11-01T09:00:00Z");
  expect(dayOf({ lang: "de-CH", head: published("11/01/2023") + changed })).toBe("2023-11-01");
  expect(dayOf({ lang: "en-US", head: published("11/01/2023"), url: "https://www.ledger.example/2023/01/11/pier" })).toBe(
    "2023-01-11",
  );
});

const archived = (path: string) =>
  dayOf({ url: `https://archive.example/web/20240203114502/https://www.ledger.example/${path}` });

test("the day on which an archive kept the page is not the article's", () => {
  expect(archived("old-pier")).toBeNull();
  expect(archived("2023/11/03/old-pier")).toBe("2023-11-03");
});

test.each([
  "<div><span>Ines Marlowe</span> <span>The Coast Ledger</span> <span>3 November 2023</span> <span>Share this on every network</span> <span>Print this page</span> <span>Listen to this article</span></div>",
  "<div><b>Ines Marlowe</b><i>November 3, 2023 at 8:30 am</i><u>Comment on this</u><u>Give this article to a friend</u><u>Save it for later on</u></div>",
  "<div>Redacción de la costa, 3 de noviembre de 2023 — Compartir en todas las redes Imprimir esta página Guardar para más tarde</div>",
])("a date in plain spans by the title is read: %s", (below) => {
  expect(dayOf({ below })).toBe("2023-11-03");
});

test.each([
  ["the outlet", "The Coast Ledger"],
  ["the outlet's office", "Coast Ledger Staff"],
  ["the outlet's host", "coast-ledger.example"],
  ["the outlet and its town", "The Coast Ledger, Abbotsham"],
  ["staff", "Staff"],
  ["an office", "Web Desk"],
  ["an account", "admin"],
  ["a section", "Harbour News"],
  ["an address", "www.coast-ledger.example/staff/ines"],
  ["a profile", "facebook.com/coastledger"],
  ["a handle", "@coastledger"],
  ["a date", "November 3, 2023 10:43"],
  ["buttons", "Twitter Facebook"],
])("%s is no author", (_, name) => {
  const known = meta("og:site_name", "The Coast Ledger") + meta("article:section", "Harbour News");
  expect(read({ head: `${known}<meta name="author" content="${name}">` }).authors).toEqual([]);
  expect(read({ head: known, below: `<p class="author-name">${name}</p>` }).authors).toEqual([]);
  expect(read({ head: known, below: `<p class="author-name">${name}</p><p>By Ines Marlowe</p>` }).authors).toEqual([
    "Ines Marlowe",
  ]);
});

test("an author's name loses the date that stands with it", () => {
  expect(read({ below: '<p itemprop="author">INES MARLOWE NOVEMBER 3, 2023 10:43</p>' }).authors).toEqual(["INES MARLOWE"]);
  expect(read({ below: '<p itemprop="author">Ines Marlowe, 3.11.2023</p>' }).authors).toEqual(["Ines Marlowe"]);
});

test("those who comment are not authors", () => {
  const end =
    '<ol class="commentlist"><li class="comment"><span class="author-name">Wilma Reader</span></li></ol><form><label class="author">Your name</label></form>';
  expect(read({ end }).authors).toEqual([]);
});

test.each([
  ["<p>By Ines Marlowe and Tomas de la Reed</p>", "Ines Marlowe and Tomas de la Reed"],
  ["<p>Von Ines Marlowe | 3.11.2023</p>", "Ines Marlowe"],
  ["<ul><li><b>Autorin/Autor</b> Ines Marlowe</li></ul>", "Ines Marlowe"],
  ["<p>（责编：牛镛、岳弘彬）</p>", "牛镛, 岳弘彬"],
  ["<p>Von Hamburg nach Bremen</p>", null],
  ["<p>By the harbour wall</p>", null],
])("a signature without a mark is read: %s", (below, byline) => {
  expect(read({ below }).byline).toBe(byline);
});

test.each([
  ["a second part that is a sentence", "Board closes the old pier - and why it may reopen", ""],
  ["a long second part behind a bar", "Board closes the old pier | What we know so far of the plans for it", ""],
  ["a conjunction", "Board closes the old pier – und warum es bald wieder öffnet", ""],
  ["a section as the first heading", "Sport - Rowers win on the old river again", "Sport"],
])("a title keeps %s", (_, title, heading) => {
  expect(read({ title, heading }).title).toBe(title);
});

test.each([
  ["Board closes the old pier | The Coast Ledger", "Board closes the old pier"],
  ["Board closes the old pier – coast-ledger.example", "Board closes the old pier"],
  ["Board closes the old pier - Coast Ledger Online", "Board closes the old pier"],
])("a title loses the outlet's name: %s", (title, expected) => {
  expect(read({ title, heading: "" }).title).toBe(expected);
});

const post = (headline: string, n: number) => ({
  "@type": "BlogPosting",
  headline,
  url: `${URL_READ}#post-${n}`,
  datePublished: `2023-11-0${n}T10:00:00Z`,
  author: { name: "Wilma Reader" },
  articleBody: SENTENCE.repeat(9),
});

test("a ticker has its own title, author and date, not those of one entry", () => {
  const live = { "@type": "LiveBlogPosting", headline: "Storm at the coast: the ticker", datePublished: "2023-11-01T06:00:00Z" };
  expect(read({ heading: "", title: "", head: ld([post("Road closed", 2), post("Pier flooded", 3), live]) })).toMatchObject({
    title: live.headline,
    authors: [],
    publishedAt: "2023-11-01T06:00:00.000Z",
  });
  const list = {
    "@type": "ItemList",
    itemListElement: [{ "@type": "ListItem", item: { ...post("Road closed", 2), url: "https://www.ledger.example/road" } }],
  };
  expect(read({ head: ld(list) })).toMatchObject({ title: HEADLINE, authors: [], publishedAt: null });
});
