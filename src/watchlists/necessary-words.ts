// Necessary words: the words that each text matched by an expression must contain, as far as an index can tell.
import { foldWord } from "../text/words/fold-word.ts";
import { indexedLengthMax } from "./words/index-words.ts";
import type { Expression } from "./expression.ts";
import type { WordPattern } from "./words/word-pattern.ts";

/** A word as `indexWords` returns it, or a prefix; or a combination of these. */
export type NecessaryWords =
  | { kind: "word"; word: string; prefix: boolean }
  | { kind: "all" | "any"; parts: readonly NecessaryWords[] };

const partsMax = 2_000;

/** Returns null if any text may match: absence, stems and regular expressions require no particular word. */
export function necessaryWords(
  expression: Expression,
  patternsOf: (phrase: number) => readonly WordPattern[],
): NecessaryWords | null {
  const inner = (part: Expression) => necessaryWords(part, patternsOf);
  switch (expression.kind) {
    case "term":
      return anyOf(expression.phrases.map((phrase) => allOf(patternsOf(phrase).map(wordOf))));
    case "any":
      return anyOf(expression.parts.map(inner));
    case "all":
      return allOf(expression.parts.map(inner));
    case "near":
      return allOf([inner(expression.a), inner(expression.b)]);
    case "with":
      return allOf([inner(expression.term), inner(expression.context)]);
    case "outside":
      return inner(expression.term);
    case "none":
    case "fact":
      return null;
    default:
      return expression satisfies never;
  }
}

function wordOf(pattern: WordPattern): NecessaryWords | null {
  if (pattern.kind === "stem" || pattern.kind === "regex") return null;
  if (pattern.kind === "endings") return { kind: "word", word: pattern.stem.slice(0, indexedLengthMax), prefix: true };
  const whole = foldWord(pattern.word);
  const [beginning = ""] = whole.split("*");
  const word = beginning.slice(0, indexedLengthMax);
  return word === "" ? null : { kind: "word", word, prefix: pattern.kind !== "word" && word === beginning };
}

function anyOf(parts: readonly (NecessaryWords | null)[]): NecessaryWords | null {
  const sound = parts.filter((part) => part !== null);
  if (sound.length < parts.length || sound.length > partsMax) return null;
  const [only] = sound;
  return only && sound.length === 1 ? only : { kind: "any", parts: sound };
}

/** An unknown part removes nothing from the others. */
function allOf(parts: readonly (NecessaryWords | null)[]): NecessaryWords | null {
  const sound = parts.filter((part) => part !== null);
  const [only] = sound;
  if (!only) return null;
  return sound.length === 1 ? only : { kind: "all", parts: sound };
}
