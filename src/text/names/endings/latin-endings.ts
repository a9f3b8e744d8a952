// The endings of names in Latin letters: Polish, Czech, Serbian, Lithuanian, Latvian, Turkish, Finnish, Hungarian, Estonian, German, English.

/** After a name of at least so many letters; `nominatives` as in cyrillic-endings.ts. Words are without accents here. */
const table: readonly (readonly [lettersMin: number, nominatives: string, endings: string])[] = [
  // Germanic genitives and plurals; Latvian and Lithuanian nominatives.
  [4, "_", "s"],
  [4, "_", "as is us ys"],
  // Polish, Czech, Slovak, Serbian.
  [4, "_", "a u owi ovi em iem om ie e ow ami ach ovo"],
  // Not -e and -o: Anne and Mario are other persons than Anna and Maria.
  [3, "a", "y i ou ej om u ami ach oj ovi"],
  [3, "a", "ie"],
  // Adjectives: Čaputové, Sikorskiej, Nawalnego.
  [5, "ova", "ove"],
  [5, "ska", "skiej ske"],
  [4, "y", "ego"],
  // The locative changes the consonant: Praga w Pradze, Polska w Polsce, Madryt w Madrycie; Praha v Praze.
  [3, "ga", "dze"],
  [3, "ha ga", "ze"],
  [3, "ska", "sce"],
  [5, "ka", "ce"],
  [3, "ra r", "rze"],
  [3, "ta t", "cie"],
  [2, "da d", "dzie"],
  // Czech and Slovak: Rusko, Itálie; Serbian: Rusija, Amerika, Ukrajina; Polish plurals: Chiny.
  [3, "ko", "ka ku kem kiem"],
  [3, "o", "a u em om ovi owi"],
  [3, "ie", "ii"],
  [3, "ja", "je"],
  [3, "ka", "ke koj"],
  [5, "a", "e"],
  [4, "y", "ach om ami ow"],
  [4, "i", "iego iemu im ich imi iej"],
  [4, "y", "eho emu ym em ych ymi"],
  [4, "yj", "eho emu ym em"],
  [4, "ij", "iego iemu im eho emu em"],
  [4, "i", "og oga om ome im"],
  [4, "ij", "ija iju ijem"],
  [4, "ej", "eja ejowi ejem eju ejovi"],
  // Lithuanian, Latvian.
  [4, "_", "o ui u ai am ams os ius io iui iu"],
  [3, "a", "os ai oje"],
  [3, "as", "o ui a u e"],
  [3, "is", "io iui i iu"],
  [3, "ys", "io iui i iu"],
  [3, "us", "aus ui u umi uje"],
  [3, "is", "yje"],
  [3, "e", "es ei eje"],
  [4, "s", "a am u"],
  [3, "is", "im"],
  [3, "skis", "ska skim"],
  [5, "nis", "na nim"],
  // Turkish.
  [4, "_", "in un nin nun da de ta te dan den tan ten la le yla yle ya ye yi yu a"],
  // Finnish, Estonian: an i stands between a consonant and the ending.
  [4, "_", "ia ille ilta illa issa ista iin iksi ina itta ile ilt iga isse ilgi"],
  // Estonian, after another vowel than i.
  [5, "_", "ega ele elt esse"],
  [6, "_", "l ni iks il ini ita"],
  [3, "aan", "aani"],
  [4, "_", "lle lta lla ssa sta ksi tta sse ga lt"],
  // Hungarian.
  [4, "_", "t ot et at nak nek ban ben bol rol ra re hoz hez tol nal nel ert ig val vel"],
  [6, "_", "on en ba be"],
  [4, "_", "n"],
];
const byEnding = new Map<string, { lettersMin: number; nominative: string }[]>();
for (const [lettersMin, nominatives, endings] of table) {
  for (const ending of endings.split(" ")) {
    const list = byEnding.get(ending) ?? [];
    for (const nominative of nominatives.split(" ")) list.push({ lettersMin, nominative: nominative.replace("_", "") });
    byEnding.set(ending, list);
  }
}
const endingMax = 5;
/** Hungarian doubles the consonant before -val and -vel: Putyinnal. */
const withDoubling = /^(.{4,}?([^aeiouy]))\2[ae]l$/;
const withDoubledSign = /^(.{3,})ssz[ae]l$/;
/** Illatives of Finnish double the vowel (Kiinaan, Venäjään); Estonian has st and ks after one. */
const afterVowel: readonly RegExp[] = [/^(.{3,}([aeiou]))\2n$/, /^(.{3,}[aeiou])(?:st|ks)$/, /^(.{3,}maa)(?:han|d)$/];
/** Vowels that only the nominative has: Pavla, Pavel; Havlíčka, Havlíček; Aleksandra, Aleksandar. */
const fleeting: readonly (readonly [RegExp, string])[] = [
  [/^(.+[^aeiouy])l(?:a|ovi|em|u|e|owi)$/, "el"],
  [/^(.{2,}[bcdjlmnprstvz])k(?:a|ovi|owi|em|iem|om)$/, "ek"],
  // Not in Turku.
  [/^(.{4,}[bcdjlmnprstvz])ku$/, "ek"],
  [/^(.+[dt])r(?:a|u|om|em)$/, "ar"],
];
/** With n as the genitive of Finnish, many names are English adjectives, and short ones given names: Russian, Cuban, Evan. */
const english =
  /^(?:.{2,3}[aeiouy]n|.+[eiouy]an|(?:ugand|angol|ameri|mexi|afri|guatemal|venezuel|moroc|jamai|domini|puertori|moldov|botswan|rwand|lank|alask|kosov|tong|hondur|andorr|grenad|salvador)c*an)$/;
export const needsFinnish = (word: string): boolean => english.test(word);

/** The nominatives that a word in lower case, without accents, may be a form of, without the word itself. */
export function latinNominatives(word: string): string[] {
  const found = new Set<string>();
  for (let length = 1; length <= endingMax && word.length - length >= 2; length++) {
    const stem = word.slice(0, -length);
    for (const { lettersMin, nominative } of byEnding.get(word.slice(-length)) ?? []) {
      if (stem.length < lettersMin) continue;
      if (word.slice(-length) === "n" && !/[aeiouy]$/.test(stem)) continue;
      found.add(stem + nominative);
    }
  }
  for (const [pattern, nominative] of fleeting) {
    const start = pattern.exec(word)?.[1];
    if (start !== undefined) found.add(start + nominative);
  }
  for (const pattern of afterVowel) {
    const start = pattern.exec(word)?.[1];
    if (start !== undefined) found.add(start);
  }
  const doubled = withDoubling.exec(word)?.[1];
  if (doubled !== undefined) found.add(doubled);
  const signed = withDoubledSign.exec(word)?.[1];
  if (signed !== undefined) found.add(`${signed}sz`);
  found.delete(word);
  return [...found];
}
