// Removes the lines that are no part of an article from the text that was found to be one.
import { type Block, countWords } from "./read-blocks.ts";

/** Lines that point elsewhere, in the languages they were met in. */
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

/** A line of at most this many words may be furniture; longer ones are the article's. */
const POINTER_WORDS_MAX = 30;

/** `title` is the article's own, so that its repetition can be told. */
export function cleanAfter(blocks: readonly Block[], title: string | null): Block[] {
  const kept = dropHead(blocks, title).filter((block) => !isPointer(block) && !isLinkOnly(block));
  while (kept.length > 1 && /^h[1-6]$/.test(kept.at(-1)?.tag ?? "")) kept.pop();
  return kept;
}

/** What stands before the article's repeated title are the page's own lines (its name, date, switches); the title goes with them. */
function dropHead(blocks: readonly Block[], title: string | null): readonly Block[] {
  if (title === null) return blocks;
  const wanted = fold(title);
  let words = 0;
  for (const [i, block] of blocks.entries()) {
    if (fold(block.text) === wanted) return blocks.slice(i + 1);
    words += countWords(block.text);
    if (words > 60) break;
  }
  return blocks;
}

function fold(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

function isPointer({ text }: Block): boolean {
  return POINTERS.test(text) && countWords(text) <= POINTER_WORDS_MAX;
}

/** A paragraph that is nothing but a link leads to another article. A heading may link and still be this one's. */
function isLinkOnly({ tag, text, linked }: Block): boolean {
  return !/^h[1-6]$/.test(tag) && linked > 0.85 * text.replace(/\s/g, "").length && countWords(text) <= POINTER_WORDS_MAX;
}
