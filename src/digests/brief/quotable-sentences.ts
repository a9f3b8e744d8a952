// Finds the sentences of an article that can be quoted alone: whole, its own, and not a part of longer quoted speech.
import { SENTENCE_MARK, splitSentences } from "../../text/split-sentences.ts";

export interface Quotable {
  /** As written. */
  text: string;
  /** The number of its paragraph, from 0. */
  paragraph: number;
}

/** In UTF-16 units. A longer sentence is no summary; a shorter one says nothing without those around it. */
const LENGTH_MAX = 320;
const LENGTH_MIN = 40;
const WORDS_MIN = 7;
/** Of a script without spaces. */
const DENSE_MIN = 16;
const DENSE = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Mymr}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}]/u;

const ENDS = new RegExp(`${SENTENCE_MARK}(?:["”’»“」』)）\\]]|\\s»)*$`, "u");
/** Thai, Lao and Khmer end sentences with a space. */
const ENDS_BY_SPACE = /[\p{sc=Thai}\p{sc=Laoo}]$/u;
const BEGINS = /^["“„«»「『(‘]*\s?[\p{Lu}\p{Lt}\p{Lo}\p{N}]/u;
/** What refers to a sentence before it. */
const LEANS =
  /^(?:but|and|or|so|he|she|it|they|this|that|these|those|his|her|their|its|here|there|however|meanwhile|also|then|such|instead|otherwise|therefore|и|а|но|он|она|оно|они|это|этот|эта|его|её|ее|их|однако|при этом|кроме того|также|und|aber|er|sie|es|dies\p{L}*|et|mais|il|elle|ils|elles|ce|cette|y|pero|él|ella|esto?|esta)(?!\p{L})/iu;
/** What outlets say of themselves, their pictures and their readers. */
const ABOUT_THE_PAGE = new RegExp(
  [
    "https?://|www\\.|\\S@\\S|(?:^|\\s)@\\w|©|\\(c\\)\\s|all rights reserved|newsletter|cookies?(?!\\p{L})|subscri|sign(?:ed)? up|log in|click|paywall|advertis|sponsor|read (?:more|also|next|our|the full)|follow us|share this|(?:our|the) app(?!\\p{L})|whatsapp|terms of use|privacy policy",
    "(?:file|handout|undated) (?:photo|picture|image)|(?:photo|picture|image|video)(?:graph)? (?:by|shows?|taken|credit)|pictured|getty|shutterstock|reuters/|afp/|\\(?(?:ap|afp|reuters) photo|screengrab|screenshot",
    "this (?:article|story|report|page) (?:was|is|has|first|originally)|first (?:appeared|published) (?:in|on)|originally published|republished|(?:reporting|editing|writing|compiled|translated) by|is (?:an?|our|the) (?:\\p{L}+ ){0,3}(?:reporter|correspondent|columnist|freelance)|contributed to this|our correspondent|updated? (?:on|at) \\d",
    "читайте|подпис|рассылк|фото:|все права|источник:|редакци|материал подготов|newsletter|abonn|lesen sie|foto:|alle rechte|lire aussi|tous droits|suscr|derechos reservados|延伸阅读|版权|訂閱|关注我们|စာရင်းသွင်း|ဓာတ်ပုံ",
  ].join("|"),
  "iu",
);
/** A list, a heading with a colon, a question of an interviewer, a table. */
const ODD_PARAGRAPH = /^\s*(?:[•·▪■►*|–—-]\s|\d{1,2}[.)]\s|Q:|A:)|\||\t/u;

/** `paragraphs` without captions, bylines and datelines; `byline` is of the article. Takes linear time. */
export function quotableSentences(paragraphs: readonly string[], byline: string | null = null): Quotable[] {
  const authors = (byline ?? "")
    .split(/,|;| and | и /u)
    .map((name) => name.trim())
    .filter((name) => name.length >= 5);
  let isOpen = false;
  return paragraphs.flatMap((paragraph, index) => {
    const speech = readSpeech(paragraph, isOpen);
    isOpen = speech.endsOpen;
    if (ODD_PARAGRAPH.test(paragraph) || (!ENDS.test(paragraph.trimEnd()) && !ENDS_BY_SPACE.test(paragraph))) return [];
    return splitSentences(paragraph).flatMap(({ start, end }) => {
      const text = paragraph.slice(start, end);
      const isCut = speech.isInside(start) || speech.isInside(end);
      return isCut || !standsAlone(text) || authors.some((name) => text.includes(name)) ? [] : [{ text, paragraph: index }];
    });
  });
}

function standsAlone(text: string): boolean {
  if (text.length > LENGTH_MAX || /\n/u.test(text) || !isLongEnough(text)) return false;
  if (!BEGINS.test(text) || LEANS.test(text) || ABOUT_THE_PAGE.test(text)) return false;
  if (!ENDS.test(text) && !ENDS_BY_SPACE.test(text)) return false;
  if (count(text, /[(（]/gu) !== count(text, /[)）]/gu) || /[?？؟]/u.test(text.slice(-2))) return false;
  // Speech without its speaker would be the outlet's own words.
  return isLongEnough(text.replace(/“[^”]*”|"[^"]*"|«[^»]*»|„[^“”]*[“”]|「[^」]*」|『[^』]*』/gu, ""), 0.4);
}

function isLongEnough(text: string, share = 1): boolean {
  if (DENSE.test(text)) return text.replace(/[\s\p{P}]/gu, "").length >= DENSE_MIN * share;
  return text.length >= LENGTH_MIN * share && count(text, /\p{L}[\p{L}\p{M}\p{N}'’-]*/gu) >= WORDS_MIN * share;
}

const count = (text: string, what: RegExp): number => text.match(what)?.length ?? 0;

interface Speech {
  /** Whether quoted speech goes on before and after this offset. */
  isInside(offset: number): boolean;
  endsOpen: boolean;
}

const CLOSES: Record<string, string> = {
  "“": "”",
  "„": "“”",
  "«": "»",
  "»": "«",
  "「": "」",
  "『": "』",
  '"': '"',
  "‘": "’",
  "”": "”",
};

/** `isOpen`: speech of the paragraph before did not end there. */
function readSpeech(paragraph: string, isOpen: boolean): Speech {
  const inside: { start: number; end: number }[] = [];
  const marks = [...paragraph.matchAll(/[“”„«»「」『』"‘’]/gu)];
  let open: { at: number; closers: string } | null = null;
  // Speech over several paragraphs begins each of them with its mark, or else goes on without one.
  if (isOpen && !/^\s*["“„«»「『‘]/u.test(paragraph)) open = { at: -1, closers: '”“»«」』"’' };
  for (const { 0: mark, index } of marks) {
    const isAfterWord =
      /[\p{L}\p{M}\p{N}\p{P}]/u.test(paragraph.charAt(index - 1)) && !/[(（[—–-]/u.test(paragraph.charAt(index - 1));
    const isBeforeWord = /[\p{L}\p{N}]/u.test(paragraph.charAt(index + 1));
    if (open !== null) {
      // An apostrophe in or behind a word ends nothing that began with another mark.
      if (open.closers.includes(mark) && !(mark === "’" && isBeforeWord)) {
        inside.push({ start: open.at, end: index });
        open = null;
      }
      continue;
    }
    // An apostrophe, or the letter that looks like one.
    if (mark === "’" || (mark === "‘" && isAfterWord)) continue;
    const closes = "」』".includes(mark) || ('”"»'.includes(mark) && isAfterWord && !(mark === "»" && isBeforeWord));
    // It ends what began before this paragraph.
    if (closes) inside.push({ start: -1, end: index });
    else open = { at: index, closers: CLOSES[mark] ?? mark };
  }
  if (open !== null) inside.push({ start: open.at, end: paragraph.length + 1 });
  return {
    isInside: (offset) => inside.some(({ start, end }) => start < offset && offset <= end),
    // A mark that somebody forgot does not close the rest of the text.
    endsOpen: open !== null && open.at >= 0 && open.closers !== "’",
  };
}
