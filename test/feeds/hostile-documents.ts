// Documents made to block their reader: the first entry of each is "good".

const rss = (items: string) =>
  `<rss version="2.0"><channel><title>T</title><item><title>good</title></item>${items}</channel></rss>`;
const item = (fields: string) => `<item><title>x</title>${fields}</item>`;
const json = (rest: string) => `{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"1","title":"good"},${rest}`;
const numbered = (count: number, text: (n: number) => string) => Array.from({ length: count }, (_, n) => text(n)).join("");

export const HOSTILE_DOCUMENTS: Record<string, () => string> = {
  "a billion laughs": () =>
    `<!DOCTYPE rss [<!ENTITY l "ha">${numbered(9, (n) => `<!ENTITY l${n} "${`&l${n === 0 ? "" : n - 1};`.repeat(10)}">`)}]>${rss(item("<link>&l8;</link>"))}`,
  "ten megabytes of entries": () => rss(item(`<description>${"word ".repeat(160)}</description>`).repeat(12_000)),
  "a hundred megabytes": () => rss(item(`<description>${"word ".repeat(1_600)}</description>`).repeat(12_400)),
  "a hundred thousand tiny entries": () => rss(item("").repeat(100_000)),
  "a million unclosed tags": () => rss(item(`<description>${"<b>".repeat(1_000_000)}</description>`)),
  "entries within entries": () => rss("<item>".repeat(100_000)),
  "two hundred thousand attributes": () => rss(`<x ${numbered(200_000, (n) => `a${n}="1" `)}/>`),
  "namespaces within namespaces": () => rss(numbered(30_000, (n) => `<a${n} xmlns:p${n}="u">`)),
  "a hundred thousand deep": () => rss("<x>".repeat(100_000) + "</x>".repeat(100_000)),
  "half-open tags, escaped": () => rss(item(`<description>${"&lt;a ".repeat(200_000)}</description>`)),
  "megabytes of entities": () =>
    rss(item(`<content:encoded>${"&lt;p&gt;a &amp;amp; b ".repeat(25_000)}</content:encoded>`).repeat(20)),
  "CDATA that is never ended, a million times": () => rss(item(`<description>${"<![CDATA[ ".repeat(1_000_000)}</description>`)),
  "dates without end": () => rss(item("<pubDate>1 Foo 2026 10:00 Xxx/Yyy</pubDate>".repeat(100_000))),
  "a zone and strange words in each of five thousand dates": () =>
    rss(numbered(5_000, (n) => item(`<pubDate>Qwertz ${(n % 28) + 1} Mar 2026 10:00 America/Los_Angeles</pubDate>`))),
  "authors without end": () => rss(item(`<author>a@b (c</author>`.repeat(200_000))),
  "bytes of no language": () => rss(item(`<description>${"\u00b0".repeat(8_000_000)}</description>`)),
  "JSON cut off in a string of quotes": () => json(`{"id":"2","content_text":"${'\\"'.repeat(2_000_000)}`),
  "JSON a million deep": () => json("[".repeat(1_000_000)),
  "JSON of five million empty lists": () => json("[],".repeat(5_000_000)),
  "JSON of five million empty objects": () => json("{},".repeat(5_000_000)),
  "__proto__ everywhere": () => rss(`<__proto__><constructor/></__proto__><item __proto__="x"><prototype/></item>`),
};
