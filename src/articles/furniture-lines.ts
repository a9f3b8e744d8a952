// Recognises lines within an article that belong to its page: pointers elsewhere, adverts, offers, and what stands in place of a blocked embed.
import { type Block, countLetters, countWords } from "./read-blocks.ts";

/** Lines that point elsewhere, in the languages seen so far. */
const POINTERS = new RegExp(
  "^(?:" +
    [
      "read (?:more|also|next|full|the full|this|on|our)\\b|also read|more (?:on|from|about|stories)\\b|see (?:also|more)\\b|related(?: (?:stories|articles|content|topics|news|links))?\\s*:|recommended|don['’]t miss|up next|watch\\s*:|listen\\s*:|click here|sign up|subscribe|follow (?:us|@)|share this|adverts?\\b(?=\\W*$)|advertisement\\b|ad(?=\\W*$)|promoted(?=\\W*$)|article continues (?:below|after)|story continues|continue reading|scroll (?:down|to)|what to read next|get the latest|join (?:our|us)|download (?:our|the) app|photos?:|image:|you (?:may|might) also|trending|most read|print this",
      "lesen sie auch|mehr (?:zum thema|dazu)|lesen sie (?:mehr|hier)|auch interessant|zum newsletter|weiterlesen|das könnte sie|(?:anzeige|werbung|publicité|publicidade?|pubblicità|annonse|annons|mainos|advertentie|reklama?|реклама|広告|광고)\\W*$",
      "lire aussi|à lire|lire la suite|sur le même sujet|abonnez-vous|leer más|lea también|lee también|le puede interesar|te puede interesar|leia (?:também|mais)|veja também|leggi anche|lees ook|lees meer|les også|læs også|läs (?:också|mer)|lue myös|czytaj (?:też|także|więcej)|zobacz (?:też|także)|přečtěte si|devamı için|ayrıca oku",
      "читайте (?:также|ещё|еще)|читать (?:далее|также)|подпис(?:ывайтесь|аться)|по теме|читайте теж|читайте також|підписуйтесь",
    ].join("|") +
    ")",
  "iu",
);

/** A line of at most this many words may be furniture; a longer one belongs to the article. */
const POINTER_WORDS_MAX = 30;
const NOTICE_WORDS_MAX = 110;
/** A line that ends in a picture credit is that picture's caption. */
const CAPTION =
  /(?:\((?:file )?(?:photo|picture|image|foto|bild|фото|crédit|credit)[^()]{0,80}\)|[/|(](?:getty images|afp via getty|shutterstock|ap photo)[^()]{0,40}\)?)\.?$/i;
const LINKED_SHARE = 0.85;
/** "Also read: a headline elsewhere", in any language: a short label, then nothing but a link of a few words. */
const LABEL = /^(\P{P}{2,40}?)\s*(?:[:：|»›→]|\s[–—-](?=\s))\s*(?!https?:)(?=\S)/u;
const LABEL_WORDS_MAX = 5;
const HEADLINE_WORDS_MIN = 4;
/** A blocked embed asks for consent in the article's text. */
const EMBED =
  /(?:extern|third[- ]part|embedded|eingebett|dargestellt|darzustellen|anzuzeigen|tiers|terze parti|terceros|youtube|twitter|instagram|facebook|tiktok|to (?:view|see|show|display|watch|load) (?:this|it))/iu;
const EMBED_ASKS =
  /(?:\bwe need your (?:consent|permission)|with your (?:consent|permission)|(?:ihre|deine) (?:zustimmung|einwilligung)|accept(?:ing)? (?:all )?(?:the )?cookies|cookies (?:akzeptieren|zulassen)|datenschutzerklärung|votre consentement|accepter les cookies|(?:su|tu) consentimiento|aceptar (?:las )?cookies|(?:il tuo|il vostro) consenso|accettare i cookie|uw toestemming|cookies accepteren|zgod[ęy])/iu;
/** A search for such parts of its words rejects most lines at little cost. */
const ASKING = "ookie onsen ermission ustimm inwillig schutzerkl oestemm zgod".split(" ");
/** A price a month, and a word for subscribing. */
const PRICE =
  /(?:[€$£]\s?\d|\d(?:[.,]\d+)?\s?(?:€|euro?|kr|zł|chf)).{0,40}(?:\b(?:per|a|pro|im|al|par|por|per)\b|\/|\bmonatlich|\bmonthly|\bmensu)\s*(?:month|monat|mois|mes|mese|week|woche|måned|månad|miesiąc|year|jahr|an\b)?/iu;
/** A search for such signs rejects most lines at little cost. */
const MONEY = /[€$£]|eur|kr|zł|chf/i;
const SUBSCRIBING =
  /subscri|abonn|\babos?\b|kündbar|cancel any ?time|probe(?:monat|abo)|digital access|premium|prenumer|abbona|suscri|assin/iu;
/** Marks of a content system: those with a value or an end, since others may be words in brackets. */
const VALUED_MARK = /\[[a-z][\w-]*\s+[\w-]+\s*=\s*[^[\]]*\]/giu;
const ENDING_MARK = /\[\/([a-z][\w-]*)\]/giu;

/** Whether a line belongs to the page and not to the article. */
export function isFurniture(block: Block): boolean {
  return isPointer(block) || isLinkOnly(block) || isCaption(block) || isLabelledLink(block) || isNotice(block);
}

function isCaption({ text }: Block): boolean {
  return text.length <= 400 && CAPTION.test(text);
}

function isPointer({ text, linked }: Block): boolean {
  if (!POINTERS.test(text)) return false;
  // Below such a line may stand a list of links.
  return countWords(text) <= POINTER_WORDS_MAX || (text.includes("\n") && linked > countLetters(text) / 2);
}

/** A paragraph that is only a link leads to another article. A heading may be a link and still belong to this one. */
function isLinkOnly({ text, tag, linked }: Block): boolean {
  return (
    linked > 0 && !/^h[1-6]$/.test(tag) && linked > LINKED_SHARE * countLetters(text) && countWords(text) <= POINTER_WORDS_MAX
  );
}

function isLabelledLink({ text, tag, linked }: Block): boolean {
  if (linked === 0 || tag === "li" || countWords(text) > POINTER_WORDS_MAX) return false;
  const label = LABEL.exec(text);
  if (label === null || countWords(label[1] ?? "") > LABEL_WORDS_MAX) return false;
  const rest = text.slice(label[0].length);
  return countWords(rest) >= HEADLINE_WORDS_MIN && linked > LINKED_SHARE * countLetters(rest) && linked <= rest.length + 1;
}

function isNotice({ text }: Block): boolean {
  if (text.length > 1_000) return false;
  if (ASKING.some((root) => text.includes(root)) && EMBED_ASKS.test(text) && EMBED.test(text))
    return countWords(text) <= NOTICE_WORDS_MAX;
  return (
    /\d/.test(text) && MONEY.test(text) && SUBSCRIBING.test(text) && PRICE.test(text) && countWords(text) <= POINTER_WORDS_MAX
  );
}

/** The block without such marks; null if nothing else is in it. */
export function withoutMarks(block: Block): Block | null {
  if (!/\[\/?[a-z]/i.test(block.text)) return block;
  const ended = new Set([...block.text.matchAll(ENDING_MARK)].map(([, name = ""]) => name.toLowerCase()));
  const text = block.text
    .replace(VALUED_MARK, "")
    .replace(ENDING_MARK, "")
    .replace(/\[([a-z][\w-]*)\]/giu, (mark, name: string) => (ended.has(name.toLowerCase()) ? "" : mark))
    .trim();
  return text === block.text ? block : text === "" ? null : { ...block, text, linked: Math.min(block.linked, text.length) };
}
