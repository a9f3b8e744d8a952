// How one word of a term is compared with the words of texts.
import type { Bridge } from "../../text/words/bridges.ts";

/**
 * How a word of a term is compared: as a word or a prefix, with its case or folded, or by its stem. A wildcard's word holds a *
 * for any letters; a regular expression is matched against the whole word. `after`: over what a phrase goes on to this word; plain by default.
 */
export type WordPattern = { after?: Bridge | undefined } & (
  | { kind: "word"; word: string; cased: boolean; accents?: boolean }
  | { kind: "prefix"; word: string; cased: boolean }
  | { kind: "wildcard"; word: string; cased: boolean }
  | { kind: "regex"; source: string; matches: (word: string) => boolean; letters: number; cased: boolean }
  | { kind: "stem"; stem: string; language: string }
  | EndingsPattern
);

/**
 * A folded beginning that is followed by one of a few endings, "" for none: the forms of a declined word. Patterns of many words share one
 * set of endings. `capital`: the word of the text begins with a capital letter.
 */
export interface EndingsPattern {
  kind: "endings";
  stem: string;
  endings: ReadonlySet<string>;
  capital: boolean;
}
