// The names of a text in any script, each with marks of its consonants by which its spellings in other scripts are found.
import { foldWord } from "../../text/words/fold-word.ts";
import { cyrillicNominatives } from "../../text/names/endings/cyrillic-endings.ts";
import { withoutSmallWords } from "../../text/names/endings/small-words.ts";
import { latinLetters, nameScriptOf, scriptLetters } from "../../text/names/name-letters.ts";
import { latinSkeletons, nineClasses, SkeletonReader } from "../../text/names/skeleton.ts";
import { tableTextOf } from "../../text/names/tables/tables.ts";
import { markOf, skeletonMark } from "./mark.ts";
import { namesInRun } from "./names-in-run.ts";
import type { NameScript, TableScript } from "../../text/names/name-letters.ts";
import type { Item } from "./mark.ts";

/** Words of one script each, since "Tom Daleyက" is two. */
const WORDS =
  /[A-Za-z\u00c0-\u024f\u1e00-\u1eff](?:[A-Za-z\u00c0-\u024f\u1e00-\u1eff]|\p{Mn}|['’](?=\p{L}))*|[\u0400-\u052f]+|[\u0370-\u03ff\u1f00-\u1fff]+|[\u0620-\u065f\u0670-\u06d3]+|[\u05d0-\u05ea][\u05d0-\u05ea"'׳״]*|[\u0900-\u0963]+|[\u10a0-\u10ff]+|[\uac00-\ud7af]+|[\u30a1-\u30fa\u30fc]+|[\u3400-\u9fff]+|[\u0e01-\u0e4e]+|[\u1780-\u17d2]+/gu;
const CAPITAL = /^\p{Lu}/u;
const WORD_MIN = 3;
/** So many readings of a word are marked: a name that stands out by its capital may have more than any word of a text without them. */
const READINGS_OF_NAME = 6;
const READINGS_OF_WORD = 2;

const readers = new Map<TableScript, SkeletonReader>();
function readerOf(script: TableScript): SkeletonReader {
  let reader = readers.get(script);
  if (!reader) readers.set(script, (reader = new SkeletonReader(tableTextOf(script) ?? "", nineClasses)));
  return reader;
}

/** In a text in a script with capitals, names have one, and are never seen without it. */
export function nameItems(text: string): Item[] {
  const words = [...new Set(text.match(WORDS))].map((word) => ({ word, script: nameScriptOf(word) }));
  const cased = words.filter(({ script }) => isCased(script));
  const hasCapitals = cased.length > words.length / 2;
  const small = new Set(cased.filter(({ word }) => !CAPITAL.test(word)).map(({ word }) => word));
  const isName = (word: string, script: NameScript): boolean =>
    !hasCapitals || !isCased(script) || (CAPITAL.test(word) && !small.has(word.toLowerCase()));
  return words.flatMap(({ word, script }) => (script !== null && isName(word, script) ? itemsOf(word, script) : []));
}

const isCased = (script: NameScript | null): boolean => script === "latin" || script === "cyrillic" || script === "greek";

function itemsOf(word: string, script: NameScript): Item[] {
  if (script === "burmese") return [];
  if (script === "latin") return latinItem(word);
  const readings = script === "cyrillic" || script === "greek" ? READINGS_OF_NAME : READINGS_OF_WORD;
  return namesInRun(word, script).flatMap((name) => {
    const letters = script === "cyrillic" ? cyrillicLetters(name) : [name, ...withoutSmallWords(script, name)];
    const reader = readerOf(script);
    const skeletons = letters.flatMap((one) => reader.read(scriptLetters(script, one)).slice(0, readings));
    return itemOf(name, [], skeletons, 2 * readings);
  });
}

const cyrillicLetters = (word: string): string[] => {
  const lower = word.toLowerCase();
  return [lower, ...cyrillicNominatives(lower)];
};

function latinItem(word: string): Item[] {
  const bare = word.replace(/['’].*$/u, "");
  if (bare.length < 2 || (bare.length < WORD_MIN && bare !== bare.toUpperCase())) return [];
  const folded = foldWord(bare);
  const isAcronym = bare === bare.toUpperCase();
  return itemOf(
    word,
    [markOf("word", folded)],
    isAcronym ? [] : latinSkeletons(latinLetters(bare), READINGS_OF_NAME, nineClasses),
    READINGS_OF_NAME,
  );
}

function itemOf(written: string, first: readonly number[], skeletons: readonly string[], most: number): Item[] {
  const marks = new Set(first);
  for (const skeleton of skeletons) {
    const mark = marks.size < most + first.length ? skeletonMark(skeleton) : null;
    if (mark !== null) marks.add(mark);
  }
  return marks.size === 0 ? [] : [{ written, marks: [...marks] }];
}
