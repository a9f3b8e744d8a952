// Persian plurals that are written together with their noun: وزیران is وزیر, کتابهای is کتاب. After a half-space they are words of their own.

/** Folded endings. Of things with what may follow: "the … of", "some …". */
const plurals = [
  { ending: /ها(?:يي?)?$/, left: 3 },
  { ending: /ان$/, left: 4 },
];
/** Names and words that only end like a plural: Soleiman, a hero, Shirvan, all countries on -stan. */
const noPlural = /^(?:سليمان|پهلوان|شيروان|.{3,}ستان)$/;

/** Before a half-space the noun is a word by itself. */
const apart = /\u200c(?:ها[یي]{0,2}|ان)$/;

/** `raw` is a word, `plain` the word folded. Returns the noun of a plural. Short beginnings are none: تنها is "only", ایران a country. */
export function withoutPersianPlural(plain: string, raw: string): string[] {
  if (noPlural.test(plain) || apart.test(raw)) return [];
  for (const { ending, left } of plurals) {
    const noun = plain.replace(ending, "");
    if (noun !== plain) return noun.length >= left ? [noun] : [];
  }
  return [];
}
