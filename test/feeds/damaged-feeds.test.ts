import * as fc from "fast-check";
import { expect, test } from "vitest";
import { parseFeed } from "../../src/feeds/read/parse-feed.ts";
import { processorMs } from "../support/processor-time.ts";

const parse = (document: string | Uint8Array) => parseFeed(Buffer.from(document), { url: "https://x.example.org/" });
const item = (title: string, description = "Some words") =>
  `<item><title>${title}</title><link>https://x.example.org/${title}</link><description>${description}</description></item>\n`;
const rss = (items: string) => `<?xml version="1.0"?><rss version="2.0"><channel><title>T</title>${items}</channel></rss>`;
const doctype = (entities: string) => `<!DOCTYPE rss [${entities}]>`;
const titles = async (document: string) => (await parse(document)).entries.map(({ title }) => title);

const LONG = rss(
  Array.from({ length: 12 }, (_, n) =>
    item(`n${n}`, n % 2 === 0 ? `<![CDATA[<p>Größe ${n} မြန်မာ</p>]]>` : `&lt;p&gt;a &amp;amp; b&lt;/p&gt;`),
  ).join("<!-- <item> -->"),
);

test("a feed cut at any byte gives every complete entry, and is marked", async () => {
  const bytes = Buffer.from(LONG);
  const whole = await parse(bytes);
  expect(whole).toMatchObject({ incomplete: false, entries: { length: 12 } });
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: LONG.indexOf("<title>"), max: bytes.length - 1 }), async (at) => {
      const cut = bytes.subarray(0, at);
      const complete = cut.toString().split("</item>").length - 1;
      const { entries, incomplete } = await parse(cut);
      expect(entries).toEqual(whole.entries.slice(0, complete));
      expect(incomplete).toBe(true);
    }),
    { numRuns: 300 },
  );
});

test("an unclosed CDATA swallows only its entry, and one that mentions CDATA stays whole", async () => {
  expect(await titles(rss(`<item><title><![CDATA[a</title></item>${item("b")}`))).toEqual(["a", "b"]);
  expect(await titles(rss(`<item><title><![CDATA[a</title></item>${item("b")}${item("<![CDATA[c]]>")}`))).toEqual([
    "a",
    "b",
    "c",
  ]);
  const words = "Write &lt;item&gt;&lt;![CDATA[ and close it with &lt;/item&gt;";
  expect(await titles(rss(item("x", `<![CDATA[<p>${words}, <![CDATA[ or <item> it</p>]]>`) + item("y")))).toEqual(["x", "y"]);
});

test("any damage gives a feed or a refusal with a message", async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(LONG.length - 1), fc.nat(40), fc.string({ maxLength: 12 }), async (at, length, noise) => {
      const outcome = await parse(LONG.slice(0, at) + noise + LONG.slice(at + length)).catch((thrown: Error) => thrown.name);
      expect(typeof outcome === "string" ? outcome : Array.isArray(outcome.entries)).toSatisfy(
        (seen) => seen === true || seen === "FeedError",
      );
    }),
    { numRuns: 300 },
  );
});

test("a bare & and a bare < are text", async () => {
  expect(await titles(rss(item("Fish & Chips") + item("5 < 6, 3 <4 and a<b") + item("z")))).toEqual([
    "Fish & Chips",
    "5 < 6, 3 <4 and a<b",
    "z",
  ]);
});

test("misspelt and missing end tags cost only the field that they damage", async () => {
  const misspelt = await parse(rss(`<item><title>a</titel><link>https://x.example.org/a</link></item>${item("b")}`));
  expect(misspelt.entries.map(({ title, url }) => [title, url])).toEqual([
    ["a", "https://x.example.org/a"],
    ["b", "https://x.example.org/b"],
  ]);
  const unclosed = await parse(
    rss(`<item><title>a</title><description>words <br> more<pubDate>3 Mar 2026</pubDate></item>${item("b")}`),
  );
  expect(unclosed.entries[0]).toMatchObject({ summary: "words\nmore", publishedAt: "2026-03-03T00:00:00.000Z" });
  expect(await titles(rss(`<item><title>a</title>${item("b")}`))).toEqual(["a", "b"]);
});

test("warnings before the document and rubbish after it are skipped", async () => {
  expect(
    await titles(
      `<br />\n<b>Warning</b>: mysql_connect() in <b>/srv/feed.php</b><br />\n${rss(item("a"))}\n<!-- cached --><script>x</script>`,
    ),
  ).toEqual(["a"]);
  expect(await titles(`${rss(item("a"))}${rss(item("b"))}`)).toContain("a");
});

test("undeclared prefixes mean what they usually mean", async () => {
  const { entries } = await parse(
    rss("<item><dc:title>a</dc:title><dc:date>2026-03-03</dc:date><content:encoded>&lt;p&gt;x</content:encoded></item>"),
  );
  expect(entries[0]).toMatchObject({ title: "a", publishedAt: "2026-03-03T00:00:00.000Z", content: "<p>x" });
});

test("plain entities declared by a document are expanded, and no others", async () => {
  expect(await titles(doctype(`<!ENTITY co "River News">`) + rss(item("&co;")))).toEqual(["River News"]);
  expect(await titles(doctype(`<!ENTITY a "x"><!ENTITY b "&a;&a;">`) + rss(item("&b;")))).toEqual(["&b;"]);
  expect(await titles(doctype(`<!ENTITY a SYSTEM "file:///etc/passwd">`) + rss(item("&a;")))).toEqual(["&a;"]);
});

test.each([
  ["entities in entities", `<!DOCTYPE rss [<!ENTITY a "${"A".repeat(199)}">]>${rss(item("&a;".repeat(100_000)) + item("z"))}`],
  ["half-open tags, escaped", rss(item("a", "&lt;a ".repeat(200_000)) + item("z"))],
  ["half-open tags", rss(item("a", "<a ".repeat(200_000)) + item("z"))],
  ["a million unclosed tags", rss(item("a", "<b>".repeat(1_000_000)) + item("z"))],
  ["tags a hundred thousand deep", rss("<x>".repeat(100_000) + "</x>".repeat(100_000) + item("z"))],
  ["end tags of nothing", rss("<a><b>".repeat(100_000) + "</c>".repeat(100_000) + item("z"))],
  [
    "two hundred thousand attributes",
    rss(`<x ${Array.from({ length: 200_000 }, (_, n) => `a${n}="1"`).join(" ")}/>${item("z")}`),
  ],
  ["an endless attribute", rss(`<x ${"a".repeat(2_000_000)}/>${item("z")}`)],
  ["document types", rss("<!doctype [".repeat(100_000) + item("z"))],
  ["quotes in quotes", rss(`<a b="<a b='`.repeat(100_000) + item("z"))],
  ["bare <", rss("<".repeat(1_000_000) + item("z"))],
  ["white space", rss(item(" \n".repeat(500_000)) + item("z"))],
  ["relative links", rss(item("a", "&lt;a href=/x&gt;".repeat(50_000)) + item("z"))],
  ["__proto__", rss(`<__proto__><constructor/></__proto__><item __proto__="x"><prototype/></item>${item("z")}`)],
])("%s: the good entry behind comes out within two seconds of the processor", async (_, document) => {
  const usedMs = await processorMs(async () => expect((await titles(document)).at(-1)).toBe("z"));
  expect(usedMs).toBeLessThan(2_000);
  expect(Object.keys(Object.prototype)).toEqual([]);
});

test("of more entries and bytes than the limit, the first are read and the feed is marked", async () => {
  const many = await parse(rss("<item><title>a</title></item>".repeat(6_000)));
  expect(many).toMatchObject({ incomplete: true, entries: { length: 5_000 } });
  const large = await parse(rss(item("a") + item("b", "x".repeat(17_000_000))));
  expect(large).toMatchObject({ incomplete: true, entries: { length: 1 } });
});

test("JSON that a program pasted together is read: a comma too many, a line break in a string", async () => {
  const json = `{"version":"https://jsonfeed.org/version/1.1","title":"T","items":[{"id":"1","title":"a,]\\"","content_text":"one\ntwo",},{"id":"2","title":"b" , },],}`;
  expect(await parse(json)).toMatchObject({
    incomplete: false,
    entries: [{ title: 'a,]"', content: "one\ntwo" }, { title: "b" }],
  });
  expect(await processorMs(async () => parse(`{"items":[${'"\\"'.repeat(300_000)}`).catch(() => null))).toBeLessThan(2_000);
});

test.each([
  ["a long text", "x".repeat(9_000_000)],
  ["an escape", `${'\\"'.repeat(200_000)}\\`],
])("JSON that is cut within %s gives the entries before it, within two seconds of the processor", async (_, text) => {
  const json = `{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"1","title":"a"},{"id":"2","content_html":"${text}`;
  const usedMs = await processorMs(async () => expect(await titles(json)).toEqual(["a"]));
  expect(usedMs).toBeLessThan(2_000);
});
