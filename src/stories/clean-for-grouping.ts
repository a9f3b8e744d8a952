// Drops the lines that an outlet puts around a story (captions, read-more lines, bylines, datelines) before its text is compared.
import { readFigures } from "./news/read-figures.ts";
import { isVersionNote } from "./read-version.ts";

const CAPTION =
  /^[^\p{L}\p{N}]*(?:file (?:photo|picture|image)|photo(?:graph)?s?|images?|pictures?|video|illustration|foto|bild|снимок|фото|видео|图|图片|资料图|資料照片|写真|ဓာတ်ပုံ|صورة)\s*(?:[:：/|]|by\b|credit\b|courtesy\b|von\b)/iu;

/** Credits at the end of a caption: "(File photo: Reuters)", "AFP/Getty Images", "REUTERS/Ann Other". */
const PHOTO_CREDIT =
  /[([](?:file )?(?:photo|image|picture|foto|фото)\b|(?:photograph|(?:photo|image|picture) (?:credit|by))[:：]? |getty images|\b(?:ap|afp) photo\b|\b(?:reuters|afp|epa|ap)\/[a-z]/i;
const PHOTO_CREDIT_CHARACTERS = 80;

const READ_MORE =
  /^[^\p{L}\p{N}]*(?:(?:read (?:more|also|next)|also read|see also|continue reading|click here|sign up|subscribe|follow us|share this|advertisement|most read|recommended|don['’]t miss|lesen sie (?:auch|mehr)|mehr zum thema|lire aussi|à lire|lee también|leer más|leggi anche|leia (?:mais|também)|читайте также|смотрите также|читать далее|подпис(?:ывайтесь|аться)|延伸阅读|相关阅读|相關新聞|更多|関連記事|ဆက်ဖတ်ရန်|اقرأ أيضا)(?!\p{L})|(?:related|watch|listen|more|video|opinion|analysis|explainer|live)\s*[:：|»])/iu;

const BYLINE =
  /^[^\p{L}\p{N}]*(?:(?:[Bb]y|BY|[Vv]on|[Pp]ar|[Pp]or|Автор|Текст|記者|记者|စာရေးသူ)\s*[:：]?\s+\p{Lu}[^.!?。။]{0,90}$|\(?(?:Additional )?(?:[Rr]eporting|[Ww]riting|[Ee]diting) by\b|(?:[Ss]ources?|Quelle|Fuente|Fonte|Источник|来源|來源|ရင်းမြစ်|المصدر)\s*[:：]|(?:©|\([cC]\)|Copyright\b)|Our [Ss]tandards\s*:|(?:Published|Updated|Posted|Last [Mm]odified)(?: on| at)?\s*[:：]?\s+[\p{Lu}\d])/u;

/** "LAGOS, Jan 4 (Reuters) - ", "MOSCOW, August 3. /TASS/." before the first sentence: copies have different dates there. */
const DATELINE =
  /^[^\n()]{0,60}\([\p{L} ./&-]{2,30}\)\s*[-–—:]+\s*|^[^\n/]{0,60}\/\p{Lu}[\p{L} .-]{1,30}\/\.?\s+|^\p{Lu}[\p{Lu} .,'’/-]{2,40}(?:,\s*\p{L}{3,9}\.? \d{1,2})?\s*[–—]\s*/u;

/** "Updated 9:06 AM" before or after a sentence: the page's own clock, not a figure of the report. */
const PAGE_CLOCK =
  /(?<!\p{L})(?:last )?(?:updated|published|posted|modified|actualizado|aktualisiert|обновлено|опубликовано|更新)(?: on| at)?\s*[:：,]?(?:\s*(?:\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s?[ap]\.?m\b\.?)?|\d{1,2}\s?[ap]\.?m\b\.?|[A-Z]{2,4}T\b|GMT|UTC|\d{4}-\d{2}-\d{2}|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d{1,2}(?:st|nd|rd|th)?|\d{1,2}(?:st|nd|rd|th)? (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*|(?:19|20)\d{2}\b|on|at),?)+[.·|–-]?\s*/giu;
/** A page's clock stands in its first lines or its last. */
const CLOCK_LINES = 3;

const NO_SPACES = /[\p{sc=Mymr}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Han}\p{sc=Hira}\p{sc=Kana}]/u;
const LINE_WORDS_MIN = 5;
const LINE_CHARACTERS_MIN = 12;
/** Longer lines are never captions or bylines, and are not examined. */
const DRESSING_CHARACTERS_MAX = 400;

/**
 * The lines of an article's text that are likely its own, in order. Returns the whole text if nothing would be left. `keepsFigures`: also short sentences
 * with a figure, which may be news.
 */
export function cleanForGrouping(text: string, keepsFigures = false): string {
  const kept: string[] = [];
  const lines = text.split("\n");
  for (const [index, raw] of lines.entries()) {
    const isEdge = index < CLOCK_LINES || index >= lines.length - CLOCK_LINES;
    const line = (isEdge ? raw.replace(PAGE_CLOCK, "") : raw).trim();
    if (line === "" || isDressing(line)) continue;
    const body = kept.length < 2 ? line.replace(DATELINE, "") : line;
    if (isLongEnough(body) || (keepsFigures && countsSomething(body))) kept.push(body);
  }
  return kept.length > 0 ? kept.join("\n") : text;
}

/** Whether a line is a caption or a photo credit: the photographer says nothing about the text. */
export function isPhotoLine(line: string): boolean {
  return (
    line.length <= DRESSING_CHARACTERS_MAX && (CAPTION.test(line) || PHOTO_CREDIT.test(line.slice(-PHOTO_CREDIT_CHARACTERS)))
  );
}

function isDressing(line: string): boolean {
  if (line.length > DRESSING_CHARACTERS_MAX) return false;
  return isPhotoLine(line) || READ_MORE.test(line) || BYLINE.test(line) || isVersionNote(line);
}

/** "Toll now 31." counts something; "12 comments" and a time do not. */
const SHORT_SENTENCE = /^\p{L}+ \p{L}*.*[.!]$|^.{4,}[。။！]$/u;
const countsSomething = (line: string): boolean =>
  SHORT_SENTENCE.test(line) && readFigures(line).some(({ value }) => !/^day |:/.test(value));

function isLongEnough(line: string): boolean {
  if (NO_SPACES.test(line.slice(0, 40))) return line.length >= LINE_CHARACTERS_MIN;
  let words = 0;
  for (let at = 0; at >= 0 && words < LINE_WORDS_MIN; words++) {
    const space = line.indexOf(" ", at);
    if (space < 0) return words + 1 >= LINE_WORDS_MIN;
    at = space + 1;
  }
  return true;
}
