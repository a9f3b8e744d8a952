// Damages a page as the web does, and as nobody would think of: the same damage for the same numbers.
import iconv from "iconv-lite";

/** From 0 up to 1. */
type Random = () => number;

export interface MutatedPage {
  bytes: Uint8Array;
  contentType: string | null;
}

const ENCODINGS = ["utf-8", "utf-16le", "utf-16be", "windows-1251", "windows-1252", "gb18030", "shift_jis", "koi8-r"];
const CONTENT_TYPES = [
  null,
  "text/html",
  "text/html; charset=utf-8",
  "text/html; charset=utf-16",
  "text/plain",
  "application/xhtml+xml",
  "x",
];
const FRAGMENTS = [
  "<div>".repeat(3_000),
  "<b><i><a href=x>".repeat(300),
  "<table><tr><td><p>",
  "<svg><foreignObject><p>",
  "<math><mi><script>",
  "<template><body>",
  "<select><option><div>",
  "<!--",
  "<![CDATA[",
  "<!doctype html><html><body>",
  "</body></html>",
  "<plaintext>",
  "<textarea>",
  "<title>",
  "<script>",
  "<style>",
  "<frameset><frame>",
  "\0\u0001\ufffe\ufeff",
  "&#x0;&#xd800;&notin;&amp",
  '<script type="application/ld+json">{"@type":"NewsArticle","articleBody":[1,{"a":',
  '<meta http-equiv="refresh" content="0; url=javascript:alert(1)">',
  '<base href="javascript:">',
  '<link rel="canonical" href="data:text/html,x">',
  `<p ${"a=1 ".repeat(5_000)}>`,
  "\u202e\u2066",
];

type Mutation = (html: string, random: Random) => string;

const at = (text: string, random: Random): number => Math.floor(random() * (text.length + 1));
const oneOf = <T>(list: readonly T[], random: Random): T => list[Math.floor(random() * list.length)] as T;
const stretch = (text: string, random: Random, longest: number): [start: number, end: number] => {
  const start = at(text, random);
  return [start, Math.min(text.length, start + Math.floor(random() * longest))];
};

/** The n-th tag goes, comes twice, or loses its end. */
function onTag(html: string, random: Random, change: (tag: string) => string): string {
  const tags = [...html.matchAll(/<[^<>]*>/g)];
  const tag = tags[Math.floor(random() * tags.length)];
  return tag === undefined ? html : html.slice(0, tag.index) + change(tag[0]) + html.slice(tag.index + tag[0].length);
}

const MUTATIONS: readonly Mutation[] = [
  (html, random) => html.slice(0, at(html, random)),
  (html, random) => html.slice(at(html, random)),
  (html, random) => onTag(html, random, () => ""),
  (html, random) => onTag(html, random, (tag) => tag + tag),
  (html, random) => onTag(html, random, (tag) => tag.slice(0, -1)),
  (html, random) => onTag(html, random, (tag) => tag.replace(/["']/g, "")),
  (html, random) => onTag(html, random, (tag) => tag.repeat(200)),
  (html, random) => {
    const [start, end] = stretch(html, random, 5_000);
    return html.slice(0, start) + html.slice(end);
  },
  (html, random) => {
    const [start, end] = stretch(html, random, 5_000);
    const place = at(html, random);
    return html.slice(0, place) + html.slice(start, end) + html.slice(place);
  },
  (html, random) => {
    const place = at(html, random);
    return html.slice(0, place) + oneOf(FRAGMENTS, random) + html.slice(place);
  },
  (html, random) => {
    const place = at(html, random);
    return html.slice(0, place) + String.fromCharCode(Math.floor(random() * 0xffff)) + html.slice(place + 1);
  },
];

/** One to six mutations, then bytes in some encoding, some of them other than they were, and some word of a server about them. */
export function mutatePage(html: string, random: Random): MutatedPage {
  let mutated = html;
  for (let left = 1 + Math.floor(random() * 6); left > 0; left--) mutated = oneOf(MUTATIONS, random)(mutated, random);
  const bytes = Uint8Array.from(iconv.encode(mutated, random() < 0.7 ? "utf-8" : oneOf(ENCODINGS, random)));
  const flips = random() < 0.3 ? Math.floor(random() * 50) : 0;
  for (let flip = 0; flip < flips; flip++) bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256);
  return { bytes, contentType: oneOf(CONTENT_TYPES, random) };
}

/** What holds of every page that was read, whatever it was; else what does not. */
export function brokenRule(read: {
  text: string;
  reason: string | null;
  canonicalUrl: string | null;
  leadsTo?: string;
}): string | null {
  if ((read.text === "") !== (read.reason !== null)) return "text is empty exactly where there is a reason";
  for (const url of [read.canonicalUrl, read.leadsTo ?? null])
    if (url !== null && !/^https?:\/\//.test(url)) return `no address but http(s): ${url}`;
  if (read.reason === "extractor-crashed") return "nothing breaks the extractor";
  return null;
}
