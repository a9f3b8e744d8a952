// Names whose spellings no rule gives: Kyiv is also Kijów and 基辅. Each spelling finds all others of its line.
import { foldName } from "./fold-name.ts";
import text from "./known-names.yaml";

let byName: Map<string, readonly string[]> | null = null;

const keyOf = (name: string): string =>
  name
    .trim()
    .split(/[\s\-·・]+/u)
    .map((word) => foldName(word))
    .join(" ");

/** The spellings of a name in all languages, itself among them; none if it is not known. */
export function knownSpellings(name: string): readonly string[] {
  byName ??= readKnown();
  return byName.get(keyOf(name)) ?? [];
}

function readKnown(): Map<string, readonly string[]> {
  const known = new Map<string, readonly string[]>();
  for (const line of text.slice(text.indexOf("names: |") + 8).split("\n")) {
    const spellings = line
      .split("|")
      .map((spelling) => spelling.trim())
      .filter((spelling) => spelling !== "");
    for (const spelling of spellings)
      known.set(keyOf(spelling), [...new Set([...(known.get(keyOf(spelling)) ?? []), ...spellings])]);
  }
  return known;
}
