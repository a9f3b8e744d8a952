// Whether a term that is not in a document stands there in another form: with another ending, in other letters, or with its words apart.
import { foldWord } from "../text/words/fold-word.ts";
import { FORM_BEGINNING, sharedByForms } from "../text/words/other-form.ts";
import type { MatchDocument } from "./watchlist.ts";

/** Returns what to add to `"sanctions" is not in it`, such as `, but "sanctioned" is, which sanction* would find`; empty if there is nothing to add. */
export type OtherForms = (term: string) => string;

const NAMED_MAX = 2;
const WORDS = /[\p{L}\p{M}\p{N}]+/gu;

/** Reads the document when it is first asked. */
export function openOtherForms({ title, text }: Pick<MatchDocument, "title" | "text">): OtherForms {
  let read: { words: Map<string, string>; byBeginning: Map<string, string[]> } | null = null;
  return (term) => {
    const asked = [...term.matchAll(WORDS)].map(([word]) => word);
    // Wildcards and expressions have no other form.
    if (/[*/?]/.test(term) || asked.length === 0) return "";
    read ??= readWords(`${title}\n${text}`);
    const { words, byBeginning } = read;
    const [first = ""] = asked;
    if (asked.length > 1) return asked.every((word) => words.has(foldWord(word))) ? ", but each of its words is" : "";
    const folded = foldWord(first);
    const same = words.get(folded);
    if (same !== undefined && same !== term) return `, but "${same}" is`;
    const near = (byBeginning.get(folded.slice(0, FORM_BEGINNING)) ?? []).flatMap((other) => {
      const shared = sharedByForms(folded, other);
      return shared > 0 ? [{ other, shared }] : [];
    });
    if (near.length === 0) return "";
    const named = near.slice(0, NAMED_MAX);
    const beginning = folded.slice(0, Math.min(...named.map(({ shared }) => shared)));
    const found = named.map(({ other }) => `"${words.get(other) ?? other}"`).join(" and ");
    return `, but ${found} ${named.length === 1 ? "is" : "are"}, which ${beginning}* would find`;
  };
}

function readWords(text: string) {
  const words = new Map<string, string>();
  const byBeginning = new Map<string, string[]>();
  for (const [word] of text.matchAll(WORDS)) {
    const folded = foldWord(word);
    if (words.has(folded)) continue;
    words.set(folded, word);
    if (folded.length < FORM_BEGINNING) continue;
    const beginning = folded.slice(0, FORM_BEGINNING);
    const others = byBeginning.get(beginning);
    if (others === undefined) byBeginning.set(beginning, [folded]);
    else others.push(folded);
  }
  return { words, byBeginning };
}
