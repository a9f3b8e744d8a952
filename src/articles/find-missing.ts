// Tells whether a page gives only the beginning of its article: the rest is for subscribers.
import { type Block, countWords, joinBlocks } from "./read-blocks.ts";

interface ReadPage {
  html: string;
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

/** What is missing, as a message for people; null if nothing is known to be. */
export function findMissing(page: ReadPage): string | null {
  if (page.blocks.length === 0) return null;
  if (countWords(joinBlocks(page.blocks)) >= TEASER_WORDS_MAX) return null;
  return (!page.isFree || endsInOffer(page)) && !FREE.test(page.html) ? "the rest is for subscribers" : null;
}

function endsInOffer({ html, blocks }: ReadPage): boolean {
  const last = blocks.at(-1 - Math.min(OFFER_BLOCKS_MAX, blocks.length - 1));
  const at = html.indexOf(last?.text.slice(-30) ?? "");
  if (at < 0) return false;
  const after = html.slice(at, at + OFFER_CHARS);
  return SIGNS.filter((sign) => sign.test(after)).length >= SIGNS_MIN;
}
