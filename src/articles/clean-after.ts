// Removes lines that do not belong to the article from the text that was found.
import { parseDate } from "../text/dates/parse-date.ts";
import { dropEnding } from "./drop-ending.ts";
import { isFurniture, withoutMarks } from "./furniture-lines.ts";
import { type Block, countWords } from "./read-blocks.ts";

/** The first paragraph of an article is longer than the page's own lines above it. */
const LEAD_CHARS_MIN = 80;
const HEAD_WORDS_MAX = 60;
/** A longer line is a sentence. */
const DATE_CHARS_MAX = 120;
const DATE_WORDS_MAX = 16;
const LABEL_OF_DATE =
  /^[^\p{L}\p{N}]*(?:first |last )?(?:published|updated|posted|modified|publisert|sist oppdatert|oppdatert|veröffentlicht|aktualisiert|stand|publié|mis à jour|publicado|actualizado|pubblicato|aggiornato|gepubliceerd|опубликовано|обновлено)(?!\p{L})(?: (?:on|at|am|le|el|il|em))?\W*/iu;
/** So many different paragraphs that come again prove that the page holds its article twice. */
const REPEATED_MIN = 6;

/** What is known of an article apart from its text. */
interface Known {
  /** The article's own title, authors and date, so that their repetition can be recognised. */
  title: string | null;
  byline: string | null;
  authors: readonly string[];
  site: string | null;
  /** The lines that the page shows above the title. */
  above: ReadonlySet<string>;
  /** The page's main headings. */
  headings: readonly string[];
}

export function cleanAfter(blocks: readonly Block[], known: Known): Block[] {
  const names = known.site === null ? known.authors : [...known.authors, known.site];
  const own = dropHead(dropRepeated(blocks), known).flatMap((block) => withoutMarks(block) ?? []);
  const kept = dropEnding(own, names).filter((block) => !isFurniture(block));
  while (kept.length > 1 && isHeading(kept.at(-1))) kept.pop();
  return kept;
}

/** A page may hold its article again, for a printer or a program. */
function dropRepeated(blocks: readonly Block[]): readonly Block[] {
  const seen = new Set<string>();
  const again = new Set<string>();
  const first = blocks.map(({ text }) => {
    if (text.length < LEAD_CHARS_MIN) return true;
    if (seen.has(text)) again.add(text);
    else {
      seen.add(text);
      return true;
    }
    return false;
  });
  return again.size < REPEATED_MIN ? blocks : blocks.filter((_, i) => first[i]);
}

/** The page's own lines (its name, switches) stand above the repeated title, date and byline, and are removed with them. */
function dropHead(blocks: readonly Block[], { title, byline, above, headings }: Known): readonly Block[] {
  const repeated = new Set([title ?? "", byline ?? "", ...headings].map(fold).filter((text) => text !== ""));
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
  if (text.length > DATE_CHARS_MAX || !/\p{N}/u.test(text) || countWords(text) > DATE_WORDS_MAX) return false;
  return parseDate(text) !== null || /\p{N}.*\p{N}/su.test(LABEL_OF_DATE.test(text) ? text : "");
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
