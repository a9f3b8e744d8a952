// A page's metadata, from every place where it may be.
import { expect, test } from "vitest";
import { extractPage } from "../../src/articles/extract-page.ts";

const SENTENCE =
  "The harbour board met on Tuesday evening and put off the question of the old pier until the spring, to nobody's surprise.";
const TEXT = Array.from({ length: 6 }, (_, i) => `<p>${i + 1}. ${SENTENCE}</p>`).join("\n");
const TITLE = "Board puts off the question of the old pier";
const URL_READ = "https://www.ledger.example/harbour/old-pier";

interface Parts {
  head?: string;
  above?: string;
  below?: string;
  end?: string;
  url?: string;
}
const read = ({ head = "", above = "", below = "", end = "", url = URL_READ }: Parts) =>
  extractPage(
    `<!doctype html><html><head><title>${TITLE}</title>${head}</head><body>${above}<h1>${TITLE}</h1>${below}<div>${TEXT}</div>${end}</body></html>`,
    url,
  );
const dayOf = (parts: Parts) => read(parts).publishedAt?.slice(0, 10) ?? null;
const authorsOf = (parts: Parts) => read(parts).authors;
const ld = (article: object) =>
  `<script type="application/ld+json">${JSON.stringify({ "@type": "NewsArticle", ...article })}</script>`;

test("a visible date by the title is read, with its hour", () => {
  expect(read({ below: "<div>Sa 03.08.24 | 14:07 Uhr | Von <span>Ann Author</span></div>" }).publishedAt).toBe(
    "2024-08-03T14:07:00.000Z",
  );
  expect(dayOf({ below: "<div><span>06.01.2026</span>, <span>5 minutes to read</span></div>" })).toBe("2026-01-06");
  expect(dayOf({ below: "<p>Published: 3 August 2024</p>" })).toBe("2024-08-03");
  expect(dayOf({ above: "<p>2024年8月3日</p>" })).toBe("2024-08-03");
});

test("a labelled date is read anywhere on the page", () => {
  expect(dayOf({ end: "<ul><li><strong>Datum</strong> 28.04.2023</li></ul>" })).toBe("2023-04-28");
});

test("a date inside a sentence is not the article's", () => {
  expect(dayOf({ below: `<p>On 3 August 1994 the pier burned down, and ${SENTENCE}</p>` })).toBeNull();
});

test("a date by the title adds the hour to the day in the address, and loses if they differ", () => {
  const url = "https://www.ledger.example/2024/08/03/old-pier";
  expect(read({ url, below: "<p>3.8.2024, 09:30</p>" }).publishedAt).toBe("2024-08-03T09:30:00.000Z");
  expect(dayOf({ url, below: "<p>15 November 2025</p>" })).toBe("2024-08-03");
  expect(dayOf({ url: "https://www.ledger.example/article/A2024080314320001" })).toBe("2024-08-03");
});

test("the date of the last change is told from the date of publication", () => {
  const head = ld({ headline: TITLE, datePublished: "2024-08-03T10:00:00+06:30", dateModified: "2025-01-02T10:00:00Z" });
  expect(read({ head })).toMatchObject({ publishedAt: "2024-08-03T03:30:00.000Z", modifiedAt: "2025-01-02T10:00:00.000Z" });
  expect(read({ head: ld({ dateModified: "2025-01-02T10:00:00Z" }) }).publishedAt).toBe("2025-01-02T10:00:00.000Z");
});

test("authors are a list, however the page writes them", () => {
  const people = [
    { "@type": "Person", givenName: "Ines", familyName: "Marlowe" },
    { "@type": "Person", name: "Tomas Reed" },
  ];
  expect(authorsOf({ head: ld({ author: people }) })).toEqual(["Ines Marlowe", "Tomas Reed"]);
  expect(authorsOf({ below: '<div class="story-byline"><span>Ines Marlowe</span> <span>Tomas Reed</span></div>' })).toEqual([
    "Ines Marlowe",
    "Tomas Reed",
  ]);
  expect(authorsOf({ below: '<ul class="authors-list"><li><span>von</span> <span>Ines Marlowe</span></li></ul>' })).toEqual([
    "Ines Marlowe",
  ]);
  expect(
    authorsOf({ head: '<meta name="twitter:label1" content="Written by"><meta name="twitter:data1" content="Ines Marlowe">' }),
  ).toEqual(["Ines Marlowe"]);
  expect(
    authorsOf({
      head:
        '<meta name="author" content="The Coast Ledger"><meta name="author" content="신현주 기자">' +
        '<meta property="og:site_name" content="The Coast Ledger">',
    }),
  ).toEqual(["신현주"]);
});

test("buttons next to an author's name are not authors", () => {
  expect(read({ below: '<div class="author-tools"><a>3 new</a> <a>share this: now</a></div>' }).authors).toEqual([]);
});

test("a title for sharing loses its subject and section", () => {
  const head = `<meta property="og:title" content="Harbours: ${TITLE}-Local"><meta property="og:site_name" content="Ledger">${ld({ headline: TITLE })}`;
  expect(read({ head }).title).toBe(TITLE);
});

const NAMED = '<meta property="og:site_name" content="NAME">';

test("a name that a page claims for its outlet counts only if it fits the host; else the host is shown", () => {
  expect(read({ head: NAMED.replace("NAME", "The Coast Ledger") }).site).toBe("The Coast Ledger");
  for (const name of ["Reuters", "BBC News", "Agence France-Presse", "朝日新聞"])
    expect(read({ head: NAMED.replace("NAME", name) }).site).toBe("ledger.example");
  expect(read({ head: ld({ publisher: { name: "Reuters" } }) }).site).toBe("ledger.example");
});

test("an address on another site that the page calls the original's is kept as a credit", () => {
  const original = "https://north.example/world/1";
  for (const head of [
    `<meta name="syndication-source" content="${original}">`,
    `<meta name="original-source" content="${original}">`,
    `<link rel="canonical" href="${original}">`,
  ])
    expect(read({ head }).credits).toContain(original);
  for (const head of [
    '<link rel="canonical" href="https://m.ledger.example/1">',
    '<meta name="syndication-source" content="x:">',
  ])
    expect(read({ head }).credits.filter((line) => line.startsWith("http"))).toEqual([]);
});
