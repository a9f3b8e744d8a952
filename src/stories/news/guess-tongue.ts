// Guesses the language of a text in Latin letters by its small words, as far as its numbers and names are read by it.

/** ISO 639-1 codes. */
export type Tongue = "en" | "de" | "es" | "pt" | "it" | "fr" | "nl" | "pl" | "tr" | "id";

const SMALL_WORDS: Record<Tongue, string> = {
  en: "the of and to in is was that for on with as at by from has have had were are said after his her their who will not been it a an",
  de: "der die das den dem des und ist nicht ein eine einen einem einer mit von zu auf für im sich auch nach wie bei hat wurde werden sind aus dass am zum zur in sein",
  es: "el la los las de del que en y un una por con para se su al lo como más fue pero sus este desde según a",
  pt: "o a os as de do da dos das que em e um uma por com para não no na nos nas se ao foi mais pelo pela",
  it: "il lo la i gli le di del della dei che in e un una per con non si al dal nel è sono ha alla da a",
  fr: "le la les de des du que et un une en dans pour par sur au aux avec est qui il ne pas a ont sont ce cette",
  nl: "de het een en van in is dat op te zijn met voor niet aan door bij om naar uit werd ook",
  pl: "w i na z do się nie że jest to o jak po przez od za dla oraz",
  tr: "ve bir bu için ile da de olarak daha çok",
  id: "yang di dan untuk dengan dari ini itu pada tidak akan ke dalam",
};
const tonguesOf = new Map<string, Tongue[]>();
for (const tongue of Object.keys(SMALL_WORDS) as Tongue[])
  for (const word of SMALL_WORDS[tongue].split(" ")) tonguesOf.set(word, [...(tonguesOf.get(word) ?? []), tongue]);

const CHARACTERS_MAX = 2_000;

/** Null if no language has more of the text's small words than every other. */
export function guessTongue(text: string): Tongue | null {
  const counts = new Map<Tongue, number>();
  for (const word of text
    .slice(0, CHARACTERS_MAX)
    .toLowerCase()
    .match(/\p{L}+/gu) ?? [])
    for (const tongue of tonguesOf.get(word) ?? []) counts.set(tongue, (counts.get(tongue) ?? 0) + 1);
  const [first, second] = [...counts].toSorted((a, b) => b[1] - a[1]);
  return first !== undefined && first[1] > (second?.[1] ?? 0) ? first[0] : null;
}
