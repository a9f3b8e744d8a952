// The endings of names in Cyrillic: Russian, Ukrainian, Belarusian, Serbian, Bulgarian, in all cases.

/** An ending of a case, and the endings of the nominative that it may belong to. */
const table: readonly (readonly [ending: string, nominatives: string])[] = [
  // Лавров, Путин, Макрон, Минск; Сергей, Мандалай; Игорь, Казань; Захарова, Мария; Ровно.
  ["а", "_ о"],
  ["я", "й ь е"],
  ["у", "_ а о"],
  ["ю", "й ь я е"],
  ["ом", "_ о ий ый ой"],
  ["ем", "_ й ь е"],
  ["ём", "_ й ь"],
  ["єм", "й ь"],
  ["ам", "_ а"],
  ["е", "_ а я й ь о"],
  ["и", "_ а я й ь"],
  ["ы", "_ а"],
  ["і", "_ а ь о й я"],
  ["ці", "ка"],
  ["зі", "га"],
  ["сі", "ха"],
  ["ї", "й я"],
  ["о", "а"],
  ["ові", "_"],
  ["еві", "_ й ь"],
  ["єві", "й ь"],
  ["ью", "ь"],
  ["ой", "а ая"],
  ["ою", "а"],
  ["ей", "а я ая"],
  ["ею", "а я"],
  ["ёй", "я а"],
  ["єю", "я"],
  ["ой", "а"],
  ["ай", "а"],
  ["яй", "я"],
  // Serbian: Србијом, Бугарској.
  ["јом", "ја"],
  ["кој", "ка"],
  ["ком", "ка"],
  ["ії", "ія"],
  // -ов and -ин; -ский and its kin.
  ["ым", "_ ый ы"],
  ["им", "_ ий и"],
  ["ім", "і"],
  ["ых", "_ ый"],
  ["их", "_ ий"],
  ["ыми", "_ ый"],
  ["ими", "_ ий"],
  ["ами", "_ а ы и"],
  ["ах", "_ а ы и"],
  ["ам", "ы и"],
  ["ого", "ий ый ой"],
  ["ому", "ий ый ой"],
  ["его", "ий"],
  ["ему", "ий"],
  ["ій", "ий а"],
  ["ої", "а"],
  ["ую", "ая"],
  ["ие", "ий"],
  ["ага", "і ы"],
  ["аму", "і ы"],
  ["ог", "и"],
  ["ога", "и"],
  ["оме", "и"],
];
const byEnding = new Map<string, string[]>();
for (const [ending, nominatives] of table) {
  const list = byEnding.get(ending) ?? [];
  for (const nominative of nominatives.split(" ")) list.push(nominative.replace("_", ""));
  byEnding.set(ending, [...new Set(list)]);
}
const endingMax = 3;
const stemMin = 2;

/** The nominatives that a word in lower case may be a form of, without the word itself. */
export function cyrillicNominatives(word: string): string[] {
  const found = new Set<string>();
  for (let length = 1; length <= endingMax && word.length - length >= stemMin; length++) {
    const stem = word.slice(0, -length);
    for (const nominative of byEnding.get(word.slice(-length)) ?? []) {
      // A soft sign or й is no ending of a stem that ends in a vowel or in й itself; a bare stem needs a consonant.
      const last = stem.at(-1) ?? "";
      if (nominative === "" && (isVowel(last) || last === "й")) continue;
      if (nominative === "й" && !isVowel(last)) continue;
      if ((nominative === "ь" || nominative === "о") && isVowel(last)) continue;
      found.add(stem + nominative);
      if (nominative === "") for (const other of withVowel(stem)) found.add(other);
    }
  }
  found.delete(word);
  return [...found];
}

const isVowel = (letter: string): boolean => "аеёиоуыэюяіїє".includes(letter);

/** Vowels that only the nominative has or changes: Павла, Павел; Льва, Лев; Києва, Київ; Харкова, Харків. */
function withVowel(stem: string): string[] {
  if (stem.endsWith("ьв")) return [`${stem.slice(0, -2)}ев`];
  if (/[^аеёиоуыэюяіїєьй]л$/.test(stem)) return [`${stem.slice(0, -1)}ел`];
  if (/[^аеёиоуыэюяіїєьй]ц$/.test(stem)) return [`${stem.slice(0, -1)}ец`];
  const closed = /^(.*)([оеє])([^аеёиоуыэюяіїєьй])$/.exec(stem);
  if (closed) return [`${closed[1]}${closed[2] === "є" ? "ї" : "і"}${closed[3]}`];
  return [];
}
