// How a Slavic name in Cyrillic is written in Latin letters by the papers of other languages: Лавров is Lavrov, Lawrow, Ławrow.

const pairsOf = (text: string): Record<string, string> =>
  Object.fromEntries(text.split(" ").map((pair) => pair.split("=") as [string, string]));

const english = pairsOf(
  "а=a б=b в=v г=g ґ=g д=d е=e ё=yo є=ye ж=zh з=z и=i і=i ї=yi й=y к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ў=u ф=f х=kh ц=ts ч=ch ш=sh щ=shch ъ= ы=y ь= э=e ю=yu я=ya ј=j љ=lj њ=nj џ=dz ђ=dj ћ=c",
);
const continental = "ё=jo є=je й=j ю=ju я=ja ї=ji х=ch";
/** What each language writes differently from English, without its accents. */
const languages: readonly Record<string, string>[] = [
  {},
  pairsOf("й=i ю=iu я=ia ї=i є=ie щ=sch"),
  pairsOf(`${continental} в=w ж=sch ш=sch щ=schtsch ч=tsch ц=z`),
  pairsOf(`${continental} в=w ж=sch ш=sch щ=schtsch ч=tsch ц=z й=i`),
  pairsOf(`${continental} в=w ж=sch з=s ш=sch щ=schtsch ч=tsch ц=z`),
  pairsOf("у=ou ч=tch ш=ch щ=chtch ж=j й=i ю=iou я=ia ё=io"),
  pairsOf(`${continental} в=w ж=z ш=sz щ=szcz ч=cz ц=c`),
  pairsOf(`${continental} в=w ж=z ш=sz щ=szcz ч=cz ц=c е=ie`),
  pairsOf(`${continental} ж=z ш=s щ=sc ч=c ц=c`),
  pairsOf(`${continental} ж=z ш=s щ=sc ч=c ц=c х=h`),
  pairsOf("ю=joe я=ja у=oe ж=zj ш=sj ч=tsj й=j х=ch"),
  pairsOf("ю=ju я=ja ж=zj ш=sj ч=tj й=j х=ch ё=jo"),
  pairsOf("ю=ju я=ja ж=zs з=z с=sz ш=s ч=cs ц=c й=j х=h"),
  pairsOf("ж=j ш=s ч=c ю=yu х=h ё=yo"),
];
/** Ends that languages spell in a way of their own. */
const ends: readonly (readonly [RegExp, readonly string[]])[] = [
  [/(?:ськ|ск|цьк|цк)(?:ий|і|и)$/, ["sky", "skyi", "skyy", "skiy", "skii", "ski", "skij", "skyj", "szkij", "skis"]],
  [/ий$/, ["y", "i", "iy", "ij", "ii", "yi", "yj"]],
  [/ей$/, ["ei", "ey", "ej", "eij", "iej"]],
  [/ый$/, ["y", "yi", "yj", "iy", "ny"]],
  [/ая$/, ["aya", "aja", "aia", "a"]],
  [/ия$/, ["ia", "iya", "ija", "ya"]],
];

/** The Latin spellings of a word in Cyrillic, in lower case and without accents, the English one first. */
export function latinSpellings(word: string, isSurelySlavic: boolean): string[] {
  const lower = word.normalize("NFC").toLowerCase();
  const end = ends.find(([pattern]) => pattern.test(lower));
  const stem = end ? lower.replace(end[0], "") : lower;
  const found = new Set<string>();
  // Ukrainian и is y or i: Tymoshenko, Timoshenko.
  const isUkrainian = /[іїєґ]/.test(lower);
  const stems = isUkrainian || /(?:енко|чук)$/.test(stem) ? [stem, stem.replaceAll("ы", "и"), stem.replaceAll("и", "ы")] : [stem];
  const own = isUkrainian && lower.includes("г") ? [...languages, { ...languages[0], г: "h" }] : languages;
  for (const [letters, one] of own.flatMap((letters) => [...new Set(stems)].map((one) => [letters, one] as const))) {
    const body = Array.from(one, (letter) => letters[letter] ?? english[letter] ?? letter).join("");
    for (const tail of end?.[1] ?? [""]) found.add(body + tail);
    // French hears -in with an e after it: Poutine; also in ié and gué.
    if (letters["у"] === "ou") {
      const french = body.replace(/g(?=[eiy])/g, "gu");
      for (const tail of end?.[1] ?? [""]) found.add(french + tail);
      if (body.endsWith("in") && (isSurelySlavic || /ou|[kc]h?in$/.test(body))) found.add(`${french}e`);
    }
    // Hungarian softens t before i: Putyin.
    if (letters["с"] === "sz" && !end) found.add(body.replace(/t(?=in$)/, "ty"));
  }
  if (!lower.startsWith("е")) return [...found];
  return [...found].flatMap((one) => [one, `y${one}`, `j${one}`]);
}

const cyrillicGroups: readonly (readonly [string, string])[] = (
  "shch=щ schtsch=щ tsch=ч sch=ш sh=ш ch=ч zh=ж kh=х ts=ц tz=ц yu=ю ju=ю iu=ю ya=я ja=я ia=ия yo=ё jo=ё ye=е je=е ph=ф " +
  "a=а b=б c=к d=д e=е f=ф g=г h=г i=и j=й k=к l=л m=м n=н o=о p=п q=к r=р s=с t=т u=у v=в w=в x=кс y=ы z=з"
)
  .split(" ")
  .map((pair) => pair.split("=") as [string, string]);
const slavicEnd =
  /(?:[oe]v|[oe]ff|[oe]va|[ktshzlrndgmv]in|[ktshzlrndgmv]ina|sk(?:y|yi|yy|iy|ii|ij|yj|i|aya|a)|enko|chuk|[oe]vi[ct]h?|sk|grad|gorod|(?:zh|sh|ch|l)n(?:y|aya))$/;

const surelySlavicEnd = /(?:[oe]v|[oe]ff|[oe]va|(?:[ktz]|sh|ch|zh|ts)ina?|sk(?:y|yi|yy|iy|ii|ij|yj)|skaya|enko|chuk)$/;

/** Other languages have few names with such an end. */
export const isSurelySlavic = (latin: string): boolean =>
  latin.length > 4 && surelySlavicEnd.test(latin) && !/tina?$/.test(latin);

/** Letters in Cyrillic without what Latin spellings do not tell apart: soft signs, е and э, и, ы and й, г and х, double letters. */
export function soundsOf(cyrillic: string): string {
  return cyrillic
    .replace(/[ьъ]/g, "")
    .replaceAll("х", "г")
    .replace(/йо/g, "е")
    .replace(/[ёэ]/g, "е")
    .replace(/[ыйі]/g, "и")
    .replaceAll("щ", "шч")
    .replace(/(?<=[шчжц])о/g, "е")
    .replace(/(?<=[и])е|и(?=[еяюо])/g, "")
    .replace(/(.)\1+/g, "$1");
}

/** A Latin name in Cyrillic if its end is one of Slavic names, else null. Exact only for regular spellings. */
export function cyrillicGuess(latin: string): string | null {
  if (!slavicEnd.test(latin) || latin.length < 4) return null;
  let rest = latin
    .replace(/off$/, "ov")
    .replace(/eff$/, "ev")
    .replace(/sk(?:y|yi|yy|iy|ii|ij|yj|i)$/, "skiЙ")
    .replace(/(sk|n)aya$/, "$1aЯ")
    .replace(/ny$/, "nыЙ");
  let written = "";
  while (rest !== "") {
    const group = cyrillicGroups.find(([letters]) => rest.startsWith(letters));
    // After a vowel y is й: Andreyev has е, but Mayorov has й.
    const [letters, letter] = group ?? [rest[0] ?? "", rest[0] ?? ""];
    written += letters === "y" && /[aeou]$/.test(latin.slice(0, latin.length - rest.length)) ? "й" : letter;
    rest = rest.slice(letters.length);
  }
  return written.replace("Й", "й").replace("Я", "я");
}
