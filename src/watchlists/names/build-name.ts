// Builds the term { name: … }: a phrase that the finder of names records, and its forms in scripts whose words have no endings.
import { addPhrase } from "../add-phrase.ts";
import { addFault, inside } from "../place.ts";
import { NameIndex } from "./name-index.ts";
import { indexName, readName } from "./read-name.ts";
import { readTerm } from "../read-term.ts";
import { termOf } from "../expression.ts";
import { foldWord } from "../../text/words/fold-word.ts";
import type { Expression } from "../expression.ts";
import type { Place } from "../place.ts";

/** Returns null if something is wrong, which is then among the faults. */
export function buildName(
  { name, spellings = [], not_forms: notForms = [] }: Record<string, unknown>,
  at: Place,
): Expression | null {
  if (typeof name !== "string") return addFault(at, "name takes the name of a person or a place, as in { name: Sergei Lavrov }");
  if (!areTexts(spellings)) return addFault(at, "spellings takes a list of spellings, as in spellings: [Лавров]");
  if (!areTexts(notForms)) return addFault(at, "not_forms takes a list of words, as in not_forms: [Лавровой]");
  const reading = readName(name, spellings);
  if (reading.kind === "fault") return addFault(at, reading.message);
  const { build } = at;
  const phrases = [build.trie.addOutside()];
  build.names ??= new NameIndex();
  indexName(build.names, reading, phrases[0] ?? 0, notForms);
  const excluded = new Set(notForms.map(foldWord));
  for (const form of reading.plain) {
    if (excluded.has(foldWord(form))) continue;
    const term = readTerm(form);
    if (term.kind === "fault") return addFault(inside(at), term.message);
    for (const patterns of term.alternatives) phrases.push(addPhrase(build, patterns));
  }
  if (phrases.length > 1) build.names.plainPhrases.set(phrases[0] ?? 0, phrases.slice(1));
  const cost = 0.1 / (1 + name.length) ** 2;
  return termOf(
    { text: name.trim(), phrases: [...new Set(phrases)], field: at.field, elided: false, possessive: false, genitive: false },
    cost,
  );
}

const areTexts = (list: unknown): list is string[] => Array.isArray(list) && list.every((one) => typeof one === "string");
