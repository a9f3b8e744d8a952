// Tells why a page has no article to read: a consent dialog, a paywall, a check for robots, or nothing at all.
import type { UnreadableReason } from "./article.ts";
import { hasConsentMarks, isAboutConsent } from "./consent-dialog.ts";
import { type Block, countLetters, countWords, joinBlocks } from "./read-blocks.ts";

export interface NoText {
  reason: UnreadableReason;
  /** In words a person understands. */
  detail: string;
}

/** A page with more words than this to read is an article, whatever stands around it. */
const WALL_WORDS_MAX = 120;
/** Of an article's characters at most this share are links'. */
const LINKED_SHARE_MAX = 0.85;

const BOT_CHECK =
  /just a moment|attention required|checking (?:your browser|if the site connection)|verify(?:ing)? (?:that )?you are (?:a )?human|are you a (?:robot|human)|not a robot|unusual traffic|pardon our interruption|access (?:to this page has been )?denied|ddos.protection|security check|enable javascript and cookies to continue|captcha|проверка браузера|подтвердите, что вы не робот/i;
const BOT_CHECK_MARKS =
  /cf-chl|challenge-platform|px-captcha|captcha-delivery\.com|_Incapsula_Resource|g-recaptcha|h-captcha|cf-turnstile|aws-waf/i;
const PAYWALL =
  /\b(?:subscribe (?:now|to (?:continue|read|unlock)|for)|subscribers? only|already a (?:subscriber|member)|to (?:continue|keep) reading|for subscribers|become a member|log ?in to (?:read|continue)|sign in to (?:read|continue)|register to (?:read|continue)|unlock this|jetzt abonnieren|nur für abonnenten|weiterlesen mit|réservé aux abonnés|s'abonner|suscríbete para|solo para suscriptores|только для подписчиков|оформите подписку)/giu;

/** Judges a page from its words: `blocks` is what was read of it (may be empty), `html` the page itself. Null where it is an article. */
export function explainNoText(page: {
  html: string;
  title: string | null;
  blocks: readonly Block[];
  isFree: boolean;
}): NoText | null {
  const text = joinBlocks(page.blocks);
  const words = countWords(text);
  const isShort = words <= WALL_WORDS_MAX;
  if (
    isShort &&
    (BOT_CHECK.test(page.title ?? "") || BOT_CHECK.test(text.slice(0, 2_000)) || (words < 20 && BOT_CHECK_MARKS.test(page.html)))
  ) {
    return { reason: "bot-check", detail: "The site asks for proof that a person is reading." };
  }
  if (isAboutConsent(text) || (words < 20 && hasConsentMarks(page.html))) {
    return { reason: "consent-wall", detail: "The page shows a consent dialog in place of the article." };
  }
  if (isShort && (isAboutPaying(text, words) || (words < 20 && !page.isFree))) {
    return { reason: "paywall", detail: "The page shows the article to subscribers only." };
  }
  return words === 0 || isNothingButLinks(page.blocks)
    ? { reason: "no-text", detail: "The page holds no text that reads as an article." }
    : null;
}

/** A list or a row of links leads to articles and is none, whatever its length. */
export function isNothingButLinks(blocks: readonly Block[]): boolean {
  const linked = blocks.reduce((sum, block) => sum + block.linked, 0);
  const letters = blocks.reduce((sum, block) => sum + countLetters(block.text), 0);
  return linked > LINKED_SHARE_MAX * letters;
}

function isAboutPaying(text: string, words: number): boolean {
  const terms = text.match(PAYWALL)?.length ?? 0;
  return terms >= 2 && terms * 30 >= words;
}
