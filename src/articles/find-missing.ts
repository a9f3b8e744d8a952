// Tells whether a page gives only the beginning of its article: the rest is for subscribers.
import { type Block, countWords, joinBlocks } from "./read-blocks.ts";
import { isSoldNotice } from "./sold-notice.ts";

interface ReadPage {
  html: string;
  /** Those of the article. */
  blocks: readonly Block[];
  /** All that a reader sees, in order. */
  shown: readonly Block[];
  /** False if the publisher says that readers must pay. */
  isFree: boolean;
}

/** A longer text is more than a teaser, even of a page that says that readers must pay. */
const TEASER_WORDS_MAX = 250;
/** A page with a notice that the rest is sold has a longer one. */
const NOTED_WORDS_MAX = 600;
/** Such a notice is among so many blocks below the text. */
const NOTICE_BLOCKS_MAX = 6;
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
  if (page.blocks.length === 0 || FREE.test(page.html)) return null;
  const words = countWords(joinBlocks(page.blocks));
  const isCut =
    (words < NOTED_WORDS_MAX && endsInNotice(page)) || (words < TEASER_WORDS_MAX && (!page.isFree || endsInOffer(page)));
  return isCut ? "the rest is for subscribers" : null;
}

function endsInNotice({ blocks, shown }: ReadPage): boolean {
  const last = blocks.at(-1)?.text ?? "";
  const at = shown.findLastIndex(({ text }) => text === last);
  return at >= 0 && shown.slice(at + 1, at + 1 + NOTICE_BLOCKS_MAX).some(isSoldNotice);
}

function endsInOffer({ html, blocks }: ReadPage): boolean {
  const last = blocks.at(-1 - Math.min(OFFER_BLOCKS_MAX, blocks.length - 1));
  const at = html.indexOf(last?.text.slice(-30) ?? "");
  if (at < 0) return false;
  const after = html.slice(at, at + OFFER_CHARS);
  return SIGNS.filter((sign) => sign.test(after)).length >= SIGNS_MIN;
}
