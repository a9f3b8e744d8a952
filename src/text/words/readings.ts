// Readings: the words as which a word of a text may be read, without what its language adds to a name.
import { anyApostrophe, apostrophe, plainWord } from "./fold-word.ts";
import { withoutPersianPlural } from "./persian-plurals.ts";
import { notArabic, withoutHebrewPrefixes, withoutArabicPrefixes } from "./semitic-prefixes.ts";
import { withoutParticles } from "./korean-particles.ts";

const elision =
  /^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu|un|all|dall|dell|nell|sull|coll|quell|quest|bell|sant)'(?=\p{L}{2})/iu;
/** English and Turkish separate the endings of names: Russia's, Rusya'nın, Washington'a. After few letters 'a is part of a name: Sana'a. */
const possessive =
  /(?<=.)'s$|(?<=\p{L}{3})'(?:n?[ıiuü]n|n?[dt][ae]n?(?:ki)?|[yn][aeıiuü]|y?l[ae]|l[ıiuü]|l[ae]r)$|(?<=\p{L}{5})'[aeıiuü]$/iu;
const burmeseGenitive = /^([\u1000-\u109f]+)\u1037(\u103a?)$/;

const umlaut = /[äöüåøÄÖÜÅØ]/;
const umlauts = /[äöüåøÄÖÜÅØ]/g;
const digraphs: Record<string, string> = {
  ä: "ae",
  ö: "oe",
  ü: "ue",
  å: "aa",
  ø: "oe",
  Ä: "Ae",
  Ö: "Oe",
  Ü: "Ue",
  Å: "Aa",
  Ø: "Oe",
};
const simple = /^[a-z0-9]*$/i;
const money = /^\p{Sc}(?=[\d.,]+$)/u;

/** As given, and without a possessive ("Myanmar’s") or an elision ("l’Ukraine"); accents and case are kept. */
export function bareReadings(raw: string): string[] {
  if (!anyApostrophe.test(raw)) return [raw];
  const straight = raw.replace(apostrophe, "'");
  const bare = straight.replace(possessive, "");
  return [...new Set([straight, bare, straight.replace(elision, ""), bare.replace(elision, "")])];
}

/** The plain forms as which a text's word may be read: a term is found if it is one of them. */
export function readingsOf(raw: string): string[] {
  if (simple.test(raw)) return [raw];
  const readings = new Set<string>();
  for (const bare of bareReadings(raw)) {
    const plain = plainWord(bare);
    readings.add(plain);
    const digraph = withDigraphs(bare);
    if (digraph !== null) readings.add(plainWord(digraph));
    for (const reading of withoutAdditions(plain, bare)) readings.add(reading);
  }
  return [...readings];
}

/** With ae for ä, oe for ö, ue for ü, aa for å; null for a word without them. Short words are left alone: "dø" is not "doe". */
export function withDigraphs(raw: string): string | null {
  const composed = /^[\0-\x7f]*$/.test(raw) ? raw : raw.normalize("NFC");
  if (composed.length < 3 || !umlaut.test(composed) || (composed.length === 3 && !/^\p{Lu}/u.test(composed))) return null;
  const capitals = composed === composed.toUpperCase();
  const written = composed.replace(umlauts, (letter) => digraphs[letter] ?? letter);
  return capitals ? written.toUpperCase() : written;
}

function withoutAdditions(plain: string, raw: string): string[] {
  const first = plain.charCodeAt(0);
  if (first >= 0x5d0 && first <= 0x5ea) return withoutHebrewPrefixes(plain);
  if (first >= 0x620 && first <= 0x6ff)
    return notArabic.test(raw) ? withoutPersianPlural(plain, raw) : withoutArabicPrefixes(plain);
  if (first >= 0xac00 && first <= 0xd7a3) return withoutParticles(plain);
  if (first >= 0x1000 && first <= 0x109f) {
    // Burmese marks the possessor with a dot below: မြန်မာ့ means "of မြန်မာ".
    const owner = burmeseGenitive.exec(plain);
    return owner ? [`${owner[1]}${owner[2]}`] : [];
  }
  return money.test(plain) ? [plain.replace(money, "")] : [];
}

/** How many UTF-16 units of the word in the text are an elision at its start and a possessive at its end. */
export function trimOf(raw: string): { start: number; end: number } {
  if (!anyApostrophe.test(raw)) return { start: 0, end: 0 };
  const straight = raw.replace(apostrophe, "'");
  return { start: elision.exec(straight)?.[0].length ?? 0, end: possessive.exec(straight)?.[0].length ?? 0 };
}
