// Guesses the encoding of undeclared legacy text, by how many of a language's commonest characters it gives.
import { decodeAs } from "./encodings.ts";

const SAMPLE_BYTES = 65_536;
const CAPITALS_COUNT = 0.8;
const USUAL_SHARE_MIN = 0.95;
// Likelier than nothing, and less likely than any language's commonest characters.
const USUAL_SCORE = 0.6;

// For each language: its commonest characters, their share of running text, and all characters of the language.
const CYRILLIC = { common: /[оеаинтсрвл]/g, capitals: /[ОЕАИНТСРВЛ]/g, share: 0.68, written: /[А-Яа-яЁёІіЇїЄєҐґЎў«»—–“”„№…’ ]/g };
const JAPANESE = { common: /[ぁ-ゖァ-ヺー、。]/g, share: 0.5, written: /[぀-ヿ一-龯、。「」・　０-９Ａ-ｚ]/g };
const CHINESE = { share: 0.24, written: /[一-龯，。、“”《》「」：；（）！？　·—…]/g };
const ARABIC = { common: /[اليمونرتبة]/g, share: 0.68, written: /[؀-ۿ«»]/g };
const KOREAN = {
  common: /[이다의에는을가고하한지로사를서인기은도리자정시대나해어과수일부아전있제주원상보국장들했회년성적명안그비위조스]/g,
  share: 0.6,
  written: /[가-힣·“”‘’…]/g,
};

interface Candidate {
  encoding: string;
  common: RegExp;
  share: number;
  written: RegExp;
  /** The same characters as capitals, which count for less: many wrong readings consist of capitals. */
  capitals?: RegExp;
  /** The first bytes of the characters that the standard ranks as common; a headline may hold none of the commonest. */
  usualLeads?: [number, number];
}

const CANDIDATES: Candidate[] = [
  { encoding: "windows-1251", ...CYRILLIC },
  { encoding: "koi8-r", ...CYRILLIC },
  // The same with the four Ukrainian letters in place of box lines.
  { encoding: "koi8-u", ...CYRILLIC },
  { encoding: "iso-8859-5", ...CYRILLIC },
  { encoding: "ibm866", ...CYRILLIC },
  { encoding: "shift_jis", ...JAPANESE },
  { encoding: "euc-jp", ...JAPANESE },
  { encoding: "euc-kr", ...KOREAN },
  {
    encoding: "gb18030",
    common: /[的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年，。、]/g,
    usualLeads: [0xb0, 0xd7],
    ...CHINESE,
  },
  {
    encoding: "big5",
    usualLeads: [0xa4, 0xc6],
    common: /[的一是在不了有和人這中大為上個國我以要他時來用們生到作地於出就分對成會可主發年，。、]/g,
    ...CHINESE,
  },
  { encoding: "windows-874", common: /[\u0e31\u0e48\u0e49านรอกเงมยลวดท]/g, share: 0.66, written: /[\u0e01-\u0e5b]/g },
  { encoding: "windows-1255", common: /[יוהלאמרתבש]/g, share: 0.68, written: /[\u05b0-\u05c7א-ת״“”’–]/g },
  { encoding: "windows-1256", ...ARABIC },
  { encoding: "iso-8859-6", ...ARABIC },
  { encoding: "windows-1253", common: /[αάοόιίεέτσςνηήυρ]/g, capitals: /[ΑΟΙΕΤΣΝΗΥΡ]/g, share: 0.74, written: /[Ά-ώ«»]/g },
];

/** The likeliest encoding of text that is not UTF-8; windows-1252 if nothing else is likely. */
export function detectEncoding(bytes: Uint8Array): string {
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  let best = { encoding: "windows-1252", score: 0.5 };
  if (isLatin(sample)) return detectLatin(sample);
  if (hasSignsOnly(sample)) return best.encoding;
  for (const { encoding, common, capitals, share, written, usualLeads } of CANDIDATES) {
    const beyond = decodeAs(sample, encoding).replace(/[\0-\x7f]+/g, "");
    const broken = beyond.split("�").length - 1;
    // The sample may end in half a character.
    if (beyond.length === 0 || broken > 1 + beyond.length / 100) continue;
    const inCapitals = capitals === undefined ? 0 : (beyond.match(capitals)?.length ?? 0) * CAPITALS_COUNT;
    const found = ((beyond.match(common)?.length ?? 0) + inCapitals) / beyond.length;
    const strange = 1 - (beyond.match(written)?.length ?? 0) / beyond.length;
    const isUsual = usualLeads !== undefined && shareOfLeads(sample, usualLeads) > USUAL_SHARE_MIN;
    const score = Math.max(Math.min(1, found / share), isUsual ? USUAL_SCORE : 0) - 2 * strange;
    if (score > best.score) best = { encoding, score };
  }
  return best.encoding;
}

/** The same for bytes that are declared as windows-1252, which servers say of whatever they send: another only if whole words are in it. */
export function correctLatin(bytes: Uint8Array): string {
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  const inWords = listRuns(sample).filter(({ length }) => length >= WORD_BYTES_MIN);
  return isLatin(sample) || inWords.reduce((sum, { length }) => sum + length, 0) >= LETTERS_MIN
    ? detectEncoding(bytes)
    : "windows-1252";
}

const WORD_BYTES_MIN = 3;
/** Quotes, dashes and marks such as € £ ° ½ §, as windows-1252 has them, stand alone or in pairs. */
const SIGN_BYTES = new Set(
  Buffer.from("\u0080\u0082\u0084\u0085\u0091\u0092\u0093\u0094\u0095\u0096\u0097\u0099\u00a0£§©«®°±²³µ·»¼½¾×", "latin1"),
);
const hasSignsOnly = (sample: Uint8Array): boolean =>
  listRuns(sample).every((run) => run.length < WORD_BYTES_MIN && run.every((byte) => SIGN_BYTES.has(byte)));

/** The bytes beyond ASCII that stand together. */
function listRuns(sample: Uint8Array): Uint8Array[] {
  const runs: Uint8Array[] = [];
  for (let start = 0; start < sample.length; start++) {
    if ((sample[start] ?? 0) < 0x80) continue;
    let end = start;
    while ((sample[end] ?? 0) >= 0x80) end++;
    runs.push(sample.subarray(start, end));
    start = end;
  }
  return runs;
}

const TURKISH = { telling: /[ğışĞİŞ]/g, written: /[çğıöşüâîûÇĞİÖŞÜÂ]/g };
const POLISH = { telling: /[ąęłśżźĄĘŁŚŻŹ]/g, written: /[ąćęłńóśźżĄĆĘŁŃÓŚŹŻ]/g };
/** Without ť, since « and » would be read as it. */
const CZECH = { telling: /[čěřšžůďňČŘŠŽĎŇ]/g, written: /[áčďéěíňóřšúůýžäľĺŕôÁČĎÉĚÍŇÓŘŠÚŮÝŽĽ]/g };
/** With ť, which windows-1250 has at a place of its own. Its rare ĺ is no sign of it, since Swedish å would be read as that. */
const SLOVAK = { telling: /[čšžďťňľŕČŠŽĎŤŇĽŔ]/g, written: /[áäčďéíĺľňóôŕšťúýžÁČĎÉÍĹĽŇÓŔŠŤÚÝŽ]/g };
const CROATIAN = { telling: /[čćšžđČĆŠŽĐ]/g, written: /[čćšžđČĆŠŽĐ]/g };
/** Portuguese ã would be read as ă. */
const ROMANIAN = { telling: /[ăşţĂŞŢ]/g, written: /[ăâîşţĂÂÎŞŢ]/g, needed: /[şţŞŢ]/ };
/** Its two letters are rare, but no language that windows-1252 is for has them next to á and é without ã, ç or ñ. */
const HUNGARIAN = { telling: /[őűŐŰ]/g, written: /[áéíóöőúüűÁÉÍÓÖŐÚÜŰ]/g, toldMin: 0.04, needed: /[áéÁÉ]/ };
const LITHUANIAN = { telling: /[ąčęėįšųūžĄČĘĖĮŠŲŪŽ]/g, written: /[ąčęėįšųūžĄČĘĖĮŠŲŪŽ]/g };
const LATVIAN = { telling: /[āčēģīķļņšūžĀČĒĢĪĶĻŅŠŪŽ]/g, written: /[āčēģīķļņšūžĀČĒĢĪĶĻŅŠŪŽ]/g };
/**
 * For each language in Latin script that windows-1252 would misread: letters of that language alone, all its letters beyond ASCII, and
 * letters of which one has to be there.
 */
const LATIN: readonly { encoding: string; telling: RegExp; written: RegExp; toldMin?: number; needed?: RegExp }[] = [
  { encoding: "windows-1254", ...TURKISH },
  { encoding: "windows-1250", ...POLISH },
  { encoding: "iso-8859-2", ...POLISH },
  { encoding: "windows-1250", ...CZECH },
  { encoding: "iso-8859-2", ...CZECH },
  { encoding: "windows-1250", ...SLOVAK },
  { encoding: "windows-1250", ...CROATIAN },
  { encoding: "windows-1250", ...ROMANIAN },
  { encoding: "windows-1250", ...HUNGARIAN },
  { encoding: "windows-1257", ...LITHUANIAN },
  { encoding: "windows-1257", ...LATVIAN },
];
/** As windows-1252 shows them: the accented letters of languages that the readings above would take for their own. */
const WESTERN = [
  { letters: /[àèéìòùÀÈÉÌÒÙ]/g, told: /./ },
  // Latvian has the others of these at the same places.
  { letters: /[àâçèéêëîïôùûüœæÀÂÇÈÉÊËÎÏÔÙÛÜŒÆ]/g, told: /[àéÀÉ]/ },
  { letters: /[àçèéíïòóúüÀÇÈÉÍÏÒÓÚÜ]/g, told: /./ },
  { letters: /[æøåéèêóòôÆØÅÉ]/g, told: /./ },
];
/** Foreign names have other letters. Czech, Slovenian, Polish and Turkish have less than half of theirs in any of these. */
const WESTERN_MIN = 0.8;
const SIGNS = /[\0-\x7f\u00a0«»„“”‘’‚–—…•·°§€©®™´]/g;
const TELLING_MIN = 0.2;
const WRITTEN_MIN = 0.95;
const LETTERS_MIN = 10;

function detectLatin(sample: Uint8Array): string {
  const western = decodeAs(sample, "windows-1252").replace(SIGNS, "");
  const isIn = ({ letters, told }: (typeof WESTERN)[number]) =>
    (western.match(letters)?.length ?? 0) >= WESTERN_MIN * western.length && (western.length < LETTERS_MIN || told.test(western));
  if (WESTERN.some(isIn)) return "windows-1252";
  let best = { encoding: "windows-1252", told: 0 };
  for (const { encoding, telling, written, toldMin = TELLING_MIN, needed } of LATIN) {
    const letters =
      decodeAs(sample, encoding)
        .match(/[^\0-\x7f]/g)
        ?.filter((letter) => /\p{L}/u.test(letter))
        .join("") ?? "";
    const shareOf = (set: RegExp) => (letters.match(set)?.length ?? 0) / letters.length;
    if (letters.length < LETTERS_MIN || shareOf(written) < WRITTEN_MIN || needed?.test(letters) === false) continue;
    const told = shareOf(telling);
    if (told > toldMin && told > best.told) best = { encoding, told };
  }
  return best.encoding;
}

/** Of the two-byte characters, how many begin with a byte in this range. */
function shareOfLeads(sample: Uint8Array, [from, to]: [number, number]): number {
  let characters = 0;
  let within = 0;
  for (let index = 0; index < sample.length; index++) {
    const lead = sample[index] ?? 0;
    if (lead < 0x80) continue;
    characters++;
    if (lead >= from && lead <= to) within++;
    index++;
  }
  return within / characters;
}

/** In Latin script, letters beyond ASCII come singly or in pairs, next to ASCII letters; in other scripts they form words. */
function isLatin(sample: Uint8Array): boolean {
  let [runs, latin, alone] = [0, 0, 0];
  for (let start = 0; start < sample.length; start++) {
    if ((sample[start] ?? 0) < 0x80) continue;
    let end = start;
    let letters = 0;
    for (; (sample[end] ?? 0) >= 0x80; end++) if ((sample[end] ?? 0) >= 0xc0) letters++;
    const isWithin = isLetter(sample[start - 1] ?? 0) || isLetter(sample[end] ?? 0);
    // Quotes and dashes are beyond ASCII in every script, and words of one letter in many: à, и.
    if (letters > 0 && !isWithin && end - start === 1) alone++;
    else if (letters > 0) runs++;
    if (letters > 0 && isWithin && end - start <= 2) latin++;
    start = end;
  }
  return runs === 0 ? alone > 0 : latin * 2 > runs;
}

function isLetter(byte: number): boolean {
  return (byte >= 0x61 && byte <= 0x7a) || (byte >= 0x41 && byte <= 0x5a);
}
