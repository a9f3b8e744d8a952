// Persian plurals that are written together with their noun: وزیران is وزیر, کتابهای is کتاب. After a half-space they are words of their own.

/** Folded endings. Of things with what may follow: "the … of", "some …". */
const plurals = [
  { ending: /ها(?:يي?)?$/, left: 3 },
  { ending: /ان$/, left: 4 },
];
/** Names and words that only end like a plural: Soleiman, a hero, Shirvan, all countries on -stan. */
const noPlural = /^(?:سليمان|پهلوان|شيروان|.*ستان)$/;

/**
 * `raw` is a word, `plain` the word folded. Returns its noun if it is a plural; of a shorter beginning it seldom is: تنها is "only", ایران a country.
 * Before a half-space the noun is a word by itself.
 */
export function withoutPersianPlural(plain: string, raw: string): string[] {
  if (noPlural.test(plain) || raw.includes("\u200c")) return [];
  for (const { ending, left } of plurals) {
    const noun = plain.replace(ending, "");
    if (noun !== plain) return noun.length >= left ? [noun] : [];
  }
  return [];
}
