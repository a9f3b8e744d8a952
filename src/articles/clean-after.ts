// Removes lines that do not belong to the article from the text that was found.
import { parseDate } from "../text/dates/parse-date.ts";
import { type Block, countLetters, countWords } from "./read-blocks.ts";

/** Lines that point elsewhere, in the languages seen so far. */
const POINTERS = new RegExp(
  "^(?:" +
    [
      "read (?:more|also|next|full|the full|this|on|our)\\b|also read|more (?:on|from|about|stories)\\b|see (?:also|more)\\b|related(?: (?:stories|articles|content|topics|news|links))?\\s*:|recommended|don['’]t miss|up next|watch\\s*:|listen\\s*:|click here|sign up|subscribe|follow (?:us|@)|share this|advertisement\\b|story continues|continue reading|scroll (?:down|to)|what to read next|get the latest|join (?:our|us)|download (?:our|the) app|photos?:|image:|you (?:may|might) also|trending|most read|print this",
      "lesen sie auch|mehr (?:zum thema|dazu)|lesen sie (?:mehr|hier)|auch interessant|zum newsletter|weiterlesen|das könnte sie|anzeige$|werbung$",
      "lire aussi|à lire|lire la suite|sur le même sujet|abonnez-vous|leer más|lea también|lee también|le puede interesar|te puede interesar|leia (?:também|mais)|veja também|leggi anche|lees ook|lees meer|les også|læs også|läs (?:också|mer)|lue myös|czytaj (?:też|także|więcej)|zobacz (?:też|także)|přečtěte si|devamı için|ayrıca oku",
      "читайте (?:также|ещё|еще)|читать (?:далее|также)|подпис(?:ывайтесь|аться)|по теме|читайте теж|читайте також|підписуйтесь",
    ].join("|") +
    ")",
  "iu",
);

/** A line of at most this many words may be furniture; a longer one belongs to the article. */
const POINTER_WORDS_MAX = 30;

/** A line that ends in a picture credit is that picture's caption. */
const CAPTION =
  /(?:\((?:file )?(?:photo|picture|image|foto|bild|фото|crédit|credit)[^()]{0,80}\)|[/|(](?:getty images|afp via getty|shutterstock|ap photo)[^()]{0,40}\)?)\.?$/i;
/** The first paragraph of an article is longer than the page's own lines above it. */
const LEAD_CHARS_MIN = 80;
const HEAD_WORDS_MAX = 60;
/** A longer line is a sentence. */
const DATE_CHARS_MAX = 120;
const DATE_WORDS_MAX = 16;

/** What is known of an article apart from its text. */
interface Known {
  /** The article's own title, byline and date, so that their repetition can be recognised. */
  title: string | null;
  byline: string | null;
  /** The lines that the page shows above the title. */
  above: ReadonlySet<string>;
}

export function cleanAfter(blocks: readonly Block[], known: Known): Block[] {
  const kept = dropHead(blocks, known).filter((block) => !isPointer(block) && !isLinkOnly(block) && !isCaption(block));
  while (kept.length > 1 && isHeading(kept.at(-1))) kept.pop();
  return kept;
}

/** The page's own lines (its name, switches) stand above the repeated title, date and byline, and are removed with them. */
function dropHead(blocks: readonly Block[], { title, byline, above }: Known): readonly Block[] {
  const repeated = new Set([fold(title ?? ""), fold(byline ?? "")].filter((text) => text !== ""));
  // A line three times as long says something else as well.
  const longest = 3 * Math.max(0, ...[...repeated].map(({ length }) => length)) + 20;
  let start = 0;
  let words = 0;
  for (const [i, { text }] of blocks.entries()) {
    const isRepeated = text.length <= longest && repeated.has(fold(text));
    const isPages = text.length < LEAD_CHARS_MIN && above.has(text);
    if (isPages || isRepeated || isDate(text)) start = i + 1;
    words += countWords(text);
    if (words > HEAD_WORDS_MAX || (text.length >= LEAD_CHARS_MIN && !isRepeated)) break;
  }
  return blocks.slice(start);
}

function isDate(text: string): boolean {
  return text.length <= DATE_CHARS_MAX && /\p{N}/u.test(text) && countWords(text) <= DATE_WORDS_MAX && parseDate(text) !== null;
}

function fold(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

function isHeading(block: Block | undefined): boolean {
  return block !== undefined && /^h[1-6]$/.test(block.tag);
}

function isCaption({ text }: Block): boolean {
  return text.length <= 400 && CAPTION.test(text);
}

function isPointer({ text }: Block): boolean {
  return POINTERS.test(text) && countWords(text) <= POINTER_WORDS_MAX;
}

/** A paragraph that is only a link leads to another article. A heading may be a link and still belong to this one. */
function isLinkOnly(block: Block): boolean {
  const { text, linked } = block;
  return linked > 0 && !isHeading(block) && linked > 0.85 * countLetters(text) && countWords(text) <= POINTER_WORDS_MAX;
}
