// Finds the names in a German sentence, in which all nouns have capitals: by the words before them.

const WORD = /\p{L}[\p{L}\p{M}'’-]*/gu;
const CAPITAL = /^\p{Lu}\p{Ll}/u;
/** A name may follow them at the beginning of a sentence. */
const ROLE =
  /(?:minister|präsident|kanzler|chef|sprecher|leiter|meister|direktor|richter|anwalt|anwält|general|kommissar|sekretär|rat|rät|trainer|kapitän|professor|herr|frau|bischof|papst|könig|doktor|zeuge|zeugin|inhaber|vorsitzende)(?:in|r)?$/iu;
const BEFORE_PLACES = new Set("in aus nach bei von bis".split(" "));
/** "nach Auskunft der Polizei", "in Höhe von": no name of a place is followed by these. */
const AFTER_NOUNS = new Set("der des eines einer von zu auf".split(" "));
/** Words with capitals next to others, and after those prepositions, that name nobody. */
const NO_NAME = new RegExp(
  `^(?:${[
    "montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag|januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember",
    "euro|dollar|franken|kronen|prozent|uhr|millionen?|milliarden?|tausend|kilometern?|metern?|tonnen|liter|grad|jahren?|monaten?|wochen|tagen|stunden|minuten|mitternacht|mittag|ende|anfang|mitte|beginn",
    "angaben|informationen|berichten|brand|gefahr|kraft|haft|not|protest|betrieb|zukunft|ordnung|frage|aussicht|bewegung|menschen|personen|kindern|frauen|männern|verletzten|toten|polizei|feuerwehr|behörden|regierung|opposition|zeugen|anwohnern",
  ].join("|")})$|(?:ung|heit|keit|schaft|tion|ismus|leute)$`,
  "iu",
);

export function germanNames(sentence: string): string[] {
  const words = sentence.match(WORD) ?? [];
  return words.filter((word, at) => {
    if (!CAPITAL.test(word) || word.length < 3 || NO_NAME.test(word)) return false;
    const before = words[at - 1] ?? "";
    const isAfterCapital = CAPITAL.test(before) && sentence.includes(`${before} ${word}`) && (at > 1 || ROLE.test(before));
    const isPlace = BEFORE_PLACES.has(before.toLowerCase()) && !AFTER_NOUNS.has((words[at + 1] ?? "").toLowerCase());
    return isAfterCapital || isPlace;
  });
}
