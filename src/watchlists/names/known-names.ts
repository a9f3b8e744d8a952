// Names whose spellings no rule gives: Kyiv is also Kijów and 基辅, Germany is Niemcy. Each spelling finds all others of its line.
import { foldName } from "./fold-name.ts";
import text from "./known-names.yaml";
import world from "../packs/world.yaml";

/** The states and capitals of the pack of that name, as it is generated. */
const PLACE = /\{ name: ("[^"]*"), spellings: (\[[^\]]*\])/g;
/** Also the names of people and of other places. */
const AMBIGUOUS = new Set(["georgia", "jordan", "chad", "victoria", "georgetown", "kingston"]);

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
  for (const [, name = "", others = ""] of world.matchAll(PLACE)) {
    const spellings = [JSON.parse(name), ...(JSON.parse(others) as string[])] as string[];
    for (const spelling of spellings) if (!AMBIGUOUS.has(keyOf(spelling))) known.set(keyOf(spelling), spellings);
  }
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
