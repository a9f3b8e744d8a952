// Removes what stands below an article: an offer to subscribe with what it says, and lines about the author or the outlet.
import { type Block, countWords } from "./read-blocks.ts";
import { isSoldNotice } from "./sold-notice.ts";

/** Says that the rest is for subscribers: below it stands no more of the article. */
const REST_IS_SOLD =
  /(?:il vous reste .{1,12} de cet article|la suite est réservée aux abonnés|the rest of (?:this|the) (?:article|story) is (?:for|only)|this (?:article|story|content) is (?:for|only for|available to|exclusive to|reserved for) (?:our )?(?:subscribers|members)|weiterlesen mit (?:dem |einem )?\S*abo|nur für abonnent|lesen sie weiter mit|resto de este (?:artículo|contenido) es (?:para|exclusivo)|articolo (?:è )?riservato agli abbonati|dalszy ciąg (?:dostępny|artykułu) dla|полная версия доступна)/iu;
const SOLD_WORDS_MAX = 40;
/** An article has a beginning before that. */
const BLOCKS_MIN = 3;
/** A notice that the rest is sold stands so near the end of what there is. */
const NOTICE_BLOCKS_MAX = 3;
/** What a notice goes on to say of its offer is shorter, or names a price or what its reader may cancel. */
const PROSE_WORDS_MIN = 20;
/** "More from this section", "Related". */
const LABEL_WORDS_MAX = 8;
const OFFER =
  /[€$£¥₽₴₹₩]\s?\d|\d\s?(?:[€£₽₴₹₩元円원]|euros?\b|eur\b|kr\b|zł|kč|руб|грн)|cancel any ?time|unlimited|free trial|kündbar|probemonat|unbegrenzt|sans engagement|illimité|essai gratuit|ilimitad|gratis|illimitat|onbeperkt|opzegbaar|subscri|\babo(?:s|nn\p{L}*)?\b|suscri|assin(?:e|atura)|abbon|prenumer|подпис|підпис|передплат|订阅|訂閱|会员|會員|会員|購読|구독|登录|登入|log ?in\b|sign (?:in|up)\b/iu;
/** How many blocks at the end may be about the author or the outlet, with how many words each. */
const ENDING_BLOCKS_MAX = 4;
const ABOUT_WORDS_MAX = 130;
const ABOUT_AUTHOR =
  /^(?:about the authors?|about the writers?|über (?:den|die) autor(?:in|en|innen)?|zur person|à propos de l['’]auteur|l['’]auteur|sobre (?:el autor|la autora|o autor|a autora)|l['’]autore|over de auteur|o autorze|об авторе)\s*:?$/iu;
/** What follows a name in a line about its bearer. */
const IS =
  /^(?:['’]s (?:new |latest |first )?books?\b|,? (?:who )?(?:is|are|was|writes|covers|works|reports|has been|ist|schreibt|arbeitet|berichtet|est|écrit|es|escribe|è|scrive|é|jest|är|er) )/iu;

/** `names` are the authors' and the outlet's. */
export function dropEnding(blocks: readonly Block[], names: readonly string[]): readonly Block[] {
  const end = blocks.findIndex(({ text }, i) => i >= BLOCKS_MIN && REST_IS_SOLD.test(text) && countWords(text) <= SOLD_WORDS_MAX);
  const free = end < 0 ? blocks : [...blocks.slice(0, end), ...goesOn(blocks.slice(end + 1))];
  const offer = free.findIndex((block, i) => i > 0 && i >= free.length - NOTICE_BLOCKS_MAX && isSoldNotice(block));
  // An offer may stand between the paragraphs of an article, too.
  const whole = offer < 0 ? free : free.filter((block, i) => i < offer || (i > offer && isProse(block)));
  const from = Math.max(BLOCKS_MIN, whole.length - ENDING_BLOCKS_MAX);
  const about = whole.findIndex(({ text }, i) => i >= from && ABOUT_AUTHOR.test(text));
  const rest = about < 0 ? whole : whole.slice(0, about);
  return rest.filter((block, i) => i < from || !isAboutOneOf(block, names));
}

/** What a page shows of its article all the same: the paragraphs up to the first heading or label, below which other stories stand. */
function goesOn(below: readonly Block[]): readonly Block[] {
  const label = below.findIndex(
    ({ tag, text }) =>
      /^h[1-6]$/.test(tag) || (countWords(text) <= LABEL_WORDS_MAX && !/[.!?…:。！？]\p{P}?$/u.test(text) && !OFFER.test(text)),
  );
  return (label < 0 ? below : below.slice(0, label)).filter(isProse);
}

const isProse = ({ text, linked }: Block): boolean =>
  countWords(text) >= PROSE_WORDS_MIN && linked < text.length / 2 && !OFFER.test(text);

function isAboutOneOf({ text }: Block, names: readonly string[]): boolean {
  return names.some(
    (name) => name.length > 3 && text.startsWith(name) && IS.test(text.slice(name.length)) && countWords(text) <= ABOUT_WORDS_MAX,
  );
}
