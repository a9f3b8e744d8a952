// Tells whether a page gives only the beginning of its article: the rest is for subscribers, or on further pages.
import { type Block, countWords, joinBlocks } from "./read-blocks.ts";

interface ReadPage {
  html: string;
  url: string;
  blocks: readonly Block[];
  /** False if the publisher says that readers must pay. */
  isFree: boolean;
}

/** A longer text is more than a teaser, even of a page that says that readers must pay. */
const TEASER_WORDS_MAX = 250;
/** What follows the text within so many characters of HTML may be an offer to subscribe. */
const OFFER_CHARS = 1_500;
/** An offer that was read as part of the text has at most so many blocks. */
const OFFER_BLOCKS_MAX = 3;
/** One sign alone stands on many free pages, such as a link to the newsletter. */
const SIGNS_MIN = 2;
const SIGNS = [
  /\b(?:class|id)\s*=\s*["'][^"'<>]{0,200}(?:pay-?wall|premium|offer|fade|locked|subscri|regwall|meter|piano|abo-)/i,
  /\bhref\s*=\s*["'][^"'<>]{0,200}(?:subscri|abonn|abbona|suscri|assin|premium|pay|prenumer|tilaa|predplat|prenota|membership|\babo\b)/i,
  /[€$£¥₽₴]|\d[.,]?\d*\s?(?:euro|eur|kr|zł|kč|ft|lei|tl)\b/i,
  /(?:…|\.\.\.)\s*(?:<|$)/,
];
const FREE = /"isAccessibleForFree"\s*:\s*"?true/i;
const NEXT = /<(?:link|a)\b[^<>]{0,1000}\brel\s*=\s*["']?next\b[^<>]{0,1000}>/gi;
const HREF = /\bhref\s*=\s*(?:"([^"<>]{1,2000})"|'([^'<>]{1,2000})'|([^\s"'<>]{1,2000}))/i;
const PAGES = /\b1\s?(?:\/|of|von|de|di|sur|van|av|из)\s?(\d{1,2})\b/i;

/** What is missing, as a message for people; null if nothing is known to be. */
export function findMissing(page: ReadPage): string | null {
  if (page.blocks.length === 0) return null;
  if (leadsToNextPage(page)) {
    const [, pages] = PAGES.exec(page.html) ?? [];
    return `Only page 1${pages === undefined ? "" : ` of ${pages}`} of the article was read.`;
  }
  if (countWords(joinBlocks(page.blocks)) >= TEASER_WORDS_MAX || FREE.test(page.html)) return null;
  return !page.isFree || endsInOffer(page) ? "Only the beginning of the article can be read; the rest is for subscribers." : null;
}

/** `rel=next` may also name the next article, so the address must be this page's with a number. */
function leadsToNextPage({ html, url }: ReadPage): boolean {
  if (!URL.canParse(url)) return false;
  const own = new URL(url);
  const stem = own.pathname.replace(/\/$/, "").replace(/\.\w{1,5}$/, "");
  return [...html.matchAll(NEXT)].some(([tag]) => {
    const href = HREF.exec(tag)
      ?.slice(1)
      .find((value) => value !== undefined);
    if (href === undefined || !URL.canParse(href, url)) return false;
    const next = new URL(href.replaceAll("&amp;", "&"), url);
    if (next.host !== own.host || !next.pathname.startsWith(stem)) return false;
    const number = next.pathname === own.pathname ? next.search : next.pathname.slice(stem.length);
    return stem !== "" && /(?:^|\D)2(?:\D|$)/.test(number) && number.length <= 20;
  });
}

function endsInOffer({ html, blocks }: ReadPage): boolean {
  const last = blocks.at(-1 - Math.min(OFFER_BLOCKS_MAX, blocks.length - 1));
  const at = html.indexOf(last?.text.slice(-30) ?? "");
  if (at < 0) return false;
  const after = html.slice(at, at + OFFER_CHARS);
  return SIGNS.filter((sign) => sign.test(after)).length >= SIGNS_MIN;
}
