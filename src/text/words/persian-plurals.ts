// Persian plurals that are written together with their noun: وزیران is وزیر, کتابهای is کتاب. After a half-space they are words of their own.

/** Folded endings. Of things with what may follow: "the … of", "some …". Nouns on ه have گان, those on a vowel یان. */
const plurals = [
  { ending: /ها(?:يي?)?$/, noun: "", lettersMin: 3 },
  { ending: /گان$/, noun: "ه", lettersMin: 4 },
  { ending: /(?<=[او])يان$/, noun: "", lettersMin: 4 },
  { ending: /ان$/, noun: "", lettersMin: 4 },
];
/** Names and words that only end like a plural: Soleiman, Pezeshkian, a hero, Shirvan, a hostage, all countries on -stan. */
const noPlural = /^(?:سليمان|پزشكيان|گريگوريان|پهلوان|شيروان|سرگردان|كاردان|گروگان|مهرگان|.{3,}ستان)$/;

/** Before a half-space the noun is a word by itself. */
const apart = /\u200c(?:ها[یي]{0,2}|ان)$/;

/** `raw` is a word, `plain` the word folded. Returns the noun of a plural. Short beginnings are none: تنها is "only", ایران a country. */
export function withoutPersianPlural(plain: string, raw: string): string[] {
  if (noPlural.test(plain) || apart.test(raw)) return [];
  for (const { ending, noun, lettersMin } of plurals) {
    const found = plain.replace(ending, noun);
    if (found !== plain) return found.length >= lettersMin ? [found] : [];
  }
  return [];
}
